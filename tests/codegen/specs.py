"""Draws specs from the schema: each part from its own entry there, with names and texts that are hostile to code.

What the schema forbids of a part is taken out again, so that most parts fit it; whether they fit together is for the
generator to say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeAlias, TypeVar

from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator

from codegen.load import Json, load
from codegen.shipped import SCHEMA
from tests.codegen.generated import Toml, example_of, toml

__all__ = ["layers", "specs"]

T = TypeVar("T")

Schema: TypeAlias = "Mapping[str, Json]"

_SCHEMA: Schema = json.loads(SCHEMA.read_text("utf-8"))


def _entry(schema: Schema, key: str) -> Schema:
    """Return the table below a key of the schema."""
    found = schema[key]
    assert isinstance(found, Mapping)
    return found


def _list(document: Schema, key: str) -> list[Mapping[str, Toml]]:
    """Return the tables of a list in a file of a spec."""
    found: list[Mapping[str, Toml]] = json.loads(json.dumps(document.get(key, [])))
    return found


_DEFS = _entry(_SCHEMA, "$defs")

_SHIPPED = {
    key: [entry for document in load(()) for entry in _list(document.data, key)] for key in ("command", "result")
}
"""The commands and the results of agicodec."""

_HOSTILE_NAMES = (
    *("a", "b", "c", "r", "t", "type", "field", "commands", "finish", "str", "int", "bool", "len", "validate", "self"),
    *("raw", "text", "result", "results", "values", "version", "tail", "endpos", "to_integer", "property", "settle"),
    *("classmethod", "attach", "cls", "words", "line", "agicodec", "class", "none", "match", "ok", "outcome"),
)
_HOSTILE_CLASSES = [
    "Command",
    "R",
    "Literal",
    "Text",
    "None",
    "Class",
    "RawReply",
    "Found",
    "Acknowledged",
    "TRYING",
    "Flag",
]
_HOSTILE_WORDS = ["COMMAND", "TEXT", "FLAG", "READ", "NONE", "TYPE", "A", "B", "A1", "INT", "RESULTS", "CLASS", "GO"]
_HOSTILE_TEXTS = [
    '"""',
    'x"',
    "\\",
    "{x}",
    "'",
    "\\N",
    "% {{ x }}",
    "on",
    "off",
    "0",
    "-7",
    "007",
    "1.5",
    "\u00b2",
    "x y",
    "#",
]
_HOSTILE_NUMBERS = [0, 1, 5, 255, 2**31 - 1, 2**63 - 1, -1, -5, -(2**31), 2**63]

_POOLS: dict[str, Sequence[str]] = {
    "identifier": _HOSTILE_NAMES,
    "class_name": _HOSTILE_CLASSES,
    "sentence": [f"X {text}." for text in _HOSTILE_TEXTS],
    "prose": [f"X {text}" for text in _HOSTILE_TEXTS],
    "word": _HOSTILE_TEXTS,
}
_OFTEN = 4
"""A drawn number up to which a hostile name or text is taken, of 5."""


def _strategy(schema: Schema) -> st.SearchStrategy[Toml]:  # noqa: PLR0911  # one for each kind of entry
    """Draw what an entry of the schema describes."""
    match schema:
        case {"$ref": str(ref)}:
            return _named(ref.rpartition("/")[2])
        case {"const": bool(constant)}:
            return st.sampled_from([constant, not constant])
        case {"enum": [*values]}:
            return st.sampled_from([value for value in values if isinstance(value, str)])
        case {"type": "boolean"}:
            return st.booleans()
        case {"type": "integer"}:
            return st.sampled_from(_HOSTILE_NUMBERS)
        case {"type": "array", "items": Mapping() as items}:
            return st.lists(_strategy(items), min_size=1, max_size=3)
        case {"type": "object"}:
            return _table(schema)
        case {"type": "string", "pattern": str(pattern)}:
            return st.from_regex(pattern.removesuffix("$") + r"\Z", fullmatch=False)
        case {"type": "string"}:
            return st.sampled_from(_HOSTILE_TEXTS)
        case _:
            return st.one_of(st.sampled_from(_HOSTILE_TEXTS), st.sampled_from(_HOSTILE_NUMBERS), st.booleans())


