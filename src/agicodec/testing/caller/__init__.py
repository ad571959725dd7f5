"""The scripted caller: what somebody does on the telephone during a call.

Imports `conversation`, `checked` and the packages outside `testing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.testing.caller import actions as actions
    from agicodec.testing.caller import caller as caller
    from agicodec.testing.caller import steps as steps

__all__: list[str] = []

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, {})
