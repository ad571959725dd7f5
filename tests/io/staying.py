"""A flow that goes on whatever is to end it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress

import trio

from tests.io.worlds import Call, Flow, World

__all__ = ["staying"]


def staying(world: World) -> tuple[Flow, AbstractContextManager[threading.Event]]:
    """Return a flow that goes on whatever is to end it, and a block at whose end it ends, or when the event is set."""
    release = threading.Event()

    async def stays(call: Call) -> None:
        with trio.CancelScope(shield=True) if world.name == "trio" else nullcontext():
            while not release.is_set():
                with suppress(asyncio.CancelledError):
                    await world.sleep(0.005)

    @contextmanager
    def released() -> Generator[threading.Event, None, None]:
        try:
            yield release
        finally:
            release.set()

    return stays, released()
