"""The log of how connections and calls end, on the clock of an event loop."""

from __future__ import annotations

import asyncio

from agicodec.io.flow import Result
from agicodec.serving.ending import Ending
from agicodec.serving.refusals import INTERVAL, EndingLog

__all__ = ["TimedEndingLog", "result_of"]


def result_of(task: asyncio.Task[Result]) -> tuple[Ending | None, BaseException | None]:
    """Return how a call ended whose flow was not run, and what a flow has raised, from the task that was to run it."""
    if task.cancelled():
        return None, asyncio.CancelledError()
    error = task.exception()
    if error is not None:
        return None, error
    result = task.result()
    return (None, result) if isinstance(result, SystemExit) else (result, None)


class TimedEndingLog:
    """Logs endings, and counts those of a kind that come in a row, as `EndingLog` does, whose counts it logs in time.

    Args:
        things: what ends, in the plural.
        longest: how many seconds pass at most between two lines of a kind.
    """

    def __init__(self, things: str, longest: float = INTERVAL) -> None:
        self._endings = EndingLog(things, longest)
        self._flushing: asyncio.TimerHandle | None = None
        self._is_closed = False

    def log(self, name: str, how: Ending, after: str = "") -> None:
        """Log an ending, or count it. See `EndingLog.log`."""
        loop = asyncio.get_running_loop()
        due = self._endings.log(name, how, loop.time(), after)
        if due is not None and self._flushing is None and not self._is_closed:
            self._flushing = loop.call_at(due, self._flush, loop)

    def begin_anew(self) -> None:
        """Log what was counted; what happens next is logged at once."""
        self._endings.flush()
        if self._flushing is not None:
            self._flushing.cancel()
            self._flushing = None

    def close(self) -> None:
        """Log what was counted, and leave no timer behind."""
        self._is_closed = True
        self.begin_anew()

    def _flush(self, loop: asyncio.AbstractEventLoop) -> None:
        """Log how many endings were counted."""
        due = self._endings.flush(loop.time())
        self._flushing = None if due is None else loop.call_at(due, self._flush, loop)
