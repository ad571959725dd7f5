"""Specs that are refused, but once were accepted, or refused without a place."""

from __future__ import annotations

from tests.codegen.generated import Toml
from tests.codegen.odd_specs import (
    A_NUMBER,
    A_TEXT,
    A_WORD,
    FAMILY,
    FLOATING,
    OPTIONAL,
    VALUES,
    argument,
    arguments,
    field,
    form,
    forms,
    result,
    spec,
    words,
)

__all__ = ["WRONG"]

ARGUMENTS: list[Toml] = [
    {"name": "a", "type": "integer", "minimum": 1, "meaning": "It."},
    {**A_WORD, **OPTIONAL, "name": "b", "placeholder": "", "meaning": "It."},
    {"name": "c", "type": "epoch", **OPTIONAL, "meaning": "It."},
]
EXAMPLES = [
    ("AaaBbb(1)", "AAA BBB 2", "line: found 'AAA BBB 2', expected 'AAA BBB 1'"),
    ("AaaBbb(1)", "AAA BBB  1", "line: found 'AAA BBB  1', expected 'AAA BBB 1'"),
    ("AaaBbb(1, c=-0)", "AAA BBB 1", "line: found 'AAA BBB 1', expected 'AAA BBB 1 \"\" 0'"),
    ("Aaabbb(1)", "AAA BBB 1", "python: found 'Aaabbb(1)', expected a call of AaaBbb"),
    ("AaaBbb(1)(2)", "AAA BBB 1", "python: found 'AaaBbb(1)(2)', expected a call of AaaBbb"),
    ("AaaBbb(1) or AaaBbb(1)", "AAA BBB 1", "python: found 'AaaBbb(1) or AaaBbb(1)', expected a call of AaaBbb"),
    ("AaaBbb(", "AAA BBB 1", "python: found something that is not Python ("),
    ('AaaBbb(1, "\\d")', "AAA BBB 1 5", "python: found something that is not Python ("),
    ("AaaBbb()", "AAA BBB 1", "python: found a call with missing a required argument: 'a', expected AaaBbb(a, b=None"),
    ("AaaBbb(1, 'x', 2, 3)", "AAA BBB 1", "python: found a call with too many positional arguments, expected"),
    ("AaaBbb(1, d=2)", "AAA BBB 1", "python: found a call with got an unexpected keyword argument 'd', expected"),
    ("AaaBbb(**{'a': 1})", "AAA BBB 1", "python: found AaaBbb(**{'a': 1}), expected each argument separately"),
    ("AaaBbb(*[1])", "AAA BBB 1", "python: found '*[1]', expected a literal, timezone.utc, or a call of CallerId"),
    ("AaaBbb(0)", "AAA BBB 0", "python: found a = 0, expected an integer from 1 to 2147483647"),
    ("AaaBbb('1')", "AAA BBB 1", "python: found a = '1', expected an integer from 1 to 2147483647"),
    ("AaaBbb(1, '5')", "AAA BBB 1 5", "python: found b = '5', expected one of 'x', 'y'"),
    ("AaaBbb(1, b=x)", "AAA BBB 1 5", "python: found 'x', expected a literal, timezone.utc, or a call of CallerId"),
    ("AaaBbb(1, c=datetime(2020, 1, 1))", "AAA BBB 1", "python: found c = datetime.datetime(2020, 1, 1, 0, 0), expec"),
    (
        "AaaBbb(1, c=datetime(2020, 99, 1))",
        "AAA BBB 1",
        "python: found datetime(2020, 99, 1), which is not a valid value (month m",
    ),
    ("AaaBbb(print(1))", "AAA BBB 1", "python: found 'print(1)', expected a literal, timezone.utc, or a call of Call"),
    ("AaaBbb(datetime.max)", "AAA BBB 1", "python: found 'datetime.max', expected a literal, timezone.utc, or a call"),
    ("AaaBbb(10 ** 9)", "AAA BBB 1", "python: found '10 ** 9', expected a literal, timezone.utc, or a call of CallerI"),
]
"""Examples of a command that it does not have, each with what is said of it."""

