"""Reads commands from command lines as Asterisk does, and writes the replies to those that Asterisk refuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from attrs import frozen

from agicodec.errors import InvalidArgument, LocalProtocolError, shown
from agicodec.model.argument_words import Unreadable, WordsRead
from agicodec.model.command import MOST_WORDS_OF_A_NAME, Command
from agicodec.model.raw import Raw, Unchecked
from agicodec.session.snapshot import CommandClasses, shipped_class
from agicodec.wire.command_line import from_wire, line_faults, split, upper
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.protocol import MAX_WORDS, STATUS_LINES
from agicodec.wire.reply import RawReply

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
    """A line that is not a known command."""

    words: tuple[str, ...]
    """Its words; may be empty."""


@frozen
class MalformedCommand:
    """A line with arguments that agicodec's class for the command does not accept."""

    command: type[Command[object]]
    """The command that it names."""
    words: tuple[str, ...]
    """The words after the command's own."""
    problem: str
    """What is wrong with the words, and what would be right."""
    refused: bool
    """Whether Asterisk replies with 520; if not, it runs the command with its own interpretation of the words."""


Decoded: TypeAlias = Command[object] | UnknownCommand | MalformedCommand
"""The command of a line, or why there is none."""


@frozen
class ReadLine:
    """How Asterisk reads a line, including the words that it ignores."""

    decoded: Decoded
    """The command of the line, or why there is none; `to_command` returns a command that can be sent."""
    ignored: tuple[str, ...] = ()
    """The words that Asterisk ignores, such as those after the options of EXEC."""
    line: bytes = b""
    """The line itself."""
    misread: tuple[str, ...] = ()
    """The words that Asterisk reads as something else, such as `'world' is not a number: read as 0`."""
    limits: Limits = SAFEST_LIMITS
    """The limits of a line."""

    @property
    def faults(self) -> tuple[str, ...]:
        """The mistakes that Asterisk does not refuse, with their effects, besides the words in `ignored`.

        These are mistakes in the quoting, words that are `misread`, a line that is too long or contains a line feed,
        and a line that ends the run.
        """
        return (*line_faults(self.line, self.limits), *self.misread)


def decode_command(line: bytes | bytearray, classes: CommandClasses = ()) -> Decoded:
    """Read a command line as Asterisk does; the line feed at its end may be missing.

    Words beyond the limit are dropped, as Asterisk does; if they are quoted, a real Asterisk may crash.

    Args:
        line: the line.
        classes: command classes besides those of agicodec. The class with the longest name that the line begins with is
            chosen. Of names of equal length, the first of these is chosen, before one of agicodec.
    """
    return _decode_words([from_wire(word) for word in split(line)[:MAX_WORDS]], classes)


def read_line(line: bytes | bytearray, classes: CommandClasses = (), *, limits: Limits = SAFEST_LIMITS) -> ReadLine:
    """Read a command line as Asterisk does, and report what Asterisk ignores or reads as something else.

    Args:
        line: the line.
        classes: command classes besides those of agicodec; see `decode_command`.
        limits: the limits of a line: `AsteriskVersion.limits`, or by default those that every Asterisk accepts.
    """
    words = [from_wire(word) for word in split(line)]
    taken, ignored = words[:MAX_WORDS], words[MAX_WORDS:]
    command = _find_class(taken, classes)
    if command is None:
        return ReadLine(UnknownCommand(tuple(taken)), tuple(ignored), bytes(line), (), limits)
    arguments = WordsRead(taken[len(command.words) :])
    decoded = _decode_arguments(command, arguments)
    ignored = [*command.ignored_words(arguments), *ignored]
    return ReadLine(decoded, tuple(ignored), bytes(line), tuple(arguments.misread), limits)


def _decode_words(words: Sequence[str], classes: CommandClasses) -> Decoded:
    command = _find_class(words, classes)
    if command is None:
        return UnknownCommand(tuple(words))
    return _decode_arguments(command, WordsRead(words[len(command.words) :]))


def _decode_arguments(command: type[Command[object]], words: WordsRead) -> Decoded:
    """Create the command from the words after its name, which record what is read as something else."""
    try:
        return command.from_words(words)
    except Unreadable as error:
        if error.refused:
            words.misread.clear()
        return MalformedCommand(command, tuple(words), error.problem, error.refused)
    except InvalidArgument as error:
        problem = f"{error.argument}: {error.problem}"
        words.misread.append(f"{error.argument} {shown(error.value)}: {error.problem}")
        return MalformedCommand(command, tuple(words), problem, refused=False)


