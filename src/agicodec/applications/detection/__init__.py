# Generated from spec/applications/detection.toml by `make generate`: change the spec, not this file.

"""Applications that find out who or what answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.detection.amd import AMD
    from agicodec.applications.detection.wait_for_silence import WaitForSilence

__all__ = ["AMD", "WaitForSilence"]

_PLACES = {"AMD": "amd", "WaitForSilence": "wait_for_silence"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
