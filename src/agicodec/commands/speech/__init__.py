# Generated from spec/commands/speech.toml by `make generate`: change the spec, not this file.

"""Commands for speech recognition; they need a speech engine in Asterisk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.commands.speech.speech_activate_grammar import SpeechActivateGrammar
    from agicodec.commands.speech.speech_create import SpeechCreate
    from agicodec.commands.speech.speech_deactivate_grammar import SpeechDeactivateGrammar
    from agicodec.commands.speech.speech_destroy import SpeechDestroy
    from agicodec.commands.speech.speech_load_grammar import SpeechLoadGrammar
    from agicodec.commands.speech.speech_recognize import SpeechRecognize
    from agicodec.commands.speech.speech_set import SpeechSet
    from agicodec.commands.speech.speech_unload_grammar import SpeechUnloadGrammar

__all__ = [
    "SpeechActivateGrammar",
    "SpeechCreate",
    "SpeechDeactivateGrammar",
    "SpeechDestroy",
    "SpeechLoadGrammar",
    "SpeechRecognize",
    "SpeechSet",
    "SpeechUnloadGrammar",
]

_PLACES = {
    "SpeechCreate": "speech_create",
    "SpeechSet": "speech_set",
    "SpeechDestroy": "speech_destroy",
    "SpeechLoadGrammar": "speech_load_grammar",
    "SpeechUnloadGrammar": "speech_unload_grammar",
    "SpeechActivateGrammar": "speech_activate_grammar",
    "SpeechDeactivateGrammar": "speech_deactivate_grammar",
    "SpeechRecognize": "speech_recognize",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
