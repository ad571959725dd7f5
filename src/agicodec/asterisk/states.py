"""The states of Asterisk's side of a session, and the transitions between them, as data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

__all__ = ["ASTERISK_TRANSITIONS", "AsteriskState", "AsteriskTrigger"]


class AsteriskState(Enum):
    """The states of Asterisk's side of a session."""

    STARTING = "starting"
    """The environment has not been written."""
    IDLE = "idle"
    """It waits for a line."""
    RUNNING = "running"
    """A command runs, and its reply is due."""
    ENDED = "ended"
    """The run is over."""
    FAILED = "failed"
    """The application wrote too much ahead; nothing is read any more."""


class AsteriskTrigger(Enum):
    """The triggers of transitions from one state to another."""

    START = "start"
    COMMAND = "command"
    REPLY = "reply"
    ABANDON = "abandon"
    END = "end"
    FAIL = "fail"


ASTERISK_TRANSITIONS: Final[Mapping[AsteriskState, Mapping[AsteriskTrigger, AsteriskState]]] = {
    AsteriskState.STARTING: {
        AsteriskTrigger.START: AsteriskState.IDLE,
        AsteriskTrigger.END: AsteriskState.ENDED,
        AsteriskTrigger.FAIL: AsteriskState.FAILED,
    },
    AsteriskState.IDLE: {
        AsteriskTrigger.COMMAND: AsteriskState.RUNNING,
        AsteriskTrigger.END: AsteriskState.ENDED,
        AsteriskTrigger.FAIL: AsteriskState.FAILED,
    },
    AsteriskState.RUNNING: {
        AsteriskTrigger.REPLY: AsteriskState.IDLE,
        AsteriskTrigger.ABANDON: AsteriskState.IDLE,
        AsteriskTrigger.END: AsteriskState.ENDED,
        AsteriskTrigger.FAIL: AsteriskState.FAILED,
    },
    AsteriskState.ENDED: {},
    AsteriskState.FAILED: {},
}
"""The next state for each state and trigger; any other combination is not allowed."""
