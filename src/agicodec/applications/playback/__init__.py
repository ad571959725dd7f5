# Generated from spec/applications/playback.toml by `make generate`: change the spec, not this file.

"""Applications that play files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.playback.back_ground import BackGround
    from agicodec.applications.playback.playback import Playback

__all__ = ["BackGround", "Playback"]

_PLACES = {"Playback": "playback", "BackGround": "back_ground"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
