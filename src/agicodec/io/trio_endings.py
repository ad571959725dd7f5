"""The log of how connections and calls end, on the clock of trio."""

from __future__ import annotations

import trio

from agicodec.serving.ending import Ending
from agicodec.serving.refusals import EndingLog

__all__ = ["TimedEndingLog"]


class TimedEndingLog:
    """Logs endings, and counts those of a kind that come in a row, as `EndingLog` does; `run` logs the counts in time.

    Args:
        things: what ends, in the plural.
    """

    def __init__(self, things: str) -> None:
        self._endings = EndingLog(things)
        self._counts = trio.Event()
        """Set when there is something to count for `run`."""
        self._scope = trio.CancelScope()

    def log(self, name: str, how: Ending, after: str = "") -> None:
        """Log an ending, or count it. See `EndingLog.log`."""
        if self._endings.log(name, how, trio.current_time(), after) is not None:
            self._counts.set()

    async def run(self) -> None:
        """Log how many endings were counted, when that is due, until this is closed."""
        with self._scope:
            while True:
                await self._counts.wait()
                while (due := self._endings.due) is not None:
                    await trio.sleep_until(due)
                    self._endings.flush(trio.current_time())
                self._counts = trio.Event()

    def close(self) -> None:
        """Log what was counted, and end `run`."""
        self._scope.cancel()
        self._endings.flush()
