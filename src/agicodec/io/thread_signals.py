"""SIGINT and SIGTERM in programs that block, by which the server with threads ends."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

__all__ = ["SignalArrived", "signals_raised"]


class SignalArrived(BaseException):
    """SIGINT or SIGTERM has arrived."""


@contextmanager
def signals_raised() -> Generator[None, None, None]:
    """Make SIGINT and SIGTERM raise `SignalArrived` within this context; does nothing outside the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def raise_signal(number: int, frame: FrameType | None) -> None:
        raise SignalArrived

    before = {number: signal.signal(number, raise_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
