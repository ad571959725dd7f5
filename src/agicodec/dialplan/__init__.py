"""Texts that the dialplan reads: options of an application, and values that may contain anything.

Imports `commands`, `results`, `model`, `wire` and what these import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.dialplan import texts as texts
    from agicodec.dialplan.texts import MAX_WHOLE, WholeValue, WholeVariable, join_options

__all__ = [
    "MAX_WHOLE",
    "WholeValue",
    "WholeVariable",
    "join_options",
]

_PLACES = {
    "MAX_WHOLE": "texts",
    "WholeValue": "texts",
    "WholeVariable": "texts",
    "join_options": "texts",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
