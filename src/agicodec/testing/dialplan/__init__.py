"""The parts of the dialplan that the kit simulates: expressions, functions of texts, and the Asterisk database.

Imports `checked` and the packages outside `testing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.testing.dialplan import arithmetic as arithmetic
    from agicodec.testing.dialplan import database as database
    from agicodec.testing.dialplan import expressions as expressions
    from agicodec.testing.dialplan import functions as functions

__all__: list[str] = []

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, {})
