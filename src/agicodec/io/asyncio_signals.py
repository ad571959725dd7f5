"""SIGINT and SIGTERM on asyncio, by which the servers and the manager client end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress

__all__ = ["signals_set"]


@contextmanager
def signals_set(stop: asyncio.Event, hurry: Callable[[], None] | None = None) -> Generator[None, None, None]:
    """Make SIGINT and SIGTERM set an event within this context, where the loop supports that.

    Args:
        stop: what is set.
        hurry: what is called at each signal that comes when the event is set already.
    """

    def heed() -> None:
        if not stop.is_set():
            stop.set()
        elif hurry is not None:
            hurry()

    loop = asyncio.get_running_loop()
    handled: list[signal.Signals] = []
    with suppress(NotImplementedError, RuntimeError, ValueError):  # on Windows, and outside the main thread
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, heed)
            handled.append(number)
    try:
        yield
    finally:
        for number in handled:
            loop.remove_signal_handler(number)
