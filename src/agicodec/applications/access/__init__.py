# Generated from spec/applications/access.toml by `make generate`: change the spec, not this file.

"""Applications that ask for passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.access.authenticate import Authenticate

__all__ = ["Authenticate"]

_PLACES = {"Authenticate": "authenticate"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
