"""The simulated manager interface (AMI): channels in AsyncAGI, in memory and over TCP.

Imports `streams`, `asterisk` and what is below them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.testing.manager import actions as actions
    from agicodec.testing.manager import channels as channels
    from agicodec.testing.manager import connection as connection
    from agicodec.testing.manager import interface as interface
    from agicodec.testing.manager import server as server

__all__: list[str] = []

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, {})
