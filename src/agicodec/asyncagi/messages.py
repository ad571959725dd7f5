"""The messages of the manager interface that AsyncAGI is in, each read once into what it says.

Events are read from an `ami.Message`, or from any mapping of headers that another AMI client returns. The case of names
is ignored. Both forms of events are read: that of Asterisk 12 and later, and the older one with a `SubEvent`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from attrs import Factory, define, evolve, field

from agicodec.asyncagi.actions import ActionResponse
from agicodec.asyncagi.ami import FoldedHeaders, Greeting, Message
from agicodec.asyncagi.encoding import Fragment
from agicodec.errors import (
    ActionError,
    shown,
)
from agicodec.model.environment import Environment
from agicodec.session.events import NeedData
from agicodec.values import Value, read_only
from agicodec.wire.command_line import to_integer
from agicodec.wire.protocol import ASYNC_EVENTS

__all__ = [
    "AgiExecEnded",
    "AgiExecStarted",
    "AsyncAgiEnded",
    "AsyncAgiExecuted",
    "AsyncAgiStarted",
    "ChannelEvent",
    "ChannelGone",
    "ChannelIdentity",
    "ChannelRenamed",
    "Headers",
    "ManagerEvent",
    "OtherEvent",
    "Received",
    "environment_of",
    "fold",
    "read_event",
    "read_message",
    "read_refusal",
]

Headers: TypeAlias = Mapping[str, str | Sequence[str]]
"""Headers by name; if a name has several values, the first one counts."""


def environment_of(block: bytes) -> Environment:
    """Read an environment block, as far as it has arrived."""
    return Environment.from_block(block.rstrip(b"\n"))


def _environment_of(started: AsyncAgiStarted) -> Environment:
    return environment_of(started.fragment.data)


@read_only(eq=False, repr=False)
class AsyncAgiStarted(Value):
    """A channel has entered AsyncAGI, and accepts commands."""

    channel: str
    unique_id: str | None
    """The channel's unique id; None before Asterisk 12, which does not send it."""
    fragment: Fragment
    """The environment block, as far as it has arrived."""
    environment: Environment = field(default=Factory(_environment_of, takes_self=True))
    """The environment, as far as it has arrived; by default, that of the block."""

    @property
    def truncated(self) -> bool:
        """Whether the end of the block is missing; it may arrive with the first reply, or be lost."""
        return not self.fragment.data.endswith(b"\n\n")


@read_only(eq=False, repr=False)
class AsyncAgiExecuted(Value):
    """A command was run."""

    channel: str
    unique_id: str | None
    command_id: str | None
    """The command id from the action; None if it has none."""
    fragment: Fragment
    """What Asterisk read after the command: its reply, possibly incomplete or after the rest of an earlier one."""
    encoded: str = field(default="", eq=False, repr=False)
    """The encoded text of the event, for releases that write bytes above 0x7F sign-extended."""

    @property
    def truncated(self) -> bool:
        """Whether the end of the reply is missing; it may arrive with the next reply, or be lost."""
        return not self.fragment.data.endswith(b"\n")


@read_only(eq=False, repr=False)
class AsyncAgiEnded(Value):
    """A channel has left AsyncAGI."""

    channel: str
    unique_id: str | None


@read_only(eq=False, repr=False)
class AgiExecStarted(Value):
    """A command of any kind of AGI is about to run."""

    channel: str
    unique_id: str | None
    command_id: int | None
    """A number that Asterisk generates, the same in `AgiExecEnded`; it is not the command id from an action."""
    command: str
    """The command line."""


@read_only(eq=False, repr=False)
class AgiExecEnded(Value):
    """A command of any kind of AGI has run."""

    channel: str
    unique_id: str | None
    command_id: int | None
    command: str
    result_code: int | None
    """The status of the reply; -1 for a failure."""
    result: str
    """The meaning of the status, in Asterisk's words. The event does not contain the reply itself."""


@read_only(eq=False, repr=False)
class ChannelRenamed(Value):
    """A channel has been renamed."""

    channel: str
    unique_id: str | None
    new_name: str


@read_only(eq=False, repr=False)
class ChannelGone(Value):
    """A channel has hung up."""

    channel: str
    unique_id: str | None


@read_only(eq=False, repr=False)
class OtherEvent(Value):
    """An event that does not concern AGI."""

    channel: str
    """The channel's name; empty if the event is not about a channel."""
    unique_id: str | None


ManagerEvent: TypeAlias = AsyncAgiStarted | AsyncAgiExecuted | AsyncAgiEnded | AgiExecStarted | AgiExecEnded
"""The events that `read_event` returns."""

ChannelEvent: TypeAlias = ManagerEvent | ChannelRenamed | ChannelGone | OtherEvent
"""An event about a channel."""

Received: TypeAlias = ChannelEvent | ActionResponse
"""The messages that `read_message` returns."""

_MANAGER_EVENTS = (AsyncAgiStarted, AsyncAgiExecuted, AsyncAgiEnded, AgiExecStarted, AgiExecEnded)


