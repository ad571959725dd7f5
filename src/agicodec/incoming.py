"""What Asterisk sends: lines become the environment, replies, hangups, and lines that belong to nothing.

Nothing on the wire says which line belongs to what. After the environment, a line is part of a reply when one has
begun; else a hangup, when it says so; else a reply, when it looks like one and one is due; else nothing that was asked
for. A mark is a line that nothing but the reply to a certain command can be, and is found wherever it stands; what
comes before it is no reply to what was asked after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final, TypeAlias

from agicodec.block import BlockReader
from agicodec.lines import LineBuffer
from agicodec.reply import RawReply, ReplyReader, TextKind, is_reply, read_at_once
from agicodec.value import Value, read_only

__all__ = ["HANGUP", "MARK", "BlockRead", "Found", "Incoming", "Item", "Other"]

_HANGUP = b"HANGUP"
_END_OF_BLOCK = b"\n\n"
_USAGE = b"520"


class Found(Enum):
    """What a line may be that carries nothing else."""

    HANGUP = "hangup"
    """The channel has hung up."""
    MARK = "mark"
    """A mark."""


HANGUP: Final = Found.HANGUP
MARK: Final = Found.MARK


@read_only(eq=False, repr=False)
class BlockRead(Value):
    """The environment has come."""

    data: bytes
    """Its lines, without the empty one at its end, nor the line feed before that."""


Other: TypeAlias = Found | bytes | BlockRead
"""A hangup, a mark, a line that nothing asked for, or the environment."""

Item: TypeAlias = RawReply | Other
"""The reply that is due, or something else."""


class Incoming:
    """Takes bytes in any chunking, and tells what they are.

    Args:
        max_environment: the largest environment block to take, in bytes.
        max_reply: the largest reply to take, in bytes over all its lines.
    """

    __slots__ = (
        "_asked_at",
        "_block",
        "_glued",
        "_kind",
        "_mark",
        "_max_environment",
        "_max_reply",
        "_needs_block",
        "_reader",
        "_trailer",
        "lines",
        "marks_before",
        "marks_due",
    )

    def __init__(self, max_environment: int, max_reply: int) -> None:
        self.lines = LineBuffer(max(max_environment, max_reply))
        """Where the bytes come in; when it is not `ready`, neither is the next item."""
        self._block: BlockReader | None = None
        self._needs_block = True
        self._max_environment = max_environment
        self._max_reply = max_reply
        self._kind: TextKind | None = None
        self._reader: ReplyReader | None = None
        self._asked_at = 0
        self._mark = b""
        self.marks_due = 0
        """How many marks are to come."""
        self.marks_before = 0
        """How many of them come before the reply that is due."""
        self._trailer: ReplyReader | None = None
        self._glued: tuple[bytes, int] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all lines that have come were taken."""
        return self._glued is None and not self.lines.has_line

    @property
    def rest(self) -> bytes:
        """What has come of an environment, a 520 block, a reply and a line whose ends have not."""
        return self.block + self.trailer + self.begun + self.lines.rest

    @property
    def block(self) -> bytes:
        """The lines of an environment whose end has not come."""
        return b"" if self._block is None else self._block.rest

    @property
    def trailer(self) -> bytes:
        """The lines of a 520 block that follows a reply and whose end has not come."""
        return b"" if self._trailer is None else self._trailer.rest

    @property
    def has_trailer(self) -> bool:
        """Whether a 520 block may follow the last reply."""
        return self._trailer is not None

    @property
    def begun(self) -> bytes:
        """The lines of a reply whose end has not come."""
        return b"" if self._reader is None else self._reader.rest

    def split_line(self) -> tuple[bytes, bytes]:
        """Give what has come of a line whose end has not, parted where the reply was asked for."""
        rest = self.lines.rest
        before = max(0, self._asked_at - self.lines.taken)
        return rest[:before], rest[before:]

    def expect_mark(self, mark: str) -> None:
        """Await one more reply with this text, which is always the same."""
        self._mark = RawReply(200, "1", mark).encode().removesuffix(b"\n")
        self.marks_due += 1

    def expect(self, kind: TextKind) -> None:
        """Await a reply from now on, behind the marks that are due; what has come before is none."""
        self._kind = kind
        self._asked_at = self.lines.received
        self.marks_before = self.marks_due

    def expect_trailer(self, lines: Sequence[bytes] = ()) -> None:
        """Take a 520 block that may follow, whose first lines may have come, for no reply."""
        self._trailer = ReplyReader("word", self._max_reply)
        for line in lines:
            self._trailer.feed(line)

    def take_begun(self) -> list[bytes]:
        """Give the lines of a reply whose end will not come, and await none any more."""
        lines = self.begun.split(b"\n")[:-1]
        self._kind = self._reader = None
        return lines

    def next_item(self) -> Item | None:
        """Tell what the next lines are; None when more must come.

        Raises:
            RemoteProtocolError: a line, the environment or a reply is too long.
        """
        if self._needs_block:
            return self._next_of_block()
        while True:
            if self._glued is not None:
                (line, start), self._glued = self._glued, None
            else:
                start = self.lines.taken
                found = self.lines.next_line()
                if found is None:
                    return None
                line = found
            raw = None
            if (  # nothing else is due than the reply, so that `_tell` would read it no otherwise
                self._kind is not None
                and self._reader is None
                and self._trailer is None
                and not self.marks_due
                and start >= self._asked_at
                and len(line) < self._max_reply
            ):
                raw = read_at_once(line, self._kind)
            if raw is not None:
                self._kind = None
                return raw
            item = self._tell(line, start)
            if item is not None:
                return item

    def _next_of_block(self) -> BlockRead | None:
        """Give the environment; None when more must come."""
        data: bytes | None = None
        if self._block is None:
            self._block = BlockReader(self._max_environment)
            data = self._whole_block()
        while data is None:
            line = self.lines.next_line()
            if line is None:
                return None
            data = self._block.feed(line)
        self._needs_block = False
        self._block = None
        return BlockRead(data)

    def _whole_block(self) -> bytes | None:
        """Take an environment that has come whole; None when it is to be taken line by line."""
        data = self.lines.peek(_END_OF_BLOCK, self._max_environment)
        if not data or data[:1] == b"\n":
            return None
        self.lines.drop(len(data) + len(_END_OF_BLOCK))
        return data

    def _tell(self, line: bytes, start: int) -> Item | None:
        """Tell what a line is, which started at a place in the stream; None when it goes on with the next."""
        if self.marks_due and line == self._mark:
            self.marks_due -= 1
            self.marks_before = max(0, self.marks_before - 1)
            return MARK
        reader = self._reader
        if reader is not None and reader.is_inside:
            return self._read_on(reader, line)
        trailer = self._trailer
        if trailer is not None and (trailer.is_inside or (line.startswith(_USAGE) and is_reply(line))):
            if trailer.feed(line) is not None:
                self._trailer = None
            return line
        if line[:1] == b"H":
            glued = line.removeprefix(_HANGUP)
            if glued != line and (not glued or is_reply(glued)):
                if glued:
                    self._glued = glued, start + len(_HANGUP)
                    self.lines.ready = True
                return HANGUP
        kind = self._kind
        if kind is None or self.marks_before or start < self._asked_at or not is_reply(line):
            return line
        if reader is None:
            reader = self._reader = ReplyReader(kind, self._max_reply)
        return self._read_on(reader, line)

    def _read_on(self, reader: ReplyReader, line: bytes) -> RawReply | None:
        """Add a line to a reply that has begun."""
        raw = reader.feed(line)
        if raw is not None:
            self._kind = self._reader = self._trailer = None
        return raw
