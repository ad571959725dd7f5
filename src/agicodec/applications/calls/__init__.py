# Generated from spec/applications/calls.toml by `make generate`: change the spec, not this file.

"""Applications that call others and connect them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.calls.dial import Dial
    from agicodec.applications.calls.originate import Originate
    from agicodec.applications.calls.page import Page

__all__ = ["Dial", "Originate", "Page"]

_PLACES = {"Dial": "dial", "Page": "page", "Originate": "originate"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
