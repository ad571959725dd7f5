"""Reads the spec's files and validates them with the schema.

Later directories overlay earlier ones: a command, a result or a family in a later one replaces that of the same name in
an earlier one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeAlias

import tomli
from attrs import frozen
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator

from .places import resolve
from .shipped import SCHEMA, SHIPPED_SPEC

__all__ = ["SHIPPED_SPEC", "Document", "Json", "SpecError", "Table", "load", "shorten"]

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Table: TypeAlias = Mapping[str, Json]

_END = r"\Z"
"""The end of a string, as Python writes it in a pattern."""

_SHOWN = 60
"""The number of characters of a value that a message shows."""

_KINDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "an integer",
    "number": "a number",
    "object": "a table",
    "string": "a string",
}


_LIMITS = {
    "maximum": "at most {}",
    "maxItems": "at most {} entries",
    "maxLength": "at most {} characters",
    "minItems": "at least {} entry",
    "minLength": "at least {} character",
    "minProperties": "at least {} entry",
    "minimum": "at least {}",
}
"""The keywords of the schema that limit a value; its lower limits of lengths are all 1."""


class SpecError(Exception):
    """The spec is wrong. Each problem names the file, the entry and the key, what was found and what was expected."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems: tuple[str, ...] = tuple(problems)


@frozen
class Document:
    """One file of the spec."""

    path: Path
    name: str
    """Its path, as messages show it."""
    data: Table
    layer: int = 0
    """The number of the directory that contains it: 0 for the shipped spec."""
    own: bool = True
    """Whether code is generated for its entries; false for the shipped spec if there is an overlay."""


def load(directories: Sequence[Path]) -> list[Document]:
    """Read and check all files below the directories, the shipped spec first.

    Raises:
        SpecError: a file is not TOML, or does not conform to the schema.
    """
    documents: list[Document] = []
    problems: list[str] = []
    names = _names([SHIPPED_SPEC, *directories])
    for layer, (directory, shown) in enumerate(names):
        if directory in [other for other, _ in names[:layer]]:
            problems.append(f"{shown}: found the directory a second time, expected it once")
            continue
        paths = sorted(directory.rglob("*.toml"))
        if not paths:
            found = "no .toml file" if directory.is_dir() else "no directory"
            problems.append(f"{shown}: found {found}, expected a directory of spec files")
        for path in paths:
            name = f"{shown}/{path.relative_to(directory).as_posix()}"
            try:
                data, wrong = _read(path.read_text(encoding="utf-8-sig"))
            except (OSError, ValueError, RecursionError) as error:
                problems.append(f"{name if name.isprintable() else repr(name)}: found invalid TOML: {_reason(error)}")
                continue
            if not name.isprintable():
                wrong = [*wrong, f"found the file name {path.name!r}, expected one of characters that can be printed"]
            problems.extend(f"{name}: {problem}" for problem in wrong)
            documents.append(Document(path, name, data, layer, own=layer > 0 or not directories))
    if problems:
        raise SpecError(problems)
    return documents


def _names(directories: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return each directory with the name that messages show: its own, with enough of its path to be unique."""
    resolved = [resolve(directory) for directory in directories]
    overlays = set(resolved[1:])

    def name(directory: Path) -> str:
        for count in range(1, len(directory.parts)):
            end = directory.parts[-count:]
            if all(other == directory or other.parts[-count:] != end for other in overlays):
                return "/".join(end)
        return directory.as_posix()

    return [(directory, directory.name if index == 0 else name(directory)) for index, directory in enumerate(resolved)]


def _reason(error: Exception) -> str:
    """Say why a file could not be read, without its path."""
    if isinstance(error, RecursionError):
        return "its tables are nested too deeply"
    return str(error.strerror if isinstance(error, OSError) else error)


def shorten(value: object) -> str:
    """Show a value in a message."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


@cache
def _validator() -> Validator:
    text = SCHEMA.read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text, object_hook=_end_patterns))


def _end_patterns(schema: dict[str, Json]) -> dict[str, Json]:
    """Make `$` in a pattern match only the end of the string: in Python, it also matches before a final line feed."""
    match schema:
        case {"pattern": str(pattern)}:
            return {**schema, "pattern": pattern.replace("$", _END)}
        case _:
            return schema


@cache
def _read(text: str) -> tuple[Table, Sequence[str]]:
    """Return the content of a file, and its mistakes.

    The result is cached, since the check is slow, and the shipped files are loaded for each overlay. If the type of an
    entry is wrong or missing, nothing is reported of the keys that depend on it.
    """
    data = tomli.loads(text)
    errors = sorted(_validator().iter_errors(data), key=lambda error: [str(part) for part in error.absolute_path])
    untyped = [entry for error in errors if (entry := _untyped(error)) is not None]
    said = (error for error in errors if not _is_conditional(error) or [*error.absolute_path] not in untyped)
    return data, [f"{_entry(data, error)}{_complaint(error)}" for error in said]