def read_command(
    line: bytes | bytearray,
    classes: CommandClasses = (),
    *,
    strict: bool = False,
    limits: Limits = SAFEST_LIMITS,
) -> Command[object]:
    """Read a line that was written by hand, so that it can be sent as a command.

    Returns the command, an `Unchecked` if its class does not accept the arguments, or a `Raw` if it has no class.

    The line is read as Asterisk reads it, even if its quoting is broken: in `SET VARIABLE X "say "hi" there"`, the
    value is `say hi there`. Words that Asterisk ignores are omitted, such as `b` and `c` in `EXEC Playback a b c`. A
    word that Asterisk reads as something else is replaced, such as `world` in `VERBOSE hello world`, which becomes 0.
    `read_line` reports all of this.

    Args:
        line: the line; a line feed within it is part of a word, so that the command cannot be sent.
        classes: command classes besides those of agicodec; see `decode_command`.
        strict: refuse a line of which anything would be lost: one whose `ReadLine` has `faults` or `ignored` words. A
            line that Asterisk itself refuses is accepted, since the reply will report that.
        limits: the limits of a line if `strict`: `AsteriskVersion.limits`, or by default those that every Asterisk
            accepts.

    Raises:
        InvalidArgument: the line contains no word, or `strict` finds a mistake.
    """
    read = read_line(line, classes, limits=limits)
    if strict and (problems := [*read.faults, *_words_lost(read)]):
        raise InvalidArgument("command line", "line", read.line, "; ".join(problems))
    return to_command(read.decoded)


def _words_lost(read: ReadLine) -> Iterator[str]:
    if read.ignored:
        yield f"Asterisk ignores all from the word {shown(read.ignored[0])} on; quote an argument that contains blanks"


def to_command(decoded: Decoded) -> Command[object]:
    """Return the command of a decoded line: an `Unchecked` if its class does not accept it, a `Raw` if it has no class.

    Raises:
        InvalidArgument: the line contains no word.
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
    """Return the class that a line names."""
    return command.command if isinstance(command, MalformedCommand) else type(command)


def admit(decoded: Decoded, *, hung_up: bool = False) -> Command[object] | MalformedCommand | RawReply:
    """Return the command that Asterisk runs for a line, or the reply with which Asterisk refuses the line.

    Args:
        decoded: the line.
        hung_up: whether the channel has hung up.
    """
    if isinstance(decoded, UnknownCommand):
        return refusal(510)
    command = class_of(decoded)
    if hung_up and not command.dead:
        return refusal(511)
    if isinstance(decoded, MalformedCommand) and decoded.refused:
        return refusal(520, command)
    return decoded


def encode_reply(command: Decoded | None, raw: RawReply) -> bytes:
    """Write the reply to a command, with the additional 520 block that Asterisk sends after some replies.

    Raises:
        TypeError: the value is not a reply.
    """
    _require_reply(raw)
    if isinstance(command, (Command, MalformedCommand)) and to_command(command).usage_follows(raw):
        return raw.encode() + refusal(520, class_of(command)).encode()
    return raw.encode()


def refusal(status: int, command: type[Command[object]] | None = None) -> RawReply:
    """Return the reply with which Asterisk refuses a command.

    Args:
        status: 503, 510, 511 or 520.
        command: the command that is refused; a 520 block contains its synopsis if Asterisk has documentation of it.

    Raises:
        LocalProtocolError: the status is not that of a refusal.
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
    """Find the command class with the longest name that the line begins with, of equals one of the caller's."""
    own = max(_named(words, classes), key=_length, default=None)
    shipped = next(_named(words, _shipped(words)), None)
    if own is None or shipped is None:
        return own or shipped
    return own if _length(own) >= _length(shipped) else shipped


def _named(words: Sequence[str], classes: CommandClasses) -> Iterator[type[Command[object]]]:
    """Return the command classes whose names the words begin with, without regard to case."""
    for command in classes:
        if command.words and command.words == tuple(map(upper, words[: len(command.words)])):
            yield command


def _length(command: type[Command[object]]) -> int:
    return len(command.words)


def _shipped(words: Sequence[str]) -> Iterator[type[Command[object]]]:
    """Return the command classes of agicodec whose names the first words make, those with the longest name first."""
    for count in range(min(MOST_WORDS_OF_A_NAME, len(words)), 0, -1):
        command = shipped_class("".join(word.title() for word in words[:count]))
        if command is not None:
            yield command
