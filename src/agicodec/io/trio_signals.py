"""SIGINT and SIGTERM on trio, by which the server ends."""

from __future__ import annotations

import logging
import signal
import threading
from typing import Protocol

import trio

from agicodec.calls.failures import LOGGER
from agicodec.serving import ending

__all__ = ["close_on_signal"]

_logger = logging.getLogger(LOGGER)


class _Closable(Protocol):
    """What is used of a server."""

    @property
    def calls(self) -> int:
        """How many calls are being served."""
        ...

    async def close(self, grace: float) -> None:
        """Let the calls end, and close."""

    def cancel_calls(self) -> None:
        """Cancel the flows of all calls."""


async def close_on_signal(server: _Closable, grace: float) -> None:
    """Close a server at the first SIGINT or SIGTERM, and cancel its calls at each further one; runs until cancelled.

    It does nothing outside the main thread, which no signal reaches.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    with trio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
        async with trio.open_nursery() as nursery:
            await signals.__anext__()
            _logger.info(ending.closing(server.calls, grace))
            nursery.start_soon(server.close, grace)
            async for _ in signals:
                server.cancel_calls()
