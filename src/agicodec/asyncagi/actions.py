"""The action that queues a command, and the response to it."""

from __future__ import annotations

from attrs import field

from agicodec.asyncagi.ami import encode_action
from agicodec.errors import ActionError, ActionRefused, InvalidArgument, LineTooLong, NoSuchChannel, NotInAsyncAgi
from agicodec.model.command import Command, require_command
from agicodec.values import Value, plain, read_only
from agicodec.wire.command_line import from_wire
from agicodec.wire.limits import Limits
from agicodec.wire.protocol import ASYNC_REFUSALS, MAX_ASYNC_COMMAND

__all__ = ["ASYNC_LIMITS", "Action", "ActionResponse", "make_action"]

ASYNC_LIMITS = Limits(line=MAX_ASYNC_COMMAND, line_feed=False, carriage_return=False)
"""The limits of a command line in AsyncAGI."""

_REFUSALS: dict[str, type[ActionError]] = {
    error.__name__: error for error in (NoSuchChannel, NotInAsyncAgi, LineTooLong, ActionRefused)
}


@read_only(eq=False, repr=False)
class Action(Value):
    """The manager action that queues a command."""

    command: Command[object]
    command_id: str
    """The id in the event with the reply."""
    action_id: str
    """The id in the response to the action."""
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    """The action as headers, for another AMI client."""
    data: bytes = field(repr=False)
    """The action as bytes, for a manager connection."""


@read_only(eq=False, repr=False)
class ActionResponse(Value):
    """The response to an action."""

    action_id: str
    accepted: bool
    """Whether Asterisk accepted the action; its command is then queued, but has not run."""
    text: str
    """The message of the response, in Asterisk's words."""

    def refusal_of(self, command: str) -> ActionError | None:
        """Return the error of a command whose action was refused; None if it was accepted."""
        if self.accepted:
            return None
        fitting = (
            error for begins, part, error in ASYNC_REFUSALS if self.text.startswith(begins) and part in self.text
        )
        return _REFUSALS[next(fitting)](command, self.text)


def make_action(channel: str, command: Command[object], command_id: str, action_id: str) -> Action:
    """Return the action that queues a command on a channel.

    Raises:
        InvalidArgument: an argument cannot be sent: it contains a line end or a NUL, or the command is longer than an
            action accepts (1013 bytes); or a name or an id is empty or not a string.
        TypeError: `command` is not a command.
    """
    require_command(command)
    line = command.encode(ASYNC_LIMITS).removesuffix(b"\n")
    if not (channel and command_id and action_id and type(channel) is type(command_id) is type(action_id) is str):
        channel, command_id, action_id = (
            _plain_name(command, name, value)
            for name, value in (("channel", channel), ("command_id", command_id), ("action_id", action_id))
        )
    headers = (
        ("Action", "AGI"),
        ("ActionID", action_id),
        ("Channel", channel),
        ("Command", from_wire(line)),
        ("CommandID", command_id),
    )
    return Action(command, command_id, action_id, headers, encode_action(headers))


def _plain_name(command: Command[object], name: str, value: object) -> str:
    """Return a name or an id as a plain string, which an instance of a subclass of str is not."""
    if not isinstance(value, str) or not value:
        raise InvalidArgument(str(command), name, value, "expected a non-empty string")
    return plain(value)
