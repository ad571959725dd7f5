# Generated from spec/commands/variable.toml by `make generate`: change the spec, not this file.

"""The command GET FULL VARIABLE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import EvaluatedText
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["GetFullVariable"]


@frozen(init=False, eq=False, repr=False)
class GetFullVariable(Command[EvaluatedText]):
    """Evaluate an expression that contains variables and functions.

    Replaces each `${...}` and `$[...]` in the expression and returns the whole text, of any length;
    `${NAME:offset:length}` is a part of a value, in bytes. The text is not escaped, as with GET VARIABLE;
    `agicodec.dialplan.WholeVariable` reads any value completely. In AsyncAGI, a text of more than 65,520 bytes
    stops the channel for good, so evaluate only what is known to be shorter. Never put text from outside into the
    expression, since functions in it can run commands and read files.

    On the wire: `GET FULL VARIABLE expression [channel]`. Since Asterisk 1.2, in `res_agi`. May run on a dead
    channel.

    Replies:
        `200 result=1 ({value})`: evaluated. The text, which may be empty.
        `200 result=0`: no such channel. There is no such channel, or Asterisk had no memory.

    Beware:
        - A variable that is not set counts as an empty text, although it was documented otherwise for a long
          time. (all; live on 22.10)
        - The text is cut after 4095 bytes. (before 1.8; source: res/res_agi.c, handle_getvariablefull)
        - In AsyncAGI, a reply of more than 65,536 bytes stops the channel for good, and after one of more than
          61,414 bytes other replies are lost. (1.8 and later; live on 22.10 and 16.28)

    Examples:
        `GetFullVariable("${UNIQUEID}")` is sent as `GET FULL VARIABLE ${UNIQUEID}`.
        `GetFullVariable("${A} and ${B}", "PJSIP/alice-00000001")` is sent as `GET FULL VARIABLE "${A} and ${B}"
            PJSIP/alice-00000001`.
    """

    words: ClassVar[tuple[str, ...]] = ("GET", "FULL", "VARIABLE")
    synopsis = "GET FULL VARIABLE expression [channel]"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "value"

    expression: str = field(validator=Text())
    """The expression, a text with `${...}` in it."""
    channel: str | None = field(default=None, validator=Text(optional=True))
    """The channel for which the expression is evaluated: its name, or since 1.8 its unique id; it is never empty. If
    omitted: the session's own channel.
    """

    def __init__(self, expression: str, channel: str | None = None) -> None:
        _set_expression(self, expression)
        _set_channel(self, channel)
        if not (type(expression) is str and (channel is None or (type(channel) is str))):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.expression]
        if self.channel is not None:
            words.append(self.channel)
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"GET FULL VARIABLE {quote(self.expression)}"
        if self.channel is not None:
            line += f" {quote(self.channel)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> EvaluatedText:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "1" and text is not None and not tail:
            return EvaluatedText("evaluated", text)
        if result == "0" and text is None and not tail:
            return EvaluatedText("no such channel")
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
        given = cls.given_words(words, 1, 2)
        return cls(expression=given.text(0), channel=given.text_or_none(1))


_set_expression, _set_channel = setters(GetFullVariable)
