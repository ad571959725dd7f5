"""The states of a session, and the transitions between them, as data.

A hangup is not a state, since the session continues after it: see `Session.send`, which raises `DeadChannel` for the
commands that need a live channel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final

__all__ = ["AWAITING_REPLY", "READY", "REASONS", "TRANSITIONS", "WAYS", "State", "Trigger"]


class State(Enum):
    """The states of a session."""

    AWAITING_ENVIRONMENT = "awaiting environment"
    """The environment block is not complete."""
    READY = "ready"
    """A command may be sent."""
    AWAITING_REPLY = "awaiting reply"
    """A command has been sent and its reply is due."""
    INTERRUPTING = "interrupting"
    """A command has been interrupted; it is not known yet whether it was answered before that."""
    SYNCHRONIZING = "synchronizing"
    """The rest of earlier texts is being read."""
    CLOSED = "closed"
    """The other side has closed the connection."""
    FAILED = "failed"
    """The other side broke the protocol; nothing that it sent since then is read."""


class Trigger(Enum):
    """The triggers of transitions from one state to another."""

    ENVIRONMENT = "environment"
    SEND = "send"
    INTERRUPT = "interrupt"
    SYNCHRONIZE = "synchronize"
    SETTLE = "settle"
    REPLY = "reply"
    CLOSE = "close"
    FAIL = "fail"


TRANSITIONS: Final[Mapping[State, Mapping[Trigger, State]]] = {
    State.AWAITING_ENVIRONMENT: {
        Trigger.ENVIRONMENT: State.READY,
        Trigger.CLOSE: State.CLOSED,
        Trigger.FAIL: State.FAILED,
    },
    State.READY: {
        Trigger.SEND: State.AWAITING_REPLY,
        Trigger.SYNCHRONIZE: State.SYNCHRONIZING,
        Trigger.CLOSE: State.CLOSED,
        Trigger.FAIL: State.FAILED,
    },
    State.AWAITING_REPLY: {
        Trigger.REPLY: State.READY,
        Trigger.INTERRUPT: State.INTERRUPTING,
        Trigger.SETTLE: State.INTERRUPTING,
        Trigger.CLOSE: State.CLOSED,
        Trigger.FAIL: State.FAILED,
    },
    State.INTERRUPTING: {
        Trigger.REPLY: State.READY,
        Trigger.SETTLE: State.INTERRUPTING,
        Trigger.CLOSE: State.CLOSED,
        Trigger.FAIL: State.FAILED,
    },
    State.SYNCHRONIZING: {
        Trigger.REPLY: State.READY,
        Trigger.SETTLE: State.SYNCHRONIZING,
        Trigger.CLOSE: State.CLOSED,
        Trigger.FAIL: State.FAILED,
    },
    State.CLOSED: {},
    State.FAILED: {},
}
"""The next state for each state and trigger; any other combination is not allowed."""

REASONS: Final[Mapping[State, str]] = {
    State.AWAITING_ENVIRONMENT: "the environment is not complete",
    State.READY: "no command is running",
    State.AWAITING_REPLY: "the reply to {command} is due{ways}",
    State.INTERRUPTING: "{command} is being interrupted; wait for the event that ends it",
    State.SYNCHRONIZING: "the session is being synchronized; wait for the event Synchronized",
    State.CLOSED: "the connection is closed",
    State.FAILED: "the session has failed: {failure}",
}
"""Why an operation is not allowed in a state."""

WAYS: Final[Mapping[State, Sequence[Trigger]]] = {
    State.AWAITING_REPLY: (Trigger.SEND,),
    State.INTERRUPTING: (Trigger.SEND, Trigger.INTERRUPT),
    State.SYNCHRONIZING: (Trigger.SYNCHRONIZE,),
}
"""The triggers that lead from `READY` to the states in which a reply or a mark is due."""

AWAITING_REPLY: Final = TRANSITIONS[State.READY][Trigger.SEND]
READY: Final = TRANSITIONS[State.AWAITING_REPLY][Trigger.REPLY]
"""Where the two steps lead that every command takes, looked up once: to do so each time took 7 % of a session."""
