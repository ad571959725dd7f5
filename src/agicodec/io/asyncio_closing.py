"""How a server or a client on asyncio waits for its calls when it closes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine
from typing import Generic, Protocol, TypeVar

from agicodec.io.flow import Result
from agicodec.serving.closing import Closing

__all__ = ["TaskClosing", "outlast"]


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
        self._principals: dict[asyncio.Task[object] | None, asyncio.Task[object] | None] = {}
        """The task that closes, for each task that does the last steps for it."""

    def begin(self) -> None:
        """Take note that the present task closes."""
        self._closing.begin(self._current())
        self.changed()

    def others(self) -> list[C]:
        """Return the calls that the present task waits for."""
        return self._closing.others(self._current(), self._calls())

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

    async def finish(self, last: Coroutine[object, object, None]) -> None:
        """Perform steps that must not be left half done, to their end even if the present task is cancelled meanwhile.

        Raises:
            CancelledError: the task was cancelled, and the steps have been performed.
        """
        principal = self._current()
        task = asyncio.get_running_loop().create_task(last)
        self._principals[task] = principal
        try:
            await outlast(task)
        finally:
            del self._principals[task]
        task.result()

    def _current(self) -> asyncio.Task[object] | None:
        """Return the present task, or the one that closes for which it does the last steps."""
        current = asyncio.current_task()
        return self._principals.get(current, current)


async def outlast(task: asyncio.Task[None]) -> None:
    """Wait until a task has ended, even if the present one is cancelled meanwhile, as often as that may be.

    Raises:
        CancelledError: it was cancelled, and the task has ended.
    """
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if not task.cancelled():
        task.exception()  # else one that nobody takes would be reported
    if cancelled is not None:
        raise cancelled
