"""How the events of AsyncAGI contain bytes: which bytes are encoded, and how many one event can contain."""

from __future__ import annotations

from urllib.parse import quote_from_bytes, unquote_to_bytes

from agicodec.errors import Unencodable
from agicodec.values import Value, read_only
from agicodec.wire.command_line import to_wire
from agicodec.wire.protocol import ASYNC_LOSSY, ASYNC_READ

__all__ = ["Fragment", "quote_uri", "unquote_uri"]

_UNRESERVED = "-_.!~*'()"
"""The characters besides letters and digits that ast_uri_encode (main/utils.c) does not encode since 1.8."""
_FREQUENT = ((b"%20", b" "), (b"%0A", b"\n"), (b"%3D", b"="), (b"%3A", b":"))
"""The codes in every block and reply, and their bytes. None is a percent sign or a digit, so no new code can arise."""
_HEX = frozenset("0123456789abcdefABCDEF")
_SIGN = "%FFFFFF"
"""The text that some releases write before the two digits of a byte above 0x7F."""


@read_only(eq=False, repr=False)
class Fragment(Value):
    """A piece of what Asterisk reads from its pipe for an AsyncAGI session, as an event contains it."""

    data: bytes
    """The bytes, decoded."""
    lossy: bool
    """Whether bytes at the end may be lost, since the encoded text has no room for more."""

    @property
    def full(self) -> bool:
        """Whether the pipe may contain more, which arrives with the next event."""
        return len(self.data) >= ASYNC_READ

    @classmethod
    def decode(cls, text: str, *, sign_extended: bool = False) -> Fragment:
        """Decode the text of an `Env` or a `Result`; see `unquote_uri`."""
        return cls(unquote_uri(text, sign_extended=sign_extended), len(text) >= ASYNC_LOSSY)


def quote_uri(data: bytes) -> str:
    """Encode bytes as Asterisk 1.8 and later do. A plus sign does not stand for a blank, and is encoded."""
    return quote_from_bytes(data, safe=_UNRESERVED)


def unquote_uri(text: str, *, sign_extended: bool = False) -> bytes:
    """Decode the text of an `Env` or a `Result`.

    A plus sign stands for itself. So does a percent sign without two hexadecimal digits after it: Asterisk 1.6 does not
    encode percent signs, since they are not among the reserved characters of its ast_uri_encode (main/utils.c).

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
    except Unencodable:  # only from another AMI client, since Asterisk sends ASCII
        data = text.encode("utf-8", "surrogatepass")
    for code, byte in _FREQUENT:  # the event that starts a session has 57 of them; this saves a quarter of its time
        data = data.replace(code, byte)
    return unquote_to_bytes(data) if b"%" in data else data
