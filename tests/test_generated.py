"""Any spec is refused with its place, or becomes right code: odd ones, each of which became something else once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from codegen.__main__ import OK, WRONG_USE
from tests.fuzz.specs import SpecFuzzer
from tests.generated import Toml, check_types, hold, make, toml

BASE: dict[str, Toml] = {
    "words": ["AAA", "BBB"],
    "summary": "Do it.",
    "description": "It is done.",
    "since": "20.0",
    "module": "res_menu",
    "dead": False,
    "interrupt": "never",
    "result": "Acknowledged",
    "reply": [{"form": "200 result=0", "outcome": "done", "meaning": "Always."}],
    "example": [{"python": "AaaBbb()", "line": "AAA BBB"}],
}
FAMILY: dict[str, Toml] = {"name": "menu", "summary": "Commands of a test."}
VALUES: list[Toml] = [
    {"value": "x", "wire": "5", "meaning": "X."},
    {"value": "y", "wire": "6", "meaning": "X."},
]
OPTIONAL: dict[str, Toml] = {"required": False, "absent": "No."}
FLOATING: dict[str, Toml] = {**OPTIONAL, "floating": True}


def spec(
    *commands: Mapping[str, Toml], family: Mapping[str, Toml] = FAMILY, result: Mapping[str, Toml] | None = None
) -> str:
    """Write a spec of commands, each of which differs from one that is right."""
    document: dict[str, Toml] = {"family": family, "command": [{**BASE, **command} for command in commands]}
    if result is not None:
        document["result"] = [result]
    return "".join(f"{key} = {toml(value)}\n" for key, value in document.items() if value)


def argument(**options: Toml) -> str:
    """Write a spec of a command with one argument."""
    return arguments({"name": "a", **options})


def arguments(*given: Mapping[str, Toml], **command: Toml) -> str:
    """Write a spec of a command with arguments."""
    return spec({**command, "argument": [{"type": "text", "meaning": "It.", **one} for one in given]})


def words(*given: str) -> str:
    """Write a spec of a command with a name of these words."""
    return spec({"words": list(given), "argument": [{"name": "a", "type": "text", "meaning": "It."}]})


def form(text: str, *given: Mapping[str, Toml], **reply: Toml) -> str:
    """Write a spec of a command with one form of its replies."""
    return forms([{"form": text, **reply}], *given)


def forms(replies: list[Mapping[str, Toml]], *given: Mapping[str, Toml]) -> str:
    """Write a spec of a command with forms of its replies."""
    said: list[Toml] = [{"outcome": "done", "meaning": "Always.", **reply} for reply in replies]
    return arguments(*given, reply=said)


def result(name: str = "Found", text: str = "200 result=0", **parts: Toml) -> str:
    """Write a spec of a result, and of a command that has it."""
    reply: Toml = [{"form": text, "outcome": "done", "meaning": "Always."}]
    return spec({"result": name, "reply": reply}, result=result_of(name, **parts))


def result_of(name: str, **parts: Toml) -> dict[str, Toml]:
    """Make a result."""
    return {"name": name, "summary": "It.", "outcome": [{"name": "done", "ok": True, "meaning": "It."}], **parts}


def field(name: str, kind: str = "integer", **options: Toml) -> dict[str, Toml]:
    """Make a field of a result."""
    return {"name": name, "type": kind, "meaning": "It.", **options}


A_NUMBER: dict[str, Toml] = {"name": "a", "type": "integer"}
A_TEXT: dict[str, Toml] = {"name": "a", "type": "text"}
A_WORD: dict[str, Toml] = {"name": "a", "type": "enumeration", "values": VALUES}
ANY_TYPE: dict[str, dict[str, Toml]] = {
    **{
        kind: {"type": kind, "placeholder": placeholder, **OPTIONAL}
        for kind, placeholder in {
            "text": "",
            "name": "x",
            "integer": "-1",
            "milliseconds": "0",
            "seconds": "0",
            "samples": "0",
            "fractional_seconds": "0",
            "epoch": "0",
            "digits": "",
            "spoken_digits": "0",
            "switch": "off",
            "priority": "1",
        }.items()
    },
    "caller_id": {"type": "caller_id", "max_bytes": 30, "placeholder": "", **OPTIONAL},
    "enumeration": {"type": "enumeration", "values": VALUES, "placeholder": "5", **OPTIONAL},
}
NAMES = [
    "bool",
    "field",
    "int",
    "len",
    "property",
    "raw",
    "result",
    "settle",
    "str",
    "text",
    "to_integer",
    "type",
    "values",
]

RIGHT: dict[str, str] = {
    "a limit of 0": argument(type="integer", minimum=-5, maximum=0),
    "a fraction without limits": argument(type="fractional_seconds"),
    "a fraction with one limit": argument(type="fractional_seconds", maximum=0),
    "a moment with a limit": argument(type="epoch", minimum=0),
    "64 bits": argument(type="integer", minimum=-(2**63), maximum=2**63 - 1),
    "one value": argument(type="enumeration", values=VALUES[:1]),
    "a value that another begins with": argument(
        type="enumeration", values=[{"value": "x", "meaning": "X."}, {"value": "xx", "meaning": "X."}]
    ),
    "values with quotes": argument(
        type="enumeration", values=[{"value": "a\"b'{x}\\", "wire": 'x{y} "', "meaning": "X."}]
    ),
    "a flag with braces": argument(type="flag", word="{x}", **FLOATING),
    "a flag with a blank": argument(type="flag", word="a b", **FLOATING),
    "a prefix with quotes": argument(type="integer", prefix="\"{' ", **FLOATING),
    "a number, a flag and a prefix": arguments(
        {"name": "a", "type": "samples", **FLOATING},
        {"name": "b", "type": "flag", "word": "BEEP", **FLOATING},
        {"name": "c", "type": "seconds", "prefix": "s=", **FLOATING},
    ),
    "placeholders": arguments(
        {"name": "a", "type": "integer", "placeholder": "-7", **OPTIONAL},
        {"name": "b", "type": "enumeration", "values": VALUES, "placeholder": "5", **OPTIONAL},
        {"name": "c", "type": "switch", "placeholder": "off", **OPTIONAL},
        {"name": "d", "type": "text", "placeholder": "{x} \"'", **OPTIONAL},
        {"name": "e", "type": "text", "rest": True, **OPTIONAL},
    ),
    "placeholders of any type": arguments(*({"name": f"a_{kind}", **options} for kind, options in ANY_TYPE.items())),
    "presets": arguments(
        {"name": "a", "type": "text", "preset": "\"'{x}\\"},
        {"name": "b", "type": "fractional_seconds", "preset": 1.5},
        {"name": "c", "type": "switch", "preset": False},
        {"name": "d", "type": "priority", "preset": 3},
    ),
    "a caller id": argument(type="caller_id", max_bytes=9),
    "an argument that may be missing": arguments(A_NUMBER, {"name": "b", "unchecked": True}),
    "a field that swallows": result(text="200 result={text} (x)", field=[field("text")]),
    "a field text beside parentheses": result(
        text="200 result=1 ({word}) text={text}", field=[field("word", "text"), field("text", "text")]
    ),
    "fields that limits bound": result(text="200 result={n}", field=[field("n", minimum=1, maximum=3)]),
    "a text in quotation marks": result(
        text="200 result=0 a={a} b={b}", field=[field("a", "text"), field("b", "text")]
    ),
    "a result that is a keyword in small letters": result("Class"),
    "a position that is no number": form("200 result=0 endpos=abc", A_NUMBER),
    "a position with zeros": form("200 result=0 endpos=007", A_NUMBER),
    "any negative position": form("200 result=0 endpos=-*", A_NUMBER, number=-3),
    "keys of Python": form("200 result=0 raw=1 self=2 class=3", A_NUMBER),
    "quotes in a form": form('200 result="x\' say="y"'),
    "an echo of a number": form("200 result=<a> endpos=<a>", A_NUMBER),
    "an echo of a word": form("200 result=<a> endpos=<a>", A_WORD),
    "an echo of an optional word": form("200 result=<a>", {**A_WORD, **OPTIONAL}),
    "an echo of a text": form("200 result=0 (<a>)", A_TEXT),
    "an echo of a flag": form("200 result=<a>", {"name": "a", "type": "flag", "word": "X", **FLOATING}),
    "numbers that earlier forms take": spec(
        {
            "result": "Found",
            "reply": [
                {"form": "200 result=0", "outcome": "done", "meaning": "It."},
                {"form": "200 result=-*", "number": -1, "outcome": "done", "meaning": "It."},
                {"form": "200 result={n}", "outcome": "done", "meaning": "It."},
            ],
        },
        result=result_of("Found", field=[field("n")]),
    ),
    "texts with quotation marks": spec(
        {"summary": 'X """ y".', "description": 'It ends with \\"', "argument": [{**A_TEXT, "meaning": '"It"'}]},
        family={"name": "menu", "summary": 'Ends with "quotes".'},
        result=result_of("Found", summary="A \\ and {braces} {{ x }}.", description='"""'),
    ),
    "a result that is never ok": result(
        outcome=[{"name": "done", "ok": False, "meaning": "It."}, {"name": "lost", "ok": False, "meaning": "It."}]
    ),
    "only a family": spec(family=FAMILY).replace("command = []\n", ""),
    "only a result": f"result = {toml([result_of('Found')])}\n",
    **{f"an argument {name}": argument(name=name) for name in [*NAMES, "commands", "validate", "version"]},
    **{f"a number {name}": argument(name=name, type="integer") for name in ("int", "type")},
    **{
        f"a field {name}": result(text=f"200 result={{{name}}} (x) k={{t}}", field=[field(name), field("t", "text")])
        for name in [*NAMES, "endpos", "tail", "version"]
    },
    **{f"a test {name}": result(test=[{"name": name, "outcomes": ["done"], "meaning": "It."}]) for name in NAMES},
    **{
        f"a command {name}": words(name)
        for name in ("COMMAND", "TEXT", "FLAG", "LITERAL", "RESULTS", "COMMANDS", "AGICODEC", "STR", "INT", "TYPE", "R")
    },
    **{
        f"a result {name}": result(name, field=[field("n"), field("m", "matches")])
        for name in ("Command", "R", "Literal", "Text", "SpeechMatch", "RawReply", "TRYING", "Commands")
    },
    **{
        f"a family {name}": spec({}, family={**FAMILY, "name": name})
        for name in ("attach", "typing", "commands", "results")
    },
}
"""Specs that become right code."""

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
        "argument a: floating: found true, expected false, since an argument follows that has its place",
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
    "a line feed behind a word": (words("AAA\n"), "words number 1: found 'AAA\\n', expected a word in capitals"),
    "a line feed behind a name": (argument(name="a\n"), "name: found 'a\\n', expected a Python name in small letters"),
    "a line feed behind a class": (result("Found\n"), "name: found 'Found\\n', expected a Python class name"),
    "the word NONE": (
        words("NONE"),
        "command NONE: words: found the class name 'None', expected one that Python leaves",
    ),
    "the word TRUE": (
        words("TRUE"),
        "command TRUE: words: found the class name 'True', expected one that Python leaves",
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
        "reply 200 result=7: form: found it behind '200 result=*', which takes all its lines, expected it before",
    ),
    "the same form twice": (
        forms([{"form": "200 result=7 (x)"}, {"form": "200 result=7 (x)", "outcome": "done"}]),
        "form: found it behind '200 result=7 (x)', which takes all its lines, expected it before",
    ),
    "a number that another form takes": (
        forms([{"form": "200 result=5"}, {"form": "200 result=*", "number": 5}]),
        "reply 200 result=*: number: found 5, which '200 result=5' takes, expected another",
    ),
    "limits of a field": (
        result(field=[field("n", minimum=3, maximum=2)]),
        "result Found: field n: maximum: found 2, expected at least the minimum, 3",
    ),
    "a release with a zero before it": (
        form("200 result=0", since=["08"]),
        "since number 1: found '08', expected a release of Asterisk",
    ),
    "a control character in a text": (
        spec({"summary": "A\x01b."}),
        "summary: found 'A\\x01b.', expected one line of prose",
    ),
    "tables without an end": ("a = " + "[" * 5000, "found no TOML: "),
    "a number without an end": (f"a = {'9' * 5000}", "found no TOML: "),
}
"""Specs that are refused, each with what is said of it."""


