"""Which calls a server or a client waits for when it closes, without I/O."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Generic, TypeVar

__all__ = ["Closing"]

C = TypeVar("C")


class Closing(Generic[C]):
    """Knows which calls `close` waits for: not that whose flow closes, nor, for a flow, those whose flows close too.

    Args:
        runner: returns what runs the flow of a call: its task or its thread.
    """

    def __init__(self, runner: Callable[[C], object]) -> None:
        self._runner = runner
        self._closers: set[object] = set()

    def begin(self, current: object) -> None:
        """Record that a task or thread closes, which may run a flow."""
        self._closers.add(current)

    def others(self, current: object, calls: Collection[C]) -> list[C]:
        """Return the calls that a task or thread waits for, out of those that have not ended."""
        if all(self._runner(call) is not current for call in calls):
            return list(calls)
        staying = self._closers | {current}
        return [call for call in calls if self._runner(call) not in staying]
