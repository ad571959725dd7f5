# Generated from spec/applications/servers.toml by `make generate`: change the spec, not this file.

"""Applications that connect the channel to other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.servers.audio_socket import AudioSocket

__all__ = ["AudioSocket"]

_PLACES = {"AudioSocket": "audio_socket"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
