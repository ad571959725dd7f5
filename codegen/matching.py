"""How the forms of replies are told apart in Python, for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from codegen.forms import Slot
from codegen.model import Command, Field, Reply, Result, Spec
from codegen.python import field_default, literal

__all__ = ["Case", "cases", "subjects"]


@frozen
class Case:
    """What a reply may be, and what it means."""

    test: str
    value: str


def subjects(command: Command) -> dict[str, str]:
    """Give the parts of a reply that tell the forms of a command's replies apart, by the names they are given."""
    forms = [reply.parsed for reply in command.replies]
    found = {"result": "raw.result"}
    if any(form.word for form in forms):
        found["text"] = "raw.text"
    for key in dict.fromkeys(key for form in forms for key, _ in form.pairs if key != "results"):
        found[key] = "raw.endpos" if key == "endpos" else f'raw.fields.get("{key}")'
    if any(form.tail for form in forms):
        found["tail"] = "raw.tail"
    return found


def cases(spec: Spec, command: Command) -> Iterator[Case]:
    """Give a case for each form of a command's replies."""
    result = spec.result(command.result)
    found = subjects(command)
    for reply in command.replies:
        yield _case(command, reply, result, found)


def _case(command: Command, reply: Reply, result: Result, found: Iterable[str]) -> Case:
    form = reply.parsed
    places: Mapping[str, Slot | None] = {
        "result": form.result,
        "text": form.word,
        "tail": Slot("literal", form.tail) if form.tail else None,
        **dict(form.pairs),
    }
    tests: list[str] = []
    values: dict[str, str] = {}
    for subject in found:
        slot = places.get(subject)
        if slot is None:
            tests += [f"{subject} is None"] if subject in ("text", "endpos") else []
        elif slot.kind == "any":
            tests += _is_number(subject, "to_integer({}) is not None")
        elif slot.kind == "argument":
            tests.append(f"{subject} == {_sent(command, slot.value, subject)}")
        elif slot.kind == "literal":
            tests.append(f"{subject} == {slot.value if subject == 'endpos' else literal(slot.value)}")
        else:
            captured, value = _capture(result.field(slot.value), subject)
            tests += captured
            values[slot.value] = value
    if (matches := form.pair("results")) is not None and matches.kind == "field":
        values[matches.value] = "raw.matches"
    return Case(" and ".join(tests), _construct(result, reply.outcome, values))


def _construct(result: Result, outcome: str, values: Mapping[str, str]) -> str:
    """Give the expression that makes a result: its values by their places, which is faster than by their names."""
    last = max((index for index, field in enumerate(result.fields) if field.name in values), default=-1)
    fields = (values.get(field.name, field_default(field)) for field in result.fields[: last + 1])
    return f"{result.name}({', '.join((literal(outcome), *fields))})"


def _capture(field: Field, subject: str) -> tuple[list[str], str]:
    """Give the tests and the value for a field taken from a part of a reply."""
    if field.type == "key" and subject == "result":
        return [f"{subject} in KEY_CODES"], f"KEY_CODES[{subject}]"
    if field.type == "integer" and subject != "endpos":
        number = f"{subject}_number" if subject == field.name else field.name
        return _is_number(subject, f"({number} := to_integer({{}})) is not None"), number
    return [f"{subject} is not None"], subject


def _is_number(subject: str, test: str) -> list[str]:
    """Give the tests that a part of a reply is a number."""
    return [f"{subject} is not None", *([] if subject == "endpos" else [test.format(subject)])]


def _sent(command: Command, name: str, subject: str) -> str:
    """Give the expression for an argument that a part of a reply repeats; an absent one counts as 0."""
    sent = f"self.{name}" if command.argument(name).required else f"(self.{name} or 0)"
    return sent if subject == "endpos" else f"str({sent})"
