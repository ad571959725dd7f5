"""Command lines become commands, as Asterisk reads them; and what Asterisk says to those it refuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from attrs import frozen

from agicodec.command import MOST_WORDS_OF_A_NAME, Command
from agicodec.errors import InvalidArgument, LocalProtocolError, shown
from agicodec.given import Unreadable
from agicodec.protocol import MAX_WORDS, STATUS_LINES
from agicodec.raw import Raw, Unchecked
from agicodec.reply import RawReply
from agicodec.saved import CommandClasses, shipped_class
from agicodec.wire import from_wire, quoting_faults, split

__all__ = [
    "Decoded",
    "MalformedCommand",
    "ReadLine",
    "UnknownCommand",
    "admit",
    "class_of",
    "decode_command",
    "encode_reply",
    "read_command",
    "read_line",
    "refusal",
    "to_command",
]


@frozen
class UnknownCommand:
    """A line that names no command."""

    words: tuple[str, ...]
    """Its words, perhaps none."""


@frozen
class MalformedCommand:
    """A line with arguments that its command, as agicodec has it, does not take."""

    command: type[Command[object]]
    """The command that it names."""
    words: tuple[str, ...]
    """The words after the command's own."""
    problem: str
    """What is wrong with them, and what would be right."""
    refused: bool
    """Whether Asterisk answers with 520; if not, it runs the command with what it makes of the words."""


Decoded: TypeAlias = Command[object] | UnknownCommand | MalformedCommand
"""What a line may be."""


