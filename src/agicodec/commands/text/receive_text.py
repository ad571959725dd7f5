# Generated from spec/commands/text.toml by `make generate`: change the spec, not this file.

"""The command RECEIVE TEXT."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, Integer
from agicodec.model.command import Command, Interrupt
from agicodec.results import TextReceived
from agicodec.values import setters, settle
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["ReceiveText"]


@frozen(init=False, eq=False, repr=False)
class ReceiveText(Command[TextReceived]):
    """Wait for a text from the caller.

    The text is not escaped; a line feed that the caller puts after a closing parenthesis cuts it. RTP text and
    the text of Local channels are received.

    On the wire: `RECEIVE TEXT timeout`. Since Asterisk 1.2, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1 ({text})`: received. The text.
        `200 result=-1`: failed. Time ran out, or the channel hung up.

    Beware:
        - A SIP MESSAGE within a PJSIP call does not count as a text, so the time runs out. (13.22, 15.5, 16 and
          later; live on 22.10 and 16.28)
        - With zero, the command does not wait, although it is documented to wait forever. (all; live on 22.10 and
          16.28)

    Examples:
        `ReceiveText(5000)` is sent as `RECEIVE TEXT 5000`.
    """

    words: ClassVar[tuple[str, ...]] = ("RECEIVE", "TEXT")
    synopsis = "RECEIVE TEXT timeout"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "value"

    timeout: int = field(validator=Integer())
    """How long to wait, in milliseconds; 0 does not wait, a negative number waits forever."""

    def __init__(self, timeout: int) -> None:
        _set_timeout(self, timeout)
        if not (type(timeout) is int and INT_MIN <= timeout <= INT_MAX):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (str(self.timeout),)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"RECEIVE TEXT {self.timeout}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> TextReceived:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "1" and text is not None and not tail:
            return TextReceived("received", text)
        if result == "-1" and text is None and not tail:
            return TextReceived("failed")
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
        given = cls.given_words(words, 1, 1)
        return cls(timeout=given.lenient_integer(0))


(_set_timeout,) = setters(ReceiveText)
