"""Calls to a flow over a stream: in memory, over TCP as FastAGI, and to a script as a process.

`hangups` runs a flow many times, with a hangup at each place in turn.

Imports `asterisk` and what is below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.testing.streams import calls as calls
    from agicodec.testing.streams import hangups as hangups
    from agicodec.testing.streams import transports as transports

__all__: list[str] = []

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, {})
