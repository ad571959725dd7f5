"""Specs of applications and functions, as TOML: one that is right, and changes that make it wrong."""

from __future__ import annotations

__all__ = ["RIGHT", "WRONG"]

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

_APPLICATION = "application Recognise: "
_ARGUMENT = f"{_APPLICATION}argument "
_EXAMPLE = f'{_APPLICATION}example Recognise("digits", timeout=5, tuned=Tuning(1, high=2)): '
_RESULT = "application_result Recognised: "

WRONG = [
    (
        "t(1:2)",
        "t(1:3)",
        f"{_EXAMPLE}line: found 'EXEC Recognise digits,5,t(1:3),SPEECH', expected '",
    ),
    (
        "timeout=5",
        "timeout=-5",
        "python: found what cannot be sent, expected what can: Recognise: timeout -5: expected a num",
    ),
    (
        "timeout=5",
        "pause=5",
        "python: found a call with got an unexpected keyword argument 'pause', expected Recognise(gr",
    ),
    (
        '"digits", timeout',
        '"digits", 5, timeout',
        "python: found a call with too many positional arguments, expected Recogni",
    ),
    (
        "Tuning(1,",
        "Tuning(1, 2,",
        "python: found Tuning(1, 2, high=2), which is not a valid value (too many positional argum",
    ),
    (
        "Tuning(1,",
        "print(1,",
        "python: found 'print(1, high=2)', expected a literal, timezone.utc, or a call of Location, Sub",
    ),
    (
        'SPEECH_SCORE("best")',
        'SPEECH_SCORE("worst")',
        'function SPEECH_SCORE: example SPEECH_SCORE("worst"): line: found \'',
    ),
    (
        'status = "SPEECHSTATUS"\n',
        "",
        f"{_RESULT}outcome recognised: word: found 'OK', expected the number that the appl",
    ),
    ('name = "speech"', 'name = "results"', "family: name: found 'results', expected a name that neither Python nor"),
    (
        'name = "Recognise"',
        'name = "recognise"',
        "application recognise: name: found 'recognise', expected a Python cl",
    ),
    ('name = "Recognise"', 'name = "Result"', "application Result: name: found 'Result', expected one that Python"),
    ('name = "Recognise"', 'name = "Tuning"', "application Tuning: name: found 'Tuning', expected another than that"),
    ('result = "Recognised"', 'result = "Nothing"', f"{_APPLICATION}result: found 'Nothing', expected one of "),
    (
        'stale = ["SPEECHSTATUS"]',
        'stale = ["OTHER"]',
        f"{_APPLICATION}stale: found 'OTHER', expected a variable of Reco",
    ),
    ('stale = ["SPEECHSTATUS"]', "stale = []", f"{_APPLICATION}stale: found [], expected at least 1 entry"),
    ('hangup = "It ends."\n', "", f"{_APPLICATION}found no key 'hangup', expected one"),
    ('name = "grammars"', 'name = "places"', f"{_ARGUMENT}places: name: found 'places', expected a name that neither"),
    ('name = "timeout"', 'name = "grammars"', f"{_APPLICATION}argument grammars: found it twice, expected it once"),
    ('refuses = ["&"]\n', "", f"{_ARGUMENT}grammars: refuses: found none of the separator '&', expected it among them"),
    ('separator = "&"\n', "", f"{_ARGUMENT}grammars: found no key 'separator', expected one"),
    ('type = "list"', 'type = "lists"', f"{_ARGUMENT}grammars: type: found 'lists', expected one of 'text', 'name'"),
    ("minimum = 0", "minimum = 0\nmaximum = -1", f"{_ARGUMENT}timeout: maximum: found -1, expected at least the min"),
    ("minimum = 0", "trimmed = true", f"{_ARGUMENT}timeout: found the key 'trimmed', expected it only for text"),
    (
        "minimum = 0",
        'joined = "&"\nseparator = "x"',
        f"{_ARGUMENT}timeout: found the key 'separator', expected it only ",
    ),
    ('absent = "None."\nmeaning = "How long."', 'meaning = "How long."', f"{_ARGUMENT}timeout: found no key 'absent'"),
    (
        'preset = "SPEECH"',
        'preset = "A B"',
        f"{_ARGUMENT}variable: preset: found 'A B', expected the name of a variable",
    ),
    ("raw = false", "raw = true", f"{_ARGUMENT}options: raw: found true, expected it only for the last argument"),
    ("raw = false\n", "", f"{_ARGUMENT}options: found no key 'raw', expected one"),
    (
        "required = false\nraw = true\n",
        "required = false\n",
        f"{_ARGUMENT}note: raw: found none, expected true or false",
    ),
    ('letter = "q"', 'letter = "t"', f"{_APPLICATION}option t: found it twice, expected it once"),
    ('letter = "q"', 'letter = "qq"', f"{_ARGUMENT}options: option quiet: letter: found 'qq', expected one letter"),
    (
        'name = "quiet"',
        'name = "command"',
        f"{_ARGUMENT}options: option command: name: found 'command', expected a name",
    ),
    (
        'compound = "Tuning" }',
        'compound = "Other" }',
        f"{_ARGUMENT}options: option tuned: compound: found 'Other', expec",
    ),
    (
        '{ type = "compound", compound = "Tuning" }',
        '{ type = "compound" }',
        f"{_ARGUMENT}options: option tuned: value: ",
    ),
    (
        'type = "letters"',
        'type = "words"',
        f"{_ARGUMENT}options: option tuned: value: found one, expected none for a wo",
    ),
    (
        'type = "variable"',
        'type = "name"',
        f"{_APPLICATION}result: found <variable> in Recognised, expected an argument ",
    ),
    (
        'name = "Recognised"\nsummary',
        'name = "Tuning"\nsummary',
        "application_result Tuning: name: found 'Tuning', expecte",
    ),
    (
        ', ok = false, meaning = "It was not."',
        ', word = "X", ok = false, meaning = "It was not."',
        f"{_RESULT}outcome failed",
    ),
    (
        'word = "OK", ok = true',
        "ok = true",
        f"{_RESULT}outcome recognised: word: found none, expected one: only the last",
    ),
    (
        'word = "OK", returned = -1,',
        'word = "OK",',
        f"{_RESULT}outcome recognised: word: found 'OK' behind an outcome fo",
    ),
    (
        'status = "SPEECHSTATUS"\n',
        "",
        f"{_RESULT}outcome hung up: returned: found one, expected none: without a status",
    ),
    (
        '{ name = "recognised"',
        '{ name = "hung up"',
        f"{_RESULT}outcome hung up: ok: found true and false, expected one",
    ),
    (
        '{ name = "text", type',
        '{ name = "status", type',
        f"{_RESULT}name: found 'status', expected a name that neither P",
    ),
    (
        'name = "Tuning"\nsummary',
        'name = "Location"\nsummary',
        "compound Location: name: found 'Location', expected a nam",
    ),
    (
        'refuses = [":"], absent',
        "absent",
        "compound Tuning: part label: refuses: found none of the separator ':', expected",
    ),
    (
        '{ name = "high", type = "integer", required = false, absent = "None."',
        '{ name = "low", type = "integer"',
        "compound Tuning: part low: found it twice",
    ),
    ("reads = true", "reads = false", "function SPEECH_SCORE: reads: found false, expected true, or writes = true"),
    (
        'type = "item"\nraw = true\nmeaning = "Which."\nvalues = [{ value = "best", meaning = "The best one." }]',
        'type = "variable"\nmeaning = "Which."',
        "function SPEECH_SCORE: argument which: type: found 'variable', expec",
    ),
    (
        'raw = true\nmeaning = "Which."',
        'meaning = "Which."',
        "function SPEECH_SCORE: argument which: raw: found none, expec",
    ),
    (
        'name = "SPEECH_SCORE"',
        'name = "Speech"',
        "function Speech: name: found 'Speech', expected its name in capitals",
    ),
]
"""What to replace, by what, and what is said of it."""
