"""The grammar of replies.

A reply is a line `STATUS result=VALUE (TEXT) REST`, in which everything but the status may be missing, or, for status
520, a block of lines. `TEXT` is not escaped: a value may contain anything, even line feeds, so the end of the text
depends on the command; see `TextKind`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from attrs import evolve

import agicodec.wire
from agicodec._checks import require_bytes
from agicodec.errors import RemoteProtocolError
from agicodec.values import Value, plain, read_only
from agicodec.wire.command_line import from_wire, to_integer, to_wire
from agicodec.wire.protocol import MAX_REPLY

__all__ = [
    "KEY_CODES",
    "KEY_NUMBERS",
    "TRYING",
    "USAGE",
    "USAGE_END",
    "USAGE_START",
    "RawReply",
    "ReplyReader",
    "TextKind",
    "holds_text",
    "is_reply",
    "opens_text",
    "read_at_once",
    "read_position",
]

TextKind = Literal["word", "value", "unknown"]
"""What the parentheses in a command's replies contain.

- `word`: one of a few words, such as `timeout`. Such a reply is one line, and the first closing parenthesis ends the
  word.
- `value`: text from outside. The last closing parenthesis ends it, and nothing follows.
- `unknown`: either, as in the replies to a command that the spec does not contain. The text ends with a closing
  parenthesis at the end of a line, or with one that is followed by more on its line, preferably by `key=value`.
"""

_ASCII, _BYTES, _ESCAPED = 128, 256, 0xDC00

KEY_CODES = {str(code): chr(code if code < _ASCII else _ESCAPED + code) for code in range(1, _BYTES)}
"""The numbers that represent a key in a result: the code of its character.

