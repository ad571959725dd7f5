"""The caller id, as the dialplan function CALLERID and SET CALLERID read and write it."""

from __future__ import annotations

import re
from typing import Final

from agicodec.testing.caller.caller import Caller
from agicodec.testing.checked import Variables
from agicodec.testing.dialplan.functions import BLANKS, Unknown, separate
from agicodec.wire import from_wire, to_wire

__all__ = ["identity", "put", "read", "split", "write"]

LONGEST: Final = 255
"""The maximal length of a number with its name, in bytes."""

MOST_PARTS: Final = 10
"""How many parts the name of a member may have, less one."""


def split(text: bytes) -> tuple[bytes, bytes]:
    """Return the number and the name in a text such as `"Name" <number>` (`ast_callerid_parse`).

    Raises:
        Unknown: the text is too long.
    """
    if len(text) > LONGEST:
        raise Unknown(f"What Asterisk makes of a caller id of {len(text)} bytes is not known.")
    text = text.strip(BLANKS)
    inner = _without_quotes(text)
    name, bracket, number = inner.rpartition(b"<")
    if bracket:
        return _shrunk(number.rpartition(b">")[0] if b">" in number else number), _name(name)
    shrunk = _shrunk(inner)
    if inner == text and re.fullmatch(rb"[0-9*#+]+", shrunk):
        return shrunk, b""
    return b"", _name(inner)


def identity(caller: Caller, variables: Variables) -> tuple[bytes, bytes]:
    """Return the number and the name that were set last, or those of the caller.

    Raises:
        Unknown: what was set is too long.
    """
    number, name, whole = (variables.get(f"CALLERID({member})") for member in ("num", "name", "all"))
    others = to_wire(caller.number), to_wire(caller.name or "")
    if whole is not None and (number is None or name is None):
        others = split(to_wire(whole))
    return others[0] if number is None else to_wire(number), others[1] if name is None else to_wire(name)


def put(variables: Variables, number: bytes, name: bytes) -> None:
    """Store the number and the name in the variables."""
    variables |= {
        "CALLERID(all)": from_wire(_joined(number, name)),
        "CALLERID(num)": from_wire(number),
        "CALLERID(name)": from_wire(name),
    }


def read(caller: Caller, variables: Variables, arguments: bytes) -> bytes | None:
    """Return the value of CALLERID; None if it fails.

    Raises:
        Unknown: the member is not known here.
    """
    parts = separate(arguments, b",", 2)
    member = _member(parts)
    if member is None:
        return None
    number, name = split(parts[1]) if len(parts) > 1 else identity(caller, variables)
    found = {"num": number, "name": name, "all": _joined(number, name)}.get(member)
    if found is None and len(parts) == 1:
        said = variables.get(f"CALLERID({member})")
        found = {"dnid": b"", "rdnis": b"", "ani2": b"0", "ton": b"0"}.get(member) if said is None else to_wire(said)
    if found is None:
        raise Unknown(f"CALLERID({member}) is for the test to say: asterisk.variables['CALLERID({member})'].")
    return found


def write(caller: Caller, variables: Variables, arguments: bytes, value: bytes) -> None:
    """Write to CALLERID; a failure changes nothing.

    Raises:
        Unknown: the member is not known here.
    """
    member = _member(separate(arguments, b",", 3))
    number, name = identity(caller, variables)
    value = value.lstrip(BLANKS)
    match member:
        case "all":
            put(variables, *split(value))
        case "num":
            put(variables, value.rstrip(BLANKS), name)
        case "name":
            put(variables, number, value.rstrip(BLANKS))
        case None:
            pass
        case _:
            raise Unknown(f"What writing to CALLERID({member}) changes is not known.")


def _member(arguments: list[bytes]) -> str | None:
    """Return the short form of the member that the arguments name; None if they name none."""
    parts = separate(arguments[0], b"-", MOST_PARTS) if arguments else []
    if not parts or len(parts) == MOST_PARTS:
        return None
    member = from_wire(b"-".join(parts)).lower()
    return "num" if len(parts) == 1 and member.startswith("num") else member


def _joined(number: bytes, name: bytes) -> bytes:
    return b'"%s" <%s>' % (name, number)


def _name(text: bytes) -> bytes:
    return re.sub(rb"\\(.?)", rb"\1", _without_quotes(text), flags=re.DOTALL)


def _without_quotes(text: bytes) -> bytes:
    text = text.strip(BLANKS)
    return text[1:-1] if text[:1] == b'"' == text[-1:] else text


def _shrunk(number: bytes) -> bytes:
    """Remove what Asterisk removes from a number: blanks, parentheses, hyphens, and all dots but a trailing one."""
    found, depth = bytearray(), 0
    for place, byte in enumerate(number):
        depth += {ord("["): 1, ord("]"): -1}.get(byte, 0)
        if byte in b"( )" or (byte == ord("-") and not depth) or (byte == ord(".") and place < len(number) - 1):
            continue
        found.append(byte)
    return bytes(found)
