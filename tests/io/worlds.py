"""The worlds of calls and servers, so that one case can be tried in each of them."""

from __future__ import annotations

import asyncio
from typing import Final

import pytest

from tests.io.proactor import run_on_proactor
from tests.io.world import Asterisk, Call, Flow, Served, Task, World
from tests.io.world_looped import OnAsyncio, OnTrio
from tests.io.world_threads import InThreads

__all__ = ["LOOPED", "ON_ASYNCIO", "WORLDS", "Asterisk", "Call", "Flow", "Served", "Task", "World", "world_of"]

ON_ASYNCIO: Final = ("asyncio", "uvloop", "proactor")
"""The loops of asyncio."""

LOOPED: Final = (*ON_ASYNCIO, "trio")
"""The worlds whose flows await."""

WORLDS: Final = (*LOOPED, "threads")


def world_of(name: str) -> World:
    """Return a world by its name, or skip the test if its loop is not installed."""
    match name:
        case "asyncio":
            return OnAsyncio(name, asyncio.run)
        case "uvloop":
            run = pytest.importorskip("uvloop").run
            run(asyncio.sleep(0))  # the first loop of a process opens descriptors that all others use
            return OnAsyncio(name, run)
        case "proactor":
            return OnAsyncio(name, run_on_proactor)
        case "trio":
            return OnTrio(name)
        case _:
            return InThreads(name)
