"""The Asterisk Gateway Interface as typed Python.

Every AGI command is a class that knows how it is written and what its reply means; a `Session` turns bytes into events
and commands into bytes, for any transport. `agicodec.commands` has the commands, `agicodec.results` what they give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec import ami as ami
    from agicodec import arguments as arguments
    from agicodec import asked as asked
    from agicodec import asterisk as asterisk
    from agicodec import async_call as async_call
    from agicodec import async_calls as async_calls
    from agicodec import async_session as async_session
    from agicodec import async_sessions as async_sessions
    from agicodec import asyncagi as asyncagi
    from agicodec import block as block
    from agicodec import boundary as boundary
    from agicodec import caller_id as caller_id
    from agicodec import calls as calls
    from agicodec import cli as cli
    from agicodec import command as command
    from agicodec import commands as commands
    from agicodec import decoding as decoding
    from agicodec import dialplan as dialplan
    from agicodec import environment as environment
    from agicodec import errors as errors
    from agicodec import events as events
    from agicodec import exchange as exchange
    from agicodec import facade as facade
    from agicodec import given as given
    from agicodec import incoming as incoming
    from agicodec import lazy as lazy
    from agicodec import lines as lines
    from agicodec import mark as mark
    from agicodec import moments as moments
    from agicodec import pipe as pipe
    from agicodec import protocol as protocol
    from agicodec import raw as raw
    from agicodec import reply as reply
    from agicodec import results as results
    from agicodec import saved as saved
    from agicodec import session as session
    from agicodec import states as states
    from agicodec import tail as tail
    from agicodec import testing as testing
    from agicodec import value as value
    from agicodec import versions as versions
    from agicodec import wire as wire
    from agicodec.asterisk import AsteriskSession
    from agicodec.async_call import AsyncAgiCall
    from agicodec.async_calls import AsyncAgiCalls
    from agicodec.async_session import AsyncSession
    from agicodec.async_sessions import AsyncSessions
    from agicodec.caller_id import CallerId
    from agicodec.calls import AsyncCall, Call
    from agicodec.command import Command
    from agicodec.environment import Environment
    from agicodec.errors import (
        AgicodecError,
        CallEnded,
        DeadChannel,
        InvalidArgument,
        InvalidCommand,
        LocalProtocolError,
        NeverAnswered,
        RemoteProtocolError,
        ReplyError,
        ServerError,
        TruncatedReply,
        UnexpectedResult,
        UnknownStatus,
        UsageError,
    )
    from agicodec.events import (
        NEED_DATA,
        CallEvent,
        ChannelHungUp,
        CommandInterrupted,
        ConnectionClosed,
        Event,
        NeedData,
        ReplyReceived,
        SessionStarted,
        Synchronized,
        UnexpectedLine,
    )
    from agicodec.facade import AsyncCommands, Commands
    from agicodec.raw import Raw, Unchecked
    from agicodec.reply import RawReply
    from agicodec.session import Session
    from agicodec.states import State
    from agicodec.versions import AsteriskVersion, Limits

__all__ = [
    "NEED_DATA",
    "AgicodecError",
    "AsteriskSession",
    "AsteriskVersion",
    "AsyncAgiCall",
    "AsyncAgiCalls",
    "AsyncCall",
    "AsyncCommands",
    "AsyncSession",
    "AsyncSessions",
    "Call",
    "CallEnded",
    "CallEvent",
    "CallerId",
    "ChannelHungUp",
    "Command",
    "CommandInterrupted",
    "Commands",
    "ConnectionClosed",
    "DeadChannel",
    "Environment",
    "Event",
    "InvalidArgument",
    "InvalidCommand",
    "Limits",
    "LocalProtocolError",
    "NeedData",
    "NeverAnswered",
    "Raw",
    "RawReply",
    "RemoteProtocolError",
    "ReplyError",
    "ReplyReceived",
    "ServerError",
    "Session",
    "SessionStarted",
    "State",
    "Synchronized",
    "TruncatedReply",
    "Unchecked",
    "UnexpectedLine",
    "UnexpectedResult",
    "UnknownStatus",
    "UsageError",
    "__version__",
]

__version__ = "0.1.0"
"""The version of this distribution, as installers name it."""

_PLACES = {
    "NEED_DATA": "events",
    "AgicodecError": "errors",
    "AsteriskSession": "asterisk",
    "AsteriskVersion": "versions",
    "AsyncAgiCall": "async_call",
    "AsyncAgiCalls": "async_calls",
    "AsyncCall": "calls",
    "AsyncCommands": "facade",
    "AsyncSession": "async_session",
    "AsyncSessions": "async_sessions",
    "Call": "calls",
    "CallEnded": "errors",
    "CallEvent": "events",
    "CallerId": "caller_id",
    "ChannelHungUp": "events",
    "Command": "command",
    "CommandInterrupted": "events",
    "Commands": "facade",
    "ConnectionClosed": "events",
    "DeadChannel": "errors",
    "Environment": "environment",
    "Event": "events",
    "InvalidArgument": "errors",
    "InvalidCommand": "errors",
    "Limits": "wire",
    "LocalProtocolError": "errors",
    "NeedData": "events",
    "NeverAnswered": "errors",
    "Raw": "raw",
    "RawReply": "reply",
    "RemoteProtocolError": "errors",
    "ReplyError": "errors",
    "ReplyReceived": "events",
    "ServerError": "errors",
    "Session": "session",
    "SessionStarted": "events",
    "State": "states",
    "Synchronized": "events",
    "TruncatedReply": "errors",
    "Unchecked": "raw",
    "UnexpectedLine": "events",
    "UnexpectedResult": "errors",
    "UnknownStatus": "errors",
    "UsageError": "errors",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