def _untyped(error: ValidationError) -> list[str | int] | None:
    """Return the path of the entry whose type is wrong or missing; None if the error is another one."""
    path = [*error.absolute_path]
    if path[-1:] == ["type"]:
        return path[:-1]
    is_missing = error.validator == "required" and error.message.startswith("'type' ")
    return path if is_missing else None


def _is_conditional(error: ValidationError) -> bool:
    """Return whether a rule is broken that depends on other keys."""
    return any(step in ("then", "else") for step in error.absolute_schema_path)


def _entry(data: Table, error: ValidationError) -> str:
    """Name the entries on the way to the error: `command GET DATA: argument timeout: type: `."""
    parts: list[str] = []
    node: Json = data
    for part in error.absolute_path:
        if isinstance(node, Mapping):
            node = node[str(part)]
            parts.append(_printable(str(part)))
        elif isinstance(node, Sequence):
            node = node[int(part)]
            parts[-1] = f"{parts[-1]} {_label(node, int(part))}"
    return "".join(f"{part}: " for part in parts)


def _label(entry: Json, index: int) -> str:
    """Name an entry of a list by its own name or words, or else by its number."""
    if isinstance(entry, Mapping):
        for key in ("words", "name", "value", "form", "code", "python", "class", "error"):
            label = entry.get(key)
            if isinstance(label, Sequence) and not isinstance(label, str) and all(isinstance(w, str) for w in label):
                return _printable(" ".join(str(word) for word in label))
            if isinstance(label, (str, int)):
                return _printable(str(label))
    return f"number {index + 1}"


def _printable(text: str) -> str:
    """Write a text so that a message stays on one line of moderate length."""
    if len(text) > _SHOWN:
        text = f"{text[:_SHOWN]}..."
    return text if text.isprintable() else text.encode("unicode_escape").decode()


def _complaint(error: ValidationError) -> str:
    """Say what was found and what was expected."""
    instance, rule, schema = _plain(error.instance), _plain(error.validator_value), _plain(error.schema)
    match error.validator, rule, schema:
        case "required", _, _:
            return f"found no key {error.message.partition(' is a required')[0]}, expected {_only_value(schema, error)}"
        case "dependentRequired", _, _:
            missing, _, present = error.message.partition(" is a dependency of ")
            return f"found no key {missing}, expected one beside {present}"
        case "additionalProperties", _, {"properties": {**known}} if isinstance(instance, Mapping):
            unknown = ", ".join(repr(key) for key in instance if key not in known)
            return f"found the key {unknown}, expected only {', '.join(map(str, known))}"
        case "not", {"enum": _}, {"description": str(description)}:
            return f"found the key {instance!r}, expected it only for {description.rstrip('.')}"
        case "enum", [*values], _:
            expected = f"one of {', '.join(map(repr, values))}"
        case "type", str(kind), _:
            expected = _KINDS.get(kind, kind)
        case "type", [*kinds], _:
            expected = " or ".join(_KINDS.get(str(kind), str(kind)) for kind in kinds)
        case "const", _, _:
            expected = json.dumps(rule)
        case "pattern", _, {"description": str(description)}:
            pattern = str(rule).replace(_END, "$")
            shown = f" (pattern {pattern})" if len(pattern) <= _SHOWN else ""
            expected = f"{_as_object(description)}{shown}"
        case "minimum" | "maximum", _, {"minimum": _, "maximum": _, "description": str(description)}:
            expected = _as_object(description)
        case str(limit), _, _ if limit in _LIMITS:
            expected = _LIMITS[limit].format(rule)
        case _:
            expected = f"otherwise: {error.message}"
    found: object = error.instance
    return f"found {shorten(found)}, expected {expected}"


def _only_value(schema: Json, error: ValidationError) -> str:
    """Say what a missing key should be, if only one value is possible."""
    properties = schema.get("properties") if isinstance(schema, Mapping) else None
    if isinstance(properties, Mapping):
        for key, value in properties.items():
            if isinstance(value, Mapping) and "const" in value and error.message.startswith(f"{key!r} "):
                return f"{key} = {json.dumps(value['const'])}"
    return "one"


def _as_object(description: str) -> str:
    """Write the description of an entry after other words."""
    return f"{description[0].lower()}{description[1:].rstrip('.')}"


def _plain(value: object) -> Json:
    """Return a part of the schema as plain JSON; None if it is not JSON."""
    plain: Json = json.loads(json.dumps(value, default=lambda _: None))
    return plain
