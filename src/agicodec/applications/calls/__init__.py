# Generated from spec/applications/calls.toml by `make generate`: change the spec, not this file.

"""Applications that call others and connect them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.calls.dial import Dial
    from agicodec.applications.calls.page import Page

__all__ = ["Dial", "Page"]

_PLACES = {"Dial": "dial", "Page": "page"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
