"""Runs a server on the event loop that the arguments name."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine

__all__ = ["BACKLOG", "run"]

BACKLOG = 65535
"""How many connections may wait to be accepted; the system may allow fewer."""


def run(serve: Coroutine[object, object, object]) -> None:
    """Run a server for ever, on uvloop if the arguments say so."""
    loop = asyncio.new_event_loop()
    if "uvloop" in sys.argv:
        import uvloop

        loop.close()
        loop = uvloop.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.create_task(serve)
    loop.run_forever()
