# Generated from spec/applications/recording.toml by `make generate`: change the spec, not this file.

"""Applications that record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.recording.record import Record

__all__ = ["Record"]

_PLACES = {"Record": "record"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
