"""The application's side of AGI and FastAGI, without I/O.

A `Session` turns bytes into `events` and commands into bytes: `incoming` divides what arrives, `progress` keeps what is
known and due, `states` has the state machine as data, and `mark` the word by which a session recognises which reply is
which. To save a session, its parts each write their own entries (`save` in `session`, `progress` and `incoming`);
`snapshot` writes commands as plain data, and checks the entries when they are read. Imports `model`, `wire` and the
base modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.session import events as events
    from agicodec.session import incoming as incoming
    from agicodec.session import mark as mark
    from agicodec.session import progress as progress
    from agicodec.session import session as session
    from agicodec.session import snapshot as snapshot
    from agicodec.session import states as states
    from agicodec.session.events import (
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
    from agicodec.session.session import Session
    from agicodec.session.snapshot import CommandClasses, Json
    from agicodec.session.states import TRANSITIONS, State, Trigger

__all__ = [
    "NEED_DATA",
    "TRANSITIONS",
    "CallEvent",
    "ChannelHungUp",
    "CommandClasses",
    "CommandInterrupted",
    "ConnectionClosed",
    "Event",
    "Json",
    "NeedData",
    "ReplyReceived",
    "Session",
    "SessionStarted",
    "State",
    "Synchronized",
    "Trigger",
    "UnexpectedLine",
]

_PLACES = {
    "NEED_DATA": "events",
    "TRANSITIONS": "states",
    "CallEvent": "events",
    "ChannelHungUp": "events",
    "CommandClasses": "snapshot",
    "CommandInterrupted": "events",
    "ConnectionClosed": "events",
    "Event": "events",
    "Json": "snapshot",
    "NeedData": "events",
    "ReplyReceived": "events",
    "Session": "session",
    "SessionStarted": "events",
    "State": "states",
    "Synchronized": "events",
    "Trigger": "states",
    "UnexpectedLine": "events",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
