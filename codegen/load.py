"""Reads the spec's files and holds them against the schema.

Directories may be laid over one another: a command, a result or a family in a later one replaces that of the same
name in an earlier one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeAlias

import tomli
from attrs import field, frozen
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator

__all__ = ["SHIPPED_SPEC", "Document", "Json", "SpecError", "Table", "load", "shorten"]

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Table: TypeAlias = Mapping[str, Json]

SHIPPED_SPEC = Path(__file__).parent.parent / "spec"
"""The spec that ships with agicodec."""

_SHOWN = 60


class SpecError(Exception):
    """The spec is wrong. Each problem names the file, the entry and the key, what was found and what was expected."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@frozen
class Document:
    """One file of the spec."""

    path: Path
    name: str
    """Its path as messages show it."""
    data: Table
    own: bool = field(default=True)
    """Whether code is generated for what it says; false for the shipped spec below an overlay."""


def load(directories: Sequence[Path]) -> list[Document]:
    """Read and check all files below the directories, the shipped spec first.

    Raises:
        SpecError: a file is no TOML or is not in the form that the schema gives.
    """
    documents: list[Document] = []
    problems: list[str] = []
    for directory in (SHIPPED_SPEC, *directories):
        paths = sorted(directory.rglob("*.toml"))
        if not paths:
            problems.append(f"{directory}: found no .toml file, expected a directory of spec files")
        for path in paths:
            name = f"{directory.name}/{path.relative_to(directory).as_posix()}"
            try:
                data = tomli.loads(path.read_text(encoding="utf-8"))
            except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
                problems.append(f"{name}: found no TOML: {error}")
                continue
            problems.extend(f"{name}: {problem}" for problem in _problems(data))
            documents.append(Document(path, name, data, own=not directories or directory is not SHIPPED_SPEC))
    if problems:
        raise SpecError(problems)
    return documents


def shorten(value: object) -> str:
    """Show a value in a message."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


@cache
def _validator() -> Validator:
    schema = json.loads((SHIPPED_SPEC / "schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema)


def _problems(data: Table) -> Iterator[str]:
    errors = sorted(_validator().iter_errors(data), key=lambda error: [str(part) for part in error.absolute_path])
    return (f"{_entry(data, error)}{_complaint(error)}" for error in errors)


def _entry(data: Table, error: ValidationError) -> str:
    """Name the entries on the way to the error: `command GET DATA: argument timeout: type: `."""
    parts: list[str] = []
    node: Json = data
    for part in error.absolute_path:
        if isinstance(node, Mapping):
            node = node[str(part)]
            parts.append(str(part))
        elif isinstance(node, Sequence):
            node = node[int(part)]
            parts[-1] = f"{parts[-1]} {_label(node, int(part))}"
    return "".join(f"{part}: " for part in parts)


def _label(entry: Json, index: int) -> str:
    """Name an entry of a list by what it says of itself, else by its number."""
    if isinstance(entry, Mapping):
        for key in ("words", "name", "value", "form", "code", "python"):
            label = entry.get(key)
            if isinstance(label, Sequence) and not isinstance(label, str) and all(isinstance(w, str) for w in label):
                return " ".join(str(word) for word in label)
            if isinstance(label, (str, int)):
                return str(label)
    return f"number {index + 1}"


def _complaint(error: ValidationError) -> str:
    """Say what was found and what was expected."""
    found, rule, schema = shorten(error.instance), _plain(error.validator_value), _plain(error.schema)
    expected = f"otherwise: {error.message}"
    match error.validator, rule:
        case "required", _:
            return f"found no key {error.message.partition(' is a required')[0]}, expected one"
        case "additionalProperties", _:
            found = error.message.partition("(")[2].partition(" ")[0]
            known = schema.get("properties") if isinstance(schema, Mapping) else None
            expected = f"only {', '.join(known)}" if isinstance(known, Mapping) else expected
        case "enum", [*values]:
            expected = f"one of {', '.join(map(repr, values))}"
        case (("type" | "const"), _):
            expected = repr(rule)
        case "pattern", _:
            description = schema.get("description", "a string") if isinstance(schema, Mapping) else "a string"
            expected = f"{str(description).rstrip('.')} (pattern {rule})"
        case _, _ if rule is None:
            expected = "no such key in this entry"
        case _:
            pass
    return f"found {found}, expected {expected}"


def _plain(value: object) -> Json:
    """Take a part of the schema as plain JSON; None for what is none."""
    plain: Json = json.loads(json.dumps(value, default=lambda _: None))
    return plain
