"""An operation of a call, from its beginning to its end: what `Call` and `AsyncCall` take the steps of."""

from __future__ import annotations

from collections.abc import Generator
from typing import Generic, TypeVar

from agicodec.calls.exchange import Exchange
from agicodec.calls.steps import Step, Steps

__all__ = ["Operation"]

R = TypeVar("R")


class Operation(Generic[R]):
    """An operation of a call: an iterator of its steps, each of which is taken before the next, and then its result."""

    __slots__ = ("_steps", "result", "what")

    result: R
    """What it came to, once there are no more steps."""

    def __init__(self, exchange: Exchange, what: object, steps: Steps[R]) -> None:
        self.what: object = what
        """What it is about: a command, or a method of the call by its name."""
        self._steps = self._take(exchange, what, steps)

    def __iter__(self) -> Generator[Step, None, None]:
        return self._steps

    def fail(self, error: BaseException) -> None:
        """End it with what a step raised, which may become another error; return if it has its result all the same."""
        try:
            self._steps.throw(error)
        except StopIteration:  # such as a wait for the end of the connection, which has come
            return
        raise error

    def _take(self, exchange: Exchange, what: object, steps: Steps[R]) -> Generator[Step, None, None]:
        exchange.begin(what)
        try:
            self.result = yield from steps
        finally:
            exchange.end()
