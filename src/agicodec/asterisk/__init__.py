"""Asterisk's side of AGI and FastAGI, without I/O, for tests, proxies and simulators.

An `AsteriskSession` turns lines into commands, and replies into bytes. `decoding` reads the command of a line as
Asterisk does. Imports `session`, `model`, `wire` and what these import; a command class is loaded when a line names it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.asterisk import decoding as decoding
    from agicodec.asterisk import events as events
    from agicodec.asterisk import session as session
    from agicodec.asterisk import states as states
    from agicodec.asterisk.decoding import (
        Decoded,
        MalformedCommand,
        ReadLine,
        UnknownCommand,
        decode_command,
        encode_reply,
        read_command,
        read_line,
        refusal,
        to_command,
    )
    from agicodec.asterisk.events import ApplicationClosed, AsteriskEvent, CommandReceived, LineRefused
    from agicodec.asterisk.session import AsteriskSession
    from agicodec.asterisk.states import ASTERISK_TRANSITIONS, AsteriskState, AsteriskTrigger

__all__ = [
    "ASTERISK_TRANSITIONS",
    "ApplicationClosed",
    "AsteriskEvent",
    "AsteriskSession",
    "AsteriskState",
    "AsteriskTrigger",
    "CommandReceived",
    "Decoded",
    "LineRefused",
    "MalformedCommand",
    "ReadLine",
    "UnknownCommand",
    "decode_command",
    "encode_reply",
    "read_command",
    "read_line",
    "refusal",
    "to_command",
]

_PLACES = {
    "ASTERISK_TRANSITIONS": "states",
    "ApplicationClosed": "events",
    "AsteriskEvent": "events",
    "AsteriskSession": "session",
    "AsteriskState": "states",
    "AsteriskTrigger": "states",
    "CommandReceived": "events",
    "Decoded": "decoding",
    "LineRefused": "events",
    "MalformedCommand": "decoding",
    "ReadLine": "decoding",
    "UnknownCommand": "decoding",
    "decode_command": "decoding",
    "encode_reply": "decoding",
    "read_command": "decoding",
    "read_line": "decoding",
    "refusal": "decoding",
    "to_command": "decoding",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
