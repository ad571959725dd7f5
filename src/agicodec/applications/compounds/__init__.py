# Generated from spec/applications by `make generate`: change the spec, not this file.

"""Values of several parts, which options of applications have. Each class is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.compounds.announcement import Announcement
    from agicodec.applications.compounds.call_limit import CallLimit
    from agicodec.applications.compounds.connect_digits import ConnectDigits

__all__ = ["Announcement", "CallLimit", "ConnectDigits"]

_PLACES = {"Announcement": "announcement", "CallLimit": "call_limit", "ConnectDigits": "connect_digits"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
