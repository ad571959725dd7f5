# Generated from spec/commands/variable.toml by `make generate`: change the spec, not this file.

"""Commands for channel variables and dialplan functions."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen, validate

from agicodec.arguments import Text
from agicodec.command import Command
from agicodec.given import Given
from agicodec.reply import RawReply
from agicodec.results import Acknowledged, EvaluatedText, VariableValue

__all__ = ["GetFullVariable", "GetVariable", "SetVariable"]


@frozen(init=False, eq=False, repr=False)
class GetVariable(Command[VariableValue]):
    """Read a channel variable or a dialplan function.

    Takes the bare name, without `${}`, or a call such as `CALLERID(num)`; `NAME:offset:length` cuts a part out.
    The value comes back unescaped: one that holds a line feed right after a closing parenthesis is cut there, and
    the rest arrives as lines that nothing asked for.

    On the wire: `GET VARIABLE name`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=1 ({value})`: set. It is set, perhaps to nothing.
        `200 result=0`: not set. It is not set, or the function failed.

    Beware:
        - The value is cut after 1023 bytes, if need be in the middle of a character. (all; live on 22.10 and
          16.28)
        - Names are matched without regard to case. (before 1.8; source)

    Examples:
        `GetVariable("UNIQUEID")` is sent as `GET VARIABLE UNIQUEID`.
        `GetVariable("DB(pin/1001)")` is sent as `GET VARIABLE DB(pin/1001)`.
    """

    words = ("GET", "VARIABLE")
    synopsis = "GET VARIABLE name"
    dead = True
    interrupt = "never"
    reply_text = "value"

    name: str = field(validator=Text(nonempty=True))
    """The variable's name, or the function with its arguments."""

    def __init__(self, name: str) -> None:
        put = object.__setattr__
        put(self, "name", name)
        if not (type(name) is str and name):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.name,)

    def interpret_success(self, raw: RawReply) -> VariableValue:
        match raw.result, raw.text:
            case "1", str(value):
                return VariableValue("set", value=value)
            case "0", None:
                return VariableValue("not set")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case VariableValue("set", value=str(value)):
                return RawReply(200, "1", text=value)
            case VariableValue("not set", value=None):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> GetVariable:
        given = Given(words, 1, 1)
        return cls(name=given.text(0))


@frozen(init=False, eq=False, repr=False)
class GetFullVariable(Command[EvaluatedText]):
    """Evaluate an expression with variables and functions in it.

    Replaces each `${...}` in the expression and gives back the whole text, of any length. The text comes back
    unescaped, as with GET VARIABLE; `agicodec.dialplan.WholeVariable` has any value whole. Text from outside has
    no place in the expression, since functions in it run commands and read files.

    On the wire: `GET FULL VARIABLE expression [channel]`. Since Asterisk 1.2, in `res_agi`. May run on a dead
    channel.

    Replies:
        `200 result=1 ({value})`: evaluated. The text, which may be empty.
        `200 result=0`: no such channel. There is no such channel, or Asterisk had no memory.

    Beware:
        - A variable that is not set gives an empty text, though documented otherwise for long. (all; live on
          22.10)
        - The text is cut after 4095 bytes. (before 1.8; source)

    Examples:
        `GetFullVariable("${UNIQUEID}")` is sent as `GET FULL VARIABLE ${UNIQUEID}`.
        `GetFullVariable("${A} and ${B}", "PJSIP/alice-00000001")` is sent as `GET FULL VARIABLE "${A} and ${B}"
            PJSIP/alice-00000001`.
    """

    words = ("GET", "FULL", "VARIABLE")
    synopsis = "GET FULL VARIABLE expression [channel]"
    dead = True
    interrupt = "never"
    reply_text = "value"

    expression: str = field(validator=Text(nonempty=True))
    """The text with its `${...}`."""
    channel: str | None = field(default=None, validator=Text(nonempty=True, optional=True))
    """The channel in whose place it is evaluated: its name, or since 1.8 its unique id. When left out: the session's
    own channel.
    """

    def __init__(self, expression: str, channel: str | None = None) -> None:
        put = object.__setattr__
        put(self, "expression", expression)
        put(self, "channel", channel)
        if not (type(expression) is str and expression and (channel is None or (type(channel) is str and channel))):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.expression]
        if self.channel is not None:
            words.append(self.channel)
        return words

    def interpret_success(self, raw: RawReply) -> EvaluatedText:
        match raw.result, raw.text:
            case "1", str(value):
                return EvaluatedText("evaluated", value=value)
            case "0", None:
                return EvaluatedText("no such channel")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case EvaluatedText("evaluated", value=str(value)):
                return RawReply(200, "1", text=value)
            case EvaluatedText("no such channel", value=None):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> GetFullVariable:
        given = Given(words, 1, 2)
        return cls(expression=given.text(0), channel=given.text_or_none(1))


@frozen(init=False, eq=False, repr=False)
class SetVariable(Command[Acknowledged]):
    r"""Set a channel variable or write a dialplan function.

    A name that starts with `_` is inherited by the channels that this one creates, with `__` by theirs as well. A
    name that ends in `)` is a function.

    On the wire: `SET VARIABLE name value`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=1`: done. Always, even when writing the function failed.

    Beware:
        - A function that cannot be written is answered with success. (all; live on 22.10 and 16.28)
        - Extra words are dropped without a word, and a missing value changes nothing but is answered with
          success. (before 13.17 and 14.6; source)
        - An empty name reads memory before the string; agicodec refuses it. (all; source)

    Examples:
        `SetVariable("MOOD", "very good")` is sent as `SET VARIABLE MOOD "very good"`.
        `SetVariable("CALLERID(num)", "")` is sent as `SET VARIABLE CALLERID(num) ""`.
        `SetVariable("FOO", 'a "q" \\ b')` is sent as `SET VARIABLE FOO "a \"q\" \\ b"`.
    """

    words = ("SET", "VARIABLE")
    synopsis = "SET VARIABLE name value"
    dead = True
    interrupt = "never"
    reply_text = "word"

    name: str = field(validator=Text(nonempty=True))
    """The variable's name, or the function with its arguments."""
    value: str = field(validator=Text())
    """The value, which may be empty."""

    def __init__(self, name: str, value: str) -> None:
        put = object.__setattr__
        put(self, "name", name)
        put(self, "value", value)
        if not (type(name) is str and name and type(value) is str):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.name, self.value)

    def interpret_success(self, raw: RawReply) -> Acknowledged:
        match raw.result:
            case "1":
                return Acknowledged("done")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Acknowledged("done"):
                return RawReply(200, "1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SetVariable:
        given = Given(words, 2, 2)
        return cls(name=given.text(0), value=given.text(1))
