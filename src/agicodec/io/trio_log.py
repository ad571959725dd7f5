"""The log of what happens to connections and calls, on the clock of trio."""

from __future__ import annotations

import trio

from agicodec.serving.counting import CountingLog
from agicodec.serving.ending import LogEntry

__all__ = ["TimedLog"]


class TimedLog:
    """A `CountingLog` whose counts `run` logs in time.

    Args:
        things: what the lines are about, in the plural.
    """

    def __init__(self, things: str) -> None:
        self._lines = CountingLog(things)
        self._counts = trio.Event()
        """Set when there is something to count for `run`."""
        self._scope = trio.CancelScope()

    def log(self, name: str, how: LogEntry, after: str = "") -> None:
        """Log a line, or count it. See `CountingLog.log`."""
        if self._lines.log(name, how, trio.current_time(), after) is not None:
            self._counts.set()

    async def run(self) -> None:
        """Log how many lines were counted, when that is due, until this is closed."""
        with self._scope:
            while True:
                await self._counts.wait()
                while (due := self._lines.due) is not None:
                    await trio.sleep_until(due)
                    self._lines.flush(trio.current_time())
                self._counts = trio.Event()

    def close(self) -> None:
        """Log what was counted, and end `run`."""
        self._scope.cancel()
        self._lines.flush()
