"""The log lines about connections and calls that are not served: many in a row are counted instead."""

from __future__ import annotations

import logging
from math import inf
from typing import Final

from agicodec.serving.ending import LOGGER, Ending

__all__ = ["INTERVAL", "EndingLog"]

INTERVAL: Final = 1.0
"""How many seconds pass at least between two lines about endings of the same kind."""

_logger = logging.getLogger(LOGGER)


class _Counted:
    """The endings of one kind that were not logged yet."""

    def __init__(self, level: int, due: float) -> None:
        self.level = level
        self.due = due
        self.count = 0
        self.last = ""
        """The name of the last one, and how it ended."""


class EndingLog:
    """Logs how connections end: of each kind of refusal one line, and then a line with a count each second.

    So a flood of connections cannot fill the log. It has no clock: each method is passed the time in seconds.

    Args:
        things: what ends, in the plural.
    """

    def __init__(self, things: str = "connections") -> None:
        self._things = things
        self._counted: dict[str, _Counted] = {}

    @property
    def due(self) -> float | None:
        """When `flush` is due; None if there is nothing to wait for."""
        return min((counted.due for counted in self._counted.values()), default=None)

    def log(self, name: str, how: Ending, now: float, after: str = "") -> float | None:
        """Log an ending, or count it; return when `flush` is due, None if there is nothing to wait for.

        Args:
            name: the name of the connection or the call.
            how: how it ended.
            now: the time.
            after: what follows in the line.
        """
        counted = self._counted.get(how.kind)
        if counted is not None:
            counted.count, counted.last = counted.count + 1, f"{name}: {how}"
        else:
            if how.kind:
                self._counted[how.kind] = _Counted(how.level, now + INTERVAL)
            _logger.log(how.level, "%s: %s%s", name, how, after, exc_info=how.error)
        return self.due

    def flush(self, now: float = inf) -> float | None:
        """Log what was counted for long enough, by default all; return when to flush again."""
        for kind, counted in tuple(self._counted.items()):
            if counted.due > now:
                continue
            if counted.count == 0 or now == inf:
                del self._counted[kind]
            if counted.count:
                things = self._things if counted.count > 1 else self._things.removesuffix("s")
                _logger.log(counted.level, "%d more %s: %s; the last was %s", counted.count, things, kind, counted.last)
            counted.count, counted.due = 0, now + INTERVAL
        return self.due
