"""A spec of applications and functions that is right, as TOML."""

from __future__ import annotations

__all__ = ["RIGHT"]

RIGHT = """
[family]
name = "speech"
summary = "Applications of our own."

[[application]]
name = "Recognise"
summary = "Recognise speech."
description = "It does."
since = "20.0"
module = "app_speech"
result = "Recognised"
stale = ["SPEECHSTATUS"]
hangup = "It ends."

[[application.example]]
python = 'Recognise("digits", timeout=5, tuned=Tuning(1, high=2))'
line = "EXEC Recognise digits,5,t(1:2),SPEECH"

[[application.argument]]
name = "grammars"
type = "list"
separator = "&"
refuses = ["&"]
meaning = "The grammars."

[[application.argument]]
name = "timeout"
type = "fractional_seconds"
required = false
minimum = 0
absent = "None."
meaning = "How long."

[[application.argument]]
name = "options"
type = "letters"
raw = false

[[application.argument.option]]
letter = "t"
name = "tuned"
meaning = "It is tuned."
value = { type = "compound", compound = "Tuning" }

[[application.argument.option]]
letter = "q"
name = "quiet"
meaning = "It is quiet."

[[application.argument]]
name = "variable"
type = "variable"
preset = "SPEECH"
meaning = "The variable."

[[application.argument]]
name = "note"
type = "text"
required = false
raw = true
absent = "None."
meaning = "A note."

[[application_result]]
name = "Recognised"
summary = "What was recognised."
status = "SPEECHSTATUS"
outcome = [
    { name = "hung up", word = "OK", returned = -1, ok = false, meaning = "The channel hung up." },
    { name = "recognised", word = "OK", ok = true, meaning = "It was." },
    { name = "failed", ok = false, meaning = "It was not." },
]
field = [{ name = "text", type = "text", variable = "<variable>", meaning = "The text." }]

[[compound]]
name = "Tuning"
summary = "How it is tuned."
separator = ":"
part = [
    { name = "low", type = "integer", meaning = "Low." },
    { name = "high", type = "integer", required = false, absent = "None.", meaning = "High." },
    { name = "label", type = "text", required = false, refuses = [":"], absent = "None.", meaning = "A label." },
]

[[function]]
name = "SPEECH_SCORE"
summary = "The score."
description = "It is a number."
since = "20.0"
module = "app_speech"
reads = true
writes = false
example = [{ python = 'SPEECH_SCORE("best")', line = "SPEECH_SCORE(best)" }]

[[function.argument]]
name = "which"
type = "item"
raw = true
meaning = "Which."
values = [{ value = "best", meaning = "The best one." }]
"""
"""A spec that uses most of what there is."""
