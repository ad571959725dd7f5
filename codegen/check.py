"""Checks the spec beyond what a schema can: that its entries fit together.

Each problem says what was found and what was expected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .arguments import argument_problems
from .examples import example_problems
from .forms import Form, Slot
from .model import Argument, Command, Reply, Result
from .names import CLASSES_LACK, METHODS_LACK, RESULTS_LACK, repeated
from .overlaps import hidden_by, shadowed_by

__all__ = ["command_problems", "result_problems"]

_TYPES_OF_FIELDS: Mapping[str, frozenset[str]] = {
    "result": frozenset({"key", "integer", "digits", "text"}),
    "word": frozenset({"text"}),
    "endpos": frozenset({"integer"}),
    "results": frozenset({"matches"}),
}
_TYPES_OF_OTHERS = frozenset({"key", "integer", "text"})
"""The types of field that a form may read from each of its places, and from those after other keys."""

_ONE_WORD = frozenset(
    {"integer", "milliseconds", "seconds", "fractional_seconds", "samples", "epoch", "enumeration", "switch", "flag"}
)
"""The types of arguments that are sent as one word without blanks, unless the spec says otherwise."""


def result_problems(result: Result) -> Iterator[str]:
    """Find the mistakes in a result."""
    if result.name == "Result":
        yield f"name: found {result.name!r}, expected another: it is the base class of all results"
    elif result.name in CLASSES_LACK:
        yield f"name: found {result.name!r}, expected a name that Python does not use"
    yield from repeated("outcome", result.names)
    attributes = [field.name for field in result.fields] + [test.name for test in result.tests]
    yield from repeated("attribute", attributes)
    for name in attributes:
        if name in RESULTS_LACK:
            yield f"name: found {name!r}, expected a name that neither Python nor Result uses"
    for field in result.fields:
        least, most = field.minimum, field.maximum
        if least is not None and most is not None and least > most:
            yield f"field {field.name}: maximum: found {most}, expected at least the minimum, {least}"
    for test in result.tests:
        yield from (f"test {test.name}: {problem}" for problem in repeated("outcome", test.outcomes))
        for name in test.outcomes:
            if name not in result.names:
                yield f"test {test.name}: outcomes: found {name!r}, expected one of {', '.join(result.names)}"


def command_problems(command: Command, results: Mapping[str, Result]) -> Iterator[str]:
    """Find the mistakes in a command."""
    if command.class_name in results:
        yield f"words: found the class name {command.class_name!r}, expected another than that of a result"
    if command.class_name in CLASSES_LACK:
        yield f"words: found the class name {command.class_name!r}, expected one that Python does not use"
    if command.method_name in METHODS_LACK:
        yield f"words: found the method name {command.method_name!r}, expected one that neither Python nor a call uses"
    wrong = list(argument_problems(command.arguments))
    yield from wrong or example_problems(command)
    result = results.get(command.result)
    if result is None:
        yield f"result: found {command.result!r}, expected one of {', '.join(results)}"
        return
    wrong = list(_reading_problems(command, result))
    yield from wrong
    if not wrong:
        for reply in command.replies:
            yield from (f"reply {reply.form}: {problem}" for problem in _reply_problems(reply, command, result))


def _reading_problems(command: Command, result: Result) -> Iterator[str]:
    """Find the mistakes in each reply by itself."""
    for reply in command.replies:
        where = f"reply {reply.form}"
        if reply.outcome not in result.names:
            yield f"{where}: outcome: found {reply.outcome!r}, expected one of {', '.join(result.names)}"
        try:
            yield from (f"{where}: form: {problem}" for problem in _form_problems(reply.parsed, command, result))
        except ValueError as error:
            yield f"{where}: form: {error}"


def _reply_problems(reply: Reply, command: Command, result: Result) -> Iterator[str]:
    """Find what contradicts the other replies, whose forms must all be readable."""
    kinds = {slot.kind for slot in reply.parsed.slots}
    if reply.number is None and kinds & {"any", "negative"}:
        yield "number: found none, expected the number to write instead of * or -*"
    elif reply.number is not None and reply.number >= 0 and "negative" in kinds:
        yield f"number: found {reply.number}, expected a negative one, to write instead of -*"
    elif reply.number is not None and (taking := shadowed_by(command, result, reply, reply.written)) is not None:
        yield f"number: found {reply.number}, which {taking.form!r} matches, expected another"
    if command.reply_text != "word" and (behind := _behind_word(reply.parsed)) and ")" in behind:
        yield (
            f"form: found {behind!r} behind the parentheses, expected no further one, since a reply of the command has "
            "a text in them, which would go on to it"
        )
    if reply.since and reply.since == reply.until:
        yield f"until: found {', '.join(reply.until)}, expected later releases than those of since"
    shadow = shadowed_by(command, result, reply)
    if shadow is not None:
        yield f"form: found it behind {shadow.form!r}, which matches all its lines, expected it before"
    hiding = hidden_by(command, result, reply)
    if hiding is not None:
        dates = " and ".join(name for name, value in (("since", reply.since), ("until", reply.until)) if value)
        yield f"{dates}: found it behind {hiding.form!r}, which matches its lines in all releases, expected it before"
    if reply.outcome in command.failures and not reply.failure:
        failing = [other.parsed.result for other in command.replies if other.failure]
        if reply.parsed.result.kind != "literal" or reply.parsed.result in failing:
            yield (
                f"failure: found none, expected one as in other replies of the outcome {reply.outcome!r}, "
                "or a result of its own that distinguishes it from them"
            )


def _behind_word(form: Form) -> str:
    """Return the literal text after the parentheses of a form; empty if it has no parentheses."""
    if form.word is None:
        return ""
    return " ".join((form.tail or "", *(slot.value for _, slot in form.pairs if slot.kind == "literal"))).strip()


def _form_problems(form: Form, command: Command, result: Result) -> Iterator[str]:
    yield from repeated("key", [key for key, _ in form.pairs])
    yield from repeated("field", [slot.value for slot in form.slots if slot.kind == "field"])
    for key, _ in form.pairs:
        if not (key.isascii() and key.isidentifier()):
            yield f"found the key {key!r}, expected letters, digits and underscores"
    for place, slot in [("result", form.result), ("word", form.word), *form.pairs]:
        if slot is None:
            continue
        if slot.kind == "argument":
            yield from _echo_problems(slot, place, command)
        elif slot.kind == "field":
            fields = {field.name: field.type for field in result.fields}
            if slot.value not in fields:
                yield f"found {{{slot.value}}}, expected a field of {result.name}: {', '.join(fields) or 'it has none'}"
            elif fields[slot.value] not in (types := _TYPES_OF_FIELDS.get(place, _TYPES_OF_OTHERS)):
                expected = ", ".join(sorted(types))
                yield f"found a field of type {fields[slot.value]} in place of {place}, expected {expected}"


def _echo_problems(slot: Slot, place: str, command: Command) -> Iterator[str]:
    """Find the mistakes in a place of a form that repeats an argument."""
    arguments = {argument.name: argument for argument in command.arguments}
    if slot.value not in arguments:
        yield f"found <{slot.value}>, expected an argument: {', '.join(arguments) or 'the command has none'}"
        return
    if place != "word" and not _is_one_word(arguments[slot.value]):
        yield (
            f"found <{slot.value}>, whose words may have blanks, in place of {place}, "
            "expected a number, a switch, a flag or an enumeration"
        )


def _is_one_word(argument: Argument) -> bool:
    """Return whether an argument is sent as a word without blanks, whatever its value."""
    fixed = [argument.word or "", argument.prefix, *(value.wire for value in argument.values)]
    return argument.type in _ONE_WORD and not any(" " in word for word in fixed)