@frozen
class ReadLine:
    """What Asterisk makes of a line, and what it makes nothing of."""

    decoded: Decoded
    """What the line is; `to_command` makes a command of it that can be sent."""
    ignored: tuple[str, ...] = ()
    """The words that Asterisk ignores, such as those behind the options of EXEC."""
    line: bytes = b""
    """The line itself."""

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with the quoting, though Asterisk reads it: each says where, and what becomes of it."""
        return tuple(quoting_faults(self.line))


def decode_command(line: bytes | bytearray, classes: CommandClasses = ()) -> Decoded:
    """Read a command line as Asterisk reads it; a line feed at its end may be left out.

    Words beyond the most that Asterisk takes are dropped, as it drops them; quoted ones may crash a real Asterisk.

    Args:
        line: the line.
        classes: command classes besides those of agicodec.
    """
    return _decode_words([from_wire(word) for word in split(line)[:MAX_WORDS]], classes)


def read_line(line: bytes | bytearray, classes: CommandClasses = ()) -> ReadLine:
    """Read a command line as Asterisk reads it, and tell what it makes nothing of.

    Args:
        line: the line.
        classes: command classes besides those of agicodec.
    """
    words = [from_wire(word) for word in split(line)]
    decoded = _decode_words(words[:MAX_WORDS], classes)
    ignored = words[MAX_WORDS:]
    if not isinstance(decoded, UnknownCommand):
        command = class_of(decoded)
        ignored = [*command.ignored_words(words[len(command.words) : MAX_WORDS]), *ignored]
    return ReadLine(decoded, tuple(ignored), bytes(line))


def _decode_words(words: Sequence[str], classes: CommandClasses) -> Decoded:
    command = _find_class(words, classes)
    if command is None:
        return UnknownCommand(tuple(words))
    arguments = words[len(command.words) :]
    try:
        return command.from_words(arguments)
    except Unreadable as error:
        return MalformedCommand(command, tuple(arguments), error.problem, error.refused)
    except InvalidArgument as error:
        return MalformedCommand(command, tuple(arguments), f"{error.argument}: {error.problem}", refused=False)


def read_command(line: bytes | bytearray, classes: CommandClasses = (), *, strict: bool = False) -> Command[object]:
    """Read a line that was put together by hand, to be sent as it should be.

    It becomes its command, an `Unchecked` where the class does not take the arguments, or a `Raw` where none is known.

    The line is read as Asterisk reads it, broken quoting included: of `SET VARIABLE X "say "hi" there"` the value is
    `say hi there`. Words that Asterisk ignores are left out, as `b` and `c` of `EXEC Playback a b c` are; `read_line`
    reports both.

    Args:
        line: the line; a line feed within it is part of a word, so that the command cannot be sent.
        classes: command classes besides those of agicodec.
        strict: refuse a line of which anything would be lost: one with broken quoting, or with words that are ignored.

    Raises:
        InvalidArgument: there is no word on the line, or `strict` finds something wrong.
    """
    read = read_line(line, classes)
    if strict and (fault := next(quoting_faults(line), None)):
        raise InvalidArgument("command line", "line", read.line, fault)
    if strict and read.ignored:
        problem = f"Asterisk ignores all from the word {shown(read.ignored[0])} on; quote what belongs together"
        raise InvalidArgument("command line", "line", read.line, problem)
    return to_command(read.decoded)


def to_command(decoded: Decoded) -> Command[object]:
    """Give the command of what was read: an `Unchecked` where its class does not take it, a `Raw` where it has none.

    Raises:
        InvalidArgument: there is no word.
    """
    match decoded:
        case UnknownCommand(()):
            raise InvalidArgument("command line", "line", "", "expected at least one word")
        case UnknownCommand(words):
            return Raw(words[0], *words[1:])
        case MalformedCommand(command, words):
            return Unchecked(command, *words)
        case command:
            return command


def class_of(command: Command[object] | MalformedCommand) -> type[Command[object]]:
    """Give the class that a line names."""
    return command.command if isinstance(command, MalformedCommand) else type(command)


def admit(decoded: Decoded, *, dead: bool = False) -> Command[object] | MalformedCommand | RawReply:
    """Give the command that Asterisk runs for a line, or the reply with which it refuses the line by itself.

    Args:
        decoded: the line.
        dead: whether the channel has hung up.
    """
    if isinstance(decoded, UnknownCommand):
        return refusal(510)
    command = class_of(decoded)
    if dead and not command.dead:
        return refusal(511)
    if isinstance(decoded, MalformedCommand) and decoded.refused:
        return refusal(520, command)
    return decoded


def encode_reply(command: Decoded | None, raw: RawReply) -> bytes:
    """Write the reply to a command, with the 520 block that Asterisk adds unasked to some.

    Raises:
        TypeError: it is no reply.
    """
    _require_reply(raw)
    if isinstance(command, (Command, MalformedCommand)) and to_command(command).usage_follows(raw):
        return raw.encode() + refusal(520, class_of(command)).encode()
    return raw.encode()


def refusal(status: int, command: type[Command[object]] | None = None) -> RawReply:
    """Make the reply with which Asterisk refuses a command.

    Args:
        status: 503, 510, 511 or 520.
        command: the command that is refused; a 520 block has its synopsis where Asterisk has a text of its own.

    Raises:
        LocalProtocolError: the status is no refusal.
    """
    if status not in STATUS_LINES:
        raise LocalProtocolError(f"cannot refuse with {status}; expected one of {', '.join(map(str, STATUS_LINES))}")
    if status != 520:
        return RawReply.decode(STATUS_LINES[status].encode())
    if command is None:
        return RawReply(520, tail="Invalid command syntax.  Proper usage not available.")
    return RawReply(520, text=f"Usage: {command.synopsis}\n")


def _require_reply(raw: object) -> None:
    if not isinstance(raw, RawReply):
        raise TypeError(f"expected a RawReply, such as command.reply_with(result), found {shown(raw)}")


def _find_class(words: Sequence[str], classes: CommandClasses) -> type[Command[object]] | None:
    """Find the command class whose words the line begins with, without regard to case."""
    for command in (*classes, *_shipped(words)):
        name = tuple(word.upper() for word in words[: len(command.words)])
        if command.words and command.words == name:
            return command
    return None


def _shipped(words: Sequence[str]) -> Iterator[type[Command[object]]]:
    """Give the command classes of agicodec whose names the first words make."""
    for count in range(min(MOST_WORDS_OF_A_NAME, len(words)), 0, -1):
        command = shipped_class("".join(word.title() for word in words[:count]))
        if command is not None:
            yield command
