"""Finds the results that a form of a reply cannot express, so that every reply is read back as it was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .forms import KEY_CODES, Form, Slot
from .matching import limits_of
from .model import Command, Field, Reply, Result
from .names import local, own
from .overlaps import earlier_than, overlap
from .python import sent_word
from .writing import literal

__all__ = ["VARIABLES", "guards"]

VARIABLES = frozenset({"result", "self"})
"""The variables of `reply_with`."""


def guards(command: Command, reply: Reply, result: Result) -> Iterator[str]:
    """Return the tests, besides the patterns, that a form can express a result."""
    form = reply.parsed
    for slot in form.slots:
        if slot.kind == "field":
            yield from _limits(result.field(slot.value))
    if form.result.kind == "field" and result.field(form.result.value).type in ("digits", "text"):
        for end in (" ", "\\n"):  # what stands behind it would be no part of the result
            yield f'"{end}" not in {local(form.result.value, VARIABLES)}'
    for (_, slot), (key, _) in zip(form.pairs, form.pairs[1:], strict=False):
        if slot.kind == "field" and result.field(slot.value).type == "text":
            yield f"{literal(f' {key}=')} not in {local(slot.value, VARIABLES)}"
    written: list[str] = []
    for earlier in earlier_than(command, reply):
        if not earlier.until and overlap(reply.parsed, earlier.parsed, result):
            guard = _guard(command, form, earlier.parsed, result)
            if guard and guard not in written:
                written.append(guard)
    yield from _merged(written)


def _merged(tests: Sequence[str]) -> Iterator[str]:
    """Write, as a single test, that a value is none of a few."""
    others: dict[str, list[str]] = {}
    for test in tests:
        value, _, other = test.partition(" != ")
        others.setdefault(value, []).append(other)
    for value, excluded in others.items():
        if len(excluded) > 1:
            yield f"{value} not in ({', '.join(excluded)})"
        else:
            yield f"{value} != {excluded[0]}" if excluded[0] else value


def _limits(field: Field) -> Iterator[str]:
    """Return the tests that a reply can contain a field at all."""
    name = local(field.name, VARIABLES)
    if field.type == "key":
        yield f"{name} in {own('KEY_NUMBERS')}"
    elif field.type == "digits":
        yield f'({name}[:1] != "-" or not {name}[1:].isdecimal())'
    elif field.type == "integer":
        yield from limits_of(field, name)


def _guard(command: Command, form: Form, earlier: Form, result: Result) -> str:
    """Return the test that an earlier form does not match what this one writes; empty when it always matches."""
    taken = [
        _taken(command, one, other, result, is_result=one is form.result)
        for one, other in zip(form.slots, earlier.slots, strict=True)
        if one != other
    ]
    tests = [] if None in taken else [test for test in taken if test]
    if len(tests) != 1:
        return f"not ({' and '.join(tests)})" if tests else ""
    name, operator, other = tests[0].partition(" == ")
    return f"{name} != {other}" if operator else f"not {tests[0]}"


def _taken(command: Command, slot: Slot, earlier: Slot, result: Result, *, is_result: bool) -> str | None:
    """Return the test that a place of an earlier form matches what is written in this place.

    It is empty when the place always does, and None when it never does.
    """
    is_number, value = False, ""
    match slot.kind:
        case "argument":
            value = sent_word(command, command.argument(slot.value))
        case "field":
            field, value = result.field(slot.value), local(slot.value, VARIABLES)
            is_number = field.type == "integer"
            if field.type == "key" and is_result:
                value = f"{own('KEY_NUMBERS')}[{value}]"
                if earlier.kind == "literal" and earlier.value not in KEY_CODES:
                    return None
        case _:
            return ""
    match earlier.kind:
        case "literal":
            return f"{value} == {earlier.value if is_number else literal(earlier.value)}"
        case "argument":
            return f"{value} == {sent_word(command, command.argument(earlier.value), as_number=is_number)}"
        case "negative" if is_number:
            return f"({value} < 0)"
        case "any" | "negative" if not is_number:
            return f"({own('to_integer')}({value}) is not None)"
        case "field":
            return _taken_by_field(result.field(earlier.value), value, is_number=is_number)
        case _:
            return ""


def _taken_by_field(field: Field, value: str, *, is_number: bool) -> str:
    """Return the test that a field accepts a value; empty when it always does."""
    if field.type != "integer":
        return ""
    if is_number:
        return " and ".join(f"({test})" for test in limits_of(field, value))
    return f"({own('to_integer')}({value}) is not None)"
