"""Builds one spec from all files, and checks them beyond what a schema can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from attrs import evolve
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override
from cattrs.strategies import configure_union_passthrough

from .applications import application_problems, application_result_problems, compound_problems, function_problems
from .check import command_problems, result_problems
from .load import Document, Json, SpecError, load
from .model import (
    Application,
    ApplicationArgument,
    ApplicationFamily,
    ApplicationResult,
    AsyncAgiEvent,
    Command,
    Compound,
    EnvironmentField,
    Family,
    Function,
    Limit,
    Quirk,
    Refusal,
    Result,
    RunVariable,
    Spec,
    Status,
)
from .names import APPLICATION_FAMILIES_LACK, FAMILIES_LACK

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
        if "family" not in data or "application" in data:
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
    dialplan = _Dialplan()
    for document in documents:
        dialplan.read(document)
    problems += dialplan.problems()
    if problems:
        raise SpecError(problems)
    environment, protocol, asyncagi, seen = (_table(documents, key) for key in _SHIPPED_ONLY)
    return Spec(
        families=tuple(
            evolve(family, commands=tuple(command for _, name, command in commands.values() if name == family.name))
            for family in sorted(families.values(), key=lambda family: family.name)
        ),
        results=tuple(results.values()),
        application_families=tuple(
            evolve(
                family,
                applications=tuple(one for _, name, one in dialplan.applications.values() if name == family.name),
            )
            for family in sorted(dialplan.families.values(), key=lambda family: family.name)
        ),
        application_results=tuple(result for _, result in dialplan.results.values()),
        compounds=tuple(compound for _, compound in dialplan.compounds.values()),
        functions=tuple(function for _, function in sorted(dialplan.functions.values(), key=lambda one: one[1].name)),
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


class _Dialplan:
    """The applications and functions of all documents."""

    def __init__(self) -> None:
        self.families: dict[str, ApplicationFamily] = {}
        self.applications: dict[str, tuple[Document, str, Application]] = {}
        self.results: dict[str, tuple[Document, ApplicationResult]] = {}
        self.compounds: dict[str, tuple[Document, Compound]] = {}
        self.functions: dict[str, tuple[Document, Function]] = {}
        self._entries: dict[tuple[int, str], str] = {}
        self._repeated: list[str] = []

    def read(self, document: Document) -> None:
        """Read the entries of a document; those of an earlier one are replaced."""
        make, data, own, source = converter().structure, document.data, document.own, document.name
        for entry in _list(data, "application_result"):
            result = evolve(make(entry, ApplicationResult), own=own, source=source)
            self._note(document, f"application_result {result.name}")
            self.results[result.name] = (document, result)
        for entry in _list(data, "compound"):
            compound = evolve(make(entry, Compound), own=own, source=source)
            self._note(document, f"compound {compound.name}")
            self.compounds[compound.name] = (document, compound)
        for entry in _list(data, "function"):
            function = evolve(make(entry, Function), own=own, source=source)
            self._note(document, f"function {function.name}")
            self.functions[function.name] = (document, function)
        if "application" not in data or "family" not in data:
            return
        family = evolve(make(data["family"], ApplicationFamily), source=source)
        self._note(document, f"family {family.name}")
        self.families[family.name] = family
        for entry in _list(data, "application"):
            application = evolve(make(entry, Application), own=own, source=source)
            self._note(document, f"application {application.name}")
            self.applications[application.name] = (document, family.name, application)

    def problems(self) -> Iterator[str]:
        """Find the mistakes in all entries."""
        yield from self._repeated
        compounds = {name: compound for name, (_, compound) in self.compounds.items()}
        results = {name: result for name, (_, result) in self.results.items()}
        for family in self.families.values():
            if family.name in APPLICATION_FAMILIES_LACK:
                expected = "a name that neither Python nor the generated packages use"
                yield f"{family.source}: family: name: found {family.name!r}, expected {expected}"
        for document, compound in self.compounds.values():
            if compound.own:
                found = compound_problems(compound)
                yield from (f"{document.name}: compound {compound.name}: {problem}" for problem in found)
        for document, result in self.results.values():
            if result.own:
                found = application_result_problems(result, compounds)
                yield from (f"{document.name}: application_result {result.name}: {problem}" for problem in found)
        for document, _, application in self.applications.values():
            if application.own:
                found = application_problems(application, results, compounds)
                yield from (f"{document.name}: application {application.name}: {problem}" for problem in found)
        for document, function in self.functions.values():
            if function.own:
                found = function_problems(function)
                yield from (f"{document.name}: function {function.name}: {problem}" for problem in found)

    def _note(self, document: Document, entry: str) -> None:
        self._repeated += _repeated(self._entries, document, entry)


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
    _read_dialplan(made)
    event_hook = make_dict_structure_fn(AsyncAgiEvent, made, class_name=override(rename="class"))
    made.register_structure_hook(AsyncAgiEvent, event_hook)
    made.register_structure_hook(Result, result_hook)
    made.register_structure_hook(Command, command_hook)
    return made


def _read_dialplan(made: Converter) -> None:
    """Have a converter read applications and functions, too."""
    argument = make_dict_structure_fn(ApplicationArgument, made, options=override(rename="option"))
    made.register_structure_hook(ApplicationArgument, argument)
    made.register_structure_hook(Compound, make_dict_structure_fn(Compound, made, parts=override(rename="part")))
    result = make_dict_structure_fn(
        ApplicationResult,
        made,
        outcomes=override(rename="outcome"),
        fields=override(rename="field"),
        tests=override(rename="test"),
    )
    made.register_structure_hook(ApplicationResult, result)
    arguments, quirks, examples = (override(rename=name) for name in ("argument", "quirk", "example"))
    application = make_dict_structure_fn(Application, made, arguments=arguments, quirks=quirks, examples=examples)
    function = make_dict_structure_fn(Function, made, arguments=arguments, quirks=quirks, examples=examples)
    made.register_structure_hook(Application, application)
    made.register_structure_hook(Function, function)


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
