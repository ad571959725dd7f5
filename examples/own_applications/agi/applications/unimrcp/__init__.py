# Generated from spec/unimrcp.toml by `agicodec generate`: change the spec, not this file.

"""Applications of UniMRCP, which speak and recognise speech with servers of the MRCP protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from examples.own_applications.agi.applications.unimrcp.mrcp_recog import MRCPRecog
    from examples.own_applications.agi.applications.unimrcp.mrcp_synth import MRCPSynth
    from examples.own_applications.agi.applications.unimrcp.synth_and_recog import SynthAndRecog

__all__ = ["MRCPRecog", "MRCPSynth", "SynthAndRecog"]

_PLACES = {"MRCPSynth": "mrcp_synth", "MRCPRecog": "mrcp_recog", "SynthAndRecog": "synth_and_recog"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
