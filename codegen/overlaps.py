"""Finds forms of replies that can match the same line, so that the release decides between them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from .forms import KEY_CODES, Form, Slot
from .model import Command, Field, Reply, Result

__all__ = ["contested", "earlier_than", "hidden_by", "overlap", "shadowed_by"]


def earlier_than(command: Command, reply: Reply) -> list[Reply]:
    """Return the replies of a command before one of them; the command may list an equal reply twice."""
    return list(takewhile(lambda one: one is not reply, command.replies))


def contested(command: Command, result: Result, reply: Reply) -> bool:
    """Return whether some releases send a form and others one that can match the same line: then the release decides.

    Where they do not, a line counts in the only form that it has, whatever the release: Asterisks are patched.
    """
    return any(reply.dates) and any(
        reply.dates != other.dates and overlap(reply.parsed, other.parsed, result) for other in command.replies
    )


def hidden_by(command: Command, result: Result, reply: Reply) -> Reply | None:
    """Find the earlier form that hides a form with dates: it matches the same lines, and all releases send it."""
    if not any(reply.dates):
        return None
    earlier = earlier_than(command, reply)
    form = reply.parsed
    return next((one for one in earlier if not any(one.dates) and overlap(form, one.parsed, result)), None)


def shadowed_by(command: Command, result: Result, reply: Reply, form: Form | None = None) -> Reply | None:
    """Find the earlier form that hides a form: it matches all of its lines, and the same releases send it.

    Args:
        command: the command.
        result: what its replies become.
        reply: one of its replies.
        form: the form; by default that of the reply.
    """
    form = form or reply.parsed
    for earlier in earlier_than(command, reply):
        one = earlier.parsed
        sent = not any(earlier.dates) or earlier.dates == reply.dates
        if sent and _is_alike(form, one) and _covers(one, form, command, result):
            return earlier
    return None


def _covers(one: Form, other: Form, command: Command, result: Result) -> bool:
    """Return whether one form matches every line of another that has the same places."""
    return all(a == b or _takes(a, b, command, result) for a, b in zip(one.slots, other.slots, strict=True))


def _takes(one: Slot, other: Slot, command: Command, result: Result) -> bool:
    """Return whether a place matches everything that another place can hold."""
    field = result.field(one.value) if one.kind == "field" else None
    numbers = other.kind in ("any", "negative") or other.is_number or _is_number(other, command, result)
    match one.kind, field and field.type:
        case "any", _:
            return numbers
        case "negative", _:
            return other.is_number and other.value.startswith("-")
        case "field", "integer" if field is not None:
            if other.is_number:
                return _is_within(int(other.value), field)
            return numbers and field.minimum is None and field.maximum is None
        case "field", "key":
            return other.value in KEY_CODES if other.kind == "literal" else _type_of(other, result) == "key"
        case "field", "text":
            return _type_of(other, result) != "matches"
        case "field", "digits":
            return (other.kind == "literal" and not other.value.startswith("-")) or _type_of(other, result) == "key"
        case _:
            return False


def _is_number(slot: Slot, command: Command, result: Result) -> bool:
    """Return whether a place always holds a whole number."""
    if slot.kind == "argument":
        return command.argument(slot.value).is_count
    return _type_of(slot, result) in ("integer", "key")


def _type_of(slot: Slot, result: Result) -> str | None:
    """Return the type of the field that a place holds; None when it holds none."""
    return result.field(slot.value).type if slot.kind == "field" else None


def _is_within(number: int, field: Field) -> bool:
    """Return whether a number is within the limits of a field."""
    least, most = field.minimum, field.maximum
    return (least is None or least <= number) and (most is None or number <= most)


def _is_alike(one: Form, other: Form) -> bool:
    """Return whether two forms have the same places, whatever the places hold."""
    if (one.word is None) != (other.word is None) or one.tail != other.tail:
        return False
    return [key for key, _ in one.pairs] == [key for key, _ in other.pairs]


def overlap(one: Form, other: Form, result: Result) -> bool:
    """Return whether some line matches both forms."""
    if not _is_alike(one, other):
        return False
    types = {field.name: field.type for field in result.fields}
    return all(_may_be(a, b, types) and _may_be(b, a, types) for a, b in zip(one.slots, other.slots, strict=True))


def _may_be(one: Slot, other: Slot, types: Mapping[str, str]) -> bool:
    """Return whether another slot can hold a literal."""
    if one.kind != "literal":
        return True
    is_number = one.value.removeprefix("-").isdecimal()
    match other.kind, types.get(other.value):
        case "literal", _:
            return one.value == other.value
        case "negative", _:
            return is_number and one.value.startswith("-")
        case "field", "key":
            return len(one.value) == 1 or one.value in KEY_CODES
        case ("any", _) | ("field", "integer"):
            return is_number
        case _:
            return True
