"""Evaluates `${...}` and `$[...]` in a text as Asterisk does."""

from __future__ import annotations

import re
from typing import Final, Protocol

from agicodec.testing.dialplan.arithmetic import calculate
from agicodec.testing.dialplan.functions import Unknown, decimal_at

__all__ = ["FULL", "Values", "cut_out", "evaluate", "name_and_cut"]

DEEPEST: Final = 50
"""The maximal depth of nested expressions here."""

FULL: Final = 4096
"""The size of the buffer for the value of a function within an expression."""

_BRACES = {b"{": re.compile(rb"[{}]"), b"[": re.compile(rb"[\[\]]")}


class Values(Protocol):
    """The variables and functions that an expression refers to."""

    def variable(self, name: bytes) -> bytes | None:
        """Return the value of a variable; None if it is not set."""
        ...

    def function(self, call: bytes, room: int) -> bytes | None:
        """Return the value of a function, for a buffer of a size; None if the function fails."""
        ...


def evaluate(text: bytes, values: Values, depth: int = 0) -> bytes:
    """Replace each `${...}` and `$[...]` with its value, the inner ones first.

    The value of a variable that is not set is empty. An expression without its closing bracket extends to the end of
    the text (`ast_str_substitute_variables`).

    Raises:
        Unknown: how Asterisk evaluates the text is not known here.
    """
    if depth > DEEPEST:
        raise Unknown(f"The expressions are nested more than {DEEPEST} deep.")
    found, place = bytearray(), 0
    while (dollar := text.find(b"$", place)) >= 0:
        opening = text[dollar + 1 : dollar + 2]
        if opening not in _BRACES:
            found += text[place : dollar + 1]
            place = dollar + 1
            continue
        found += text[place:dollar]
        end = _closing(text, dollar + 2, opening)
        inner = evaluate(text[dollar + 2 : end], values, depth + 1)
        found += _value(inner, values) if opening == b"{" else calculate(inner)
        place = end + 1
    return bytes(found + text[place:])


def cut_out(value: bytes, cut: bytes) -> bytes:
    """Return the part of a value that `offset:length` selects; negative numbers count from the end.

    Raises:
        Unknown: a number is too long.
    """
    offset, length = _numbers(cut)
    start = max(0, len(value) + offset) if offset < 0 else offset
    value = value[start:]
    if length is None:
        return value
    return value[: max(0, length if length >= 0 else len(value) + length)]


def name_and_cut(text: bytes) -> tuple[bytes, bytes, bool]:
    """Split the inside of `${...}`: the name, the text after a colon outside parentheses, and whether it is a call."""
    depth = 0
    for found in re.finditer(rb"[():]", text):
        if found[0] == b":" and depth == 0:
            return text[: found.start()], text[found.end() :], b"(" in text[: found.start()]
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
    return text, b"", b"(" in text


def _closing(text: bytes, start: int, opening: bytes) -> int:
    """Return the index of the closing bracket; the end of the text if there is none."""
    depth = 1
    for found in _BRACES[opening].finditer(text, start):
        depth += 1 if found[0] == opening else -1
        if depth == 0:
            return found.start()
    return len(text)


def _value(text: bytes, values: Values) -> bytes:
    name, cut, is_call = name_and_cut(text)
    value = values.function(name, FULL) if is_call else values.variable(name)
    return cut_out(value or b"", cut)


def _numbers(cut: bytes) -> tuple[int, int | None]:
    offset = decimal_at(cut)
    if offset is None:
        return 0, None
    length = decimal_at(cut[offset[1] + 1 :]) if cut[offset[1] : offset[1] + 1] == b":" else None
    return offset[0], None if length is None else length[0]
