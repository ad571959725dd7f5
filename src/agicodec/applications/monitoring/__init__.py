# Generated from spec/applications/monitoring.toml by `make generate`: change the spec, not this file.

"""Applications that record calls in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.monitoring.mix_monitor import MixMonitor
    from agicodec.applications.monitoring.stop_mix_monitor import StopMixMonitor

__all__ = ["MixMonitor", "StopMixMonitor"]

_PLACES = {"MixMonitor": "mix_monitor", "StopMixMonitor": "stop_mix_monitor"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
