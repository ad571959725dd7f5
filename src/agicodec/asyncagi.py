"""AsyncAGI in the messages of the manager interface: its events, its action, and the response to that.

Events are read from an `ami.Message` or from any mapping of headers that another AMI client hands out. Names are
matched without regard to case, and both forms are known: that of Asterisk 12 and later, and the older `SubEvent`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from urllib.parse import quote_from_bytes, unquote_to_bytes

from attrs import Factory, define, evolve, field

from agicodec.ami import FoldedHeaders, Message, encode_action
from agicodec.command import Command, require_command
from agicodec.environment import Environment
from agicodec.errors import (
    ActionError,
    ActionRefused,
    InvalidArgument,
    LineTooLong,
    NoSuchChannel,
    NotInAsyncAgi,
    Unencodable,
    shown,
)
from agicodec.protocol import ASYNC_EVENTS, ASYNC_LOSSY, ASYNC_READ, ASYNC_REFUSALS, MAX_ASYNC_COMMAND
from agicodec.value import Value, plain, read_only
from agicodec.versions import Limits
from agicodec.wire import from_wire, to_integer, to_wire

__all__ = [
    "ASYNC_LIMITS",
    "Action",
    "AgiExecEnded",
    "AgiExecStarted",
    "AsyncAgiEnded",
    "AsyncAgiEvent",
    "AsyncAgiExecuted",
    "AsyncAgiStarted",
    "ChannelIdentity",
    "FoldedHeaders",
    "Fragment",
    "Headers",
    "environment_of",
    "fold",
    "make_action",
    "quote_uri",
    "read_event",
    "read_refusal",
    "response_id",
    "starts",
    "unquote_uri",
]

Headers: TypeAlias = Mapping[str, str | Sequence[str]]
"""Headers by name; where a client gives several values for one name, the first counts."""


ASYNC_LIMITS = Limits(line=MAX_ASYNC_COMMAND, line_feed=False, carriage_return=False)
"""How much a command may hold in AsyncAGI."""

_UNRESERVED = "-_.!~*'()"
"""What Asterisk does not encode besides letters and digits."""
_FREQUENT = ((b"%20", b" "), (b"%0A", b"\n"), (b"%3D", b"="), (b"%3A", b":"))
"""What every block and reply has, and its codes. These bytes are no digits, so that they can make no other code."""
_HEX = frozenset("0123456789abcdefABCDEF")
_SIGN = "%FFFFFF"
"""What some releases write before the two digits of a byte above 0x7F."""

_REFUSALS: dict[str, type[ActionError]] = {
    error.__name__: error for error in (NoSuchChannel, NotInAsyncAgi, LineTooLong, ActionRefused)
}


@read_only(eq=False, repr=False)
class Fragment(Value):
    """A piece of what an AsyncAGI session reads from its pipe, as an event carries it."""

    data: bytes
    """The bytes, decoded."""
    lossy: bool
    """Whether bytes at its end may be lost, since the encoded text has no room for more."""

    @property
    def full(self) -> bool:
        """Whether more may wait in the pipe, to come with the next event."""
        return len(self.data) >= ASYNC_READ

    @classmethod
    def decode(cls, text: str, *, sign_extended: bool = False) -> Fragment:
        """Decode the text of an `Env` or a `Result`; see `unquote_uri`."""
        return cls(unquote_uri(text, sign_extended=sign_extended), len(text) >= ASYNC_LOSSY)


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
    """The id that the action gave the command; None when it gave none."""
    fragment: Fragment
    """What was read after the command: its reply, perhaps not whole, perhaps after what an earlier one left."""

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
    """What the status means, in Asterisk's words. The reply itself is not told."""


AsyncAgiEvent: TypeAlias = AsyncAgiStarted | AsyncAgiExecuted | AsyncAgiEnded | AgiExecStarted | AgiExecEnded
"""Whatever `read_event` gives."""


@read_only(eq=False, repr=False)
class Action(Value):
    """The manager action that queues a command."""

    command: Command[object]
    command_id: str
    """What the event with the reply will carry."""
    action_id: str
    """What the response to the action will carry."""
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    """The action, for another AMI client."""
    data: bytes = field(repr=False)
    """The same as bytes, for a manager connection."""


@define
class ChannelIdentity:
    """By which headers of a message a channel is known: by its unique id, once that is known, else by its name."""

    channel: str
    """Its name, which may change."""
    unique_id: str | None = None
    """Its unique id; None before Asterisk 12, which does not send it."""

    def is_of(self, names: FoldedHeaders) -> bool:
        """Whether a message is about this channel, whose new name is taken from it."""
        channel, unique_id = names.get("channel", ""), names.get("uniqueid")
        if not unique_id or self.unique_id is None:
            return channel == self.channel
        if unique_id != self.unique_id:
            return False
        self.channel = channel or self.channel
        return True

    def rename(self, names: FoldedHeaders) -> None:
        """Take the new name from the event that a channel has one, if it is about this channel."""
        if self.is_of(names):
            self.channel = names.get("newname") or self.channel


