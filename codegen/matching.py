"""How the forms of replies are written as the cases of a match statement, for the templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from codegen.forms import Slot
from codegen.model import Command, Field, Reply, Result, Spec
from codegen.python import literal

__all__ = ["Case", "cases", "subjects"]


@frozen
class Case:
    """A case of a match statement."""

    pattern: str
    value: str


def subjects(command: Command) -> list[str]:
    """Give the parts of a reply that tell the forms of a command's replies apart."""
    forms = [reply.parsed for reply in command.replies]
    found = ["raw.result"]
    if any(form.word for form in forms):
        found.append("raw.text")
    found += (
        _subject(key) for key in dict.fromkeys(key for form in forms for key, _ in form.pairs) if key != "results"
    )
    if any(form.tail for form in forms):
        found.append("raw.tail")
    return found


def cases(spec: Spec, command: Command) -> Iterator[Case]:
    """Give a case for each form of a command's replies."""
    result = spec.result(command.result)
    found = subjects(command)
    for reply in command.replies:
        yield _case(command, reply, result, found)


def _case(command: Command, reply: Reply, result: Result, found: Sequence[str]) -> Case:
    form = reply.parsed
    places: Mapping[str, Slot | None] = {
        "raw.result": form.result,
        "raw.text": form.word,
        "raw.tail": Slot("literal", form.tail) if form.tail else None,
        **{_subject(key): slot for key, slot in form.pairs},
    }
    patterns: list[str] = []
    guards: list[str] = []
    values = [literal(reply.outcome)]
    for subject in found:
        slot = places.get(subject)
        if slot is None:
            patterns.append("None" if subject in ("raw.text", "raw.endpos") else "_")
        elif slot.kind == "any":
            pattern, guard = _any_number(subject)
            patterns.append(pattern)
            guards += [guard] if guard else []
        elif slot.kind == "argument":
            pattern, guard = _comparison(command, slot.value, subject)
            patterns.append(pattern)
            guards.append(guard)
        elif slot.kind == "literal":
            patterns.append(slot.value if subject == "raw.endpos" else literal(slot.value))
        else:
            pattern, guard, value = _capture(result.field(slot.value), subject)
            patterns.append(pattern)
            guards += [guard] if guard else []
            values.append(f"{slot.value}={value}")
    if (matches := form.pair("results")) is not None and matches.kind == "field":
        values.append(f"{matches.value}=raw.matches")
    guard = f" if {' and '.join(guards)}" if guards else ""
    return Case(f"{', '.join(patterns)}{guard}", f"{result.name}({', '.join(values)})")


def _capture(field: Field, subject: str) -> tuple[str, str, str]:
    """Give the pattern, the guard and the value for a field taken from a part of a reply."""
    name = field.name
    if subject == "raw.endpos":
        return f"int({name})", "", name
    if field.type == "key" and subject == "raw.result":
        return "str(code)", "code in KEY_CODES", "KEY_CODES[code]"
    if field.type == "integer":
        return f"str({name}_text)", f"({name} := to_integer({name}_text)) is not None", name
    return f"str({name})", "", name


def _any_number(subject: str) -> tuple[str, str]:
    """Give the pattern and the guard for a number that means nothing."""
    return ("int()", "") if subject == "raw.endpos" else ("str(number)", "to_integer(number) is not None")


def _subject(key: str) -> str:
    """Give the part of a reply that stands after a key."""
    return "raw.endpos" if key == "endpos" else f'raw.fields.get("{key}")'


def _comparison(command: Command, name: str, subject: str) -> tuple[str, str]:
    """Give the pattern and the guard for a part that repeats an argument; an absent one counts as 0."""
    sent = f"self.{name}" if command.argument(name).required else f"(self.{name} or 0)"
    if subject == "raw.endpos":
        return "int(endpos)", f"endpos == {sent}"
    return "str(sent)", f"sent == str({sent})"
