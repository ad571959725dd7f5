"""The events of AsyncAGI sessions, besides those that all sessions have."""

from __future__ import annotations

from typing import Final, Generic, TypeAlias, TypeVar

from attrs import field

from agicodec.errors import ActionError, InvalidArgument, NeverAnswered, ReplyError
from agicodec.model.command import Command
from agicodec.model.environment import Environment
from agicodec.session.events import ChannelHungUp, ReplyReceived, SessionStarted, UnexpectedLine
from agicodec.values import Value, read_only
from agicodec.wire.command_line import from_wire
from agicodec.wire.reply import RawReply
from agicodec.wire.versions import AsteriskVersion

__all__ = [
    "AsyncAgiEvent",
    "CommandLost",
    "CommandQueued",
    "CommandRefused",
    "CommandWithdrawn",
    "EnvironmentCompleted",
    "FetchAnswered",
    "LateReply",
    "OtherReply",
    "ReplyIncomplete",
    "SessionEnded",
    "SessionEnding",
]

_LONGEST_LINE: Final = 120
"""How many characters the line of a command may have in a reason."""

R_co = TypeVar("R_co", covariant=True)


@read_only(eq=False, repr=False)
class EnvironmentCompleted(Value):
    """The rest of an environment that the first event had truncated has arrived."""

    environment: Environment


@read_only(eq=False, repr=False)
class CommandQueued(Value):
    """Asterisk has queued a command; it has not run yet."""

    command: Command[object]
    command_id: str = field(default="", eq=False)
    """The command id from the action."""


@read_only(eq=False, repr=False)
class CommandRefused(Value):
    """Asterisk has refused to queue a command, which therefore has no reply."""

    command: Command[object]
    error: ActionError
    command_id: str = field(default="", eq=False)
    """The command id from the action."""


@read_only(eq=False, repr=False)
class CommandLost(Value):
    """The reply to a command will never arrive, since the session has ended."""

    command: Command[object]
    error: NeverAnswered
    command_id: str = field(default="", eq=False)
    """The command id from the action."""


@read_only(eq=False, repr=False)
class CommandWithdrawn(Value):
    """An `AsyncAgiCall` has given up a command: the caller was cancelled, or the action could not be sent."""

    command: Command[object]
    command_id: str = field(default="", eq=False)
    """The command id from the action; empty if the command was never sent."""


@read_only(eq=False, repr=False)
class ReplyIncomplete(Value):
    """The rest of a reply is still in Asterisk, and arrives with the next commands that run.

    `AsyncAgiSession.fetch` requests it without a command of your own. This event is repeated until nothing is left.
    """

    command: Command[object]
    """The first command with an incomplete reply, preferably one that the application waits for."""
    command_id: str = field(default="", eq=False)
    """The command id from the action."""


@read_only(eq=False, repr=False)
class FetchAnswered(Value):
    """The reply to `AsyncAgiSession.fetch` has arrived, after the rest that it fetched, if there was any."""

    raw: RawReply
    command_id: str = field(default="", eq=False)
    """The command id from the action."""


@read_only(eq=False, repr=False)
class LateReply(Value, Generic[R_co]):
    """The reply to a command for which nobody waits any more.

    Either the wait was cancelled, or AsyncAGI ended while the command was queued (`CommandLost`) and has started again.
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
        """The result of the command, or its refusal."""
        return self.command.answer(self.raw, self.version)


@read_only(eq=False, repr=False)
class OtherReply(Value):
    """The reply to a command of another client of the manager interface."""

    command_id: str
    """The command id from the other client; empty if it has none."""
    raw: RawReply
    command: Command[object] | None = None
    """The command, from the event AGIExecStart; None if no such event has arrived."""
    version: AsteriskVersion | None = field(default=None, eq=False, repr=False)
    """As in `ReplyReceived`."""

    @property
    def reply(self) -> object:
        """The result of the command, or its refusal; None if the command is not known."""
        return None if self.command is None else self.command.answer(self.raw, self.version)


@read_only(eq=False, repr=False)
class SessionEnding(Value):
    """AsyncAGI is about to end on the channel, because of the reply to a command."""

    command: Command[object]
    failed: bool
    """True if the command failed, False if it ended AsyncAGI on purpose."""

    @property
    def reason(self) -> str:
        """Why AsyncAGI ends, such as `STREAM FILE welcome failed`; of a long line it has only the command's name."""
        try:
            line = from_wire(self.command.encode()).removesuffix("\n").removesuffix(' ""')
        except InvalidArgument:  # a line that only some releases accept
            line = str(self.command)
        what = line if len(line) <= _LONGEST_LINE else str(self.command)
        return f"{what} {'failed' if self.failed else 'has ended it'}"


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
    | FetchAnswered
    | LateReply[object]
    | OtherReply
    | UnexpectedLine
    | CommandLost
    | CommandWithdrawn
    | SessionEnding
    | SessionEnded
    | ChannelHungUp
)
"""All events of AsyncAGI. `AsyncAgiSession.next_event` returns all but `CommandWithdrawn`."""
