"""Every command as a method, and what runs a flow over any transport that reads and writes.

`Commands` and `AsyncCommands` have the methods over one `execute()`; `Call` and `AsyncCall` add the session, over a
transport's `read()` and `write()`. Imports `session`, `commands`, `results`, `model`, `wire` and the ground.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.calls import call as call
    from agicodec.calls import exchange as exchange
    from agicodec.calls import facade as facade
    from agicodec.calls.call import AsyncCall, Call
    from agicodec.calls.facade import AsyncCommands, Commands

__all__ = [
    "AsyncCall",
    "AsyncCommands",
    "Call",
    "Commands",
]

_PLACES = {
    "AsyncCall": "call",
    "AsyncCommands": "facade",
    "Call": "call",
    "Commands": "facade",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
