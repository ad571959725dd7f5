"""The simulated Asterisk: a channel, and the rules that the test sets for commands.

Imports `channel` and what is below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.testing.asterisk import asterisk as asterisk
    from agicodec.testing.asterisk import rules as rules

__all__: list[str] = []

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, {})
