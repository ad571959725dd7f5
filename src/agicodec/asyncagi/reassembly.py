"""The reassembly of replies in AsyncAGI: which bytes of which event belong to which command.

Asterisk writes the environment and every reply into a pipe, and reads at most 1024 bytes from it for each event. The
rest stays in the pipe and becomes the beginning of the next event. So the events are pieces of one stream, which
contains the replies in the order of their commands. A piece of less than 1024 bytes has emptied the pipe, so the last
reply ends with it. Text for which an event has no room is lost. The next reply is then found by its status, and no
reply is certain until the pipe has been empty again.

All of this is launch_asyncagi in res/res_agi.c, the same since 1.6.0: setup_env writes the environment into the pipe;
one `read` of AGI_BUF_SIZE (1024) bytes follows that and every command; and ast_uri_encode (main/utils.c) writes the
bytes into a buffer of AMI_BUF_SIZE (2048) bytes, and stops when that is full.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from agicodec.asyncagi.asked import Asked
from agicodec.asyncagi.encoding import Fragment
from agicodec.model.command import Command
from agicodec.session.snapshot import CommandClasses, Json, Saved, bytes_to_text
from agicodec.values import Value, read_only
from agicodec.wire.command_line import from_wire
from agicodec.wire.reply import USAGE, USAGE_END, USAGE_START, RawReply, is_reply, opens_text, read_at_once

__all__ = ["NOTHING", "EnvironmentRead", "Reassembly", "ReassemblyItem", "ReplyRead", "StrayLine"]

_END_OF_BLOCK = b"\n\n"
NOTHING: Final = Fragment(_END_OF_BLOCK, lossy=False)
"""A piece after which the pipe is empty: the end of an environment that has been read."""

_USAGE_FOLLOWS = b"200 result=1"
"""A reply that a 520 block follows, to a command whose result is also its status: handle_exec (res/res_agi.c) returns
what it has just replied, and agi_handle_command takes a 1 for RESULT_SHOWUSAGE."""


@read_only(eq=False, repr=False)
class EnvironmentRead(Value):
    """The environment block, if it took more than one piece."""

    block: bytes


@read_only(eq=False, repr=False)
class ReplyRead(Value):
    """A reply, complete or truncated (`raw.truncated`)."""

    asked: Asked
    raw: RawReply
    certain: bool
    """Whether it is certainly the reply to that command, and not, for example, text within another reply."""


@read_only(eq=False, repr=False)
class StrayLine(Value):
    """A line that belongs to no reply."""

    line: str


ReassemblyItem: TypeAlias = EnvironmentRead | ReplyRead | StrayLine


class Reassembly:
    """Joins the pieces that events carry, and divides them into replies once the pipe is empty.

    Args:
        block: the piece that the session started with, which may be only a part of the environment.
        limit: how many bytes to keep; if more arrive, the end of the last reply counts as lost.
    """

    def __init__(self, block: Fragment, limit: int) -> None:
        whole = (block.data.endswith(_END_OF_BLOCK) and not block.full) or block.lossy
        self._limit = limit
        self._in_block = not whole
        """Whether the data begins with the environment."""
        self._commands: list[Asked] = []
        self._pieces: list[bytes] = [] if whole else [block.data]
        self._size = 0 if whole else len(block.data)
        self._lost = block.lossy
        """Whether the end of the last piece is lost."""
        self._clean = whole and not block.lossy
        """Whether the data begins with the reply to the first command."""
        self._doubtful = block.lossy
        """Whether data was lost since the pipe was last known to be empty."""

    @property
    def commands(self) -> tuple[Asked, ...]:
        """The commands that have run and whose replies are incomplete."""
        return tuple(self._commands)

    def save(self) -> Mapping[str, Json]:
        """Return the reassembly as plain data."""
        return {
            "data": bytes_to_text(b"".join(self._pieces)),
            "commands": [asked.save() for asked in self._commands],
            "in_block": self._in_block,
            "lost": self._lost,
            "clean": self._clean,
            "doubtful": self._doubtful,
        }

    @classmethod
    def restore(cls, saved: Saved, classes: CommandClasses, limit: int) -> Reassembly:
        """Return a reassembly restored from what `save` returned."""
        reassembly = cls(Fragment(_END_OF_BLOCK, lossy=saved.flag("lost")), limit)
        reassembly._pieces = [saved.data("data")]
        reassembly._size = len(reassembly._pieces[0])
        reassembly._commands = [Asked.restore(entry, classes) for entry in saved.tables("commands")]
        reassembly._in_block, reassembly._clean = saved.flag("in_block"), saved.flag("clean")
        reassembly._doubtful = saved.flag("doubtful")
        return reassembly

    def feed(self, asked: Asked, fragment: Fragment) -> list[ReassemblyItem]:
        """Add the piece that Asterisk read after a command, and return all items that are now complete."""
        data = fragment.data
        if self._clean and not self._size and not fragment.full and not fragment.lossy:
            reply = self._take_plain(asked, data)
            if reply is not None:
                return [reply]
        items: list[ReassemblyItem] = []
        if self._lost:
            start = _find_reply(data, asked.command, drained=not fragment.full)
            if start:
                items += (StrayLine(from_wire(line)) for line in data[:start].removesuffix(b"\n").split(b"\n"))
            data = data[start:]
        self._commands.append(asked)
        self._pieces.append(data)
        self._size += len(data)
        self._lost = fragment.lossy or self._size > self._limit
        self._doubtful = self._doubtful or self._lost
        if self._lost or not fragment.full:  # `read` returns fewer bytes only if the pipe is empty
            items += self._empty(lost=self._lost)
        return items

    @staticmethod
    def _take_plain(asked: Asked, data: bytes) -> ReplyRead | None:
        """Return the reply if the data is one reply of one line; None if it needs the full procedure."""
        # Most replies are of this form. The full procedure for each would add 19 % to a command of AsyncAGI.
        if data.find(b"\n") != len(data) - 1:
            return None
        raw = read_at_once(data[:-1], asked.command.reply_text)
        return None if raw is None else ReplyRead(asked, raw, True)

    def end(self) -> list[ReassemblyItem]:
        """Return the incomplete replies, whose ends will not arrive."""
        return list(self._empty(lost=True))

    def _empty(self, *, lost: bool) -> Iterator[ReassemblyItem]:
        """Return all replies; if the end of the last one is not lost, it is the end of the data."""
        data, commands = b"".join(self._pieces), self._commands
        self._pieces, self._commands, self._size = [], [], 0
        if self._in_block:
            block, end, data = data.partition(_END_OF_BLOCK)
            self._in_block = False
            yield EnvironmentRead(block + end)
        alone = self._clean and len(commands) == 1
        replies = _Replies(data, len(commands), alone=alone, doubtful=self._doubtful or lost, lost=lost)
        self._clean, self._doubtful = not lost, lost
        for asked in commands[:-1]:
            yield from replies.take(asked)
        if commands:
            yield from replies.take_last(commands[-1], lost=lost)
        yield from replies.strays(None)


class _Replies:
    """The lines of consecutive replies; each search continues where the previous one ended.

    Args:
        data: the lines.
        count: the number of replies.
        alone: whether the data is known to be exactly one reply.
        doubtful: whether data was lost before, within or after this data. If not, the replies are certain when as many
            lines look like the start of a reply as there are replies. After a loss that proves nothing: one of these
            lines may be part of a text, and a real start may be lost.
        lost: whether the end of the data is lost, so that a last line without a line feed is incomplete.
    """

    def __init__(self, data: bytes, count: int, *, alone: bool, doubtful: bool, lost: bool) -> None:
        self._lines = data.removesuffix(b"\n").split(b"\n") if data else []
        self._whole_lines = len(self._lines) - (lost and not data.endswith(b"\n"))
        self._position = 0
        self._first = 0
        starts = [_may_start(line) for line in self._lines]
        self._starts = [index for index, start in enumerate(starts) if start]
        self._certain = not doubtful and (alone or count == len(self._starts))
        self._usage_ends = [index for index, line in enumerate(self._lines) if line.endswith(USAGE_END)]
        self._text_ends = [i for i, line in enumerate(self._lines[:-1]) if line.endswith(b")") and starts[i + 1]]

    def take(self, asked: Asked) -> Iterator[ReassemblyItem]:
        """Yield the next reply, which is not the last one."""
        yield from self.strays(_following(self._starts, self._position))
        end = self._end(asked.command, self._text_ends)
        if end is None:
            cut = _following(self._starts, self._position + 1)
            yield from self._reply(asked, len(self._lines) if cut is None else cut, cut=True)
        else:
            yield from self._reply(asked, end)

    def take_last(self, asked: Asked, *, lost: bool) -> Iterator[ReassemblyItem]:
        """Yield the last reply, whose text may extend to the end of the data."""
        yield from self.strays(_following(self._starts, self._position))
        whole = [len(self._lines) - 1] if self._lines and self._lines[-1].endswith(b")") else self._text_ends
        end = None if lost else self._end(asked.command, whole)
        yield from self._reply(asked, len(self._lines) if end is None else end, cut=end is None)

    def strays(self, end: int | None) -> Iterator[ReassemblyItem]:
        """Yield the lines up to an index, or all remaining lines, as stray lines."""
        while self._position < (len(self._lines) if end is None else end):
            yield StrayLine(from_wire(self._lines[self._position]))
            self._position += 1

    def _end(self, command: Command[object], text_ends: Sequence[int]) -> int | None:
        """Return the index after the last line of the reply, or None if the reply is incomplete.

        Args:
            command: the command.
            text_ends: the indices of the lines at which a text in parentheses may end.
        """
        first = max(self._position, self._first)
        while first < len(self._lines) and self._lines[first].startswith(b"1"):
            first += 1
        self._first = first  # all lines from the position up to here are provisional replies
        if first >= len(self._lines) or not is_reply(self._lines[first]):
            return None
        line = self._lines[first]
        if line.startswith(USAGE_START):
            end = _following(self._usage_ends, first)
        elif opens_text(line, command.reply_text) and not (command.reply_text == "unknown" and b") " in line):
            end = _following(text_ends, first)
        else:
            end = first
        return None if end is None or end >= self._whole_lines else end + 1

    def _reply(self, asked: Asked, end: int, *, cut: bool = False) -> Iterator[ReassemblyItem]:
        """Yield the lines up to an index as a reply, and the 520 block after it, if any, as stray lines."""
        data = b"\n".join(self._lines[self._position : end])
        self._position = end
        raw = RawReply.salvage(data) if cut else RawReply.decode(data, asked.command.reply_text)
        yield ReplyRead(asked, raw, self._certain and not cut)
        if asked.command.usage_follows(raw) and self._position < len(self._lines):
            line = self._lines[self._position]
            if line.startswith(USAGE_START):
                last = _following(self._usage_ends, self._position)
                yield from self.strays(None if last is None else last + 1)
            elif line.startswith(USAGE):
                yield from self.strays(self._position + 1)


def _may_start(line: bytes) -> bool:
    # agi_handle_command (res/res_agi.c) ends a 520 block with a line that looks like a reply of its own.
    return is_reply(line) and line != USAGE_END


def _following(indices: Sequence[int], position: int) -> int | None:
    """Return the first of the sorted indices that is at or after a position; None if there is none."""
    found = bisect_left(indices, position)
    return indices[found] if found < len(indices) else None


def _find_reply(data: bytes, command: Command[object], *, drained: bool) -> int:
    """Return where a reply starts after the rest of a reply whose end is lost; the length of the data if nowhere.

    If the data ends with the reply (`drained`) and the reply has one line, the last line that may start it does.
    """
    lines = data.removesuffix(b"\n").split(b"\n")
    starts = [index for index, line in enumerate(lines) if _may_start(line)]
    if not starts:
        return len(data)
    start = starts[0]
    if drained and lines[-1].endswith(USAGE_END):
        start = next((index for index in reversed(starts) if lines[index].startswith(USAGE_START)), start)
        if command.result_is_status and start and lines[start - 1] == _USAGE_FOLLOWS:
            start -= 1
    elif drained and command.reply_text == "word":
        start = starts[-1]
        while start and lines[start - 1].startswith(b"1") and _may_start(lines[start - 1]):
            start -= 1
    return sum(len(line) + 1 for line in lines[:start])