def _named(name: str) -> st.SearchStrategy[Toml]:
    """Draw what a named entry of the schema describes: often something hostile."""
    if name in ("argument", "field"):
        return st.deferred(lambda: _table(_entry(_DEFS, name)).map(lambda table: _repaired(name, table)))
    if name not in _POOLS:
        return st.deferred(lambda: _strategy(_entry(_DEFS, name)))
    pool, any_other = st.sampled_from(_POOLS[name]), _strategy(_entry(_DEFS, name))
    return st.integers(0, 5).flatmap(lambda number: pool if number <= _OFTEN else any_other)


def _table(schema: Schema) -> st.SearchStrategy[Toml]:
    """Draw a table: all that it must have, and some of what it may."""
    required = schema.get("required", ())
    assert isinstance(required, Sequence)
    made = {
        key: _strategy(_entry(properties, key)) for properties in [_entry(schema, "properties")] for key in properties
    }
    must = {key: made[key] for key in map(str, required)}
    return st.fixed_dictionaries(must, optional={key: one for key, one in made.items() if key not in must})


@cache
def _validator(name: str) -> Validator:
    """Make what holds a table to an entry of the schema."""
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": _DEFS})


def _repaired(name: str, drawn: Toml) -> Toml:
    """Take out of an entry what the schema forbids of its type, and add what it demands."""
    assert isinstance(drawn, Mapping)
    table: dict[str, Toml] = dict(drawn)
    validator = _validator(name)
    needed: dict[str, Toml] = {
        "absent": "No.",
        "floating": True,
        "max_bytes": 30,
        "required": False,
        "values": [{"value": "x", "meaning": "It."}, {"value": "xy", "wire": "5", "meaning": "It."}],
        "word": "BEEP",
    }
    for _ in range(8):
        errors: list[ValidationError] = list(validator.iter_errors(table))
        for error in errors:
            if error.validator == "not":
                table.pop(str(error.instance), None)
            elif error.validator in ("required", "dependentRequired"):
                key = error.message.split("'")[1]
                table[key] = needed.get(key, "x")
            elif error.validator == "const":
                table[str(error.absolute_path[-1])] = bool(error.validator_value)
        if not errors:
            break
    return table


@st.composite
def _forms(draw: st.DrawFn, arguments: Sequence[str], fields: Sequence[str]) -> str:
    """Draw the form of a reply, from the arguments of its command and the fields of its result."""
    slots = [
        "0",
        "-1",
        "x",
        "*",
        "-*",
        'a"b',
        "{x}",
        *(f"<{name}>" for name in arguments),
        *(f"{{{name}}}" for name in fields),
    ]
    slot = st.sampled_from(slots)
    keys = st.sampled_from(["endpos", "endpos", "raw", "self", "class", "k", "k2", "tail", "a-b"])
    form = f"200 result={draw(slot)}"
    if draw(st.booleans()):
        form += f" ({draw(slot)})"
    for key in draw(st.lists(keys, max_size=2, unique=True)):
        form += f" {key}={draw(slot)}"
    return form


