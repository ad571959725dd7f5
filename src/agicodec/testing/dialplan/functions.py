"""Dialplan functions that work on their arguments alone, byte by byte as in Asterisk."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from hashlib import md5, sha1
from typing import Final

from attrs import frozen

__all__ = ["BLANKS", "FUNCTIONS", "Unknown", "decimal_at", "separate"]

BLANKS: Final = bytes(range(1, 33))
"""The bytes that Asterisk strips from both ends of a text."""


class Unknown(Exception):
    """How Asterisk evaluates something is not known here; the message says what it is, and what the test can set."""


@frozen
class _Function:
    """A function of the dialplan."""

    read: Callable[[bytes, int], bytes | None]
    """Returns the value for arguments and the size of the buffer; None if the function fails."""
    grows: bool = False
    """Whether GET FULL VARIABLE reads the whole value, rather than into a buffer of 4096 bytes."""


def separate(text: bytes, delimiter: bytes, most: int) -> list[bytes]:
    """Split arguments as Asterisk does (`__ast_app_separate_args`).

    Delimiters within parentheses, brackets and quotation marks do not split, nor do those after a backslash. Quotation
    marks and backslashes are removed, except from the last of the maximal number of arguments, which is the unchanged
    rest.
    """
    found: list[bytes] = []
    depth, place, delimited = {b"(": 0, b"[": 0, b'"': 0}, 0, False
    while place < len(text) and len(found) < most - 1:
        argument, delimited = bytearray(), False
        while place < len(text) and not delimited:
            byte = text[place : place + 1]
            place += 1
            if byte == b"\\":
                argument += text[place : place + 1]
                place += 1
            elif byte == b'"':
                depth[b'"'] ^= 1
            elif byte == delimiter and not any(depth.values()):
                delimited = True
            else:
                argument += byte
                _nest(depth, byte)
        found.append(bytes(argument))
    if place < len(text) or delimited or (len(found) > 1 and place == len(text) and not found[-1]):
        found.append(text[place:])
    return found


def _nest(depth: dict[bytes, int], byte: bytes) -> None:
    if byte in (b"(", b"["):
        depth[byte] += 1
    elif byte in (b")", b"]"):
        opening = b"(" if byte == b")" else b"["
        depth[opening] = max(0, depth[opening] - 1)


def decimal_at(text: bytes) -> tuple[int, int] | None:
    """Return the number at the beginning of a text, as `sscanf("%30d")` reads it, and its end; None if there is none.

    Raises:
        Unknown: the number does not fit into an int of C.
    """
    found = re.match(rb"[ \t-\r]*([+-]?[0-9]+)", text)
    if found is None:
        return None
    digits = found[1].lstrip(b"+-").lstrip(b"0")
    if len(digits) > len("2147483647") or not -(2**31) <= int(found[1]) < 2**31:
        raise Unknown(f"C does not define how the number {found[1].decode()[:40]} is read.")
    return int(found[1]), found.end()


def _if(arguments: bytes, room: int) -> bytes | None:
    condition, _, rest = _part(separate(arguments, b"?", 2))
    branches = separate(rest, b":", 2)
    if not condition or not branches:
        return None
    condition = condition.strip(BLANKS)
    number = decimal_at(condition)
    holds = condition != b"" if number is None else number[0] != 0
    return b"".join(branches[not holds : 2 - holds]).strip(BLANKS)


def _part(arguments: list[bytes]) -> tuple[bytes, bool, bytes]:
    return (*arguments[:1], b"")[0], len(arguments) > 1, b"".join(arguments[1:])


def _quoted(escapes: Mapping[int, bytes]) -> Callable[[bytes, int], bytes]:
    def quote(arguments: bytes, room: int) -> bytes:
        found = bytearray(b'"')
        for byte in arguments:
            if len(found) >= room - 3:
                break
            found += escapes.get(byte, bytes((byte,)))
        return bytes(found + b'"')

    return quote


def _uri_encode(arguments: bytes, room: int) -> bytes:
    found = bytearray()
    for byte in arguments:
        char = bytes((byte,))
        kept = (char.isalnum() and byte < 128) or char in b"-_.!~*'()"
        if len(found) >= room - 1 - 2 * (not kept):
            break
        found += char if kept else b"%%%02X" % byte
    return bytes(found)


def _uri_decode(arguments: bytes, room: int) -> bytes:
    def decode(found: re.Match[bytes]) -> bytes:
        if found[0] == b"%00" or found[0][1:2] in b"+- \t\r\v\f" or found[0][2:].lower() == b"x":
            raise Unknown(f"How Asterisk decodes {found[0]!r} is not known.")
        digits = re.match(rb"[0-9A-Fa-f]+", found[0][1:])
        return found[0] if digits is None else bytes((int(digits[0], 16),))

    return re.sub(rb"%[^\0]{2}", decode, arguments[: room - 1], flags=re.DOTALL)


def _base64_encode(arguments: bytes, room: int) -> bytes | None:
    return b64encode(arguments)[: (room - 1) // 4 * 4] if arguments else None


def _base64_decode(arguments: bytes, room: int) -> bytes | None:
    if not arguments:
        return None
    try:
        found = b64decode(arguments, validate=True)
    except ValueError:
        raise Unknown(f"How Asterisk decodes {arguments[:40]!r} is not known: it is not BASE64.") from None
    if b"\0" in found:
        raise Unknown("How Asterisk decodes a NUL in BASE64 is not known.")
    return found[: room - 1]


def _hashed(arguments: bytes, digest: str) -> bytes | None:
    return digest.encode() if arguments else None


FUNCTIONS: Final[Mapping[bytes, _Function]] = {
    b"BASE64_DECODE": _Function(_base64_decode, grows=True),
    b"BASE64_ENCODE": _Function(_base64_encode, grows=True),
    b"CSV_QUOTE": _Function(_quoted({ord('"'): b'""'})),
    b"EXISTS": _Function(lambda arguments, room: b"1" if arguments else b"0"),
    b"IF": _Function(_if),
    b"ISNULL": _Function(lambda arguments, room: b"0" if arguments else b"1"),
    b"LEN": _Function(lambda arguments, room: b"%d" % len(arguments)),
    b"MD5": _Function(lambda arguments, room: _hashed(arguments, md5(arguments, usedforsecurity=False).hexdigest())),
    b"QUOTE": _Function(_quoted({ord('"'): b'\\"', ord("\\"): b"\\\\"})),
    b"SHA1": _Function(lambda arguments, room: _hashed(arguments, sha1(arguments, usedforsecurity=False).hexdigest())),
    b"TOLOWER": _Function(lambda arguments, room: arguments.lower(), grows=True),
    b"TOUPPER": _Function(lambda arguments, room: arguments.upper(), grows=True),
    b"URIDECODE": _Function(_uri_decode),
    b"URIENCODE": _Function(_uri_encode),
}
"""The functions that can be read but not written."""
