"""Writes the Python that reads a command from words and writes its replies, for the templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from attrs import frozen

from .forms import Slot
from .guards import VARIABLES, guards
from .model import Argument, Command, Field, Reply, Result, Spec, Value
from .names import local, own
from .python import annotation, sent_word
from .writing import literal

__all__ = ["Answer", "answers", "by_word", "ignored_words", "read_tables", "reading"]

_TEXTS = frozenset({"text", "name", "digits", "caller_id"})
_INTEGERS = frozenset({"integer", "milliseconds", "seconds", "samples", "epoch"})
_OTHERS = {
    "fractional_seconds": "decimal",
    "spoken_digits": "spoken_digits",
    "switch": "switch",
    "priority": "priority",
}


@frozen
class Answer:
    """A case of a match statement over a result, and the reply that it is written as."""

    pattern: str
    reply: str


@frozen
class _Part:
    """A part of a string: a literal, or a variable or an attribute that is a text or a number, or an expression."""

    kind: Literal["literal", "text", "number", "expression"]
    value: str


def read_tables(command: Command) -> list[tuple[str, str, Argument]]:
    """Return the names and the types of the constants that map the words of enumerated values to these."""
    return [
        (_table_name(command, argument), annotation(argument).removesuffix(" | None"), argument)
        for argument in command.arguments
        if argument.type == "enumeration"
    ]


def by_word(argument: Argument) -> list[Value]:
    """Return the values of an enumeration in the order of comparison: a longer word before its own beginnings."""
    words = [value.wire.lower() for value in argument.values]
    return sorted(argument.values, key=lambda value: sum(word.startswith(value.wire.lower()) for word in words))


def reading(command: Command) -> str:
    """Return the body of `from_words`."""
    if not command.arguments and command.extra_words == "ignored":
        return "return cls()"
    least = sum(argument.required and not argument.unchecked for argument in command.arguments)
    all_taken = command.extra_words == "ignored" or any(argument.rest for argument in command.arguments)
    most = None if all_taken else len(command.arguments)
    limits = [str(least)] if least or most is not None else []
    limits += [] if most is None else [str(most)]
    given = f"cls.given_words({', '.join(['words', *limits])})"
    if not command.arguments:
        return f"{given}\nreturn cls()"
    lines = [f"given = {given}"]
    floating = [argument for argument in command.arguments if argument.floating]
    if floating:
        lines.append(f"rest = given.after({command.arguments.index(floating[0])})")
    prefixes = [argument.prefix for argument in floating if argument.prefix]
    values = (
        f"{argument.name}={_floating(argument, prefixes) if argument.floating else _read(command, index, argument)}"
        for index, argument in enumerate(command.arguments)
    )
    return "\n".join([*lines, f"return cls({', '.join(values)})"])


def ignored_words(command: Command) -> str:
    """Return the body of `ignored_words`; empty if Asterisk reads all words of the command."""
    if command.extra_words != "ignored" or command.rest:
        return ""
    count = len(command.arguments)
    floating = [argument for argument in command.arguments if argument.floating]
    if floating:
        prefix = next((argument.prefix for argument in floating if argument.prefix), "")
        place = command.arguments.index(floating[0])
        return f"return cls.given_words(words).after({place}).ignored({literal(prefix)})"
    if any(argument.last for argument in command.arguments):
        return f"return words[{count - 1} :] if len(words) > {count} else words[:0]"
    return f"return words[{count}:]"


def answers(spec: Spec, command: Command) -> Iterator[Answer]:
    """Return a case for each result, with the first reply that expresses it in a recent Asterisk."""
    result = spec.result(command.result)
    written: set[str] = set()
    for reply in sorted(command.replies, key=lambda reply: bool(reply.until)):
        answer = _answer(command, reply, result)
        if answer.pattern not in written:
            written.add(answer.pattern)
            yield answer


def _read(command: Command, index: int, argument: Argument) -> str:
    """Return the expression that reads an argument with a fixed place."""
    optional = "" if argument.required else "_or_none"
    if argument.type == "enumeration":
        otherwise = "" if argument.otherwise is None else f", {literal(argument.otherwise)}"
        return f"given.choice{optional}({index}, {_table_name(command, argument)}{otherwise})"
    if argument.rest:
        return f"given.rest({index})"
    if argument.type in _TEXTS:
        return f"given.unchecked_text({index})" if argument.unchecked else f"given.text{optional}({index})"
    if argument.type in _INTEGERS:
        read = f"given.{'lenient_' if argument.lenient else ''}integer{optional}({index})"
        return f"{read} if given.count == {index + 1} else None" if argument.last else read
    nonempty = ", nonempty=True" if argument.type == "priority" and argument.nonempty else ""
    read = f"given.{_OTHERS[argument.type]}({index}{nonempty})"
    return read if argument.required else f"{read} if given.count > {index} else None"


def _floating(argument: Argument, prefixes: list[str]) -> str:
    """Return the expression that reads a floating argument, which is recognised by its form."""
    if argument.type == "flag":
        return f"rest.flag({', '.join(map(literal, (argument.word or argument.name, *prefixes)))})"
    if argument.prefix:
        return f"rest.prefixed_integer({literal(argument.prefix)})"
    return "rest.integer()"


def _table_name(command: Command, argument: Argument) -> str:
    return f"_{'_'.join(command.words)}_{argument.name.upper()}_BY_WORD"


def _answer(command: Command, reply: Reply, result: Result) -> Answer:
    form = reply.parsed
    taken = {slot.value for slot in form.slots if slot.kind == "field"}
    fields = [f"{field.name}={_pattern(field) if field.name in taken else _absent(field)}" for field in result.fields]
    tests = list(guards(command, reply, result))
    pattern = f"{result.name}({', '.join([literal(reply.outcome), *fields])}){' if ' if tests else ''}"

    def write(slot: Slot, place: str) -> _Part:
        return _part(slot, place, command, reply, result)

    parts = [f"{reply.status}", _string([write(form.result, "result")])]
    if form.word is not None:
        parts.append(f"text={_string([write(form.word, 'word')])}")
    tail = [_Part("literal", form.tail)] if form.tail else []
    for number, (key, slot) in enumerate(form.pairs):
        tail += [_Part("literal", f"{' ' if number else ''}{key}="), write(slot, key)]
    if tail:
        parts.append(f"tail={_string(tail)}")
    if reply.provisional:
        parts.append(f"provisional=({own('TRYING')},)")
    return Answer(pattern + " and ".join(tests), f"{own('RawReply')}({', '.join(parts)})")


def _part(slot: Slot, place: str, command: Command, reply: Reply, result: Result) -> _Part:
    """Return the content of a place of a reply: `result`, `word` or a key."""
    if slot.kind == "literal":
        return _Part("literal", slot.value)
    if slot.kind in ("any", "negative"):
        return _Part("literal", str(reply.number))
    if slot.kind == "argument":
        argument = command.argument(slot.value)
        if argument.is_count:
            return _Part("number", sent_word(command, argument, as_number=True).strip("()"))
        return _Part("expression", sent_word(command, argument))
    return _field_part(result.field(slot.value), place)


def _field_part(field: Field, place: str) -> _Part:
    """Return the plain value of a field, such as that of a member of an enumeration."""
    name = local(field.name, VARIABLES)
    if field.type == "integer":
        return _Part("number", f"{own('int')}({name})")
    if field.type == "key" and place == "result":
        name = f"{own('KEY_NUMBERS')}[{name}]"
    elif field.type == "matches":
        name = f"{own('speech_fields')}({name})"
    elif field.type == "text" and place not in ("result", "word"):
        name = f"{own('write_text')}({name})"
    elif place not in ("result", "word"):
        name = f"{own('str')}.__str__({name})"
    return _Part("text", name)


def _pattern(field: Field) -> str:
    """Return the pattern that captures a field."""
    kind = {"integer": "int", "matches": "tuple"}.get(field.type, "str")
    return f"{own(kind)}({local(field.name, VARIABLES)})"


def _absent(field: Field) -> str:
    """Return the pattern of a field that a reply does not have."""
    return {"digits": '""', "matches": "()"}.get(field.type, "None")


def _string(parts: Sequence[_Part]) -> str:
    """Write a string of literal parts and expressions."""
    if all(part.kind == "literal" for part in parts):
        return literal("".join(part.value for part in parts))
    if len(parts) == 1:
        return f"{own('str')}({parts[0].value})" if parts[0].kind == "number" else parts[0].value
    plain = all(part.kind != "expression" and (part.kind != "literal" or _may_be_inline(part.value)) for part in parts)
    if plain:
        return f'f"{"".join(part.value if part.kind == "literal" else f"{{{part.value}}}" for part in parts)}"'
    written = (literal(part.value) if part.kind == "literal" else _string([part]) for part in parts)
    return " + ".join(written)


def _may_be_inline(text: str) -> bool:
    """Return whether an f-string can contain a text unchanged."""
    return not any(char in '{}\\"' for char in text)
