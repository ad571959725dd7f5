"""Checks what a schema cannot: that the entries of the spec fit together.

Each problem says what was found and what was expected.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping, Sequence

from .forms import Form
from .model import Argument, Command, Reply, Result
from .overlaps import hidden_by

__all__ = ["command_problems", "result_problems"]

_COMMAND_NAMES = frozenset(
    {
        "answer",
        "argument_name",
        "argument_words",
        "breaks",
        "dead",
        "depends_on_release",
        "encode",
        "fails",
        "failures",
        "from_words",
        "ignored_words",
        "interpret",
        "interpret_release",
        "interpret_success",
        "interrupt",
        "inexpressible",
        "is_interruptible",
        "reply_text",
        "reply_with",
        "result_is_status",
        "self",
        "synopsis",
        "unexpected",
        "unfailing",
        "usage_follows",
        "words",
    }
)
"""Names that a command has already, so that no argument may have them."""

_RESULT_NAMES = frozenset({"ok", "outcome"})
"""Names that a result has already, so that no field or test may have them."""

_RESULT_BASE = "Result"

_FACADE_NAMES = frozenset({"execute"})
"""Names that a facade has already, so that no command may have them."""

_INTEGERS = frozenset({"integer", "milliseconds", "seconds", "samples", "epoch"})

_TYPES_OF_FIELDS: Mapping[str, frozenset[str]] = {
    "result": frozenset({"key", "integer", "digits", "text"}),
    "word": frozenset({"text"}),
    "endpos": frozenset({"integer"}),
    "results": frozenset({"matches"}),
}
_TYPES_OF_OTHERS = frozenset({"key", "integer", "text"})
"""What types of field a form may take from each of its places, and from those after other keys."""


def result_problems(result: Result) -> Iterator[str]:
    """Find what does not fit in a result."""
    if result.name == _RESULT_BASE:
        yield f"name: found {result.name!r}, expected another: the base of all results has it"
    yield from _twice("outcome", result.names)
    attributes = [field.name for field in result.fields] + [test.name for test in result.tests]
    yield from _twice("attribute", attributes)
    for name in attributes:
        if name in _RESULT_NAMES or keyword.iskeyword(name):
            yield f"name: found {name!r}, expected a name that neither Python nor every result has already"
    for test in result.tests:
        for name in test.outcomes:
            if name not in result.names:
                yield f"test {test.name}: outcomes: found {name!r}, expected one of {', '.join(result.names)}"


def command_problems(command: Command, results: Mapping[str, Result]) -> Iterator[str]:
    """Find what does not fit in a command."""
    if command.class_name in results:
        yield f"words: found the class name {command.class_name!r}, expected another than that of a result"
    if command.method_name in _FACADE_NAMES or keyword.iskeyword(command.method_name):
        yield f"words: found the method name {command.method_name!r}, expected one that Python and facades leave free"
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
            yield from (f"{where}: {problem}" for problem in _reply_problems(reply, command, result))
        except ValueError as error:
            yield f"{where}: form: {error}"


def _reply_problems(reply: Reply, command: Command, result: Result) -> Iterator[str]:
    """Find what does not fit in a reply whose form can be read."""
    kinds = {slot.kind for slot in reply.parsed.slots}
    if reply.number is None and kinds & {"any", "negative"}:
        yield "number: found none, expected one to write in the place of * or -*"
    elif reply.number is not None and reply.number >= 0 and "negative" in kinds:
        yield f"number: found {reply.number}, expected a negative one, to write in the place of -*"
    if reply.since and reply.since == reply.until:
        yield f"until: found {', '.join(reply.until)}, expected later releases than those of since"
    hiding = hidden_by(command, result, reply)
    if hiding is not None:
        dates = " and ".join(name for name, value in (("since", reply.since), ("until", reply.until)) if value)
        yield f"{dates}: found it behind {hiding.form!r}, which takes its lines in all releases, expected it before"
    if reply.outcome in command.failures and not reply.failure:
        failing = [other.parsed.result for other in command.replies if other.failure]
        if reply.parsed.result.kind != "literal" or reply.parsed.result in failing:
            yield (
                f"failure: found none, expected one as in other replies of the outcome {reply.outcome!r}, "
                "or a result of its own that tells it from them"
            )


def _argument_problems(argument: Argument, later: Sequence[Argument]) -> Iterator[str]:
    if argument.name in _COMMAND_NAMES or keyword.iskeyword(argument.name):
        yield f"name: found {argument.name!r}, expected a name that neither Python nor Command has already"
    lowest, highest = argument.bounds
    if lowest > highest:
        yield f"maximum: found {highest}, expected at least the minimum, {lowest}"
    if argument.preset is not None and (expected := _expected_preset(argument)):
        yield f"preset: found {argument.preset!r}, expected {expected}"
    values = [value.value for value in argument.values]
    if argument.otherwise is not None and argument.otherwise not in values:
        yield f"otherwise: found {argument.otherwise!r}, expected one of {', '.join(map(repr, values))}"
    if argument.required or argument.floating:
        return
    if any(other.required for other in later):
        yield "required: found false, expected true, since a required argument follows"
    elif later and argument.placeholder is None:
        yield "placeholder: found none, expected one, since another argument follows"


def _expected_preset(argument: Argument) -> str | None:
    """Say what the preset should be; None when it is that."""
    preset, values = argument.preset, [value.value for value in argument.values]
    if values:
        return None if preset in values else f"one of {', '.join(map(repr, values))}"
    if argument.type in _INTEGERS:
        return None if isinstance(preset, int) and not isinstance(preset, bool) else "an integer"
    if argument.type == "switch":
        return None if isinstance(preset, bool) else "true or false"
    return None if isinstance(preset, str) or argument.type in ("fractional_seconds", "priority") else "a string"


def _form_problems(form: Form, command: Command, result: Result) -> Iterator[str]:
    for place, slot in [("result", form.result), ("word", form.word), *form.pairs]:
        if slot is not None and slot.kind == "argument":
            known = [argument.name for argument in command.arguments]
            if slot.value not in known:
                yield f"found <{slot.value}>, expected an argument: {', '.join(known) or 'the command has none'}"
        elif slot is not None and slot.kind == "field":
            fields = {field.name: field.type for field in result.fields}
            if slot.value not in fields:
                yield f"found {{{slot.value}}}, expected a field of {result.name}: {', '.join(fields) or 'it has none'}"
            elif fields[slot.value] not in (types := _TYPES_OF_FIELDS.get(place, _TYPES_OF_OTHERS)):
                expected = ", ".join(sorted(types))
                yield f"found a field of type {fields[slot.value]} in place of {place}, expected {expected}"


def _twice(what: str, names: Sequence[str]) -> Iterator[str]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{what} {name}: found it twice, expected it once"
