"""What Asterisk sends: lines become the environment, replies, hangups, and lines that belong to nothing.

Nothing on the wire says which line belongs to what. After the environment, a line is part of a reply when one has
begun; else a hangup, when it says so; else a reply, when it looks like one and one is due; else nothing that was asked
for. A mark is a line that nothing but the reply to a certain command can be, and is found wherever it stands; what
comes before it is no reply to what was asked after it. Behind a mark nothing is open that stands before it.

Asterisk writes replies with `ast_agi_send` (res/res_agi.c), which escapes nothing: handle_getvariable writes
`200 result=1 (%s)` with whatever the variable holds. A hangup is written by run_agi, between the commands and once more
at the end of the run, so never within a reply: one that comes while a command runs is reported after its reply.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final, TypeAlias

import agicodec.session
from agicodec.errors import RemoteProtocolError
from agicodec.values import Value, read_only
from agicodec.wire.environment_block import BlockReader
from agicodec.wire.lines import EndOfStream, LineBuffer
from agicodec.wire.reply import USAGE, RawReply, ReplyReader, TextKind, is_reply, read_at_once

__all__ = ["HANGUP", "MARK", "BlockRead", "Found", "Incoming", "Item", "Other"]

_HANGUP = b"HANGUP"
_END_OF_BLOCK = b"\n\n"


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
    """Takes bytes in any chunking, and returns what they are.

    Args:
        max_environment: the largest environment block to take, in bytes.
        max_reply: the largest reply to take, in bytes over all its lines.
    """

    __slots__ = (
        "_asked_at",
        "_block",
        "_glued",
        "_kind",
        "_max_environment",
        "_max_reply",
        "_needs_block",
        "_reader",
        "_trailer",
        "end",
        "is_mark_own",
        "lines",
        "marks",
        "marks_before",
    )

    def __init__(self, max_environment: int, max_reply: int) -> None:
        self.lines: LineBuffer = LineBuffer(max(max_environment, max_reply))
        """Where the bytes come in; when it is not `ready`, neither is the next item."""
        self.end: EndOfStream = EndOfStream()
        """Whether nothing more will come."""
        self._block: BlockReader | None = None
        self._needs_block = True
        self._max_environment = max_environment
        self._max_reply = max_reply
        self._kind: TextKind | None = None
        self._reader: ReplyReader | None = None
        self._asked_at = 0
        self.marks: list[bytes] = []
        """The marks that are to come, in their order; any but the last may be left out."""
        self.marks_before: int = 0
        """How many of them come before that which is due."""
        self.is_mark_own: bool = False
        """Whether the last mark that came was none of those, but asked for on account of that which is due."""
        self._trailer: ReplyReader | None = None
        self._glued: tuple[bytes, int] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all lines that have come were taken."""
        return self._glued is None and not self.lines.has_line

    @property
    def rest(self) -> bytes:
        """What has come of an environment, a 520 block, a reply and a line whose ends have not."""
        trailer = b"" if self._trailer is None else self._trailer.rest
        return self.block + trailer + self._begun + self.lines.rest

    @property
    def block(self) -> bytes:
        """The lines of an environment whose end has not come."""
        return b"" if self._block is None else self._block.rest

    @property
    def _begun(self) -> bytes:
        """The lines of a reply whose end has not come."""
        return b"" if self._reader is None else self._reader.rest

    def save(self) -> Mapping[str, agicodec.session.Json]:
        """Write the limits and what is open as plain data, all but the environment."""
        from agicodec.session.snapshot import bytes_to_text

        rest = self.lines.rest
        before = max(0, self._asked_at - self.lines.taken)
        return {
            "max_environment": self._max_environment,
            "max_reply": self._max_reply,
            "trailer": None if self._trailer is None else bytes_to_text(self._trailer.rest),
            "marks": [bytes_to_text(mark) for mark in self.marks],
            "marks_before": self.marks_before,
            "before": bytes_to_text(rest[:before]),
            "data": bytes_to_text(self._begun + rest[before:]),
        }

    def restore(self, saved: agicodec.session.snapshot.Saved, kind: TextKind | None) -> bool:
        """Go on from what `save` has written; return whether that is open indeed, so that no item comes of it.

        Args:
            saved: the plain data.
            kind: what the reply that is due has in parentheses; None when none is due.

        Raises:
            SavedStateError: an entry has what it cannot have.
            RemoteProtocolError: what has begun is too long.
        """
        marks, before = saved.data_list("marks"), saved.integer("marks_before")
        if not 0 <= before <= len(marks):
            raise saved.wrong("marks_before", f"a number up to that of the marks, {len(marks)}")
        self.lines.append(saved.data("before"))
        if kind is not None:
            self.expect(kind)
        self.marks, self.marks_before = marks, before
        if saved.text_or_none("trailer") is not None:
            self._trailer = self._resume("word", saved.data("trailer").split(b"\n")[:-1])
            if self._trailer is None:
                raise saved.wrong("trailer", "the first lines of a 520 block")
        *begun, line = saved.data("data").split(b"\n")
        if begun:
            self._reader = None if kind is None else self._resume(kind, begun)
            if self._reader is None:
                return False
        self.lines.append(line)
        return self.is_whole

    def expect_mark(self, mark: bytes) -> None:
        """Await this line too."""
        self.marks.append(mark)

    def expect(self, kind: TextKind) -> None:
        """Await a reply from now on, behind the marks that are due; what has come before is none."""
        self._kind = kind
        self._asked_at = self.lines.received
        if self.marks:
            self.marks_before = len(self.marks)

    def expect_trailer(self) -> None:
        """Take a 520 block that may stand right behind the reply for no reply to what is asked next.

        agi_handle_command (res/res_agi.c) writes one when a handler returns 1, which is RESULT_SHOWUSAGE. handle_exec
        has already replied when it returns what the application returned.
        """
        self._trailer = ReplyReader("word", self._max_reply)

    def take_begun(self) -> list[bytes]:
        """Return the lines of a reply whose end will not come, and await none any more."""
        lines = self._begun.split(b"\n")[:-1]
        self._kind = self._reader = None
        return lines

    def next_item(self) -> Item | None:
        """Return what the next lines are; None when more must come.

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
            # If nothing but the reply is due, `_tell` would read the line as this does. Without this, a session takes
            # 34 % more.
            if (
                self._kind is not None
                and self._reader is None
                and self._trailer is None
                and not self.marks
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
        """Return the environment; None when more must come."""
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
        # Line by line, a session takes 14 % more.
        data = self.lines.peek(_END_OF_BLOCK, self._max_environment)
        if not data or data[:1] == b"\n":
            return None
        self.lines.drop(len(data) + len(_END_OF_BLOCK))
        return data

    def _tell(self, line: bytes, start: int) -> Item | None:
        """Return what a line is, which started at a place in the stream; None when it goes on with the next."""
        if self.marks and (mark := line.removeprefix(_HANGUP).removesuffix(b"\r")) in self.marks:
            if line[-1:] == b"\r":  # no value can hold a mark, so there is no doubt, and it would be awaited for ever
                raise RemoteProtocolError("a reply ends in CR LF, where Asterisk writes LF alone", line)
            return self._take_mark(mark) if mark == line else self._take_hangup(mark, start)
        reader = self._reader
        if reader is not None and reader.is_inside:
            return self._read_on(reader, line)
        trailer = self._trailer
        if trailer is not None and (trailer.is_inside or (line.startswith(USAGE) and is_reply(line))):
            if trailer.feed(line) is not None:
                self._trailer = None
            return line
        if line[:1] == b"H":
            # run_agi before 1.6.2.10 sends "HANGUP\n" with MSG_OOB (res/res_agi.c), and TCP takes the last byte alone,
            # the line feed, out of the stream: what comes next is then glued to the word.
            glued = line.removeprefix(_HANGUP)
            if glued != line and (not glued or is_reply(glued)):
                return self._take_hangup(glued, start)
        self._trailer = None  # agi_handle_command writes it right behind the reply, or never
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
            self._kind = self._reader = None
        return raw

    def _take_mark(self, mark: bytes) -> Found:
        """Count a mark, behind which nothing is open that stood before it, nor any mark that was due before."""
        passed = self.marks.index(mark) + 1
        del self.marks[:passed]
        self.is_mark_own = passed > self.marks_before
        self.marks_before = max(0, self.marks_before - passed)
        self._trailer = None
        return MARK

    def _take_hangup(self, glued: bytes, start: int) -> Found:
        """Keep for the next item what is glued to a hangup."""
        if glued:
            self._glued = glued, start + len(_HANGUP)
            self.lines.ready = True
        return HANGUP

    def _resume(self, kind: TextKind, lines: Sequence[bytes]) -> ReplyReader | None:
        """Make a reader of the first lines of a reply; None when they are none, or a whole one."""
        reader = ReplyReader(kind, self._max_reply)
        for line in lines:
            if not (reader.is_inside or is_reply(line)) or reader.feed(line) is not None:
                return None
        return reader
