# Generated from spec/applications/servers.toml by `make generate`: change the spec, not this file.

"""Applications that run other programs, or connect the channel to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.servers.audio_socket import AudioSocket
    from agicodec.applications.servers.system import System
    from agicodec.applications.servers.try_system import TrySystem

__all__ = ["AudioSocket", "System", "TrySystem"]

_PLACES = {"AudioSocket": "audio_socket", "System": "system", "TrySystem": "try_system"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
