"""A server of one kind, as a process of its own, that serves the flows of these tests until SIGTERM.

    python -m tests.live.served asyncio|uvloop|trio|threads DEBUG|INFO

Its log, from this level on, goes to standard error. It fails when it leaves something behind.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import Awaitable, Callable, Generator
from contextlib import closing, contextmanager, suppress
from typing import Final

import trio
import uvloop

import agicodec.io.trio
from agicodec.io import threads
from agicodec.io.asyncio import AsyncioCall, serve
from agicodec.io.manager import ManagerCall
from agicodec.io.trio import TrioCall
from examples.ivr import balance, balance_blocking
from tests.io.descriptors import count_descriptors
from tests.live.flows import routes
from tests.live.steps import PATIENCE, Pause, Step, Steps, UntilHangup, Within, await_steps, take_steps

__all__ = ["KINDS", "take_on_asyncio"]


@contextmanager
def nothing_left() -> Generator[None]:
    """Check that nothing is left of a server."""
    before = count_descriptors()
    yield
    assert threading.active_count() == 1, threading.enumerate()
    assert count_descriptors() == before


async def take_on_asyncio(call: AsyncioCall | ManagerCall, steps: Steps) -> None:
    """Take the steps of a flow on asyncio."""

    async def take(step: Step) -> object:
        match step:
            case UntilHangup():
                await asyncio.wait_for(call.wait_for_hangup(), PATIENCE)
            case Pause(seconds):
                await asyncio.sleep(seconds)
            case Within(command, seconds):
                with suppress(asyncio.TimeoutError):
                    return await asyncio.wait_for(call.execute(command), seconds)
            case _:
                return await call.execute(step)
        return None

    await await_steps(steps, take)


async def take_on_trio(call: TrioCall, steps: Steps) -> None:
    """Take the steps of a flow on trio."""

    async def take(step: Step) -> object:
        match step:
            case UntilHangup():
                with trio.fail_after(PATIENCE):
                    await call.wait_for_hangup()
            case Pause(seconds):
                await trio.sleep(seconds)
            case Within(command, seconds):
                with trio.move_on_after(seconds):
                    return await call.execute(command)
            case _:
                return await call.execute(step)
        return None

    await await_steps(steps, take)


async def serve_on_asyncio() -> None:
    """Serve, and leave no task behind."""
    take: Callable[[AsyncioCall, Steps], Awaitable[None]] = take_on_asyncio
    await serve(routes(take, balance), port=0)
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


def on_asyncio() -> None:
    """Serve on the loop of asyncio itself."""
    with nothing_left():
        asyncio.run(serve_on_asyncio())


def on_uvloop() -> None:
    """Serve on the loop of uvloop."""
    uvloop.new_event_loop().close()  # the first loop of a process opens a pipe that stays open
    with nothing_left(), closing(uvloop.new_event_loop()) as loop:
        loop.run_until_complete(serve_on_asyncio())


async def serve_on_trio() -> None:
    """Serve, and leave no task behind."""
    before = trio.lowlevel.current_statistics().tasks_living
    await agicodec.io.trio.serve(routes(take_on_trio, balance), port=0)
    assert trio.lowlevel.current_statistics().tasks_living == before


def on_trio() -> None:
    """Serve on trio."""
    with nothing_left():
        trio.run(serve_on_trio)


def in_threads() -> None:
    """Serve with a thread for each call."""
    with nothing_left():
        threads.serve(routes(take_steps, balance_blocking), port=0)


KINDS: Final[dict[str, Callable[[], None]]] = {
    "asyncio": on_asyncio,
    "uvloop": on_uvloop,
    "trio": on_trio,
    "threads": in_threads,
}
"""The servers."""

if __name__ == "__main__":
    logging.basicConfig(level=sys.argv[2], format="%(levelname)s %(name)s %(message)s")
    KINDS[sys.argv[1]]()
