"""The event loops that the tests on asyncio run on: that of asyncio, and that of uvloop if it is there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

import pytest

from tests.io.descriptors import count_descriptors
from tests.io.garbage import collected

__all__ = ["LOOPS", "PATIENCE", "leave_nothing", "run", "run_on_loop", "until", "use_loop"]

T = TypeVar("T")

LOOPS: Final = ("asyncio", "uvloop")

PATIENCE: Final = 60.0
"""How many seconds a test may take, also on a machine that does much else."""

_run: Callable[[Coroutine[Any, Any, Any]], Any] = asyncio.run


def use_loop(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `run_on_loop` run on a loop, or skip the test if it is not installed."""
    if name == "uvloop":
        monkeypatch.setitem(globals(), "_run", pytest.importorskip("uvloop").run)


def run_on_loop(main: Coroutine[Any, Any, T]) -> T:
    """Do what `asyncio.run` does, on the loop of the test."""
    result: T = _run(main)
    return result


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run a test on its loop, and check that nothing is left behind."""
    return run_on_loop(leave_nothing(main))


async def leave_nothing(main: Coroutine[Any, Any, T], patience: float = PATIENCE) -> T:
    """Run a test, and check that nothing is left behind: no task, no descriptor, no warning, no unheard error."""
    problems: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: problems.append(str(context)))
    async with await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0):
        pass  # uvloop keeps a descriptor in reserve from the first server of a loop on
    before = count_descriptors()
    with collected():
        result = await asyncio.wait_for(main, patience)
        for _ in range(3):
            await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert count_descriptors() <= before
    assert problems == []
    return result


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE / 2
    while not condition():
        assert time.monotonic() < deadline, "it never came about"
        await asyncio.sleep(0.01)
