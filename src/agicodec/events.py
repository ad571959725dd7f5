"""What happens in a session, from the application's side."""

from __future__ import annotations

from enum import Enum
from typing import Final, Generic, TypeAlias, TypeVar

from attrs import field, frozen

from agicodec.command import Command
from agicodec.environment import Environment
from agicodec.errors import LocalProtocolError, ReplyError
from agicodec.reply import RawReply

__all__ = [
    "NEED_DATA",
    "ChannelHungUp",
    "CommandInterrupted",
    "ConnectionClosed",
    "Event",
    "NeedData",
    "ReplyReceived",
    "SessionStarted",
    "UnexpectedLine",
]

R_co = TypeVar("R_co", covariant=True)
T = TypeVar("T")


@frozen
class SessionStarted:
    """The environment is complete; commands may be sent."""

    environment: Environment


@frozen
class ReplyReceived(Generic[R_co]):
    """The reply to a command."""

    __match_args__ = ("command", "reply")

    command: Command[R_co]
    raw: RawReply
    """The reply as it came."""

    @property
    def reply(self) -> R_co | ReplyError:
        """What the reply means to the command: its result, or its refusal."""
        return self.command.answer(self.raw)

    def result(self) -> R_co:
        """Give the command's result.

        Raises:
            ReplyError: the command was refused; the subclass tells how.
        """
        return self.command.interpret(self.raw)

    def answer_to(self, command: Command[T]) -> ReplyReceived[T]:
        """Give this event as the reply to a command, whose type then says what the result is.

        Raises:
            LocalProtocolError: it is the reply to another command.
        """
        if command is not self.command:
            raise LocalProtocolError(f"this is the reply to {self.command!r}, not to {command!r}")
        return ReplyReceived(command, self.raw)


@frozen
class CommandInterrupted:
    """A command was interrupted and will never be answered; the next one may be sent."""

    command: Command[object]


@frozen
class ChannelHungUp:
    """The channel has hung up: the session goes on, but only for commands that need no live channel.

    Asterisk says so up to twice: when it notices the hangup, and when the run ends. The second comes even when the
    channel lives on.
    """


@frozen
class UnexpectedLine:
    """A line that nothing asked for: the rest of a text with line feeds in it, or of a 520 block."""

    line: str


@frozen
class ConnectionClosed:
    """The other side has closed the connection. Nothing comes after this event."""

    command: Command[object] | None = None
    """The command that was never answered, if one was waiting."""
    data: bytes = field(default=b"")
    """What had come of an environment, a reply or a line whose end is missing."""


class NeedData(Enum):
    """The type of `NEED_DATA`."""

    NEED_DATA = "NEED_DATA"


NEED_DATA: Final = NeedData.NEED_DATA
"""No event yet: give the session more data."""

Event: TypeAlias = (
    SessionStarted | ReplyReceived[object] | CommandInterrupted | ChannelHungUp | UnexpectedLine | ConnectionClosed
)
"""Whatever `Session.next_event` may give besides `NEED_DATA`."""
