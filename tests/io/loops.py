"""The event loops that the tests of servers and clients run on: that of asyncio, and that of uvloop if it is there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

import pytest

__all__ = ["LOOPS", "run_on_loop", "use_loop"]

T = TypeVar("T")

LOOPS: Final = ("asyncio", "uvloop")

_run: Callable[[Coroutine[Any, Any, Any]], Any] = asyncio.run


def use_loop(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `run_on_loop` run on a loop, or skip the test if it is not installed."""
    if name == "uvloop":
        monkeypatch.setitem(globals(), "_run", pytest.importorskip("uvloop").run)


def run_on_loop(main: Coroutine[Any, Any, T]) -> T:
    """Do what `asyncio.run` does, on the loop of the test."""
    result: T = _run(main)
    return result