Telephones have the keys of `agicodec.model.KEYS`, but Asterisk passes on any character that it receives as a key from a
signalling message, the manager interface or ARI: `a`, or `!` for a flash. A code above 127 is a byte that is not text.
"""

KEY_NUMBERS = {key: code for code, key in KEY_CODES.items()}
"""The number that represents each key."""

_SUCCESS = b"200 result="

USAGE: Final = b"520"
"""The status by which agi_handle_command (res/res_agi.c) reports a wrong usage: in a block of lines, or in one line."""
USAGE_START: Final = b"520-"
"""How the first line of such a block begins."""
USAGE_END: Final = b"520 End of proper usage."
"""How its last line ends. It looks like a reply of its own."""

_USAGE_HEAD = "Invalid command syntax.  Proper usage follows:"
"""agi_handle_command (res/res_agi.c) writes the block in three pieces: this head, the usage and the end."""

_END_BEFORE_FIELD = re.compile(r"\) [^\W\d]\w*=")
"""A closing parenthesis that is followed by `key=`."""

_End = Literal["line", "text", "usage"]


@read_only(eq=False, repr=False)
class RawReply(Value):
    """A reply divided into its parts, before a command interprets it."""

    status: int
    """The status: 200, 510, 511, 520 or another."""
    result: str | None = None
    """The text after `result=`, which may be empty; None if there is no `result=`."""
    text: str | None = None
    """The text in parentheses after the result, or the usage text of a 520 block; None if there is none."""
    tail: str = ""
    """The text after that."""
    provisional: tuple[agicodec.wire.RawReply, ...] = ()
    """The replies of status 100 before it."""
    truncated: bool = False
    """Whether its end is lost, which happens in AsyncAGI only."""

    @property
    def fields(self) -> Mapping[str, str]:
        """The `key=value` pairs after the text, in order; empty if something else follows the text.

        A value in quotation marks ends at a mark that is followed by a blank, since nothing in it is escaped.
        """
        from agicodec.wire.reply_tail import read_fields

        return read_fields(self.tail)

    @property
    def endpos(self) -> int | None:
        """The number after `endpos=`, in the unit of the command; None if there is none."""
        number = read_position(self.tail)
        return to_integer(self.fields.get("endpos", "")) if number is None else number

    @property
    def matches(self) -> tuple[agicodec.wire.SpeechMatch, ...]:
        """The matches after `results=` that are complete; Asterisk cuts a long list."""
        from agicodec.wire.reply_tail import read_matches

        return read_matches(self.tail)

    def encode(self, *, provisional: bool = True) -> bytes:
        """Write the reply as Asterisk does.

        Args:
            provisional: include the provisional replies before it. If False, write only the reply's own line, or its
                block for status 520.
        """
        before = b"".join(reply.encode() for reply in self.provisional) if provisional else b""
        if self.status == 520 and self.text is not None:
            head, text = plain(self.tail or _USAGE_HEAD), plain(self.text)
            return before + to_wire(f"520-{head}\n{text}\n") + USAGE_END + b"\n"
        parts = [int.__repr__(self.status)]
        if self.result is not None:
            parts.append(f"result={plain(self.result)}")
        if self.text is not None:
            parts.append(f"({plain(self.text)})")
        if self.tail:
            parts.append(self.tail)
        return before + to_wire(" ".join(parts)) + b"\n"

    @classmethod
    def decode(cls, data: bytes, kind: TextKind = "unknown") -> RawReply:
        """Read one whole reply, which ends at the end of the data; a text in it may contain line feeds.

        Raises:
            RemoteProtocolError: the data is not a reply, or is not complete.
            TypeError: the data is not bytes.
        """
        if type(data) is not bytes:
            require_bytes(data, "RawReply.decode() received")
        data = data.removesuffix(b"\n")
        success = read_at_once(data, kind, whole=True)
        if success is not None:
            return success
        if data[:4] == USAGE_START:
            block = data.removesuffix(USAGE_END)
            if len(block) == len(data):
                raise RemoteProtocolError(f"a 520 block ends with {USAGE_END!r}, unlike this", data)
            return _parse_usage(block)
        line, _, rest = data.partition(b"\n")
        if not is_reply(line):
            raise RemoteProtocolError("a reply starts with a status of three digits, unlike this", line)
        return _decode_after_provisional(data, kind) if rest and line[:1] == b"1" else _parse(data, kind)

    @classmethod
    def salvage(cls, data: bytes) -> RawReply:
        """Read the beginning of a reply whose end is lost; if the status is lost too, it is 0.

        Raises:
            TypeError: the data is not bytes.
        """
        require_bytes(data, "RawReply.salvage() received")
        data = data.removesuffix(b"\n")
        if not is_reply(data):
            return RawReply(0, tail=from_wire(data), truncated=True)
        if data.startswith(USAGE_START):
            return evolve(_parse_usage(data.removesuffix(USAGE_END)), truncated=True)
        return evolve(_parse(data, "value"), truncated=True)


TRYING = RawReply(100, "0", tail="Trying...")
"""The provisional reply to GOSUB when the routine starts."""


class ReplyReader:
    """Assembles one reply from its lines."""

    __slots__ = ("_data", "_ends_with", "_kind", "_limit")

    def __init__(self, kind: TextKind, limit: int = MAX_REPLY) -> None:
        self._kind: TextKind = kind
        self._limit = limit
        self._data = bytearray()
        self._ends_with: _End | None = None

    @property
    def is_inside(self) -> bool:
        """Whether a reply has begun and not ended, so that the next line belongs to it."""
        return self._ends_with is not None

    @property
    def rest(self) -> bytes:
        """The lines of a reply whose end has not arrived, including the provisional replies before it."""
        return bytes(self._data)

    def feed(self, line: bytes) -> RawReply | None:
        """Add a line; return the reply if the line is its last one.

        `is_reply` must be true for the first line of a reply.

        Raises:
            RemoteProtocolError: the reply has more bytes than the limit.
        """
        if len(self._data) + len(line) >= self._limit:
            start = self.rest + line
            raise RemoteProtocolError(f"a reply has more than the {self._limit} bytes allowed", start[: self._limit])
        if self._ends_with is None and not _is_provisional(line):
            self._ends_with = _end_of(line, self._kind)
        self._data += line + b"\n"
        return RawReply.decode(self.rest, self._kind) if self._is_last(line) else None

    def _is_last(self, line: bytes) -> bool:
        match self._ends_with:
            case None:
                return False
            case "line":
                return True
            case "usage":
                return line.endswith(USAGE_END)
            case "text":
                return _ends_text(line, self._kind)


def read_at_once(data: bytes, kind: TextKind, *, whole: bool = False) -> RawReply | None:
    """Read a reply that starts with `200 result=`, without its last line feed; None for any other.

    Args:
        data: the reply.
        kind: what its parentheses contain.
        whole: whether the data is the whole reply; if not, it is the first line, and None is returned if more follows.
    """
    if data[:11] != _SUCCESS:
        return None
    result, _, rest = data[11:].decode("utf-8", "surrogateescape").partition(" ")
    if "(" not in rest or rest[0] != "(":
        return RawReply(200, result, None, rest)
    if rest[-1] == ")" and (kind != "word" or rest.count(")") == 1):
        return RawReply(200, result, rest[1:-1])
    if not whole and kind != "word" and not _ends_text(data, kind):
        return None
    end = _find_end(rest, kind)
    after = rest[end + 1 :]
    if end < 0 or (after and after[0] != " "):
        return RawReply(200, result, None, rest)
    return RawReply(200, result, rest[1:end], after[1:])


def read_position(tail: str) -> int | None:
    """Read a tail that consists of `endpos=` and its number; None for any other."""
    name, _, value = tail.partition("=")
    return to_integer(value) if name == "endpos" else None


def is_reply(line: bytes) -> bool:
    """Return whether a line can be the first of a reply: a number of three digits and a blank, or `520-`."""
    return line[:3].isdigit() and line[:1] != b"0" and (line[3:4] == b" " or line[:4] == USAGE_START)


def opens_text(line: bytes, kind: TextKind) -> bool:
    """Return whether the first line of a reply begins a text that may contain line feeds."""
    return kind != "word" and line.startswith(b"result=", 4) and line[4:].partition(b" ")[2][:1] == b"("


def holds_text(raw: RawReply, kind: TextKind) -> bool:
    """Return whether a reply contains text from outside, in which a line feed may have ended it early."""
    return (raw.text is not None and kind != "word" and raw.status != 520) or '"' in raw.tail


def _is_provisional(line: bytes) -> bool:
    return line.startswith(b"1") and is_reply(line)


def _end_of(line: bytes, kind: TextKind) -> _End:
    """Return what ends a reply with this first line: this line, a closing parenthesis, or the end of the usage."""
    if line.startswith(USAGE_START):
        return "usage"
    return "text" if opens_text(line, kind) else "line"


def _parse(data: bytes, kind: TextKind) -> RawReply:
    """Read a reply other than a 520 block, without its last line feed."""
    status, rest = int(data[:3]), data[4:]
    like = read_at_once(b"200 " + rest, kind, whole=True)
    return RawReply(status, tail=from_wire(rest)) if like is None else evolve(like, status=status)


def _ends_text(line: bytes, kind: TextKind) -> bool:
    """Return whether a line ends a text that may contain line feeds."""
    return line[-1:] == b")" or (kind == "unknown" and b") " in line)


def _find_end(text: str, kind: TextKind) -> int:
    """Find the parenthesis that ends a text; -1 if there is none."""
    if kind == "word":
        return text.find(")")
    if kind == "value":
        return text.rfind(")")
    followed = _END_BEFORE_FIELD.search(text)
    return text.find(")") if followed is None else followed.start()


def _parse_usage(block: bytes) -> RawReply:
    """Read a 520 block without its end mark, which is a separate line or ends the last one.

    Before 13.17 and 14.6, agi_handle_command (res/res_agi.c) wrote the usage without a line feed behind it.
    """
    head, _, usage = block.removesuffix(b"\n").decode("utf-8", "surrogateescape").partition("\n")
    return RawReply(520, None, usage, head[len(USAGE_START) :])


def _decode_after_provisional(data: bytes, kind: TextKind) -> RawReply:
    """Read a reply, and the provisional ones before it."""
    lines = data.split(b"\n")
    first = 0
    while first < len(lines) - 1 and _is_provisional(lines[first]):
        first += 1
    reply = RawReply.decode(b"\n".join(lines[first:]), kind)
    return evolve(reply, provisional=tuple(_parse(line, "word") for line in lines[:first]))
