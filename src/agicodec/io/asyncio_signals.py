"""SIGINT and SIGTERM on asyncio, by which the servers and the manager client end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Generator
from contextlib import contextmanager, suppress

__all__ = ["signals_set"]


@contextmanager
def signals_set(stop: asyncio.Event) -> Generator[None, None, None]:
    """Make SIGINT and SIGTERM set an event within this context, where the loop supports that."""
    loop = asyncio.get_running_loop()
    handled: list[signal.Signals] = []
    with suppress(NotImplementedError, RuntimeError, ValueError):  # on Windows, and outside the main thread
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
            handled.append(number)
    try:
        yield
    finally:
        for number in handled:
            loop.remove_signal_handler(number)
