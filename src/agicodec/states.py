"""Where a session of either kind may stand, and what moves it: the state machines as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final, TypeVar

__all__ = [
    "ASTERISK_TRANSITIONS",
    "ASYNC_REASONS",
    "ASYNC_TRANSITIONS",
    "AWAITING_REPLY",
    "IN_ASYNC_AGI",
    "READY",
    "REASONS",
    "TRANSITIONS",
    "WAYS",
    "AsteriskState",
    "AsteriskTrigger",
    "AsyncState",
    "AsyncTrigger",
    "State",
    "Trigger",
    "direct",
]

_E = TypeVar("_E", bound=Enum)


def direct(enumeration: type[_E]) -> type[_E]:
    """Spare the members of an enumeration the Python functions that look one up and hash it, up to Python 3.11."""
    for member in enumeration:
        type.__setattr__(enumeration, member.name, member)
    type.__setattr__(enumeration, "__hash__", object.__hash__)
    return enumeration


@direct
class State(Enum):
    """Where a session stands."""

    AWAITING_ENVIRONMENT = "awaiting environment"
    """The environment block is not complete."""
    READY = "ready"
    """A command may be sent."""
    AWAITING_REPLY = "awaiting reply"
    """A command has been sent and its reply is due."""
    INTERRUPTING = "interrupting"
    """A command has been interrupted; it is not known yet whether it answered before."""
    SYNCHRONIZING = "synchronizing"
    """It is not known yet what is left of earlier texts."""
    CLOSED = "closed"
    """The other side has closed the connection."""
    FAILED = "failed"
    """The other side broke the protocol; nothing it sent since is read."""


@direct
class Trigger(Enum):
    """What moves a session from one state to another."""

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
"""Where each trigger leads from each state; what is not here is not allowed."""

REASONS: Final[Mapping[State, str]] = {
    State.AWAITING_ENVIRONMENT: "the environment is not complete",
    State.READY: "no command is running",
    State.AWAITING_REPLY: "the reply to {command} is due{ways}",
    State.INTERRUPTING: "{command} is being interrupted; wait for the event that ends it",
    State.SYNCHRONIZING: "the session is being synchronized; wait for the event that says so",
    State.CLOSED: "the connection is closed",
    State.FAILED: "the session has failed: {failure}",
}
"""Why a state does not allow what was asked for."""

WAYS: Final[Mapping[State, Sequence[Trigger]]] = {
    State.AWAITING_REPLY: (Trigger.SEND,),
    State.INTERRUPTING: (Trigger.SEND, Trigger.INTERRUPT),
    State.SYNCHRONIZING: (Trigger.SYNCHRONIZE,),
}
"""What leads from `READY` to the states that something is awaited in."""

AWAITING_REPLY: Final = TRANSITIONS[State.READY][Trigger.SEND]
READY: Final = TRANSITIONS[State.AWAITING_REPLY][Trigger.REPLY]
"""Where the two steps lead that are taken most often, from wherever they are allowed."""


@direct
class AsyncState(Enum):
    """Where a session stands."""

    WAITING = "waiting"
    """The channel has not entered AsyncAGI yet."""
    RUNNING = "running"
    """Commands may be sent."""
    ENDING = "ending"
    """A reply has told that the session is about to end."""
    ENDED = "ended"
    """The channel has left AsyncAGI, and may enter it again."""
    GONE = "gone"
    """The channel has hung up, or the session was given up."""


@direct
class AsyncTrigger(Enum):
    """What moves a session from one state to another."""

    START = "start"
    FORESEE = "foresee"
    END = "end"
    HANGUP = "hangup"


ASYNC_TRANSITIONS: Final[Mapping[AsyncState, Mapping[AsyncTrigger, AsyncState]]] = {
    AsyncState.WAITING: {AsyncTrigger.START: AsyncState.RUNNING, AsyncTrigger.HANGUP: AsyncState.GONE},
    AsyncState.RUNNING: {AsyncTrigger.FORESEE: AsyncState.ENDING, AsyncTrigger.END: AsyncState.ENDED},
    AsyncState.ENDING: {AsyncTrigger.END: AsyncState.ENDED},
    AsyncState.ENDED: {AsyncTrigger.START: AsyncState.RUNNING, AsyncTrigger.HANGUP: AsyncState.GONE},
    AsyncState.GONE: {},
}
"""Where each trigger leads from each state."""

IN_ASYNC_AGI: Final = (AsyncState.RUNNING, AsyncState.ENDING)
"""The states of a session whose channel is in AsyncAGI."""

ASYNC_REASONS: Final[Mapping[AsyncState, str]] = {
    AsyncState.WAITING: "the channel has not entered AsyncAGI",
    AsyncState.ENDING: "the session is about to end, and the command would wait until it starts again",
    AsyncState.ENDED: "the channel has left AsyncAGI",
    AsyncState.GONE: "the channel has hung up",
}
"""Why a state allows no command to be sent."""


@direct
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


@direct
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
