"""What may be wrong with the spec of `application_specs`, and what is said of it."""

from __future__ import annotations

__all__ = ["WRONG"]

_APPLICATION = "application Recognise: "
_ARGUMENT = f"{_APPLICATION}argument "
_EXAMPLE = f'{_APPLICATION}example Recognise("digits", timeout=5, tuned=Tuning(1, high=2)): '
_RESULT = "application_result Recognised: "

_NOTE = 'type = "text"\nrequired = false\nraw = true\nabsent = "None."\n'
_TUNED = '{ type = "compound", compound = "Tuning" }'

WRONG = [
    (
        "t(1:2)",
        "t(1:3)",
        f"{_EXAMPLE}line: found 'EXEC Recognise digits,5,t(1:3),SPEECH', expected '",
    ),
    (
        "timeout=5",
        "timeout=0",
        "line: found 'EXEC Recognise digits,5,t(1:2),SPEECH', expected 'EXEC Recognise digits,0,t(",
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
    (
        'meaning = "A note."',
        'meaning = "A note."\nlast = true',
        f"{_ARGUMENT}note: last: found true, expected it only for a single value in a place of its own before others",
    ),
    (
        'meaning = "A note."',
        'meaning = "A note."\nalways = true',
        f"{_ARGUMENT}note: found the key 'always', expected it only for options",
    ),
    (
        "raw = false",
        "raw = false\nlast = true",
        f"{_ARGUMENT}options: found the key 'last', expected it only for a single",
    ),
    (_NOTE, 'type = "shell"\n', f"{_ARGUMENT}note: type: found 'shell' beside other arguments, expected it alone"),
    (_NOTE, 'type = "shell"\nraw = true\n', f"{_ARGUMENT}note: found the key 'raw', expected it only for another type"),
    (
        'compound = "Tuning" }',
        'compound = "Tuning", since = ["20.0"] }',
        f"{_ARGUMENT}options: option tuned: value: since: found releases, expected them only for a value that is not",
    ),
    (
        'compound = "Tuning" }',
        'compound = "Tuning", separator = "^" }',
        f"{_ARGUMENT}options: option tuned: separator: found '^', expected it only for a Location",
    ),
    (
        _TUNED,
        '{ type = "list", refuses = ["&"] }',
        f"{_ARGUMENT}options: option tuned: value: found no key 'separator', expected one",
    ),
    (
        _TUNED,
        '{ type = "subroutine" }',
        f"{_ARGUMENT}options: option tuned: value: found no key 'separator', expected one",
    ),
    (
        _TUNED,
        '{ type = "pairs", separator = "^", refuses = ["^"] }',
        f"{_ARGUMENT}options: option tuned: refuses: found none of the separator '=', expected it among them",
    ),
    (
        _TUNED,
        '{ type = "name", of = "name" }',
        f"{_ARGUMENT}options: option tuned: value: found the key 'of', expected it",
    ),
    (
        _TUNED,
        '{ type = "unused" }',
        f"{_ARGUMENT}options: option tuned: value: type: found 'unused', expected one of 'te",
    ),
    (
        'type = "letters"',
        'type = "settings"',
        f"{_ARGUMENT}options: option tuned: value: type: found 'compound', expected a",
    ),
    (
        'type = "letters"',
        'type = "settings"',
        f"{_ARGUMENT}options: option quiet: value: found none, expected one that a s",
    ),
    (
        'name = "quiet"\nmeaning = "It is quiet."',
        'name = "quiet"\nmeaning = "It is quiet."\nsince = ["20.1", "20.4"]',
        f"{_ARGUMENT}options: option quiet: since: branch 20: found it twice, expected it once",
    ),
    (
        'name = "quiet"\nmeaning = "It is quiet."',
        'name = "quiet"\nmeaning = "It is quiet."\nsince = ["20.1"]\nuntil = ["20.1"]',
        f"{_ARGUMENT}options: option quiet: until: found 20.1, expected later releases than those of since",
    ),
    (
        "minimum = 0",
        'minimum = 0\nfraction_since = ["1.8.1", "1.8.2"]',
        f"{_ARGUMENT}timeout: fraction_since: branch 1.8: fo",
    ),
    (
        "minimum = 0",
        'minimum = 0\nsince = ["new"]',
        f"{_ARGUMENT}timeout: since number 1: found 'new', expected a release of",
    ),
    (
        'ok = false, meaning = "It was not."',
        'ok = false, returned = 3, meaning = "It was not."',
        f"{_RESULT}outcome failed: returned: found one, expected the last outcome to be for all others",
    ),
    (
        'word = "OK", returned = -1,',
        'word = "OK", returned = "digit",',
        f"{_RESULT}outcome hung up: returned: found 'digit', expected ",
    ),
    (
        'word = "OK", returned = -1,',
        "returned = -1,",
        f"{_RESULT}outcome hung up: word: found none, expected one: only the last outcome is for all other words",
    ),
    (
        'variable = "<variable>"',
        'variable = "<where>"',
        f"{_APPLICATION}result: found <where> in Recognised, expected an arg",
    ),
    (
        'meaning = "The best one." }',
        'meaning = "The best one.", since = ["20.1", "20.2"] }',
        "function SPEECH_SCORE: argument which: value best: since: branch 20: found it twice, expected it once",
    ),
    (
        'meaning = "The best one." }',
        'meaning = "The best one." }, { value = "good", wire = "best", meaning = "A good one." }',
        "function SPEECH_SCORE: argument which: word best: found it twice, expected it once",
    ),
    (
        'type = "item"\nraw = true\nmeaning = "Which."\nvalues = [{ value = "best", meaning = "The best one." }]',
        'type = "enumeration"\nmeaning = "Which."\nvalues = [{ value = "best", meaning = "One.", since = ["20.0"] }]',
        "function SPEECH_SCORE: argument which: value best: since: found releases, expected them only for an item",
    ),
    (
        'raw = true\nmeaning = "Which."',
        'raw = true\nsince = ["20.0"]\nmeaning = "Which."',
        "function SPEECH_SCORE: argument which: since: found releases, expected none: a function has no release",
    ),
]
"""What to replace, by what, and what is said of it."""