@define
class ChannelIdentity:
    """Recognises the events of one channel: by its unique id once that is known, else by its name."""

    channel: str
    """The channel's name, which may change."""
    unique_id: str | None = None
    """The channel's unique id; None before Asterisk 12, which does not send it."""

    def is_of(self, event: ChannelEvent) -> bool:
        """Return whether an event is about this channel; if so, also store the channel's name from it."""
        channel, unique_id = event.channel, event.unique_id
        if not unique_id or self.unique_id is None:
            return channel == self.channel
        if unique_id != self.unique_id:
            return False
        self.channel = channel or self.channel
        return True


def read_message(message: Headers | Greeting | NeedData) -> Received | None:
    """Read what `AmiReader.next_message` returned, or any headers. Each message is read only here.

    Return None for what no session needs: a greeting, `NEED_DATA`, and the response to an action without an id. A
    message with a header Event is an event even if it also has a header Response and an action id, as OriginateResponse
    does.
    """
    if isinstance(message, (Greeting, NeedData)):
        return None
    names = fold(message)
    if names.get("response") and "event" not in names:
        action_id = names.get("actionid")
        return _read_response(action_id, names) if action_id else None
    return _read_event(names, names.get("channel", ""), names.get("uniqueid"))


def read_event(headers: Headers, *, sign_extended: bool = False) -> ManagerEvent | None:
    """Read an event of AsyncAGI, or one that reports an AGI command; None for any other message.

    Args:
        headers: the message.
        sign_extended: whether this Asterisk writes bytes above 0x7F sign-extended; see `unquote_uri`. For the event
            that starts a session, the version in its environment determines this.
    """
    event = read_message(headers)
    if not isinstance(event, _MANAGER_EVENTS):
        return None
    if sign_extended and isinstance(event, AsyncAgiStarted):
        fragment = Fragment.decode(fold(headers).get("env", ""), sign_extended=True)
        return AsyncAgiStarted(event.channel, event.unique_id, fragment)
    if sign_extended and isinstance(event, AsyncAgiExecuted):
        return evolve(event, fragment=Fragment.decode(event.encoded, sign_extended=True))
    return event


def read_refusal(headers: Headers, command: str) -> ActionError | None:
    """Return the error in the response to a command's action; None if it was accepted and the command is queued."""
    return _read_response("", fold(headers)).refusal_of(command)


def _read_response(action_id: str, names: FoldedHeaders) -> ActionResponse:
    return ActionResponse(action_id, names.get("response", "").casefold() == "success", names.get("message", ""))


def _read_event(names: FoldedHeaders, channel: str, unique_id: str | None) -> ChannelEvent:
    match _kind_of(names):
        case "AsyncAgiExecuted":
            text = names.get("result", "")
            return AsyncAgiExecuted(channel, unique_id, names.get("commandid"), Fragment.decode(text), text)
        case "AsyncAgiStarted":
            return _read_start(channel, unique_id, names.get("env", ""))
        case "AsyncAgiEnded":
            return AsyncAgiEnded(channel, unique_id)
        case "AgiExecStarted":
            number = to_integer(names.get("commandid", ""))
            return AgiExecStarted(channel, unique_id, number, names.get("command", ""))
        case "AgiExecEnded":
            number, code = to_integer(names.get("commandid", "")), to_integer(names.get("resultcode", ""))
            return AgiExecEnded(channel, unique_id, number, names.get("command", ""), code, names.get("result", ""))
        case "hangup":
            return ChannelGone(channel, unique_id)
        case "rename":
            return ChannelRenamed(channel, unique_id, names.get("newname", ""))
        case _:
            return OtherEvent(channel, unique_id)


def _read_start(channel: str, unique_id: str | None, text: str) -> AsyncAgiStarted:
    """Read the event that starts a session; the version in its environment determines how bytes are encoded."""
    event = AsyncAgiStarted(channel, unique_id, Fragment.decode(text))
    version = event.environment.version
    if version is None or not version.sign_extends:
        return event
    return AsyncAgiStarted(channel, unique_id, Fragment.decode(text, sign_extended=True))


def _kind_of(names: FoldedHeaders) -> str:
    """Return the class name of an event if the spec has the event, else the event's name in small letters."""
    name, part = names.get("event", ""), names.get("subevent")
    folded = (f"{name} {part}" if part else name).strip().casefold()
    return ASYNC_EVENTS.get(folded, folded)


def fold(headers: Headers) -> FoldedHeaders:
    """Return headers with their names in small letters; folded headers are returned unchanged.

    Raises:
        TypeError: the argument is not a mapping of headers.
    """
    if isinstance(headers, FoldedHeaders):
        return headers
    if isinstance(headers, Message):
        return headers.folded
    if not _is_mapping(headers):
        raise TypeError(f"expected an ami.Message or a mapping of headers, found {shown(headers)}")
    return FoldedHeaders.of(
        [
            (name, value if isinstance(value, str) else value[0])
            for name, value in headers.items()
            if isinstance(value, str) or value
        ]
    )


def _is_mapping(headers: object) -> bool:
    return isinstance(headers, Mapping)
