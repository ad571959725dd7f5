"""The messages of the manager interface that AsyncAGI is in, each read once into what it says.

Events are read from an `ami.Message` or from any mapping of headers that another AMI client returns. Names are
matched without regard to case, and both forms are known: that of Asterisk 12 and later, and the older `SubEvent`.
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
"""Headers by name; where a client has several values for one name, the first counts."""


def environment_of(block: bytes) -> Environment:
    """Read a block as far as it has come."""
    return Environment.from_block(block.rstrip(b"\n"))


def _environment_of(started: AsyncAgiStarted) -> Environment:
    return environment_of(started.fragment.data)


@read_only(eq=False, repr=False)
class AsyncAgiStarted(Value):
    """A channel has entered AsyncAGI and takes commands."""

    channel: str
    unique_id: str | None
    """The channel's unique id; None before Asterisk 12, which does not say."""
    fragment: Fragment
    """The environment block as it came."""
    environment: Environment = field(init=False, default=Factory(_environment_of, takes_self=True))
    """The environment, as far as it came."""

    @property
    def truncated(self) -> bool:
        """Whether the end of the block has not come: it may come with the first reply, or be lost."""
        return not self.fragment.data.endswith(b"\n\n")


@read_only(eq=False, repr=False)
class AsyncAgiExecuted(Value):
    """A command was run."""

    channel: str
    unique_id: str | None
    command_id: str | None
    """The command id from the action; None if it has none."""
    fragment: Fragment
    """What was read after the command: its reply, perhaps not whole, perhaps after what an earlier one left."""
    encoded: str = field(default="", eq=False, repr=False)
    """The same as the event has it, for an Asterisk that writes bytes above 0x7F sign-extended."""

    @property
    def truncated(self) -> bool:
        """Whether the end of the reply has not come: it may come with the next reply, or be lost."""
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
    """A number that Asterisk makes up, the same at the command's end; not the id of an action."""
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
    """What the status means, in Asterisk's words. The event does not have the reply itself."""


@read_only(eq=False, repr=False)
class ChannelRenamed(Value):
    """A channel has another name."""

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
    """Something else has happened, which is no matter of AGI."""

    channel: str
    """The channel's name; empty when the event is about none."""
    unique_id: str | None


ManagerEvent: TypeAlias = AsyncAgiStarted | AsyncAgiExecuted | AsyncAgiEnded | AgiExecStarted | AgiExecEnded
"""Whatever `read_event` returns."""

ChannelEvent: TypeAlias = ManagerEvent | ChannelRenamed | ChannelGone | OtherEvent
"""An event about a channel."""

Received: TypeAlias = ChannelEvent | ActionResponse
"""Whatever `read_message` returns."""

_MANAGER_EVENTS = (AsyncAgiStarted, AsyncAgiExecuted, AsyncAgiEnded, AgiExecStarted, AgiExecEnded)


@define
class ChannelIdentity:
    """By which headers of a message a channel is known: by its unique id, once that is known, else by its name."""

    channel: str
    """Its name, which may change."""
    unique_id: str | None = None
    """Its unique id; None before Asterisk 12, which does not send it."""

    def is_of(self, event: ChannelEvent) -> bool:
        """Whether an event is about this channel, whose new name is taken from it."""
        channel, unique_id = event.channel, event.unique_id
        if not unique_id or self.unique_id is None:
            return channel == self.channel
        if unique_id != self.unique_id:
            return False
        self.channel = channel or self.channel
        return True


def read_message(message: Headers | Greeting | NeedData) -> Received | None:
    """Read what `AmiReader.next_message` returns, or any headers, once for all that it is for.

    None for what says nothing to a session: a greeting, `NEED_DATA`, the response to an action without an id. An event
    may have a header Response too, and the action id of whoever caused it: OriginateResponse does.
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
        sign_extended: whether this Asterisk writes bytes above 0x7F sign-extended; see `unquote_uri`. The event that
            starts a session says so itself.
    """
    event = read_message(headers)
    if not isinstance(event, _MANAGER_EVENTS):
        return None
    if sign_extended and isinstance(event, AsyncAgiStarted):
        return evolve(event, fragment=Fragment.decode(fold(headers).get("env", ""), sign_extended=True))
    if sign_extended and isinstance(event, AsyncAgiExecuted):
        return evolve(event, fragment=Fragment.decode(event.encoded, sign_extended=True))
    return event


def read_refusal(headers: Headers, command: str) -> ActionError | None:
    """Read the response to the action of a command; None when it was accepted, which means queued, not run."""
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
    """Read the event that starts a session, whose environment says how its bytes are written."""
    event = AsyncAgiStarted(channel, unique_id, Fragment.decode(text))
    version = event.environment.version
    if version is None or not version.sign_extends:
        return event
    return evolve(event, fragment=Fragment.decode(text, sign_extended=True))


def _kind_of(names: FoldedHeaders) -> str:
    """Return what an event is: the name of its class, where the spec has it, else its own in small letters."""
    name, part = names.get("event", ""), names.get("subevent")
    folded = (f"{name} {part}" if part else name).strip().casefold()
    return ASYNC_EVENTS.get(folded, folded)


def fold(headers: Headers) -> FoldedHeaders:
    """Read headers whatever the case of their names; what was folded before is returned as it is.

    Raises:
        TypeError: it is no mapping of headers.
    """
    if isinstance(headers, FoldedHeaders):
        return headers
    if isinstance(headers, Message):
        return headers.folded
    if not _is_mapping(headers):
        raise TypeError(f"expected an ami.Message or a mapping of headers, not {shown(headers)}")
    return FoldedHeaders.of(
        [
            (name, value if isinstance(value, str) else value[0])
            for name, value in headers.items()
            if isinstance(value, str) or value
        ]
    )


def _is_mapping(headers: object) -> bool:
    return isinstance(headers, Mapping)
