"""Log lines about what happens many times in a row, such as refused connections: they are counted instead."""

from __future__ import annotations

import logging
from math import inf
from typing import Final

from agicodec.calls.failures import LOGGER
from agicodec.serving.ending import LogEntry

__all__ = ["INTERVAL", "LONGEST_INTERVAL", "CountingLog"]

INTERVAL: Final = 1.0
"""How many seconds pass at least between two lines about the same kind."""

LONGEST_INTERVAL: Final = 3600.0
"""How many seconds pass at least between two lines about a server that stays away for long."""

_logger = logging.getLogger(LOGGER)


class _Counted:
    """The entries of one kind that were not logged yet."""

    def __init__(self, level: int, now: float) -> None:
        self.level = level
        self.interval = INTERVAL
        self.due = now + INTERVAL
        self.count = 0
        self.last = ""
        """The name in the last one, and its text, as far as the kind does not say it."""


class CountingLog:
    """Logs the first entry of each kind, and then a line with a count each second.

    So a flood of connections cannot fill the log. It has no clock: each method is passed the time in seconds.

    Args:
        things: what the entries are about, in the plural.
        longest: how many seconds pass at most between two lines of a kind; the time doubles from a second up to that.
            What does not happen again for so long counts as new, and is logged at once.
    """

    def __init__(self, things: str = "connections", longest: float = INTERVAL) -> None:
        self._things = things
        self._longest = longest
        self._counted: dict[str, _Counted] = {}

    @property
    def due(self) -> float | None:
        """When `flush` is due; None if there is nothing to wait for."""
        return min((counted.due for counted in self._counted.values()), default=None)

    def log(self, name: str, how: LogEntry, now: float, after: str = "") -> float | None:
        """Log an entry, or count it; return when `flush` is due, None if there is nothing to wait for.

        Args:
            name: the name of the connection or the call.
            how: what has happened to it.
            now: the time.
            after: what follows in the line.
        """
        counted = self._counted.get(how.kind)
        if counted is not None:
            counted.count += 1
            begins_so = how.text.startswith(how.kind)  # which the line says already
            counted.last = f"{name}{how.text[len(how.kind) :]}" if begins_so else f"{name}: {how}"
        else:
            if how.kind:
                self._counted[how.kind] = _Counted(how.level, now)
            _logger.log(how.level, "%s: %s%s", name, how, after, exc_info=how.error)
        return self.due

    def flush(self, now: float = inf) -> float | None:
        """Log what was counted for long enough, by default all; return when to flush again."""
        for kind, counted in tuple(self._counted.items()):
            if counted.due > now:
                continue
            if now == inf or (counted.count == 0 and counted.interval >= self._longest):
                del self._counted[kind]
            if counted.count:
                things = self._things if counted.count > 1 else self._things.removesuffix("s")
                _logger.log(counted.level, "%d more %s: %s; the last was %s", counted.count, things, kind, counted.last)
            counted.interval = min(counted.interval * 2, self._longest)
            counted.count, counted.due = 0, now + counted.interval
        return self.due
