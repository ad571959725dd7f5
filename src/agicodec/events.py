"""What happens in a session, from the application's side."""

from __future__ import annotations

from enum import Enum
from typing import Final, Generic, TypeAlias, TypeVar

from attrs import field

from agicodec.command import Command
from agicodec.environment import Environment
from agicodec.errors import ActionError, LocalProtocolError, NeverAnswered, ReplyError, unread
from agicodec.reply import RawReply
from agicodec.value import Value, read_only
from agicodec.versions import AsteriskVersion

__all__ = [
    "NEED_DATA",
    "AsyncEvent",
    "CallEvent",
    "ChannelHungUp",
    "CommandInterrupted",
    "CommandLost",
    "CommandQueued",
    "CommandRefused",
    "CommandWithdrawn",
    "ConnectionClosed",
    "EnvironmentCompleted",
    "Event",
    "LateReply",
    "NeedData",
    "NothingLeft",
    "OtherReply",
    "ReplyIncomplete",
    "ReplyReceived",
    "SessionEnded",
    "SessionEnding",
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
    """The Asterisk that sent it, as its environment says, which tells what the reply means where releases differ."""
    command_id: str = field(default="", eq=False)
    """The id that the action gave the command, in AsyncAGI; empty elsewhere."""

    @property
    def reply(self) -> R_co | ReplyError:
        """What the reply means to the command: its result, or its refusal."""
        return self.command.answer(self.raw, self.version)

    def result(self) -> R_co:
        """Give the command's result.

        Raises:
            ReplyError: the command was refused; the subclass tells how.
        """
        return self.command.interpret(self.raw, self.version)

    def answer_to(self, command: Command[T]) -> ReplyReceived[T]:
        """Give this event as the reply to a command, whose type then says what the result is.

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


@read_only(eq=False, repr=False)
class EnvironmentCompleted(Value):
    """The environment, of which AsyncAGI had cut the end, has come to its end."""

    environment: Environment


@read_only(eq=False, repr=False)
class CommandQueued(Value):
    """Asterisk has queued a command; it has not run yet."""

    command: Command[object]
    command_id: str = field(default="", eq=False)
    """The id that the action gave the command."""


@read_only(eq=False, repr=False)
class CommandRefused(Value):
    """Asterisk has refused to queue a command, which will never be answered."""

    command: Command[object]
    error: ActionError
    command_id: str = field(default="", eq=False)
    """The id that the action gave the command."""


@read_only(eq=False, repr=False)
class CommandLost(Value):
    """A command will never be answered, since its session has ended."""

    command: Command[object]
    error: NeverAnswered
    command_id: str = field(default="", eq=False)
    """The id that the action gave the command."""


@read_only(eq=False, repr=False)
class CommandWithdrawn(Value):
    """An `AsyncAgiCall` does not go on with a command: who waited was cancelled, or the action could not be sent."""

    command: Command[object]
    command_id: str = field(default="", eq=False)
    """The id that the action gave the command; empty when it was never sent."""


@read_only(eq=False, repr=False)
class ReplyIncomplete(Value):
    """The rest of a reply waits in Asterisk, perhaps behind another, and comes with the next command that is run.

    `AsyncSession.fetch` brings more at once; while that is not all, this event comes again.
    """

    command: Command[object]
    """The first command whose reply is incomplete: one that is due to the application, if there is any."""
    command_id: str = field(default="", eq=False)
    """The id that the action gave the command."""


@read_only(eq=False, repr=False)
class NothingLeft(Value):
    """`AsyncSession.fetch` has brought nothing: what was left had come with another command."""


@read_only(eq=False, repr=False)
class LateReply(Value, Generic[R_co]):
    """The reply to a command for which nobody waits any more.

    Either whoever waited has given up, or AsyncAGI had ended (`CommandLost`) while the command was queued, and has
    started again.
    """

    __match_args__ = ("command", "reply")

    command: Command[R_co]
    raw: RawReply
    version: AsteriskVersion | None = field(default=None, eq=False, repr=False)
    """As in `ReplyReceived`."""
    command_id: str = field(default="", eq=False)
    """The id that the action gave the command."""

    @property
    def reply(self) -> R_co | ReplyError:
        """What the reply means to the command: its result, or its refusal."""
        return self.command.answer(self.raw, self.version)


@read_only(eq=False, repr=False)
class OtherReply(Value):
    """The reply to a command of another client of the manager interface."""

    command_id: str
    """The id that the client gave it; empty when it gave none."""
    raw: RawReply
    command: Command[object] | None = None
    """The command, as the event AGIExecStart named it; None when no such event has come."""
    version: AsteriskVersion | None = field(default=None, eq=False, repr=False)
    """As in `ReplyReceived`."""

    @property
    def reply(self) -> object:
        """What the reply means to the command: its result, or its refusal; None when the command is not known."""
        return None if self.command is None else self.command.answer(self.raw, self.version)


@read_only(eq=False, repr=False)
class SessionEnding(Value):
    """AsyncAGI is about to end on the channel, because of what a command answered."""

    command: Command[object]
    failed: bool
    """Whether the command failed, rather than asked for the end."""


@read_only(eq=False, repr=False)
class SessionEnded(Value):
    """AsyncAGI has ended on the channel; it may start again."""


class NeedData(Enum):
    """The type of `NEED_DATA`."""

    NEED_DATA = "NEED_DATA"


NEED_DATA: Final = NeedData.NEED_DATA
"""No event yet: give the session more data."""

Event: TypeAlias = (
    SessionStarted
    | ReplyReceived[object]
    | CommandInterrupted
    | Synchronized
    | ChannelHungUp
    | UnexpectedLine
    | ConnectionClosed
)
"""Whatever `Session.next_event` may give besides `NEED_DATA`."""

CallEvent: TypeAlias = ChannelHungUp | UnexpectedLine | ReplyReceived[object] | CommandInterrupted
"""Whatever the `on_event` of a `Call` or an `AsyncCall` may be given."""

AsyncEvent: TypeAlias = (
    SessionStarted
    | EnvironmentCompleted
    | CommandQueued
    | CommandRefused
    | ReplyReceived[object]
    | ReplyIncomplete
    | NothingLeft
    | LateReply[object]
    | OtherReply
    | UnexpectedLine
    | CommandLost
    | CommandWithdrawn
    | SessionEnding
    | SessionEnded
    | ChannelHungUp
)
"""Whatever may happen in AsyncAGI: `AsyncSession.next_event` returns all but `CommandWithdrawn`."""
