"""What scripts and servers decide, without I/O.

Nothing here reads, writes, waits or knows an event loop, so the blocking and the awaiting worlds share it. Imports
`calls`, `asyncagi` and the rooms below them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

__all__: list[str] = []

_PLACES: dict[str, str] = {}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
