"""The base class of all commands, which encode their lines and interpret the replies."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, Literal, TypeVar

import agicodec.model
from agicodec.errors import (
    DeadChannel,
    InvalidArgument,
    InvalidCommand,
    LineError,
    LocalProtocolError,
    ReplyError,
    ServerError,
    TruncatedReply,
    UnexpectedResult,
    UnknownStatus,
    UsageError,
    shown,
)
from agicodec.values import Value
from agicodec.wire.command_line import encode_line, upper
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.protocol import COMMANDS
from agicodec.wire.reply import RawReply, TextKind
from agicodec.wire.versions import AsteriskVersion, require_version

__all__ = ["MOST_WORDS_OF_A_NAME", "Command", "Interrupt", "require_command"]

R_co = TypeVar("R_co", covariant=True)

Interrupt = Literal["silent", "silent prompt", "silent in EAGI", "answers", "never"]
"""What happens to a running command if another line is written.

- `silent`: the command stops and never answers.
- `silent prompt`: the same while its prompt plays; afterwards it stops and answers.
- `silent in EAGI`: the same as `silent` under EAGI; elsewhere it runs to its end and answers.
- `answers`: it stops and answers.
- `never`: it runs to its end and answers.
"""

MOST_WORDS_OF_A_NAME = 3
"""The number of words of the longest command name."""

_MANY_WORDS = 16
"""No command of the spec has as many words."""

_BREAK = ("ASYNCAGI", "BREAK")


_STATUS_ERRORS: dict[int, type[ReplyError]] = {511: DeadChannel, 520: UsageError}


class Command(Value, ABC, Generic[R_co]):
    """An AGI command whose 200 reply becomes an `R_co`.

    A framework runs any command with one method, `execute(command: Command[R]) -> R`. Commands are immutable values:
    two commands of the same class are equal if their lines are. `str(command)` is only the name, as used in messages:
    `GET DATA`.
    """

    __slots__ = ()

    words: ClassVar[tuple[str, ...]]
    """The words that name it."""
    synopsis: ClassVar[str] = ""
    """Its words and arguments in the order of a line, optional ones in brackets."""
    dead: ClassVar[bool]
    """Whether it may run on a channel that has hung up."""
    interrupt: ClassVar[Interrupt]
    """What happens to it if another line is written while it runs."""
    reply_text: ClassVar[TextKind]
    """What the parentheses in its replies contain."""
    result_is_status: ClassVar[bool] = False
    """Whether the number in its reply is also its status: 1 for wrong usage, 2 for a failure, 3 for a break."""
    depends_on_release: ClassVar[bool] = False
    """Whether the meaning of one of its replies depends on the release of Asterisk."""
    failures: ClassVar[frozenset[str]] = frozenset()
    """The outcomes that Asterisk counts as a failure of the run."""
    unfailing: ClassVar[frozenset[str]] = frozenset()
    """The results that do not count as a failure, although they have one of these outcomes."""
    title: ClassVar[str] = ""
    """Its name: those words with blanks between."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.title = " ".join(getattr(cls, "words", ()))
        if "argument_words" in vars(cls) and "encode" not in vars(cls):
            setattr(cls, "encode", _encode_words)  # noqa: B010  # not that of a base, which has other words

    @abstractmethod
    def argument_words(self) -> Sequence[str]:
        """Return the words that follow the command's own, neither escaped nor quoted."""

    @abstractmethod
    def interpret_success(self, raw: RawReply) -> R_co:
        """Return the result for a 200 reply of a recent Asterisk; `interpret` is for all replies.

        Raises:
            UnexpectedResult: the reply has none of the forms that are known for this command.
        """

    def interpret_release(self, raw: RawReply, version: AsteriskVersion) -> R_co:
        """Return the meaning of a 200 reply of that Asterisk, where `depends_on_release`; see `interpret_success`."""
        return self.interpret_success(raw)

    def reply_with(self, result: object) -> RawReply:
        """Return the reply of a recent Asterisk for a result; the reverse of `interpret_success`.

        Raises:
            LocalProtocolError: no reply to this command expresses the result.
        """
        raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> Command[R_co]:
        """Create the command from the words that follow its name on a line, as Asterisk reads them.

        Raises:
            Unreadable: Asterisk refuses the words, or this class cannot express how Asterisk reads them.
            InvalidArgument: Asterisk accepts the words, but the class does not.
        """
        from agicodec.model.argument_words import Unreadable

        raise Unreadable(f"{cls.__name__} does not define from_words(), which reads its words", refused=False)

    @staticmethod
    def given_words(words: Sequence[str], least: int = 0, most: int | None = None) -> agicodec.model.Given:
        """Return a reader of the words that follow the name on a line, for `from_words`.

        Args:
            words: the words.
            least: how many of them Asterisk requires.
            most: how many of them Asterisk accepts; None if it ignores further ones.

        Raises:
            Unreadable: there are too few or too many words.
        """
        from agicodec.model.argument_words import Given  # only Asterisk's side reads words

        return Given(words, least, most)

    @classmethod
    def ignored_words(cls, words: Sequence[str]) -> Sequence[str]:
        """Return the words on a line, of those that follow its name, that Asterisk ignores."""
        return words[:0]

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        """Return the command as a line, with its line feed.

        The default `limits` are those that every Asterisk accepts; `AsteriskVersion.limits` has those of a release.

        Raises:
            InvalidArgument: Asterisk would not read these arguments unchanged: one contains a line feed, a NUL or half
                a surrogate pair, or the line is too long or has too many words.
        """
        return _encode_words(self, limits)

    def finish(self, line: str, limits: Limits) -> bytes:
        """Encode a line made of this command's own words, quoted, and by the `encode` of all commands when in doubt."""
        # The `encode` of most commands is one f-string and this. With the `encode` of all commands, it takes 32 % more
        # to make SET VARIABLE and write its line, and a session takes 11 % more.
        if "\n" not in line and "\0" not in line and "\r" not in line and limits.words >= _MANY_WORDS:
            try:
                data = f"{line}\n".encode("utf-8", "surrogateescape")
            except UnicodeEncodeError:
                return _encode_words(self, limits)
            if len(data) <= limits.line:
                return data
        return _encode_words(self, limits)

    def interpret(self, raw: RawReply, version: AsteriskVersion | None = None) -> R_co:
        """Return the result for a reply to this command.

        Args:
            raw: the reply.
            version: the version of Asterisk that sent it, on which the meaning of a few replies depends; by default a
                recent one. Sessions pass the one from their environment.

        Raises:
            ReplyError: the reply refuses the command or has no known form; the subclass says which.
            TypeError: `raw` is not a `RawReply`, or `version` is needed and is not an `AsteriskVersion`.
        """
        if type(raw) is not RawReply:
            _require_reply(raw)
        if raw.status == 200 and not raw.truncated:
            if self.depends_on_release and version is not None:
                require_version(version)
                return self.interpret_release(raw, version)
            return self.interpret_success(raw)
        raise self._refusal(raw)

    def answer(self, raw: RawReply, version: AsteriskVersion | None = None) -> R_co | ReplyError:
        """Return the result for a reply to this command, or the `ReplyError` that `interpret` would raise."""
        if type(raw) is not RawReply:
            _require_reply(raw)
        if raw.status != 200 or raw.truncated:
            return self._refusal(raw)
        try:
            if self.depends_on_release and version is not None:
                require_version(version)
                return self.interpret_release(raw, version)
            return self.interpret_success(raw)
        except ReplyError as error:
            return error

    def _refusal(self, raw: RawReply) -> ReplyError:
        """Return the error for a reply that refuses the command."""
        text = raw.tail if raw.text is None else raw.text
        if raw.status == 510:
            return InvalidCommand(str(self), text, module=_module_of((*self.words, *self.argument_words())))
        error = _STATUS_ERRORS.get(raw.status)
        if error is not None:
            return error(str(self), text)
        if raw.truncated:
            return TruncatedReply(str(self), _text_of(raw))
        error = ServerError if 500 <= raw.status < 600 else UnknownStatus
        return error(str(self), _text_of(raw))

    def is_interruptible(self, *, enhanced: bool) -> bool:
        """Return whether another line stops it, under EAGI (`enhanced`) or elsewhere."""
        return enhanced if self.interrupt == "silent in EAGI" else self.interrupt != "never"

    def usage_follows(self, raw: RawReply) -> bool:
        """Return whether Asterisk sends an additional 520 block after a reply."""
        return self.result_is_status and raw.status == 200 and raw.result == "1"

    def fails(self, raw: RawReply, version: AsteriskVersion | None = None) -> bool:
        """Return whether Asterisk counts a reply as a failure of the run; see `interpret` for the version.

        AGISTATUS becomes FAILURE, and on a live channel AsyncAGI ends.
        """
        if raw.status != 200:
            return raw.status == 503
        if self.result_is_status:
            return raw.result == "2"
        outcome: object = getattr(self.answer(raw, version), "outcome", None) if self.failures else None
        return outcome in self.failures and raw.result not in self.unfailing

    def breaks(self, raw: RawReply) -> bool:
        """Return whether a reply ends AsyncAGI without a failure, as the reply to ASYNCAGI BREAK does."""
        if raw.status != 200:
            return False
        return self.words == _BREAK or (self.result_is_status and raw.result == "3")

    def unexpected(self, raw: RawReply) -> UnexpectedResult:
        """Return the error for a 200 reply whose form is not known for this command."""
        return UnexpectedResult(str(self), _text_of(raw).removeprefix("200 "))

    def inexpressible(self, result: object) -> LocalProtocolError:
        """Return the error for a result that no reply to this command expresses."""
        return LocalProtocolError(f"{self}: no reply says {shown(result)}")

    def argument_name(self, index: int) -> str:
        """Return the name of the argument at an index of `argument_words`."""
        parts = self.parts()
        return parts[index].name if 0 <= index < len(parts) else "line"

    if not TYPE_CHECKING:  # as in `Value`

        def __eq__(self, other: object) -> bool:
            if type(other) is not type(self):
                return NotImplemented
            return self.title == other.title and tuple(self.argument_words()) == tuple(other.argument_words())

    def __hash__(self) -> int:
        return hash((type(self), *self.argument_words()))

    def __str__(self) -> str:
        """Return only the name, such as `GET DATA`; `repr` includes the arguments, and `encode` returns the line."""
        return self.title


