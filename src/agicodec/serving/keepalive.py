"""When a manager connection is asked for a sign of life, and when it counts as lost.

Only a response is one: events, or parts of one, may arrive from a server that answers no action any more.
"""

from __future__ import annotations

from typing import Final, Literal

__all__ = ["PING_INTERVAL", "Keepalive"]

PING_INTERVAL: Final = 30.0
"""How many seconds a manager connection may be without a response before the client sends a Ping, by default."""


class Keepalive:
    """Watches over a connection: after an interval without a response a Ping is due, and after another one it is lost.

    Args:
        interval: the interval, in seconds.
        now: the present time; all times are those of one clock, in seconds.
    """

    def __init__(self, interval: float, now: float) -> None:
        self._interval = interval
        self._heard = now
        """When a response last arrived."""
        self._asked: float | None = None
        """When the Ping was sent to which no response has arrived yet."""

    @property
    def due(self) -> float:
        """When to call `check` next."""
        return self._interval + (self._heard if self._asked is None else self._asked)

    def heard(self, now: float) -> None:
        """Record that a response has arrived."""
        self._heard = now
        self._asked = None

    def check(self, now: float) -> Literal["wait", "ping", "lost"]:
        """Return what is to be done now: nothing, send a Ping, or give up the connection."""
        if now < self.due:
            return "wait"
        if self._asked is not None:
            return "lost"
        self._asked = now
        return "ping"
