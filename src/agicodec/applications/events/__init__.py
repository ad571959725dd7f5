# Generated from spec/applications/events.toml by `make generate`: change the spec, not this file.

"""Applications that send events and end records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.events.cel_gen_user_event import CELGenUserEvent
    from agicodec.applications.events.reset_cdr import ResetCDR
    from agicodec.applications.events.user_event import UserEvent

__all__ = ["CELGenUserEvent", "ResetCDR", "UserEvent"]

_PLACES = {"UserEvent": "user_event", "CELGenUserEvent": "cel_gen_user_event", "ResetCDR": "reset_cdr"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
