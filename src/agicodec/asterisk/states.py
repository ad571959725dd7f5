"""Where Asterisk"s side of a session stands, and what moves it: the state machine as data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

__all__ = ["ASTERISK_TRANSITIONS", "AsteriskState", "AsteriskTrigger"]


class AsteriskState(Enum):
    """Where Asterisk's side of a session stands."""

    STARTING = "starting"
    """The environment has not been written."""
    IDLE = "idle"
    """It waits for a line."""
    RUNNING = "running"
    """A command runs, and its reply is due."""
    ENDED = "ended"
    """The run is over."""
    FAILED = "failed"
    """The application wrote more than is held; nothing it wrote since is read."""


class AsteriskTrigger(Enum):
    """What moves Asterisk's side from one state to another."""

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
"""Where each trigger leads from each state; what is not here is not allowed."""
