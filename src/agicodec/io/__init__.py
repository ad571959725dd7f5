"""Scripts and servers that are ready to use, on the standard library.

Here, and only here, are descriptors, signals, sockets, threads and event loops. Nothing imports this room but `cli`,
and `import agicodec` does not load it. Imports `serving` and the rooms below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.io import asyncio as asyncio
    from agicodec.io import asyncio_call as asyncio_call

__all__: list[str] = []

_PLACES: dict[str, str] = {}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
