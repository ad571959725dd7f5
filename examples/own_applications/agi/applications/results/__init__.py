# Generated from the spec by `agicodec generate`: change the spec, not this file.

"""The results of applications. Each class is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from examples.own_applications.agi.applications.results.recognised import Recognised
    from examples.own_applications.agi.applications.results.spoken_and_recognised import SpokenAndRecognised
    from examples.own_applications.agi.applications.results.synthesised import Synthesised

__all__ = ["Recognised", "SpokenAndRecognised", "Synthesised"]

_PLACES = {"Recognised": "recognised", "SpokenAndRecognised": "spoken_and_recognised", "Synthesised": "synthesised"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
