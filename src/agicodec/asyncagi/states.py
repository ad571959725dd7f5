"""The states of an AsyncAGI session, and the triggers that change them: the state machine as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final

__all__ = [
    "ASYNCAGI_REASONS",
    "ASYNCAGI_TRANSITIONS",
    "ASYNCAGI_WAYS",
    "IN_ASYNC_AGI",
    "AsyncAgiState",
    "AsyncAgiTrigger",
]


class AsyncAgiState(Enum):
    """The state of a session."""

    WAITING = "waiting"
    """The channel has not entered AsyncAGI yet."""
    RUNNING = "running"
    """Commands may be sent."""
    ENDING = "ending"
    """A reply has announced the end of the session."""
    ENDED = "ended"
    """The channel has left AsyncAGI, and may enter it again."""
    GONE = "gone"
    """The channel has hung up, or the session was closed."""


class AsyncAgiTrigger(Enum):
    """A cause for a session to change its state."""

    START = "start"
    FORESEE = "foresee"
    END = "end"
    HANGUP = "hangup"


ASYNCAGI_TRANSITIONS: Final[Mapping[AsyncAgiState, Mapping[AsyncAgiTrigger, AsyncAgiState]]] = {
    AsyncAgiState.WAITING: {AsyncAgiTrigger.START: AsyncAgiState.RUNNING, AsyncAgiTrigger.HANGUP: AsyncAgiState.GONE},
    AsyncAgiState.RUNNING: {AsyncAgiTrigger.FORESEE: AsyncAgiState.ENDING, AsyncAgiTrigger.END: AsyncAgiState.ENDED},
    AsyncAgiState.ENDING: {AsyncAgiTrigger.END: AsyncAgiState.ENDED},
    AsyncAgiState.ENDED: {AsyncAgiTrigger.START: AsyncAgiState.RUNNING, AsyncAgiTrigger.HANGUP: AsyncAgiState.GONE},
    AsyncAgiState.GONE: {},
}
"""The next state for each state and trigger; a trigger that is not listed is not allowed."""

IN_ASYNC_AGI: Final = (AsyncAgiState.RUNNING, AsyncAgiState.ENDING)
"""The states of a session whose channel is in AsyncAGI."""

ASYNCAGI_REASONS: Final[Mapping[AsyncAgiState, str]] = {
    AsyncAgiState.WAITING: "the channel has not entered AsyncAGI",
    AsyncAgiState.ENDING: "the session is about to end{cause}, and the command would wait until it starts again",
    AsyncAgiState.ENDED: "the channel has left AsyncAGI{cause}",
    AsyncAgiState.GONE: "the channel has hung up",
}
"""Why no command can be sent in a state, with `{cause}` for what has ended the run, which may be unknown."""

ASYNCAGI_WAYS: Final[Mapping[AsyncAgiState, Sequence[AsyncAgiTrigger]]] = {
    AsyncAgiState.WAITING: (),
    AsyncAgiState.RUNNING: (AsyncAgiTrigger.START,),
    AsyncAgiState.ENDING: (AsyncAgiTrigger.START, AsyncAgiTrigger.FORESEE),
    AsyncAgiState.ENDED: (AsyncAgiTrigger.START, AsyncAgiTrigger.END),
    AsyncAgiState.GONE: (AsyncAgiTrigger.HANGUP,),
}
"""The triggers that lead from `WAITING` to each state."""
