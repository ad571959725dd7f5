"""Values in BASE64: how they are requested with GET FULL VARIABLE, so that they arrive whole whatever they contain."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Final

from agicodec.wire.command_line import to_wire

__all__ = ["OPENING", "decode", "encode", "encoded"]

OPENING: Final = "(" * 32
"""What precedes a value among the arguments of a function.

Asterisk reads a colon outside of parentheses as the start of an offset, and the value may close parentheses that it has
not opened.
"""

_BEFORE, _AFTER = OPENING.encode() + b"<", b">"
"""Marks around the value: a reply without them was cut, or was not encoded."""

_LOST = b"~~"
"""Bytes after the value that may be lost: BASE64_ENCODE of 16.28 drops up to two at the end, that of 22.10 none."""


def encoded(text: str) -> str:
    """Return the expression for the value of a text, which may contain expressions, in BASE64 and with the marks."""
    return f"${{BASE64_ENCODE({_BEFORE.decode()}{text}{_AFTER.decode()}{_LOST.decode()})}}"


def encode(data: bytes) -> str:
    """Return what Asterisk sends for such an expression with this value."""
    return b64encode(_BEFORE + data + _AFTER + _LOST).decode("ascii")


def decode(text: str) -> bytes | None:
    """Return the value in what Asterisk has sent; None if it was cut, or was not encoded."""
    try:
        data = b64decode(to_wire(text), validate=True)
    except ValueError:
        return None
    for lost in range(len(_LOST) + 1):
        after = _AFTER + _LOST[lost:]
        if data.startswith(_BEFORE) and data.endswith(after) and len(data) >= len(_BEFORE) + len(after):
            return data[len(_BEFORE) : -len(after)]
    return None
