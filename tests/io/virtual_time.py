"""An event loop of asyncio whose time passes at once: when all tasks wait, the next timer is due."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

__all__ = ["VirtualLoop", "run_in_virtual_time"]

T = TypeVar("T")


class _Clock(selectors.SelectSelector):
    """A selector that does not wait, but moves the time on."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if ready := super().select(0):
            return ready
        if timeout is None:
            raise AssertionError("everything waits, and nothing is due that would end it")
        self.now += max(timeout, 0)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """The event loop. A test sets `connect`, which then makes the connections of clients."""

    def __init__(self) -> None:
        self._clock = _Clock()
        super().__init__(self._clock)
        self.connect: Any = None
        self.problems: list[str] = []
        """What was reported to the loop's exception handler."""
        self.set_exception_handler(lambda _, context: self.problems.append(str(context)))

    def time(self) -> float:
        return self._clock.now

    async def create_connection(self, factory: Any, *_: Any, **__: Any) -> Any:  # type: ignore[override]
        return await self.connect(factory)

    @property
    def timers(self) -> list[asyncio.TimerHandle]:
        """The timers that are not over and not cancelled."""
        scheduled: list[asyncio.TimerHandle] = vars(self)["_scheduled"]
        return [timer for timer in scheduled if not timer.cancelled()]


def run_in_virtual_time(main: Coroutine[Any, Any, T]) -> T:
    """Run a test, and see to it that nothing is left behind: no task, no timer, no unheard error."""
    loop = VirtualLoop()
    try:
        task = loop.create_task(main)
        result = loop.run_until_complete(task)
        loop.run_until_complete(asyncio.sleep(0))
        left = [str(other) for other in asyncio.all_tasks(loop)]
        assert (left, loop.timers, loop.problems) == ([], [], [])
        return result
    finally:
        for other in asyncio.all_tasks(loop):
            other.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
