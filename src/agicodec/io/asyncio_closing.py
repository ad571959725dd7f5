"""How a server or a client on asyncio waits for its calls when it closes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from typing import Generic, Protocol, TypeVar

from agicodec.io.flow import Result

__all__ = ["Closing"]


class HasTask(Protocol):
    """What is used of a call."""

    @property
    def task(self) -> asyncio.Task[Result] | None:
        """The task of its flow."""
        ...


C = TypeVar("C", bound=HasTask)


class Closing(Generic[C]):
    """Knows which calls `close` waits for: not that whose flow closes, nor, for a flow, those that close too.

    Args:
        calls: returns the calls that have not ended.
    """

    def __init__(self, calls: Callable[[], Collection[C]]) -> None:
        self._calls = calls
        self._closers: set[C] = set()
        """The calls whose flows close."""
        self._change: asyncio.Future[None] | None = None
        """Done when there are fewer calls, or more closers; None while nothing waits for that."""

    def begin(self) -> None:
        """Take note that the present task closes, which may be a flow."""
        own = self._own()
        if own is not None:
            self._closers.add(own)
            self.changed()

    def others(self) -> list[C]:
        """Return the calls that the present task waits for."""
        return self._others_of(self._own())

    async def wait(self, seconds: float) -> None:
        """Wait until these calls have ended, for this many seconds at most."""
        loop, own = asyncio.get_running_loop(), self._own()
        deadline = loop.time() + seconds
        left = seconds
        while self._others_of(own):
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

    def _own(self) -> C | None:
        """Return the call whose flow is the present task; None if that is no flow."""
        current = asyncio.current_task()
        return next((call for call in self._calls() if call.task is current), None)

    def _others_of(self, own: C | None) -> list[C]:
        calls = self._calls()
        if own is None:
            return list(calls)
        return [call for call in calls if call is not own and call not in self._closers]
