"""Every command as a method, for any transport that can read and write.

The methods of `Commands` and `AsyncCommands` call one `execute()`. `Call` and `AsyncCall` implement it with a session
and a transport's `read()` and `write()`. Imports `session`, `commands`, `results`, `model`, `wire` and what these
import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.calls import call as call
    from agicodec.calls import exchange as exchange
    from agicodec.calls import facade as facade
    from agicodec.calls import failures as failures
    from agicodec.calls import observation as observation
    from agicodec.calls import observer as observer
    from agicodec.calls import operation as operation
    from agicodec.calls import steps as steps
    from agicodec.calls.call import AsyncCall, Call
    from agicodec.calls.facade import AsyncCommands, Commands
    from agicodec.calls.observer import Observer

__all__ = [
    "AsyncCall",
    "AsyncCommands",
    "Call",
    "Commands",
    "Observer",
]

_PLACES = {
    "AsyncCall": "call",
    "AsyncCommands": "facade",
    "Call": "call",
    "Commands": "facade",
    "Observer": "observer",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
