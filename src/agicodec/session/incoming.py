"""Reads the lines that Asterisk sends: the environment, replies, hangups, and unexpected lines.

Nothing on the wire identifies a line. After the environment, a line is read as the first of these that applies:

1. part of a reply whose first line has arrived and whose end has not;
2. a hangup, if it is the line HANGUP;
3. the beginning of a reply, if a reply is due and the line looks like one;
4. an unexpected line.

A mark is a random line that only the reply to one certain command can be, so it is recognised wherever it arrives. All
that was sent before that command has ended when the mark arrives, and no line before the mark is a reply to a command
that was sent after it.

Asterisk writes replies with `ast_agi_send` (res/res_agi.c), which escapes nothing: handle_getvariable writes
`200 result=1 (%s)` with the value of the variable as it is. run_agi writes HANGUP between the commands, and once more
at the end of the run, so never within a reply: a hangup while a command runs is reported after the command's reply.
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
    """What a line without a value of its own is."""

    HANGUP = "hangup"
    """The channel has hung up."""
    MARK = "mark"
    """A mark."""


HANGUP: Final = Found.HANGUP
MARK: Final = Found.MARK


@read_only(eq=False, repr=False)
class BlockRead(Value):
    """The environment has arrived."""

    data: bytes
    """Its lines, without the empty line at the end and without the line feed before that."""


Other: TypeAlias = Found | bytes | BlockRead
"""A hangup, a mark, an unexpected line, or the environment."""

Item: TypeAlias = RawReply | Other
"""The reply that is due, or one of the others."""


class Incoming:
    """Reads bytes in chunks of any size, and returns the items in them.

    Args:
        max_environment: the largest environment block to accept, in bytes.
        max_reply: the largest reply to accept, in bytes over all its lines.
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
        """The buffer of received bytes; while it is not `ready`, there is no next item."""
        self.end: EndOfStream = EndOfStream()
        """Whether the stream has ended."""
        self._block: BlockReader | None = None
        self._needs_block = True
        self._max_environment = max_environment
        self._max_reply = max_reply
        self._kind: TextKind | None = None
        self._reader: ReplyReader | None = None
        self._asked_at = 0
        self.marks: list[bytes] = []
        """The marks that are due, in their order. All but the last may never arrive."""
        self.marks_before: int = 0
        """How many of `marks` arrive before the reply that is due."""
        self.is_mark_own: bool = False
        """Whether the command for the last mark that arrived was sent after the command whose reply is due."""
        self._trailer: ReplyReader | None = None
        self._glued: tuple[bytes, int] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all complete lines have been read."""
        return self._glued is None and not self.lines.has_line

    @property
    def rest(self) -> bytes:
        """The received bytes of an incomplete environment, 520 block, reply and line."""
        trailer = b"" if self._trailer is None else self._trailer.rest
        return self.block + trailer + self._begun + self.lines.rest

    @property
    def block(self) -> bytes:
        """The lines of an incomplete environment."""
        return b"" if self._block is None else self._block.rest

    @property
    def _begun(self) -> bytes:
        """The lines of an incomplete reply."""
        return b"" if self._reader is None else self._reader.rest

    def save(self) -> Mapping[str, agicodec.session.Json]:
        """Return the limits and what is incomplete as plain data, except for the environment."""
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
        """Restore what `save` returned; return False if the data contains a complete item, which `save` never writes.

        Args:
            saved: the plain data.
            kind: what the parentheses of the reply that is due contain; None if no reply is due.

        Raises:
            SavedStateError: an entry has a wrong value.
            RemoteProtocolError: the incomplete reply is too long.
        """
        marks, before = saved.data_list("marks"), saved.integer("marks_before")
        if not 0 <= before <= len(marks):
            raise saved.wrong("marks_before", f"an integer from 0 to the number of marks, {len(marks)}")
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
        """Expect a mark after those that are due."""
        self.marks.append(mark)

    def expect(self, kind: TextKind) -> None:
        """Expect a reply after the marks that are due; no line that has been received already belongs to it."""
        self._kind = kind
        self._asked_at = self.lines.received
        if self.marks:
            self.marks_before = len(self.marks)

    def expect_trailer(self) -> None:
        """Expect that a 520 block may directly follow the reply; it is not the reply to the next command.

        agi_handle_command (res/res_agi.c) writes one when a handler returns 1, which is RESULT_SHOWUSAGE. handle_exec
        has already replied when it returns what the application returned.
        """
        self._trailer = ReplyReader("word", self._max_reply)

    def take_begun(self) -> list[bytes]:
        """Return the lines of an incomplete reply, and expect no reply any longer."""
        lines = self._begun.split(b"\n")[:-1]
        self._kind = self._reader = None
        return lines

    def next_item(self) -> Item | None:
        """Return the next item; None if more data is needed.

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
            # A shortcut for when only the reply is due: `_identify` has the same result. Without it, a session takes
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
            item = self._identify(line, start)
            if item is not None:
                return item

    def take_reply(self, data: bytes) -> RawReply | None:
        """Take the reply that is due from a new chunk that is one whole reply; None, and take nothing, if in doubt.

        To add the chunk and then call `next_item` has the same result.
        """
        kind, lines = self._kind, self.lines
        if (
            kind is None
            or self._reader is not None
            or self._trailer is not None
            or self.marks
            or self._glued is not None
            or lines.taken != lines.received
            or len(data) > self._max_reply
        ):
            return None
        line, end, more = data.partition(b"\n")
        if more or not end:
            return None
        raw = read_at_once(line, kind)
        if raw is not None:
            self._kind = None
            lines.taken = lines.received = lines.received + len(data)
        return raw

    def _next_of_block(self) -> BlockRead | None:
        """Return the environment; None if more data is needed."""
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
        """Return an environment that has arrived completely; None if it must be read line by line."""
        # Line by line, a session takes 14 % more.
        data = self.lines.peek(_END_OF_BLOCK, self._max_environment)
        if not data or data[:1] == b"\n":
            return None
        self.lines.drop(len(data) + len(_END_OF_BLOCK))
        return data

    def _identify(self, line: bytes, start: int) -> Item | None:
        """Return the item that a line is or completes; None if the item continues on the next line.

        Args:
            line: the line.
            start: the position of the line in the stream.
        """
        if self.marks and (mark := line.removeprefix(_HANGUP).removesuffix(b"\r")) in self.marks:
            # No value contains a mark, so this is the mark; without the error, the session would wait for it for ever.
            if line[-1:] == b"\r":
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
            # run_agi before 1.6.2.10 sends "HANGUP\n" with MSG_OOB (res/res_agi.c), and TCP removes only the last byte,
            # the line feed, from the stream. The next line then directly follows the word.
            glued = line.removeprefix(_HANGUP)
            if glued != line and (not glued or is_reply(glued)):
                return self._take_hangup(glued, start)
        self._trailer = None  # agi_handle_command writes it directly after the reply, or never
        kind = self._kind
        if kind is None or self.marks_before or start < self._asked_at or not is_reply(line):
            return line
        if reader is None:
            reader = self._reader = ReplyReader(kind, self._max_reply)
        return self._read_on(reader, line)

    def _read_on(self, reader: ReplyReader, line: bytes) -> RawReply | None:
        """Add a line to an incomplete reply; return the reply if that completes it."""
        raw = reader.feed(line)
        if raw is not None:
            self._kind = self._reader = None
        return raw

    def _take_mark(self, mark: bytes) -> Found:
        """Remove a mark that has arrived, and those due before it, which will not arrive any more."""
        passed = self.marks.index(mark) + 1
        del self.marks[:passed]
        self.is_mark_own = passed > self.marks_before
        self.marks_before = max(0, self.marks_before - passed)
        self._trailer = None
        return MARK

    def _take_hangup(self, glued: bytes, start: int) -> Found:
        """Keep the text that directly follows a HANGUP for the next item."""
        if glued:
            self._glued = glued, start + len(_HANGUP)
            self.lines.ready = True
        return HANGUP

    def _resume(self, kind: TextKind, lines: Sequence[bytes]) -> ReplyReader | None:
        """Return a reader that has read the first lines of a reply; None if they are not, or are a complete reply."""
        reader = ReplyReader(kind, self._max_reply)
        for line in lines:
            if not (reader.is_inside or is_reply(line)) or reader.feed(line) is not None:
                return None
        return reader