WRONG: dict[str, tuple[str, str]] = {
    "a flag that says no more": (
        argument(type="flag", word="X"),
        "argument a: found no key 'required', expected required = false\n"
        "spec/a.toml: command AAA BBB: argument a: found no key 'floating', expected floating = true\n",
    ),
    "an empty word": (
        argument(type="flag", word="", **FLOATING),
        "argument a: word: found '', expected at least 1 character",
    ),
    "a status out of range": (
        'protocol = {limit = [], status = [{code = 3, line = "x", meaning = "It."}]}\n',
        "status 3: code: found 3, expected at least 100",
    ),
    "max_bytes of a number": (
        argument(type="integer", max_bytes=5),
        "argument a: found the key 'max_bytes', expected it",
    ),
    "nonempty of a name": (
        argument(type="name", nonempty=True),
        "argument a: found the key 'nonempty', expected it only",
    ),
    "a caller id without a limit": (argument(type="caller_id"), "argument a: found no key 'max_bytes', expected one"),
    "otherwise of an optional word": (
        argument(type="enumeration", values=VALUES, otherwise="x", **OPTIONAL),
        "argument a: found the key 'otherwise', expected it only for a required argument",
    ),
    "a prefix of a word": (
        argument(type="enumeration", values=VALUES, prefix="s="),
        "found the key 'prefix', expected it",
    ),
    "a prefix of a switch": (
        argument(type="switch", prefix="s="),
        "argument a: found the key 'prefix', expected it only",
    ),
    "a prefix with a place": (
        argument(type="integer", prefix="s="),
        "argument a: found no key 'floating', expected one beside 'prefix'",
    ),
    "floating text": (argument(**FLOATING), "argument a: found the key 'floating', expected it only for a flag, or"),
    "floating false": (
        argument(type="integer", **{**FLOATING, "floating": False}),
        "argument a: floating: found False, expected true",
    ),
    "a preset below the limits": (
        argument(type="integer", minimum=1, preset=0),
        "argument a: preset: found 0, expected an integer from 1 to 2147483647",
    ),
    "a preset without an end": (
        argument(type="fractional_seconds", preset=float("inf")),
        "preset: found inf, expected a",
    ),
    "a preset that is too long": (
        argument(max_bytes=3, preset="long"),
        "preset: found 'long', expected a string of at most",
    ),
    "a preset without digits": (
        argument(type="spoken_digits", preset="x"),
        "preset: found 'x', expected a string that",
    ),
    "a preset that is a list": (
        argument(preset=[]),
        "argument a: preset: found [], expected a string or a number or true",
    ),
    "a preset that is a date": (
        argument(preset="@").replace('"@"', "1979-05-27"),
        "argument a: preset: found datetime.date(1979, 5, 27), expected a string or",
    ),
    "a preset before a required argument": (
        arguments({**A_TEXT, "preset": "x"}, {"name": "b"}),
        "argument a: preset: found 'x', expected none, since a required argument without one follows",
    ),
    "a limit beyond 64 bits": (
        argument(type="integer", maximum=2**63),
        "argument a: maximum: found 9223372036854775808, expected an integer of 64 bits",
    ),
    "a placeholder with zeros": (
        arguments({**A_NUMBER, "placeholder": "007", **OPTIONAL}, {"name": "b", **OPTIONAL}),
        "argument a: placeholder: found '007', expected an integer from",
    ),
    "a placeholder that is no digit": (
        arguments({**A_NUMBER, "placeholder": "\u00b2", **OPTIONAL}, {"name": "b", **OPTIONAL}),
        "argument a: placeholder: found '\u00b2', expected an integer from",
    ),
    "a placeholder that is no word": (
        arguments({**A_WORD, "placeholder": "7", **OPTIONAL}, {"name": "b", **OPTIONAL}),
        "argument a: placeholder: found '7', expected '' or one of the words '5', '6'",
    ),
    "two flags": (
        arguments(*({"name": name, "type": "flag", "word": name.upper(), **FLOATING} for name in "ab")),
        "argument: found a, b floating, expected a number, a flag and a number with a prefix",
    ),
    "a flag that is a number": (
        argument(type="flag", word="1x", **FLOATING),
        "argument a: word: found '1x', expected one",
    ),
    "a floating argument before another": (
        arguments({**A_NUMBER, **FLOATING}, {"name": "b", **OPTIONAL}),
        "argument a: floating: found true, expected false, since an argument with a fixed place follows",
    ),
    "a word twice": (
        argument(type="enumeration", values=[{"value": "a", "meaning": "X."}, {"value": "A", "meaning": "X."}]),
        "argument a: word a: found it twice, expected it once",
    ),
    "the rest before another": (
        arguments({**A_TEXT, "rest": True, "placeholder": "", **OPTIONAL}, {"name": "b", **OPTIONAL}),
        "argument a: rest: found true, expected false, since another argument follows",
    ),
    "a NUL in a value": (
        argument(type="enumeration", values=[{"value": "a\0", "meaning": "X."}]),
        "argument a: values a\\x00: value: found 'a\\x00', expected one line without control characters",
    ),
    "a line feed behind a word": (words("AAA\n"), "words number 1: found 'AAA\\n', expected a word in upper case"),
    "a line feed behind a name": (argument(name="a\n"), "name: found 'a\\n', expected a Python name in small letters"),
    "a line feed behind a class": (result("Found\n"), "name: found 'Found\\n', expected a Python class name"),
    "the word NONE": (
        words("NONE"),
        "command NONE: words: found the class name 'None', expected one that Python does",
    ),
    "the word TRUE": (
        words("TRUE"),
        "command TRUE: words: found the class name 'True', expected one that Python does",
    ),
    **{
        f"the word {name}": (
            words(name),
            f"command {name}: words: found the method name '{name.lower()}', expected one",
        )
        for name in ("READ", "SESSION", "ENVIRONMENT", "EXECUTE", "CLASS")
    },
    "a class twice": (
        spec({"words": ["A1", "B"]}, {"words": ["A1B"]}),
        "command A1B: words: found the class name 'A1B', which A1 B has already",
    ),
    **{
        f"an argument {name}": (argument(name=name), f"argument {name}: name: found '{name}', expected a name that")
        for name in ("self", "finish", "words", "parts", "class")
    },
    **{
        f"a field {name}": (result(field=[field(name)]), f"result Found: name: found '{name}', expected a name that")
        for name in ("self", "ok", "parts", "class")
    },
    **{
        f"a family {name}": (spec({}, family={**FAMILY, "name": name}), f"family: name: found '{name}', expected")
        for name in ("class", "import", "annotations")
    },
    "a key with a hyphen": (
        form("200 result=0 a-b=1"),
        "reply 200 result=0 a-b=1: form: found the key 'a-b', expected",
    ),
    "a key that begins with a digit": (form("200 result=0 1x=1"), "form: found the key '1x', expected letters, digits"),
    "a key twice": (form("200 result=0 a=1 a=1"), "form: key a: found it twice, expected it once"),
    "a field twice": (result(text="200 result={n} a={n}", field=[field("n")]), "form: field n: found it twice"),
    "an echo that may have blanks": (
        form("200 result=0 endpos=<a>", A_TEXT),
        "form: found <a>, whose words may have blanks, in place of endpos, expected a number, a switch",
    ),
    "a form behind one that takes its lines": (
        forms([{"form": "200 result=*", "number": 5}, {"form": "200 result=7"}]),
        "reply 200 result=7: form: found it behind '200 result=*', which matches all its lines, expected it before",
    ),
    "the same form twice": (
        forms([{"form": "200 result=7 (x)"}, {"form": "200 result=7 (x)", "outcome": "done"}]),
        "form: found it behind '200 result=7 (x)', which matches all its lines, expected it before",
    ),
    "a number that another form takes": (
        forms([{"form": "200 result=5"}, {"form": "200 result=*", "number": 5}]),
        "reply 200 result=*: number: found 5, which '200 result=5' matches, expected another",
    ),
    "limits of a field": (
        result(field=[field("n", minimum=3, maximum=2)]),
        "result Found: field n: maximum: found 2, expected at least the minimum, 3",
    ),
    "a release with a zero before it": (
        form("200 result=0", since=["08"]),
        "since number 1: found '08', expected a release of Asterisk",
    ),
    **{
        f"the control character {ord(char):x} in a text": (
            spec({"summary": f"A{char}b."}),
            f"summary: found {f'A{char}b.'!r}, expected one line of prose without control characters",
        )
        for char in "\x01\x85\u200f\u2028\u2029\u202e\u2066\ufeff"
    },
    "a line feed in a preset": (
        argument(preset="a\nb"),
        "argument a: preset: found 'a\\nb', expected the default value of a required argument",
    ),
    "a separator of lines in a word": (
        argument(type="flag", word="a\u2028b", **FLOATING),
        "argument a: word: found 'a\\u2028b', expected one line without control characters",
    ),
    "a line feed in the name of a table": ('[seen."a\\nb"]\nx = 1\n', "seen: a\\nb: x: found 1, expected a list"),
    "a number beyond 64 bits": (
        form("200 result=*", number=2**63),
        "number: found 9223372036854775808, expected an integer of 64 bits",
    ),
    "a limit of a field beyond 64 bits": (
        result(field=[field("n", minimum=-(2**63) - 1)]),
        "field n: minimum: found -9223372036854775809, expected an integer of 64 bits",
    ),
    "a release of many digits": (form("200 result=0", since=["9" * 5000]), "since number 1: found '9999"),
    "a family of many letters": (
        spec({}, family={**FAMILY, "name": "f" * 300}),
        "family: name: found 'fffffffffffffffffffffffffffffffffffffffffffffffffffffffffff..., expected at most 100",
    ),
    "a result of many letters": (result("R" * 101), "R..., expected at most 100 characters"),
    "a word of many letters": (words("A" * 31), "words number 1: found 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', expected at"),
    "many words": (words(*"ABCDEFG"), "expected at most 6 entries"),
    "no words": (words(), "words: found [], expected at least 1 entry"),
    "an empty value": (
        argument(type="enumeration", values=[{"value": "", "meaning": "X."}]),
        "value: found '', expected at least 1 character",
    ),
    "no bytes": (argument(max_bytes=0), "argument a: max_bytes: found 0, expected at least 1"),
    "nothing": ("", "found {}, expected at least 1 entry"),
    "an outcome twice in a test": (
        result(test=[{"name": "t", "outcomes": ["done", "done"], "meaning": "It."}]),
        "result Found: test t: outcome done: found it twice, expected it once",
    ),
    "the words CLASS VAR": (words("CLASS", "VAR"), "words: found the class name 'ClassVar', expected one"),
    "the result ClassVar": (result("ClassVar"), "result ClassVar: name: found 'ClassVar', expected a name that"),
    **{
        f"the example {python}": (
            spec({"argument": ARGUMENTS, "example": [{"python": python, "line": line}]}),
            f"command AAA BBB: example {python}: {problem}",
        )
        for python, line, problem in EXAMPLES
    },
    "a command that ends the run": (words("FAILURE"), "python: found 'Wrong()', expected a call of Failure"),
    "an example that ends the run": (
        spec({"words": ["FAILURE"], "example": [{"python": "Failure()", "line": "FAILURE"}]}),
        "python: found what cannot be sent (a line that starts with 'failure' ends the AGI run), expected what can",
    ),
    "a parenthesis behind a text": (
        result(text="200 result=0 ({t}) (x)", field=[field("t", "text")]),
        "reply 200 result=0 ({t}) (x): form: found '(x)' behind the parentheses, expected no further one, since",
    ),
    "a parenthesis in a value behind an echo": (
        forms([{"form": "200 result=1 (x) k=(y"}, {"form": "200 result=0 (<a>) k=y)"}], A_TEXT),
        "reply 200 result=0 (<a>) k=y): form: found 'y)' behind the parentheses, expected no further one, since",
    ),
    "tables without an end": ("a = " + "[" * 5000, "found invalid TOML: "),
    "a number without an end": (f"a = {'9' * 5000}", "found invalid TOML: "),
}
"""Specs that are refused, each with what is said of it."""
