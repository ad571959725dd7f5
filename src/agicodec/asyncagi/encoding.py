"""How AsyncAGI's events carry bytes: which of them are encoded, and how many one event may hold."""

from __future__ import annotations

from urllib.parse import quote_from_bytes, unquote_to_bytes

from agicodec.errors import Unencodable
from agicodec.values import Value, read_only
from agicodec.wire.command_line import to_wire
from agicodec.wire.protocol import ASYNC_LOSSY, ASYNC_READ

__all__ = ["Fragment", "quote_uri", "unquote_uri"]

_UNRESERVED = "-_.!~*'()"
"""What ast_uri_encode (main/utils.c) does not encode since 1.8 besides letters and digits: its `mark`."""
_FREQUENT = ((b"%20", b" "), (b"%0A", b"\n"), (b"%3D", b"="), (b"%3A", b":"))
"""What every block and reply has, and its codes. These bytes are no digits, so that they can make no other code."""
_HEX = frozenset("0123456789abcdefABCDEF")
_SIGN = "%FFFFFF"
"""What some releases write before the two digits of a byte above 0x7F."""


@read_only(eq=False, repr=False)
class Fragment(Value):
    """A piece of what an AsyncAGI session reads from its pipe, as an event carries it."""

    data: bytes
    """The bytes, decoded."""
    lossy: bool
    """Whether bytes at its end may be lost, since the encoded text has no room for more."""

    @property
    def full(self) -> bool:
        """Whether more may wait in the pipe, to come with the next event."""
        return len(self.data) >= ASYNC_READ

    @classmethod
    def decode(cls, text: str, *, sign_extended: bool = False) -> Fragment:
        """Decode the text of an `Env` or a `Result`; see `unquote_uri`."""
        return cls(unquote_uri(text, sign_extended=sign_extended), len(text) >= ASYNC_LOSSY)


def quote_uri(data: bytes) -> str:
    """Encode bytes as Asterisk 1.8 and later do; a plus sign stands for nothing but itself, and is encoded."""
    return quote_from_bytes(data, safe=_UNRESERVED)


def unquote_uri(text: str, *, sign_extended: bool = False) -> bytes:
    """Decode the text of an `Env` or a `Result`.

    A plus sign is a plus sign. A percent sign without two hexadecimal digits behind it is itself: Asterisk 1.6 does
    not encode it, since its ast_uri_encode (main/utils.c) has no percent sign among the reserved characters.

    Args:
        text: the encoded text.
        sign_extended: read `%FFFFFFC3` as one byte, 0xC3; see `AsteriskVersion.sign_extends`.
    """
    if sign_extended:
        head, *parts = text.split(_SIGN)
        codes = (f"%{part}" if _HEX.issuperset(part[:2].ljust(2)) else f"%25FFFFFF{part}" for part in parts)
        text = head + "".join(codes)
    try:
        data = to_wire(text)
    except Unencodable:  # from another AMI client: the text of Asterisk is ASCII
        data = text.encode("utf-8", "surrogatepass")
    for code, byte in _FREQUENT:  # the event that starts a session has 57 of them, and takes a quarter less so
        data = data.replace(code, byte)
    return unquote_to_bytes(data) if b"%" in data else data
