# Generated from spec/commands/text.toml by `make generate`: change the spec, not this file.

"""The command SEND TEXT."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import Sent
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote, to_integer
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["SendText"]


@frozen(init=False, eq=False, repr=False)
class SendText(Command[Sent]):
    """Send a text to the caller.

    Most channels do not support text.

    On the wire: `SEND TEXT text`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: sent. The text was sent; before 13.22 and 15.5 also if the channel does not support text.
        `200 result=-*`: failed. The channel does not support text, or it hung up, or sending failed.

    Beware:
        - The reply on a channel that does not support text is -1, although 0 is documented. (13.22, 15.5, 16 and
          later; live on 22.10 and 16.28)
        - An empty text is not sent, and the reply reports success. (10 and later; live on 22.10 and 16.28)

    Examples:
        `SendText("good day")` is sent as `SEND TEXT "good day"`.
    """

    words: ClassVar[tuple[str, ...]] = ("SEND", "TEXT")
    synopsis = "SEND TEXT text"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"
    failures: ClassVar[frozenset[str]] = frozenset({"failed"})

    text: str = field(validator=Text())
    """The text."""

    def __init__(self, text: str) -> None:
        _set_text(self, text)
        if type(text) is not str:
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (self.text,)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SEND TEXT {quote(self.text)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> Sent:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "0" and text is None and not tail:
            return Sent("sent")
        if result is not None and result[:1] == "-" and to_integer(result) is not None and text is None and not tail:
            return Sent("failed")
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
        given = cls.given_words(words, 1, 1)
        return cls(text=given.text(0))


(_set_text,) = setters(SendText)