def make_action(channel: str, command: Command[object], command_id: str, action_id: str) -> Action:
    """Make the action that queues a command on a channel.

    Raises:
        InvalidArgument: an argument cannot be sent: it holds a line end or a NUL, or the command is longer than an
            action takes (1013 bytes); or a name or an id is no string, or empty.
        TypeError: it is no command.
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
    """Return the value of a name or an id that may be of a subclass of str."""
    if not isinstance(value, str) or not value:
        raise InvalidArgument(str(command), name, value, "expected a non-empty string")
    return plain(value)


def read_event(headers: Headers, *, sign_extended: bool = False) -> AsyncAgiEvent | None:
    """Read an event of AsyncAGI, or one that tells of an AGI command; None for any other message.

    Args:
        headers: the message.
        sign_extended: whether this Asterisk writes bytes above 0x7F sign-extended; see `unquote_uri`. The event that
            starts a session says so itself.
    """
    names = fold(headers)
    channel, unique_id = names.get("channel", ""), names.get("uniqueid")
    match _kind_of(names):
        case "AsyncAgiStarted":
            text = names.get("env", "")
            event = AsyncAgiStarted(channel, unique_id, Fragment.decode(text, sign_extended=sign_extended))
            version = event.environment.version
            if version is None or not version.sign_extends:
                return event
            return evolve(event, fragment=Fragment.decode(text, sign_extended=True))
        case "AsyncAgiExecuted":
            fragment = Fragment.decode(names.get("result", ""), sign_extended=sign_extended)
            return AsyncAgiExecuted(channel, unique_id, names.get("commandid"), fragment)
        case "AsyncAgiEnded":
            return AsyncAgiEnded(channel, unique_id)
        case "AgiExecStarted":
            number = to_integer(names.get("commandid", ""))
            return AgiExecStarted(channel, unique_id, number, names.get("command", ""))
        case "AgiExecEnded":
            number, code = to_integer(names.get("commandid", "")), to_integer(names.get("resultcode", ""))
            return AgiExecEnded(channel, unique_id, number, names.get("command", ""), code, names.get("result", ""))
        case _:
            return None


def starts(names: FoldedHeaders) -> bool:
    """Whether a message is the event that a channel has entered AsyncAGI."""
    return _kind_of(names) == "AsyncAgiStarted"


def response_id(names: FoldedHeaders) -> str | None:
    """Give the id of the action that a message responds to; None when there is none, or it is no response.

    An event may have a header Response too, and the action id of whoever caused it: OriginateResponse does.
    """
    return names.get("actionid") if names.get("response") and "event" not in names else None


def read_refusal(headers: Headers, command: str) -> ActionError | None:
    """Read the response to the action of a command; None when it was accepted, which means queued, not run."""
    names = fold(headers)
    if names.get("response", "").casefold() == "success":
        return None
    text = names.get("message", "")
    fitting = (error for begins, contains, error in ASYNC_REFUSALS if text.startswith(begins) and contains in text)
    return _REFUSALS[next(fitting)](command, text)


def _kind_of(names: FoldedHeaders) -> str | None:
    name, part = names.get("event", ""), names.get("subevent")
    return ASYNC_EVENTS.get((f"{name} {part}" if part else name).strip().casefold())


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


def quote_uri(data: bytes) -> str:
    """Encode bytes as Asterisk 1.8 and later do; a plus sign stands for nothing but itself, and is encoded."""
    return quote_from_bytes(data, safe=_UNRESERVED)


def unquote_uri(text: str, *, sign_extended: bool = False) -> bytes:
    """Decode the text of an `Env` or a `Result`.

    A plus sign is a plus sign. A percent sign without two hexadecimal digits behind it is itself: Asterisk 1.6 does
    not encode it.

    Args:
        text: the encoded text.
        sign_extended: read `%FFFFFFC3` as one byte, 0xC3; see `AsteriskVersion.sign_extends`.
    """
    if sign_extended:
        head, *parts = text.split(_SIGN)
        codes = (f"%{part}" if _HEX.issuperset(part[:2].ljust(2)) else f"%25FFFFFF{part}" for part in parts)
        text = head + "".join(codes)
    try:
        data = to_wire(text)
    except Unencodable:  # from another AMI client: the text of Asterisk is ASCII
        data = text.encode("utf-8", "surrogatepass")
    for code, byte in _FREQUENT:
        data = data.replace(code, byte)
    return unquote_to_bytes(data) if b"%" in data else data
