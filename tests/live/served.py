"""A server of one kind, as a process of its own, that serves the flows of these tests until SIGTERM.

    python -m tests.live.served asyncio|uvloop|threads

Its log goes to standard error. It fails when it leaves something behind.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from typing import Final

from agicodec.io import threads
from agicodec.io.asyncio import serve
from examples.ivr import balance, balance_blocking
from tests.io.descriptors import count_descriptors
from tests.live.flows import routes, take_on_asyncio, take_steps

__all__ = ["KINDS"]


@contextmanager
def nothing_left() -> Generator[None]:
    """Check that nothing is left of a server."""
    before = count_descriptors()
    yield
    assert threading.active_count() == 1, threading.enumerate()
    assert count_descriptors() == before


async def serve_on_asyncio() -> None:
    """Serve, and leave no task behind."""
    await serve(routes(take_on_asyncio, balance), port=0)
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


def on_asyncio() -> None:
    """Serve on the loop of asyncio itself."""
    with nothing_left():
        asyncio.run(serve_on_asyncio())


def on_uvloop() -> None:
    """Serve on the loop of uvloop."""
    import uvloop

    uvloop.new_event_loop().close()  # the first loop of a process opens a pipe that stays open
    with nothing_left(), closing(uvloop.new_event_loop()) as loop:
        loop.run_until_complete(serve_on_asyncio())


def in_threads() -> None:
    """Serve with a thread for each call."""
    with nothing_left():
        threads.serve(routes(take_steps, balance_blocking), port=0)


KINDS: Final[dict[str, Callable[[], None]]] = {"asyncio": on_asyncio, "uvloop": on_uvloop, "threads": in_threads}
"""The servers."""

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    KINDS[sys.argv[1]]()
