"""The steps of a flow, which calls that block and calls that are awaited take."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import suppress
from typing import Final, TypeAlias

from attrs import frozen

from agicodec import AgicodecError, Call, Command
from agicodec.io.thread_call import ThreadCall

__all__ = ["PATIENCE", "Finding", "Pause", "Step", "Steps", "UntilHangup", "Within", "await_steps", "take_steps"]

PATIENCE: Final = 30
"""How many seconds a hangup may take to arrive."""


@frozen
class UntilHangup:
    """Wait until the channel has hung up."""


@frozen
class Pause:
    """Do nothing for some seconds."""

    seconds: float


@frozen
class Within:
    """Run a command, and leave it when it takes longer; the result is then None."""

    command: Command[object]
    seconds: float


Step: TypeAlias = Command[object] | UntilHangup | Pause | Within
Steps: TypeAlias = Generator[Step, object, None]
Finding: TypeAlias = Generator[Step, object, str]


def take_steps(call: Call, steps: Steps) -> None:
    """Take the steps of a flow, blocking."""
    result: object = None
    with suppress(StopIteration):
        step = next(steps)
        while True:
            try:
                result = _take(call, step)
            except AgicodecError as error:
                step = steps.throw(error)
            else:
                step = steps.send(result)


def _take(call: Call, step: Step) -> object:
    match step:
        case UntilHangup() if isinstance(call, ThreadCall):
            assert call.wait_for_hangup(PATIENCE)
        case UntilHangup():
            until = time.monotonic() + PATIENCE
            while not call.hung_up:
                assert time.monotonic() < until
                time.sleep(0.01)
        case Pause(seconds):
            time.sleep(seconds)
        case Within(command, seconds) if isinstance(call, ThreadCall):
            with suppress(TimeoutError), call.time_limit(seconds):
                return call.execute(command)
        case Within(command):
            return call.execute(command)
        case _:
            return call.execute(step)
    return None


async def await_steps(steps: Steps, take: Callable[[Step], Awaitable[object]]) -> None:
    """Take the steps of a flow, awaiting each."""
    with suppress(StopIteration):
        step = next(steps)
        while True:
            try:
                result = await take(step)
            except AgicodecError as error:
                step = steps.throw(error)
            else:
                step = steps.send(result)
