"""How a server or a client on asyncio waits for its calls when it closes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from typing import Generic, Protocol, TypeVar

from agicodec.io.flow import Result
from agicodec.serving.closing import Closing

__all__ = ["TaskClosing"]


class _HasTask(Protocol):
    """What is used of a call."""

    @property
    def task(self) -> asyncio.Task[Result] | None:
        """The task of its flow."""
        ...


C = TypeVar("C", bound=_HasTask)


class TaskClosing(Generic[C]):
    """Waits in a task that closes, which may be that of a flow. See `Closing`.

    Args:
        calls: returns the calls that have not ended.
    """

    def __init__(self, calls: Callable[[], Collection[C]]) -> None:
        self._calls = calls
        self._closing: Closing[C] = Closing(lambda call: call.task)
        self._change: asyncio.Future[None] | None = None
        """Done when there are fewer calls, or more of them close; None while nothing waits for that."""

    def begin(self) -> None:
        """Take note that the present task closes."""
        self._closing.begin(asyncio.current_task())
        self.changed()

    def others(self) -> list[C]:
        """Return the calls that the present task waits for."""
        return self._closing.others(asyncio.current_task(), self._calls())

    async def wait(self, seconds: float) -> None:
        """Wait until these calls have ended, for this many seconds at most."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        left = seconds
        while self.others():
            if self._change is None:
                self._change = loop.create_future()
            await asyncio.wait([self._change], timeout=max(left, 0))  # which lets other tasks run in any case
            if (left := deadline - loop.time()) <= 0:
                return

    def changed(self) -> None:
        """Take note that a call has ended."""
        if self._change is not None:
            self._change.set_result(None)
            self._change = None
