# Generated from spec/applications/conferences.toml by `make generate`: change the spec, not this file.

"""Applications for conferences, and for listening to calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.conferences.bridge_wait import BridgeWait
    from agicodec.applications.conferences.chan_spy import ChanSpy
    from agicodec.applications.conferences.conf_bridge import ConfBridge

__all__ = ["BridgeWait", "ChanSpy", "ConfBridge"]

_PLACES = {"ConfBridge": "conf_bridge", "ChanSpy": "chan_spy", "BridgeWait": "bridge_wait"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
