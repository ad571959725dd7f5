"""The events of a session on the application's side."""

from __future__ import annotations

from enum import Enum
from typing import Final, Generic, TypeAlias, TypeGuard, TypeVar

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
    """The environment has arrived; commands may be sent."""

    environment: Environment
    truncated: bool = False
    """Whether the end of the environment is missing, which happens in AsyncAGI only; see `EnvironmentCompleted`."""


@read_only(eq=False, repr=False)
class ReplyReceived(Value, Generic[R_co]):
    """The reply to a command."""

    __match_args__ = ("command", "reply")

    command: Command[R_co]
    raw: RawReply
    """The reply as it was received."""
    certain: bool = field(default=False, eq=False)
    """Whether this is certainly the reply, and not, for example, text within an earlier value; see
    `Session.synchronize`."""
    version: AsteriskVersion | None = field(default=None, eq=False, repr=False)
    """The version of Asterisk from the environment, by which the reply is interpreted if releases differ."""
    command_id: str = field(default="", eq=False)
    """The command id from the action, in AsyncAGI; empty otherwise."""

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
        if _answers(self, command):
            return self
        if command != self.command:
            raise LocalProtocolError(f"this is the reply to {self.command!r}, not to {command!r}")
        return ReplyReceived(command, self.raw, self.certain, self.version, self.command_id)


def _answers(event: ReplyReceived[object], command: Command[T]) -> TypeGuard[ReplyReceived[T]]:
    """Return whether an event is the reply to this very command, and so has its type."""
    return event.command is command


@read_only(eq=False, repr=False)
class CommandInterrupted(Value):
    """A command was interrupted and will never be answered; the next one may be sent."""

    command: Command[object]


@read_only(eq=False, repr=False)
class ChannelHungUp(Value):
    """The channel has hung up. The session continues, but only for commands that need no live channel.

    Asterisk reports it up to twice: when it notices the hangup, and when the run ends. The second report is sent even
    if the channel has not hung up.
    """


@read_only(eq=False, repr=False)
class UnexpectedLine(Value):
    """A line that is not part of any reply: the rest of a text that contains line feeds, or of a 520 block."""

    line: str


@read_only(eq=False, repr=False)
class Synchronized(Value):
    """Everything that was sent before `Session.synchronize` has been read; the next command may be sent."""


@read_only(eq=False, repr=False)
class ConnectionClosed(Value):
    """The other side has closed the connection. No event follows."""

    command: Command[object] | None = None
    """The command that was never answered, if one was waiting."""
    data: bytes = field(default=b"")
    """The beginning of an environment, a reply or a line whose end is missing."""

    @property
    def problem(self) -> str:
        """Why the command was never answered, including the bytes that were not read."""
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
"""The events that `Session.next_event` may return, besides `NEED_DATA`."""

CallEvent: TypeAlias = ChannelHungUp | UnexpectedLine | ReplyReceived[object] | CommandInterrupted
"""The events that are passed to `on_event` of a `Call` or an `AsyncCall`."""