def require_command(command: object) -> None:
    """Check that a value is a command.

    Raises:
        TypeError: it is something else, such as a line or the class of a command.
    """
    # `isinstance` of an abstract class runs a function written in Python, which takes 3 % of a session.
    if hasattr(type(command), "interpret_success"):
        return
    found = shown(command)
    if isinstance(command, (str, bytes)):
        found += "; read_command() of agicodec.asterisk reads a line, Raw() takes words"
    elif hasattr(command, "options_text"):
        found += "; run() runs an application"
    elif isinstance(command, type) and issubclass(command, Command):
        found = f"the class {command.__name__} itself; make one: {command.__name__}(...)"
    raise TypeError(f"expected a command, such as Answer(), found {found}")


def _require_reply(raw: object) -> None:
    if not isinstance(raw, RawReply):
        raise TypeError(f"expected a RawReply, such as RawReply.decode(b'200 result=0'), found {shown(raw)}")


def _encode_words(command: Command[object], limits: Limits = SAFEST_LIMITS) -> bytes:
    arguments = command.argument_words()
    try:
        return encode_line(arguments, limits, command.title)
    except LineError as error:
        index = -1 if error.index is None else error.index
        value = arguments[index] if 0 <= index < len(arguments) else str(command)
        raise InvalidArgument(str(command), command.argument_name(index), value, error.problem) from None


def _module_of(words: Sequence[str]) -> str:
    """Return the Asterisk module of the command whose name is the longest beginning of a line, or `""`."""
    names = (upper(" ".join(words[:count])) for count in range(MOST_WORDS_OF_A_NAME, 0, -1))
    return next((COMMANDS[name] for name in names if name in COMMANDS), "")


def _text_of(raw: RawReply) -> str:
    return raw.encode(provisional=False).decode("utf-8", "surrogateescape").removesuffix("\n")
