# Generated from spec/applications/playback.toml by `make generate`: change the spec, not this file.

"""Applications that play files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.playback.playback import Playback

__all__ = ["Playback"]

_PLACES = {"Playback": "playback"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
