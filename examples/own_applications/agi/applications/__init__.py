# Generated from the spec by `agicodec generate`: change the spec, not this file.

"""The dialplan applications, their results, and values of several parts. Each class is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from examples.own_applications.agi.applications.results.recognised import Recognised
    from examples.own_applications.agi.applications.results.spoken_and_recognised import SpokenAndRecognised
    from examples.own_applications.agi.applications.results.synthesised import Synthesised
    from examples.own_applications.agi.applications.unimrcp.mrcp_recog import MRCPRecog
    from examples.own_applications.agi.applications.unimrcp.mrcp_synth import MRCPSynth
    from examples.own_applications.agi.applications.unimrcp.synth_and_recog import SynthAndRecog

__all__ = ["MRCPRecog", "MRCPSynth", "Recognised", "SpokenAndRecognised", "SynthAndRecog", "Synthesised"]

_PLACES = {
    "MRCPRecog": "unimrcp.mrcp_recog",
    "MRCPSynth": "unimrcp.mrcp_synth",
    "Recognised": "results.recognised",
    "SpokenAndRecognised": "results.spoken_and_recognised",
    "SynthAndRecog": "unimrcp.synth_and_recog",
    "Synthesised": "results.synthesised",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
