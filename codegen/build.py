"""Makes one spec of all files, and checks what a schema cannot."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override
from cattrs.strategies import configure_union_passthrough

from codegen.forms import Form
from codegen.load import Document, Json, SpecError, load
from codegen.model import Argument, Command, EnvironmentField, Family, Limit, Quirk, Result, Spec, Status

__all__ = ["build", "read_spec", "types_of_fields"]

_RESERVED = frozenset(
    {
        "answer",
        "argument_name",
        "argument_words",
        "dead",
        "encode",
        "interpret",
        "interpret_success",
        "interrupt",
        "reply_text",
        "self",
        "unexpected",
        "usage_follows",
        "words",
    }
)
"""Names that a command has already, so that no argument may have them."""

types_of_fields: Mapping[str, frozenset[str]] = {
    "result": frozenset({"key", "integer", "digits"}),
    "word": frozenset({"text"}),
    "endpos": frozenset({"integer"}),
    "digit": frozenset({"key"}),
    "results": frozenset({"matches"}),
}
"""What types of field a form may take from each of its places."""


def read_spec(directories: Sequence[Path] = ()) -> Spec:
    """Read the shipped spec, with the directories laid over it.

    Raises:
        SpecError: the spec is wrong.
    """
    return build(load(directories))


def build(documents: Sequence[Document]) -> Spec:
    """Make one spec of checked documents.

    Raises:
        SpecError: the documents do not fit together.
    """
    converter = _converter()
    families: dict[str, Family] = {}
    commands: dict[str, tuple[Document, str, Command]] = {}
    results: dict[str, Result] = {}
    seen: dict[tuple[bool, str], str] = {}
    problems: list[str] = []
    for document in documents:
        data, own = document.data, document.own
        for entry in _list(data, "result"):
            result = evolve(converter.structure(entry, Result), own=own)
            problems += _repeated(seen, document, f"result {result.name}")
            problems += (f"{document.name}: result {result.name}: {problem}" for problem in _result_problems(result))
            results[result.name] = result
        if "family" not in data:
            continue
        family = evolve(converter.structure(data["family"], Family), source=document.name)
        families[family.name] = family
        for entry in _list(data, "command"):
            command = evolve(converter.structure(entry, Command), own=own)
            problems += _repeated(seen, document, f"command {command.title}")
            commands[command.title] = (document, family.name, command)
    for title, (document, _, command) in commands.items():
        where = f"{document.name}: command {title}"
        problems += (f"{where}: {problem}" for problem in _command_problems(command, results))
    if problems:
        raise SpecError(problems)
    environment, protocol = _table(documents, "environment"), _table(documents, "protocol")
    return Spec(
        families=tuple(
            evolve(family, commands=tuple(command for _, name, command in commands.values() if name == family.name))
            for family in sorted(families.values(), key=lambda family: family.name)
        ),
        results=tuple(results.values()),
        environment=converter.structure(environment["field"], tuple[EnvironmentField, ...]),
        environment_quirks=converter.structure(environment.get("quirk", ()), tuple[Quirk, ...]),
        limits=converter.structure(protocol["limit"], tuple[Limit, ...]),
        statuses=converter.structure(protocol["status"], tuple[Status, ...]),
        protocol_quirks=converter.structure(protocol.get("quirk", ()), tuple[Quirk, ...]),
        overlaid=not all(document.own for document in documents),
    )


def _converter() -> Converter:
    """Make what turns tables into the model; the spec names each entry of a list, the model the list."""
    converter = Converter(forbid_extra_keys=True)
    configure_union_passthrough(str | int | float | bool | None, converter)
    result_hook = make_dict_structure_fn(
        Result,
        converter,
        outcomes=override(rename="outcome"),
        fields=override(rename="field"),
        tests=override(rename="test"),
    )
    command_hook = make_dict_structure_fn(
        Command,
        converter,
        arguments=override(rename="argument"),
        replies=override(rename="reply"),
        variables=override(rename="variable"),
        quirks=override(rename="quirk"),
        examples=override(rename="example"),
    )
    converter.register_structure_hook(Result, result_hook)
    converter.register_structure_hook(Command, command_hook)
    return converter


def _list(data: Mapping[str, Json], key: str) -> Sequence[Json]:
    value = data.get(key, ())
    return value if isinstance(value, Sequence) else ()


def _table(documents: Iterable[Document], key: str) -> Mapping[str, Json]:
    """Give the last table of that name: an overlay's replaces the shipped one."""
    tables = [document.data[key] for document in documents if key in document.data]
    table = tables[-1]
    assert isinstance(table, Mapping)
    return table


def _repeated(seen: dict[tuple[bool, str], str], document: Document, entry: str) -> Iterator[str]:
    first = seen.setdefault((document.own, entry), document.name)
    if first is not document.name:
        yield f"{document.name}: {entry}: found it a second time, expected it in {first} only"


def _result_problems(result: Result) -> Iterator[str]:
    yield from _twice("outcome", result.names)
    yield from _twice("field", [field.name for field in result.fields])
    for test in result.tests:
        for name in test.outcomes:
            if name not in result.names:
                yield f"test {test.name}: outcomes: found {name!r}, expected one of {', '.join(result.names)}"


def _command_problems(command: Command, results: Mapping[str, Result]) -> Iterator[str]:
    yield from _twice("argument", [argument.name for argument in command.arguments])
    for index, argument in enumerate(command.arguments):
        where = f"argument {argument.name}"
        yield from (f"{where}: {problem}" for problem in _argument_problems(argument, command.arguments[index + 1 :]))
    result = results.get(command.result)
    if result is None:
        yield f"result: found {command.result!r}, expected one of {', '.join(results)}"
        return
    for reply in command.replies:
        where = f"reply {reply.form}"
        if reply.outcome not in result.names:
            yield f"{where}: outcome: found {reply.outcome!r}, expected one of {', '.join(result.names)}"
        try:
            yield from (f"{where}: form: {problem}" for problem in _form_problems(reply.parsed, command, result))
        except ValueError as error:
            yield f"{where}: form: {error}"


def _argument_problems(argument: Argument, later: Sequence[Argument]) -> Iterator[str]:
    if argument.name in _RESERVED or keyword.iskeyword(argument.name):
        yield f"name: found {argument.name!r}, expected a name that neither Python nor Command has already"
    if argument.required or argument.floating:
        return
    if any(other.required for other in later):
        yield "required: found false, expected true, since a required argument follows"
    elif later and argument.placeholder is None:
        yield "placeholder: found none, expected one, since another argument follows"


def _form_problems(form: Form, command: Command, result: Result) -> Iterator[str]:
    places = {"result": form.result, "word": form.word, **dict(form.pairs)}
    for place, slot in places.items():
        if place not in types_of_fields:
            yield f"found the key {place!r}, expected one of {', '.join(types_of_fields)}"
        elif slot is not None and slot.kind == "argument":
            known = [argument.name for argument in command.arguments]
            if slot.value not in known:
                yield f"found <{slot.value}>, expected an argument: {', '.join(known) or 'the command has none'}"
        elif slot is not None and slot.kind == "field":
            fields = {field.name: field.type for field in result.fields}
            if slot.value not in fields:
                yield f"found {{{slot.value}}}, expected a field of {result.name}: {', '.join(fields) or 'it has none'}"
            elif fields[slot.value] not in types_of_fields[place]:
                types = ", ".join(sorted(types_of_fields[place]))
                yield f"found a field of type {fields[slot.value]} in place of {place}, expected {types}"


def _twice(what: str, names: Sequence[str]) -> Iterator[str]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{what} {name}: found it twice, expected it once"
