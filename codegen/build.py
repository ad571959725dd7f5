"""Builds one spec from all files, and checks them beyond what a schema can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from attrs import evolve
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override
from cattrs.strategies import configure_union_passthrough

from .check import command_problems, result_problems
from .load import Document, Json, SpecError, load
from .model import (
    AsyncAgiEvent,
    Command,
    EnvironmentField,
    Family,
    Limit,
    Quirk,
    Refusal,
    Result,
    RunVariable,
    Spec,
    Status,
)
from .names import FAMILIES_LACK

__all__ = [
    "build",
    "converter",
    "read_spec",
]

_SHIPPED_ONLY = ("environment", "protocol", "asyncagi", "seen")
"""Parts of the spec that an overlay cannot change."""


def read_spec(directories: Sequence[Path] = ()) -> Spec:
    """Read the shipped spec, overlaid with the directories.

    Raises:
        SpecError: the spec is wrong.
    """
    return build(load(directories))


def build(documents: Sequence[Document]) -> Spec:
    """Build one spec from checked documents.

    Raises:
        SpecError: the documents do not fit together.
    """
    make = converter().structure
    families: dict[str, Family] = {}
    commands: dict[str, tuple[Document, str, Command]] = {}
    results: dict[str, Result] = {}
    entries: dict[tuple[int, str], str] = {}
    problems: list[str] = []
    for document in documents:
        data, own = document.data, document.own
        problems += (
            f"{document.name}: {key}: found one, expected it in the shipped spec only"
            for key in _SHIPPED_ONLY
            if key in data and document.layer > 0
        )
        for entry in _list(data, "result"):
            result = evolve(make(entry, Result), own=own)
            problems += _repeated(entries, document, f"result {result.name}")
            problems += (f"{document.name}: result {result.name}: {problem}" for problem in result_problems(result))
            results[result.name] = result
        if "family" not in data:
            continue
        family = evolve(make(data["family"], Family), source=document.name)
        if family.name in FAMILIES_LACK:
            problems.append(
                f"{document.name}: family: name: found {family.name!r}, expected a name that Python does not use"
            )
        problems += _repeated(entries, document, f"family {family.name}")
        families[family.name] = family
        for entry in _list(data, "command"):
            command = evolve(make(entry, Command), own=own, source=document.name)
            replaced = commands.get(command.title)
            if replaced is not None and (replaced[0].layer == 0 or replaced[2].replaces):
                command = evolve(command, replaces=True)
            problems += _repeated(entries, document, f"command {command.title}")
            commands[command.title] = (document, family.name, command)
    classes: dict[str, str] = {}
    for title, (document, _, command) in commands.items():
        if not command.own:
            continue  # agicodec contains its code and its result, even if an overlay replaces that result
        where = f"{document.name}: command {title}"
        other = classes.setdefault(command.class_name, title)
        if other != title:
            problems.append(f"{where}: words: found the class name {command.class_name!r}, which {other} has already")
        problems += (f"{where}: {problem}" for problem in command_problems(command, results))
    if problems:
        raise SpecError(problems)
    environment, protocol, asyncagi, seen = (_table(documents, key) for key in _SHIPPED_ONLY)
    return Spec(
        families=tuple(
            evolve(family, commands=tuple(command for _, name, command in commands.values() if name == family.name))
            for family in sorted(families.values(), key=lambda family: family.name)
        ),
        results=tuple(results.values()),
        environment=make(environment["field"], tuple[EnvironmentField, ...]),
        environment_quirks=make(environment.get("quirk", ()), tuple[Quirk, ...]),
        limits=make(protocol["limit"], tuple[Limit, ...]),
        statuses=make(protocol["status"], tuple[Status, ...]),
        run_variables=make(protocol.get("variable", ()), tuple[RunVariable, ...]),
        protocol_quirks=make(protocol.get("quirk", ()), tuple[Quirk, ...]),
        async_events=make(asyncagi["event"], tuple[AsyncAgiEvent, ...]),
        refusals=make(asyncagi["refusal"], tuple[Refusal, ...]),
        async_quirks=make(asyncagi.get("quirk", ()), tuple[Quirk, ...]),
        seen=make(seen, dict[str, dict[str, tuple[str, ...]]]),
        overlaid=not all(document.own for document in documents),
    )


@cache
def converter() -> Converter:
    """Make the converter from tables to the model, which names the lists of the spec in the plural."""
    made = Converter(forbid_extra_keys=True)
    configure_union_passthrough(str | int | float | bool | None, made)
    result_hook = make_dict_structure_fn(
        Result,
        made,
        outcomes=override(rename="outcome"),
        fields=override(rename="field"),
        tests=override(rename="test"),
    )
    command_hook = make_dict_structure_fn(
        Command,
        made,
        arguments=override(rename="argument"),
        replies=override(rename="reply"),
        variables=override(rename="variable"),
        quirks=override(rename="quirk"),
        examples=override(rename="example"),
    )
    event_hook = make_dict_structure_fn(AsyncAgiEvent, made, class_name=override(rename="class"))
    made.register_structure_hook(AsyncAgiEvent, event_hook)
    made.register_structure_hook(Result, result_hook)
    made.register_structure_hook(Command, command_hook)
    return made


def _list(data: Mapping[str, Json], key: str) -> Sequence[Json]:
    value = data.get(key, ())
    return value if isinstance(value, Sequence) else ()


def _table(documents: Iterable[Document], key: str) -> Mapping[str, Json]:
    """Return the table of that name from the shipped spec."""
    table = next(document.data[key] for document in documents if key in document.data)
    assert isinstance(table, Mapping)
    return table


def _repeated(entries: dict[tuple[int, str], str], document: Document, entry: str) -> Iterator[str]:
    """Find an entry that occurs twice in one layer: only another layer may replace it."""
    key = (document.layer, entry)
    if key in entries:
        yield f"{document.name}: {entry}: found it a second time, expected it in {entries[key]} only"
    entries[key] = document.name
