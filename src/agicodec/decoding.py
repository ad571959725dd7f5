"""Command lines become commands, as Asterisk reads them; and what Asterisk says to those it refuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from attrs import frozen

from agicodec.command import MOST_WORDS_OF_A_NAME, Command
from agicodec.errors import InvalidArgument, LocalProtocolError, shown
from agicodec.given import Unreadable
from agicodec.protocol import MAX_WORDS, STATUS_LINES
from agicodec.raw import Raw
from agicodec.reply import RawReply
from agicodec.saved import CommandClasses, shipped_class
from agicodec.wire import from_wire, split

__all__ = [
    "Decoded",
    "MalformedCommand",
    "UnknownCommand",
    "admit",
    "class_of",
    "decode_command",
    "encode_reply",
    "read_command",
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


def decode_command(line: bytes | bytearray, classes: CommandClasses = ()) -> Decoded:
    """Read a command line as Asterisk reads it; a line feed at its end may be left out.

    Words beyond the most that Asterisk takes are dropped, as it drops them; quoted ones may crash a real Asterisk.

    Args:
        line: the line.
        classes: command classes besides those of agicodec.
    """
    words = [from_wire(word) for word in split(line)[:MAX_WORDS]]
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


def read_command(line: bytes | bytearray, classes: CommandClasses = ()) -> Command[object]:
    """Read a line that was put together by hand, to be sent as it should be: its command, or a `Raw` of its words.

    Args:
        line: the line; a line feed within it is part of a word, so that the command cannot be sent.
        classes: command classes besides those of agicodec.

    Raises:
        InvalidArgument: there is no word on the line.
    """
    return to_command(decode_command(line, classes))


def to_command(decoded: Decoded) -> Command[object]:
    """Give the command of what was read, or a `Raw` of its words.

    Raises:
        InvalidArgument: there is no word.
    """
    match decoded:
        case UnknownCommand(()):
            raise InvalidArgument("command line", "line", "", "expected at least one word")
        case UnknownCommand(words):
            return Raw(words[0], *words[1:])
        case MalformedCommand(command, words):
            return Raw(" ".join(command.words), *words)
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
    if isinstance(command, Command) and command.usage_follows(raw):
        return raw.encode() + refusal(520, type(command)).encode()
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
