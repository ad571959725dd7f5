"""Unusual specs from which the generator once wrote wrong code."""

from __future__ import annotations

from tests.codegen.generated import toml
from tests.codegen.odd_specs import (
    A_NUMBER,
    A_TEXT,
    A_WORD,
    ANY_TYPE,
    FAMILY,
    FLOATING,
    NAMES,
    OPTIONAL,
    VALUES,
    argument,
    arguments,
    field,
    form,
    result,
    result_of,
    spec,
    words,
)

__all__ = ["RIGHT"]

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
    "examples of any type": spec(
        {
            "argument": [
                {"name": "a", "type": "epoch", "meaning": "It."},
                {"name": "b", "type": "caller_id", "max_bytes": 30, "meaning": "It."},
                {"name": "c", "type": "fractional_seconds", "meaning": "It."},
                {"name": "d", "type": "switch", "preset": True, "meaning": "It."},
                {"name": "e", "type": "flag", "word": "BEEP", **FLOATING, "meaning": "It."},
                {"name": "f", "type": "seconds", "prefix": "s=", **FLOATING, "meaning": "It."},
            ],
            "example": [
                {"python": python, "line": line}
                for python, line in {
                    "AaaBbb(-1, '', 0)": 'AAA BBB -1 "" 0 on',
                    'AaaBbb(0, CallerId("12", "A \\"b\\""), 1.50, False, True, 0)': (
                        r'AAA BBB 0 "\"A \\\"b\\\"\" <12>" 1.5 off BEEP s=0'
                    ),
                    "AaaBbb(datetime(1970, 1, 2, tzinfo=timezone.utc), b='\u00fc \\\\', c=2, f=-3)": (
                        'AAA BBB 86400 "\u00fc \\\\" 2 on s=-3'
                    ),
                }.items()
            ],
        }
    ),
    "a caller id": argument(type="caller_id", max_bytes=9),
    "an argument that may be missing": arguments(A_NUMBER, {"name": "b", "unchecked": True}),
    "a field that swallows": result(text="200 result={text} (x)", field=[field("text")]),
    "a field text beside parentheses": result(
        text="200 result=1 ({word}) text={text}", field=[field("word", "text"), field("text", "text")]
    ),
    "a text that something follows": result(text="200 result={t} endpos={n}", field=[field("n"), field("t", "text")]),
    "digits that something follows": result(text="200 result={d} (x) k=1", field=[field("d", "digits")]),
    "a parenthesis behind a word": form("200 result=0 (x) (y) z)"),
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
    "presets that cannot be seen": arguments(
        {"name": "a", "preset": "a\u00a0b\u200d\U0010ffff"},
        {"name": "b", "type": "fractional_seconds", "preset": -0.0},
        {"name": "c", "type": "epoch", "preset": -5},
        {"name": "d", "type": "caller_id", "max_bytes": 9, "preset": "12"},
    ),
    "limits that are written as fractions": argument(type="integer", minimum=1.0, maximum=5.0),
    "an argument x_by_word": arguments({**A_WORD, "name": "x"}, {**A_WORD, "name": "x_by_word"}),
    "an argument x_words": arguments({**A_WORD, "name": "x"}, {**A_WORD, "name": "x_words"}),
    "an enumeration that is not ASCII": argument(
        type="enumeration", values=[{"value": "\u00fc\u200d", "wire": "\u00a0\U0001f600", "meaning": "X."}]
    ),
    "a variable with a digit and an underscore": spec({"variable": [{"name": "QUEUE_2", "meaning": "It."}]}),
    "texts of more lines": spec(
        {"description": "One\n two\n\n\n\n   three |\n", "argument": [{**A_TEXT, "meaning": "a |\nb\n\nc"}]}
    ),
    "texts that mean something elsewhere": spec(
        {"summary": "# type: ignore # noqa {% x %} {{ y }} {# z #}.", "description": ">>> 1 / 0\n# fmt: off"}
    ),
    "a name of the greatest length": words("A" * 30, "B" * 30, "C" * 30, "D" * 30, "E" * 30, "F" * 30),
    "names of the greatest length": spec(
        {
            "result": "R" * 100,
            "reply": [{"form": "200 result={" + "f" * 100 + "}", "outcome": "done", "meaning": "It."}],
        },
        family={**FAMILY, "name": "f" * 100},
        result=result_of("R" * 100, field=[field("f" * 100)]),
    ),
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
