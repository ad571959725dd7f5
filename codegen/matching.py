"""Writes the Python that finds out which form a reply has, for the templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from .forms import Form, Slot
from .model import Command, Field, Reply, Result, Spec
from .names import local, own
from .overlaps import contested
from .python import field_default, releases, sent_word
from .writing import literal

__all__ = ["Case", "cases", "depends_on_release", "limits_of", "subjects"]

_POSITION = "endpos"
"""The key that most replies with a tail have alone; it has a reader of its own, which is faster."""

_VARIABLES = frozenset({"endpos", "raw", "result", "self", "tail", "text", "values", "version"})
"""The variables of `interpret_success`."""


@frozen
class Case:
    """A form of a reply, as Python: a test for it, and the result that it stands for."""

    test: str
    value: str


@frozen
class _Taken:
    """What a form requires of a reply, and the values that it reads from it."""

    tests: list[str] = field(factory=list[str])
    values: dict[str, str] = field(factory=dict[str, str])


def subjects(command: Command) -> dict[str, str]:
    """Return the parts of a reply that distinguish the forms of a command's replies, by their names in the code."""
    forms = [reply.parsed for reply in command.replies]
    found = {"result": "raw.result", "text": "raw.text"}
    if not all(_has_position(form, command) for form in forms):
        found["tail"] = "raw.tail"
    if any(_has_position(form, command) for form in forms):
        found["endpos"] = f"{own('read_position')}(raw.tail)"
    return found


def depends_on_release(spec: Spec, command: Command) -> bool:
    """Return whether a line may mean one thing in one release and another in the next."""
    result = spec.result(command.result)
    return any(contested(command, result, reply) for reply in command.replies)


def cases(spec: Spec, command: Command) -> Iterator[Case]:
    """Return a case for each form of a command's replies: whatever a form does not have must be missing."""
    result = spec.result(command.result)
    for reply in command.replies:
        taken = _Taken()
        form = reply.parsed
        _take(taken, form.result, "result", command, result)
        if form.word is None:
            taken.tests.append("text is None")
        else:
            _take(taken, form.word, "text", command, result)
        _take_tail(taken, form, command, result)
        if contested(command, result, reply):
            taken.tests.extend(_dates(reply))
        yield Case(" and ".join(taken.tests), _construct(result, reply.outcome, taken.values))


def _has_position(form: Form, command: Command) -> bool:
    """Return whether the tail of a form is a position alone, which is read as a number."""
    if [key for key, _ in form.pairs] != [_POSITION]:
        return False
    slot = form.pairs[0][1]
    match slot.kind:
        case "literal":
            return slot.is_number
        case "argument":
            return command.argument(slot.value).is_count
        case "negative":
            return False
        case _:
            return True


def _take_tail(taken: _Taken, form: Form, command: Command, result: Result) -> None:
    """Require the tail of a form, and nothing else."""
    keys = [key for key, _ in form.pairs]
    if _has_position(form, command):
        _take(taken, form.pairs[0][1], "endpos", command, result)
    elif keys:
        read = f"{own('read_values')}(tail, {', '.join(map(literal, keys))})"
        taken.tests.append(f"(values := {read}) is not None")
        for index, (_, slot) in enumerate(form.pairs):
            _take(taken, slot, f"values[{index}]", command, result)
    else:
        taken.tests.append(f"tail == {literal(form.tail)}" if form.tail else "not tail")


def _take(taken: _Taken, slot: Slot, subject: str, command: Command, result: Result) -> None:
    """Require what a form has in a place, and read it if it is a field."""
    number = f"{own('to_integer')}({subject}) is not None"
    if slot.kind == "any":
        taken.tests.extend(_is_number(subject, number))
    elif slot.kind == "negative":
        taken.tests.extend(_is_number(subject, f'{subject}[:1] == "-" and {number}'))
    elif slot.kind == "argument":
        word = sent_word(command, command.argument(slot.value), as_number=subject == "endpos")
        taken.tests.append(f"{subject} == {word}")
    elif slot.kind == "literal":
        taken.tests.append(f"{subject} == {slot.value if subject == 'endpos' else literal(slot.value)}")
    else:
        captured, value = _capture(result.field(slot.value), subject)
        taken.tests.extend(captured)
        taken.values[slot.value] = value


def _construct(result: Result, outcome: str, values: Mapping[str, str]) -> str:
    """Return the expression that makes a result: its values by their places, which is faster than by their names."""
    last = max((index for index, field in enumerate(result.fields) if field.name in values), default=-1)
    fields = (values.get(field.name, field_default(field)) for field in result.fields[: last + 1])
    return f"{result.name}({', '.join((literal(outcome), *fields))})"


def _capture(field: Field, subject: str) -> tuple[list[str], str]:
    """Return the tests and the value for a field taken from a part of a reply."""
    is_value, name = subject.startswith("values"), local(field.name, _VARIABLES)
    match field.type:
        case "key" if is_value:
            return [f"{subject} in {own('KEY_NUMBERS')}"], subject
        case "key":
            return [f"{subject} in {own('KEY_CODES')}"], f"{own('KEY_CODES')}[{subject}]"
        case "integer" if subject == "endpos":
            return [*_is_number(subject), *limits_of(field, subject)], subject
        case "integer":
            test = f"({name} := {own('to_integer')}({subject})) is not None"
            return [*_is_number(subject, test), *limits_of(field, name)], name
        case "digits":  # a carriage return is no key, but the end of a line in CR LF
            is_no_number = f'({subject}[:1] != "-" or not {subject}[1:].isdecimal())'
            return [*_is_number(subject, is_no_number), f'{subject}[-1:] != "\\r"'], subject
        case "matches":
            return [f"({name} := {own('read_list')}({subject})) is not None"], name
        case _ if is_value:
            return [f"({name} := {own('read_text')}({subject})) is not None"], name
        case _:
            return [f"{subject} is not None"], subject


def _is_number(subject: str, test: str = "") -> list[str]:
    """Return the tests that a part of a reply is there, and a number."""
    there = [] if subject.startswith("values") else [f"{subject} is not None"]
    return there if subject == "endpos" or not test else [*there, test]


def limits_of(field: Field, number: str) -> list[str]:
    """Return the test that a number is within the limits of its field."""
    least = "" if field.minimum is None else f"{field.minimum} <= "
    most = "" if field.maximum is None else f" <= {field.maximum}"
    return [f"{least}{number}{most}"] if least or most else []


def _dates(reply: Reply) -> Iterator[str]:
    """Return the tests that the release sends a form; an unknown release counts as a recent one."""
    if reply.since:
        yield f"(version is None or not version.lacks({releases(reply.since)}))"
    if reply.until:
        yield f"version is not None and version.lacks({releases(reply.until)})"
