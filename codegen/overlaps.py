"""Which forms of replies may be the same line, so that the release decides between them."""

from __future__ import annotations

from collections.abc import Mapping

from .forms import KEY_CODES, Form, Slot
from .model import Command, Reply, Result

__all__ = ["contested", "hidden_by"]


def contested(command: Command, result: Result, reply: Reply) -> bool:
    """Tell whether some releases send a form, and others one that may be the same line: then the release decides.

    Where they do not, a line counts in the only form that it has, whatever the release: Asterisks are patched.
    """
    return any(reply.dates) and any(
        reply.dates != other.dates and _overlap(reply.parsed, other.parsed, result) for other in command.replies
    )


def hidden_by(command: Command, result: Result, reply: Reply) -> Reply | None:
    """Find what takes the lines of a dated form before it can count: an earlier one that all releases send."""
    if not any(reply.dates):
        return None
    earlier = command.replies[: command.replies.index(reply)]
    form = reply.parsed
    return next((one for one in earlier if not any(one.dates) and _overlap(form, one.parsed, result)), None)


def _overlap(one: Form, other: Form, result: Result) -> bool:
    """Tell whether a line may be in both forms."""
    if (one.word is None) != (other.word is None) or one.tail != other.tail:
        return False
    if [key for key, _ in one.pairs] != [key for key, _ in other.pairs]:
        return False
    types = {field.name: field.type for field in result.fields}
    return all(_may_be(a, b, types) and _may_be(b, a, types) for a, b in zip(one.slots, other.slots, strict=True))


def _may_be(one: Slot, other: Slot, types: Mapping[str, str]) -> bool:
    """Tell whether a literal may stand in the place of another slot."""
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
