"""Which connections a server admits: its limits, and what is closed when too many connect."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from agicodec._numbers import require_count
from agicodec.errors import shown

__all__ = [
    "ACCEPT_PAUSE",
    "END_TIMEOUT",
    "ENVIRONMENT_TIMEOUT",
    "GRACE",
    "MAX_CALLS",
    "Admission",
    "reason_to_refuse",
]

C = TypeVar("C")

MAX_CALLS: Final = 500
"""How many connections a server keeps open at once, by default.

Most systems allow a process 1024 file descriptors; what flows open needs some of them too.
"""

ENVIRONMENT_TIMEOUT: Final = 10.0
"""How many seconds a server waits for the whole environment, by default. Asterisk sends it at once."""

GRACE: Final = 10.0
"""How many seconds calls have to end when a server closes, by default."""

END_TIMEOUT: Final = 5.0
"""How many seconds a flow has to end after it was cancelled or its connection was closed, before it is left behind."""

ACCEPT_PAUSE: Final = 0.5
"""How many seconds to wait when no descriptor is left, and no waiting connection can be closed for one."""


def reason_to_refuse(answer: object) -> str | None:
    """Return why an admission hook refuses a call, "" for no reason; None if it admits the call.

    Args:
        answer: what the hook returned: True to admit the call, False or a text with the reason to refuse it.

    Raises:
        TypeError: it is something else, such as the None of a hook that forgets to return.
    """
    if answer is True:
        return None
    if answer is False:
        return ""
    if isinstance(answer, str):
        return answer
    raise TypeError(f"admit returned {shown(answer)}: expected True, or False or the reason to refuse the call")


class Admission(Generic[C]):
    """The connections of a server, and which of them to close when there are too many.

    A connection waits until its environment has arrived, which is at once when Asterisk connects; then it is a call.
    When the server is full, a new connection takes the place of the one that has waited longest. So silent
    connections, however many, keep out no call. Calls are never closed for others.

    Args:
        max_calls: how many connections may be open, calls or not.
    """

    def __init__(self, max_calls: int = MAX_CALLS) -> None:
        require_count("max_calls", max_calls)
        self.max_calls: int = max_calls
        self._waiting: dict[C, None] = {}
        self._calls: dict[C, None] = {}

    @property
    def connections(self) -> tuple[C, ...]:
        """All connections, calls first."""
        return (*self._calls, *self._waiting)

    @property
    def longest_waiting(self) -> C | None:
        """The connection that has waited longest for its environment; None if none waits."""
        return next(iter(self._waiting), None)

    @property
    def calls(self) -> tuple[C, ...]:
        """The connections whose environment has arrived."""
        return tuple(self._calls)

    def connect(self, connection: C) -> C | None:
        """Count a new connection, and return the one to close, which is no longer counted; None if none is.

        It is the new connection itself when all others are calls.
        """
        self._waiting[connection] = None
        if len(self._waiting) + len(self._calls) <= self.max_calls:
            return None
        evicted = next(iter(self._waiting))
        del self._waiting[evicted]
        return evicted

    def start(self, connection: C) -> None:
        """Record that the environment of a connection has arrived."""
        if connection in self._waiting:
            del self._waiting[connection]
            self._calls[connection] = None

    def leave(self, connection: C) -> None:
        """Stop counting a connection, if it is counted."""
        self._waiting.pop(connection, None)
        self._calls.pop(connection, None)