@st.composite
def _commands(draw: st.DrawFn, results: Mapping[str, Mapping[str, Toml]]) -> Toml:
    """Draw a command that has one of the results."""
    command = draw(_table(_without(_entry(_DEFS, "command"), "words", "result", "reply", "argument")))
    assert isinstance(command, Mapping)
    own = st.lists(st.sampled_from(_HOSTILE_WORDS), min_size=1, max_size=3)
    words = draw(_rarely(st.sampled_from([_words_of(shipped) for shipped in _SHIPPED["command"]]), own))
    arguments = sorted(draw(st.lists(_named("argument"), max_size=3, unique_by=_name_of)), key=_place_of)
    names = [str(one["name"]) for one in arguments if isinstance(one, Mapping)]
    result = draw(st.sampled_from(sorted(results)))
    outcomes, fields = _parts(results[result], "outcome"), _parts(results[result], "field")
    replies: list[Toml] = []
    for form in draw(st.lists(_forms(names, fields), min_size=1, max_size=3)):
        reply: dict[str, Toml] = {"form": form, "outcome": draw(st.sampled_from(outcomes)), "meaning": "It."}
        replies.append({**reply, "number": draw(st.sampled_from([-3, 4]))} if "*" in form else reply)
    made: dict[str, Toml] = {**command, "words": words, "result": result, "argument": arguments, "reply": replies}
    return {**made, "example": [example_of(made)]} if draw(st.integers(0, _OFTEN * 4)) != _OFTEN else made


def _rarely(shipped: st.SearchStrategy[T], other: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """Draw what takes the place of something shipped, or mostly something else."""
    return st.integers(0, 5).flatmap(lambda number: other if number <= _OFTEN else shipped)


def _words_of(command: Mapping[str, Toml]) -> list[str]:
    """Return the words that name a command."""
    words = command["words"]
    assert isinstance(words, Sequence)
    return [str(word) for word in words]


def _name_of(argument: Toml) -> str:
    assert isinstance(argument, Mapping)
    return str(argument["name"])


def _place_of(argument: Toml) -> int:
    """Return where an argument mostly stands: the required ones first, and last those that are floating."""
    assert isinstance(argument, Mapping)
    return 2 if "floating" in argument else 0 if argument.get("required", True) is True else 1


def _without(schema: Schema, *keys: str) -> Schema:
    """Return an entry of the schema without the keys that are drawn with others in mind."""
    properties, required = _entry(schema, "properties"), schema["required"]
    assert isinstance(required, Sequence)
    return {
        "properties": {key: one for key, one in properties.items() if key not in keys},
        "required": [key for key in required if key not in keys],
    }


def _parts(result: Mapping[str, Toml], key: str) -> list[str]:
    """Return the names of the outcomes or the fields of a result."""
    parts = result.get(key, ())
    assert isinstance(parts, Sequence)
    return [str(part["name"]) for part in parts if isinstance(part, Mapping)]


@st.composite
def specs(draw: st.DrawFn) -> str:
    """Draw the text of a spec file."""
    document: dict[str, Toml] = {}
    shipped = draw(st.sampled_from(_SHIPPED["result"]))
    results: dict[str, Mapping[str, Toml]] = {str(shipped["name"]): shipped}
    if draw(st.booleans()):
        drawn = draw(_named("result"))
        assert isinstance(drawn, Mapping)
        test: Toml = {"name": "is_it", "outcomes": _parts(drawn, "outcome")[:1], "meaning": "It."}
        result: dict[str, Toml] = {**drawn, "test": [test]}
        result["name"] = draw(_rarely(st.just(str(shipped["name"])), st.just(str(result["name"]))))
        results = {str(result["name"]): result}
        document["result"] = [result]
    if draw(st.integers(0, 5)) or not document:
        family = draw(_named("family"))
        assert isinstance(family, Mapping)
        document["family"] = {**family, "name": draw(_rarely(st.just("control"), st.just(str(family["name"]))))}
        document["command"] = draw(st.lists(_commands(results), min_size=1, max_size=2))
    return "".join(f"{key} = {toml(value)}\n" for key, value in document.items())


def layers() -> st.SearchStrategy[list[str]]:
    """Draw specs that are laid over one another, mostly only one."""
    return _rarely(st.lists(specs(), min_size=2, max_size=2), st.lists(specs(), min_size=1, max_size=1))
