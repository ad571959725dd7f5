"""How long to wait before the next attempt to connect."""

from __future__ import annotations

from random import Random
from typing import Final

__all__ = ["FIRST_DELAY", "MAX_DELAY", "Backoff"]

FIRST_DELAY: Final = 0.5
"""How many seconds to wait at most before the first new attempt."""

MAX_DELAY: Final = 30.0
"""How many seconds to wait at most before any attempt, by default."""


class Backoff:
    """The delays before attempts: each is twice as long as the one before, up to a limit, and partly random.

    At least half of a delay is kept and the rest is random, so that many clients do not connect at the same time.

    Args:
        most: the longest delay, in seconds.
        random: the source of random numbers.
    """

    def __init__(self, most: float = MAX_DELAY, random: Random | None = None) -> None:
        self._most = most
        self._random = Random() if random is None else random
        self._delay = min(FIRST_DELAY, most)

    def next_delay(self) -> float:
        """Return how many seconds to wait before the next attempt."""
        delay = self._delay
        self._delay = min(delay * 2, self._most)
        return self._random.uniform(delay / 2, delay)

    def lost_after(self, seconds: float) -> bool:
        """Record that a connection was lost after some seconds; return whether it had lasted longer than any delay.

        The delays then begin anew, with the shortest. A connection that is lost at once is no success: else a server
        that accepts and closes would be called without a pause.
        """
        has_lasted = seconds > self._most
        if has_lasted:
            self._delay = min(FIRST_DELAY, self._most)
        return has_lasted
