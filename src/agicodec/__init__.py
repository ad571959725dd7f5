"""The Asterisk Gateway Interface as typed Python.

Every AGI command is a class that encodes its command line and interprets the reply. `Call` and `AsyncCall` have every
command as a method, over any transport, and `AsyncAgiCall` has them over the manager interface. Below them, a `Session`
turns bytes into events and commands into bytes. `agicodec.commands` contains the commands, `agicodec.results` their
results.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec import applications as applications
    from agicodec import asterisk as asterisk
    from agicodec import asyncagi as asyncagi
    from agicodec import calls as calls
    from agicodec import cli as cli
    from agicodec import commands as commands
    from agicodec import dialplan as dialplan
    from agicodec import errors as errors
    from agicodec import functions as functions
    from agicodec import io as io
    from agicodec import lazy as lazy
    from agicodec import model as model
    from agicodec import results as results
    from agicodec import serving as serving
    from agicodec import session as session
    from agicodec import testing as testing
    from agicodec import values as values
    from agicodec import wire as wire
    from agicodec.asterisk import AsteriskSession
    from agicodec.asyncagi import AsyncAgiCall, AsyncAgiCalls, AsyncAgiSession, AsyncAgiSessions
    from agicodec.calls import AsyncCall, AsyncCommands, Call, Commands, Observer
    from agicodec.errors import (
        ActionError,
        ActionRefused,
        AgicodecError,
        CallEnded,
        DeadChannel,
        InvalidArgument,
        InvalidCommand,
        LineTooLong,
        LocalProtocolError,
        NeverAnswered,
        NoSuchApplication,
        NoSuchChannel,
        NotInAsyncAgi,
        RemoteProtocolError,
        ReplyError,
        SavedStateError,
        ServerError,
        TruncatedReply,
        UnexpectedResult,
        UnknownStatus,
        UsageError,
    )
    from agicodec.model import CallerId, Command, Environment, Raw, Unchecked
    from agicodec.session import (
        NEED_DATA,
        CallEvent,
        ChannelHungUp,
        CommandInterrupted,
        ConnectionClosed,
        Event,
        NeedData,
        ReplyReceived,
        Session,
        SessionStarted,
        State,
        Synchronized,
        UnexpectedLine,
    )
    from agicodec.wire import AsteriskVersion, Limits, RawReply

__all__ = [
    "NEED_DATA",
    "ActionError",
    "ActionRefused",
    "AgicodecError",
    "AsteriskSession",
    "AsteriskVersion",
    "AsyncAgiCall",
    "AsyncAgiCalls",
    "AsyncAgiSession",
    "AsyncAgiSessions",
    "AsyncCall",
    "AsyncCommands",
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
    "LineTooLong",
    "LocalProtocolError",
    "NeedData",
    "NeverAnswered",
    "NoSuchApplication",
    "NoSuchChannel",
    "NotInAsyncAgi",
    "Observer",
    "Raw",
    "RawReply",
    "RemoteProtocolError",
    "ReplyError",
    "ReplyReceived",
    "SavedStateError",
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
"""The version of the installed distribution."""

_PLACES = {
    "NEED_DATA": "session",
    "ActionError": "errors",
    "ActionRefused": "errors",
    "AgicodecError": "errors",
    "AsteriskSession": "asterisk",
    "AsteriskVersion": "wire",
    "AsyncAgiCall": "asyncagi",
    "AsyncAgiCalls": "asyncagi",
    "AsyncAgiSession": "asyncagi",
    "AsyncAgiSessions": "asyncagi",
    "AsyncCall": "calls",
    "AsyncCommands": "calls",
    "Call": "calls",
    "CallEnded": "errors",
    "CallEvent": "session",
    "CallerId": "model",
    "ChannelHungUp": "session",
    "Command": "model",
    "CommandInterrupted": "session",
    "Commands": "calls",
    "ConnectionClosed": "session",
    "DeadChannel": "errors",
    "Environment": "model",
    "Event": "session",
    "InvalidArgument": "errors",
    "InvalidCommand": "errors",
    "Limits": "wire",
    "LineTooLong": "errors",
    "LocalProtocolError": "errors",
    "NeedData": "session",
    "NeverAnswered": "errors",
    "NoSuchApplication": "errors",
    "NoSuchChannel": "errors",
    "NotInAsyncAgi": "errors",
    "Observer": "calls",
    "Raw": "model",
    "RawReply": "wire",
    "RemoteProtocolError": "errors",
    "ReplyError": "errors",
    "ReplyReceived": "session",
    "SavedStateError": "errors",
    "ServerError": "errors",
    "Session": "session",
    "SessionStarted": "session",
    "State": "session",
    "Synchronized": "session",
    "TruncatedReply": "errors",
    "Unchecked": "model",
    "UnexpectedLine": "session",
    "UnexpectedResult": "errors",
    "UnknownStatus": "errors",
    "UsageError": "errors",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
