"""The Asterisk Gateway Interface as typed Python.

Every AGI command is a class that knows how it is written and what its reply means; a `Session` turns bytes into events
and commands into bytes, for any transport. `agicodec.commands` has the commands, `agicodec.results` what they give.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from agicodec.arguments import CallerId
from agicodec.command import Command, Raw
from agicodec.environment import Environment
from agicodec.errors import (
    AgicodecError,
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
from agicodec.reply import RawReply
from agicodec.session import Session
from agicodec.states import State
from agicodec.versions import AsteriskVersion, Limits

if TYPE_CHECKING:
    from agicodec.asterisk import AsteriskSession
    from agicodec.async_session import AsyncSession
    from agicodec.async_sessions import AsyncSessions
    from agicodec.calls import AsyncAgiCall, AsyncAgiCalls, AsyncCall, Call
    from agicodec.facade import AsyncCommands, Commands

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
    "UnexpectedLine",
    "UnexpectedResult",
    "UnknownStatus",
    "UsageError",
]

_LATER = {
    "AsteriskSession": "asterisk",
    "AsyncAgiCall": "calls",
    "AsyncAgiCalls": "calls",
    "AsyncCall": "calls",
    "Call": "calls",
    "AsyncCommands": "facade",
    "AsyncSession": "async_session",
    "AsyncSessions": "async_sessions",
    "Commands": "facade",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load what not every application needs when it is first used."""
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"agicodec.{_LATER[name]}"), name)
