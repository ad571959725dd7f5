# Generated from spec/commands/text.toml by `make generate`: change the spec, not this file.

"""Commands that send and receive text and images."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import field, frozen, validate

from agicodec.arguments import INT_MAX, Integer, OneOf, Text
from agicodec.command import Command
from agicodec.given import Given
from agicodec.reply import RawReply
from agicodec.results import CharReceived, Sent, TddModeSet, TextReceived
from agicodec.wire import to_integer

__all__ = ["ReceiveChar", "ReceiveText", "SendImage", "SendText", "TddMode"]

_TDD_MODE_MODE_BY_WORD: Final[Mapping[str, Literal["on", "off", "mate", "tdd"]]] = {
    "on": "on",
    "off": "off",
    "mate": "mate",
    "tdd": "tdd",
}


@frozen(init=False, eq=False, repr=False)
class ReceiveChar(Command[CharReceived]):
    """Wait for a text from the caller and take its first byte.

    Most channels have no text; what follows the first byte is lost.

    On the wire: `RECEIVE CHAR timeout`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0 (timeout)`: empty. An empty text came, whatever the word says.
        `200 result=-1 (hangup)`: failed. Time ran out, or the channel hung up.
        `200 result={code}`: received. The first byte of the text.

    Beware:
        - Running out of time is answered with -1 and the word hangup, and counts as a failure. (all; live on
          22.10 and 16.28)
        - Zero does not wait at all, though documented as waiting forever. (all; live on 22.10)

    Examples:
        `ReceiveChar(5000)` is sent as `RECEIVE CHAR 5000`.
    """

    words = ("RECEIVE", "CHAR")
    synopsis = "RECEIVE CHAR timeout"
    dead = False
    interrupt = "never"
    reply_text = "word"
    failures = frozenset({"failed"})

    timeout: int = field(validator=Integer(-1))
    """How long to wait, in milliseconds; 0 does not wait, -1 waits forever."""

    def __init__(self, timeout: int) -> None:
        put = object.__setattr__
        put(self, "timeout", timeout)
        if not (type(timeout) is int and -1 <= timeout <= INT_MAX):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (str(self.timeout),)

    def interpret_success(self, raw: RawReply) -> CharReceived:
        match raw.result, raw.text:
            case "0", "timeout":
                return CharReceived("empty")
            case "-1", "hangup":
                return CharReceived("failed")
            case str(code_text), None if (code := to_integer(code_text)) is not None:
                return CharReceived("received", code=code)
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case CharReceived("empty", code=None):
                return RawReply(200, "0", text="timeout")
            case CharReceived("failed", code=None):
                return RawReply(200, "-1", text="hangup")
            case CharReceived("received", code=int(code)):
                return RawReply(200, str(code))
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> ReceiveChar:
        given = Given(words, 1, 1)
        return cls(timeout=given.lenient_integer(0))


@frozen(init=False, eq=False, repr=False)
class ReceiveText(Command[TextReceived]):
    """Wait for a text from the caller.

    The text comes back unescaped; a line feed that the caller puts after a closing parenthesis cuts it.

    On the wire: `RECEIVE TEXT timeout`. Since Asterisk 1.2, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1 ({text})`: received. The text.
        `200 result=-1`: failed. Time ran out, or the channel hung up.

    Beware:
        - Zero does not wait at all, though documented as waiting forever. (all; live on 22.10 and 16.28)

    Examples:
        `ReceiveText(5000)` is sent as `RECEIVE TEXT 5000`.
    """

    words = ("RECEIVE", "TEXT")
    synopsis = "RECEIVE TEXT timeout"
    dead = False
    interrupt = "never"
    reply_text = "value"

    timeout: int = field(validator=Integer(-1))
    """How long to wait, in milliseconds; 0 does not wait, -1 waits forever."""

    def __init__(self, timeout: int) -> None:
        put = object.__setattr__
        put(self, "timeout", timeout)
        if not (type(timeout) is int and -1 <= timeout <= INT_MAX):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (str(self.timeout),)

    def interpret_success(self, raw: RawReply) -> TextReceived:
        match raw.result, raw.text:
            case "1", str(text):
                return TextReceived("received", text=text)
            case "-1", None:
                return TextReceived("failed")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case TextReceived("received", text=str(text)):
                return RawReply(200, "1", text=text)
            case TextReceived("failed", text=None):
                return RawReply(200, "-1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> ReceiveText:
        given = Given(words, 1, 1)
        return cls(timeout=given.lenient_integer(0))


@frozen(init=False, eq=False, repr=False)
class SendText(Command[Sent]):
    """Send a text to the caller.

    Most channels have no text.

    On the wire: `SEND TEXT text`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: sent. The text was sent; before 13.22 and 15.5 also when the channel takes none.
        `200 result=*`: failed. The channel takes no text or hung up, or sending failed; a negative number.

    Beware:
        - A channel without text answers -1, though documented as 0. (13.22, 15.5, 16 and later; live on 22.10 and
          16.28)
        - An empty text is answered with success and not sent. (11 and later; live on 22.10 and 16.28)

    Examples:
        `SendText("good day")` is sent as `SEND TEXT "good day"`.
    """

    words = ("SEND", "TEXT")
    synopsis = "SEND TEXT text"
    dead = False
    interrupt = "never"
    reply_text = "word"
    failures = frozenset({"failed"})

    text: str = field(validator=Text())
    """The text."""

    def __init__(self, text: str) -> None:
        put = object.__setattr__
        put(self, "text", text)
        if not (type(text) is str):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.text,)

    def interpret_success(self, raw: RawReply) -> Sent:
        match raw.result:
            case "0":
                return Sent("sent")
            case str(number) if to_integer(number) is not None:
                return Sent("failed")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Sent("sent"):
                return RawReply(200, "0")
            case Sent("failed"):
                return RawReply(200, "-1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SendText:
        given = Given(words, 1, 1)
        return cls(text=given.text(0))


@frozen(init=False, eq=False, repr=False)
class SendImage(Command[Sent]):
    """Send an image to the caller.

    Most channels have no images, and success cannot be told from there being none.

    On the wire: `SEND IMAGE image`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: sent. The channel is still there, even when nothing was sent.
        `200 result=-1`: failed. It failed and the channel hung up.

    Examples:
        `SendImage("logo")` is sent as `SEND IMAGE logo`.
    """

    words = ("SEND", "IMAGE")
    synopsis = "SEND IMAGE image"
    dead = False
    interrupt = "never"
    reply_text = "word"
    failures = frozenset({"failed"})

    image: str = field(validator=Text(nonempty=True))
    """The image's name without its extension."""

    def __init__(self, image: str) -> None:
        put = object.__setattr__
        put(self, "image", image)
        if not (type(image) is str and image):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.image,)

    def interpret_success(self, raw: RawReply) -> Sent:
        match raw.result:
            case "0":
                return Sent("sent")
            case "-1":
                return Sent("failed")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Sent("sent"):
                return RawReply(200, "0")
            case Sent("failed"):
                return RawReply(200, "-1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SendImage:
        given = Given(words, 1, 1)
        return cls(image=given.text(0))


@frozen(init=False, eq=False, repr=False)
class TddMode(Command[TddModeSet]):
    """Set the channel's mode for telephones of the deaf.

    Only some channel drivers have it.

    On the wire: `TDD MODE mode`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    The values of `mode`:
        `on`: TDD, the same as `tdd`.
        `off`: No TDD.
        `mate`: TDD mate, which leaves the caller's audio audible.
        `tdd`: TDD, the same as `on`.

    Replies:
        `200 result=1`: set. The channel took the mode.
        `200 result=0`: not supported. The channel has no such mode.

    Beware:
        - The modes mate and tdd are not documented. (all; live on 22.10 and 16.28)
        - Any other word switches the mode off; agicodec refuses it. (all; live on 22.10 and 16.28)

    Examples:
        `TddMode("mate")` is sent as `TDD MODE mate`.
    """

    words = ("TDD", "MODE")
    synopsis = "TDD MODE mode"
    dead = False
    interrupt = "never"
    reply_text = "word"

    mode: Literal["on", "off", "mate", "tdd"] = field(validator=OneOf("on", "off", "mate", "tdd"))
    """The mode."""

    def __init__(self, mode: Literal["on", "off", "mate", "tdd"]) -> None:
        put = object.__setattr__
        put(self, "mode", mode)
        if not (type(mode) is str and mode in ("on", "off", "mate", "tdd")):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.mode,)

    def interpret_success(self, raw: RawReply) -> TddModeSet:
        match raw.result:
            case "1":
                return TddModeSet("set")
            case "0":
                return TddModeSet("not supported")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case TddModeSet("set"):
                return RawReply(200, "1")
            case TddModeSet("not supported"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> TddMode:
        given = Given(words, 1, 1)
        return cls(mode=given.choice(0, _TDD_MODE_MODE_BY_WORD, "off"))
