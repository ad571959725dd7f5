"""The log of what happens to connections and calls, on the clock of an event loop."""

from __future__ import annotations

import asyncio

from agicodec.io.flow import Result
from agicodec.serving.counting import INTERVAL, CountingLog
from agicodec.serving.ending import LogEntry

__all__ = ["TimedLog", "result_of"]


def result_of(task: asyncio.Task[Result]) -> tuple[LogEntry | None, BaseException | None]:
    """Return how a call ended whose flow was not run, and what a flow has raised, from the task that was to run it."""
    if task.cancelled():
        return None, asyncio.CancelledError()
    error = task.exception()
    if error is not None:
        return None, error
    result = task.result()
    return (None, result) if isinstance(result, SystemExit) else (result, None)


class TimedLog:
    """A `CountingLog` that logs its counts in time.

    Args:
        things: what the entries are about, in the plural.
        longest: how many seconds pass at most between two lines of a kind.
    """

    def __init__(self, things: str, longest: float = INTERVAL) -> None:
        self._lines = CountingLog(things, longest)
        self._flushing: asyncio.TimerHandle | None = None
        self._is_closed = False

    def log(self, name: str, how: LogEntry, after: str = "") -> None:
        """Log an entry, or count it. See `CountingLog.log`."""
        loop = asyncio.get_running_loop()
        due = self._lines.log(name, how, loop.time(), after)
        if due is not None and self._flushing is None and not self._is_closed:
            self._flushing = loop.call_at(due, self._flush, loop)

    def begin_anew(self) -> None:
        """Log what was counted; what happens next is logged at once."""
        self._lines.flush()
        if self._flushing is not None:
            self._flushing.cancel()
            self._flushing = None

    def close(self) -> None:
        """Log what was counted, and leave no timer behind."""
        self._is_closed = True
        self.begin_anew()

    def _flush(self, loop: asyncio.AbstractEventLoop) -> None:
        """Log how many entries were counted."""
        due = self._lines.flush(loop.time())
        self._flushing = None if due is None else loop.call_at(due, self._flush, loop)
