"""What happens in a session, from the application's side."""

from __future__ import annotations

from enum import Enum
from typing import Final, Generic, TypeAlias, TypeVar

from attrs import field

from agicodec.errors import LocalProtocolError, ReplyError, unread
from agicodec.model.command import Command
from agicodec.model.environment import Environment
from agicodec.values import Value, read_only
from agicodec.wire.reply import RawReply
from agicodec.wire.versions import AsteriskVersion

__all__ = [
    "NEED_DATA",
    "CallEvent",
    "ChannelHungUp",
    "CommandInterrupted",
    "ConnectionClosed",
    "Event",
    "NeedData",
    "ReplyReceived",
    "SessionStarted",
    "Synchronized",
    "UnexpectedLine",
]

R_co = TypeVar("R_co", covariant=True)
T = TypeVar("T")


@read_only(eq=False, repr=False)
class SessionStarted(Value):
    """The environment has come; commands may be sent."""

    environment: Environment
    truncated: bool = False
    """Whether the end of the environment is missing, which happens in AsyncAGI only; see `EnvironmentCompleted`."""


@read_only(eq=False, repr=False)
class ReplyReceived(Value, Generic[R_co]):
    """The reply to a command."""

    __match_args__ = ("command", "reply")

    command: Command[R_co]
    raw: RawReply
    """The reply as it came."""
    certain: bool = field(default=False, eq=False)
    """Whether nothing else can have been taken for it, such as text within a value of before; see
    `Session.synchronize`."""
    version: AsteriskVersion | None = field(default=None, eq=False, repr=False)
    """The Asterisk that sent it, as its environment says, which decides what the reply means where releases differ."""
    command_id: str = field(default="", eq=False)
    """The id that the action gave the command, in AsyncAGI; empty elsewhere."""

    @property
    def reply(self) -> R_co | ReplyError:
        """What the reply means to the command: its result, or its refusal."""
        return self.command.answer(self.raw, self.version)

    def result(self) -> R_co:
        """Return the command's result.

        Raises:
            ReplyError: the command was refused; the subclass says how.
        """
        return self.command.interpret(self.raw, self.version)

    def answer_to(self, command: Command[T]) -> ReplyReceived[T]:
        """Return this event as the reply to a command, whose type then says what the result is.

        Raises:
            LocalProtocolError: it is the reply to another command.
        """
        if command is not self.command and command != self.command:
            raise LocalProtocolError(f"this is the reply to {self.command!r}, not to {command!r}")
        return ReplyReceived(command, self.raw, self.certain, self.version, self.command_id)


@read_only(eq=False, repr=False)
class CommandInterrupted(Value):
    """A command was interrupted and will never be answered; the next one may be sent."""

    command: Command[object]


@read_only(eq=False, repr=False)
class ChannelHungUp(Value):
    """The channel has hung up: the session goes on, but only for commands that need no live channel.

    Asterisk says so up to twice: when it notices the hangup, and when the run ends. The second comes even when the
    channel lives on.
    """


@read_only(eq=False, repr=False)
class UnexpectedLine(Value):
    """A line that nothing asked for: the rest of a text with line feeds in it, or of a 520 block."""

    line: str


@read_only(eq=False, repr=False)
class Synchronized(Value):
    """All that came before `Session.synchronize` has been read; the next command may be sent."""


@read_only(eq=False, repr=False)
class ConnectionClosed(Value):
    """The other side has closed the connection. Nothing comes after this event."""

    command: Command[object] | None = None
    """The command that was never answered, if one was waiting."""
    data: bytes = field(default=b"")
    """What had come of an environment, a reply or a line whose end is missing."""

    @property
    def problem(self) -> str:
        """Why the command was never answered, with what was left unread."""
        return f"Asterisk has closed the connection{unread(self.data)}"


class NeedData(Enum):
    """The type of `NEED_DATA`."""

    NEED_DATA = "NEED_DATA"


NEED_DATA: Final = NeedData.NEED_DATA
"""No event yet: the session needs more data."""

Event: TypeAlias = (
    SessionStarted
    | ReplyReceived[object]
    | CommandInterrupted
    | Synchronized
    | ChannelHungUp
    | UnexpectedLine
    | ConnectionClosed
)
"""Whatever `Session.next_event` may return besides `NEED_DATA`."""

CallEvent: TypeAlias = ChannelHungUp | UnexpectedLine | ReplyReceived[object] | CommandInterrupted
"""Whatever the `on_event` of a `Call` or an `AsyncCall` may be called with."""
