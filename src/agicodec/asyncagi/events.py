"""What happens in a session of AsyncAGI, besides what happens in any."""

from __future__ import annotations

from typing import Generic, TypeAlias, TypeVar

from attrs import field

from agicodec.errors import ActionError, NeverAnswered, ReplyError
from agicodec.model.command import Command
from agicodec.model.environment import Environment
from agicodec.session.events import ChannelHungUp, ReplyReceived, SessionStarted, UnexpectedLine
from agicodec.values import Value, read_only
from agicodec.wire.reply import RawReply
from agicodec.wire.versions import AsteriskVersion

__all__ = [
    "AsyncAgiEvent",
    "CommandLost",
    "CommandQueued",
    "CommandRefused",
    "CommandWithdrawn",
    "EnvironmentCompleted",
    "LateReply",
    "NothingLeft",
    "OtherReply",
    "ReplyIncomplete",
    "SessionEnded",
    "SessionEnding",
]

R_co = TypeVar("R_co", covariant=True)


@read_only(eq=False, repr=False)
class EnvironmentCompleted(Value):
    """The environment, of which AsyncAGI had cut the end, has come to its end."""

    environment: Environment


@read_only(eq=False, repr=False)
class CommandQueued(Value):
    """Asterisk has queued a command; it has not run yet."""

    command: Command[object]
    command_id: str = field(default="", eq=False)
    """The command id from the action."""


@read_only(eq=False, repr=False)
class CommandRefused(Value):
    """Asterisk has refused to queue a command, which will never be answered."""

    command: Command[object]
    error: ActionError
    command_id: str = field(default="", eq=False)
    """The command id from the action."""


@read_only(eq=False, repr=False)
class CommandLost(Value):
    """A command will never be answered, since its session has ended."""

    command: Command[object]
    error: NeverAnswered
    command_id: str = field(default="", eq=False)
    """The command id from the action."""


@read_only(eq=False, repr=False)
class CommandWithdrawn(Value):
    """An `AsyncAgiCall` does not go on with a command: who waited was cancelled, or the action could not be sent."""

    command: Command[object]
    command_id: str = field(default="", eq=False)
    """The command id from the action; empty if the command was never sent."""


@read_only(eq=False, repr=False)
class ReplyIncomplete(Value):
    """The rest of a reply waits in Asterisk, perhaps behind another, and comes with the next command that is run.

    `AsyncAgiSession.fetch` brings more at once; while that is not all, this event comes again.
    """

    command: Command[object]
    """The first command whose reply is incomplete: one that is due to the application, if there is any."""
    command_id: str = field(default="", eq=False)
    """The command id from the action."""


@read_only(eq=False, repr=False)
class NothingLeft(Value):
    """`AsyncAgiSession.fetch` has brought nothing: what was left had come with another command."""


@read_only(eq=False, repr=False)
class LateReply(Value, Generic[R_co]):
    """The reply to a command for which nobody waits any more.

    Either whoever waited does so no more, or AsyncAGI had ended (`CommandLost`) while the command was queued, and has
    started again.
    """

    __match_args__ = ("command", "reply")

    command: Command[R_co]
    raw: RawReply
    version: AsteriskVersion | None = field(default=None, eq=False, repr=False)
    """As in `ReplyReceived`."""
    command_id: str = field(default="", eq=False)
    """The command id from the action."""

    @property
    def reply(self) -> R_co | ReplyError:
        """What the reply means to the command: its result, or its refusal."""
        return self.command.answer(self.raw, self.version)


@read_only(eq=False, repr=False)
class OtherReply(Value):
    """The reply to a command of another client of the manager interface."""

    command_id: str
    """The command id from the other client; empty if it has none."""
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


AsyncAgiEvent: TypeAlias = (
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
"""Whatever may happen in AsyncAGI: `AsyncAgiSession.next_event` returns all but `CommandWithdrawn`."""