@pytest.mark.parametrize("name", RIGHT)
def test_an_odd_spec_becomes_right_code(tmp_path: Path, name: str) -> None:
    made = make(tmp_path, "made", RIGHT[name])
    assert (made.status, made.said) == (OK, "")
    hold(made)


def test_what_odd_specs_become_passes_the_checkers(tmp_path: Path) -> None:
    made = [make(tmp_path, f"made{number}", text, again=False) for number, text in enumerate(RIGHT.values())]
    check_types(*(one.out for one in made))


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_spec_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    text, message = WRONG[name]
    refused = make(tmp_path, "refused", text)
    assert refused.status == WRONG_USE
    assert message in refused.said
    assert all(re.match(r"spec/a\.toml: ", line) for line in refused.said.splitlines())


def test_any_spec_is_refused_with_its_place_or_becomes_right_code(tmp_path: Path) -> None:
    fuzzer = SpecFuzzer(tmp_path)
    fuzzer.run(25, start=1)
    fuzzer.check()
    assert fuzzer.made


def test_of_an_entry_of_an_unknown_type_only_the_type_is_wrong(tmp_path: Path) -> None:
    made = make(tmp_path, "refused", argument(type="millisecond", minimum=0, prefix="s=", **FLOATING))
    assert made.said.startswith(
        "spec/a.toml: command AAA BBB: argument a: type: found 'millisecond', expected one of 'te"
    )
    assert made.said.count("\n") == 1


def test_a_family_has_one_file(tmp_path: Path) -> None:
    made = make(tmp_path, "refused", {"a.toml": spec({}), "b.toml": spec({"words": ["OTHER"]})})
    assert made.said == "spec/b.toml: family menu: found it a second time, expected it in spec/a.toml only\n"


def test_what_takes_the_place_of_a_shipped_result_leaves_the_shipped_commands_alone(tmp_path: Path) -> None:
    made = make(tmp_path, "replacing", result("Acknowledged", text="200 result={n}", field=[field("n")]))
    assert (made.status, made.said) == (OK, "")
    hold(made)
