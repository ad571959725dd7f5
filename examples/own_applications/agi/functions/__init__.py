# Generated from the spec by `agicodec generate`: change the spec, not this file.

"""The dialplan functions, under their names in the dialplan. Each class is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from examples.own_applications.agi.functions.recog_confidence import RECOG_CONFIDENCE
    from examples.own_applications.agi.functions.recog_grammar import RECOG_GRAMMAR
    from examples.own_applications.agi.functions.recog_input import RECOG_INPUT
    from examples.own_applications.agi.functions.recog_instance import RECOG_INSTANCE

__all__ = ["RECOG_CONFIDENCE", "RECOG_GRAMMAR", "RECOG_INPUT", "RECOG_INSTANCE"]

_PLACES = {
    "RECOG_CONFIDENCE": "recog_confidence",
    "RECOG_GRAMMAR": "recog_grammar",
    "RECOG_INPUT": "recog_input",
    "RECOG_INSTANCE": "recog_instance",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
