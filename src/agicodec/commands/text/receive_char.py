# Generated from spec/commands/text.toml by `make generate`: change the spec, not this file.

"""The command RECEIVE CHAR."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, Integer
from agicodec.model.command import Command, Interrupt
from agicodec.results import CharReceived
from agicodec.values import setters, settle
from agicodec.wire.command_line import to_integer
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["ReceiveChar"]


@frozen(init=False, eq=False, repr=False)
class ReceiveChar(Command[CharReceived]):
    """Wait for a text from the caller and return its first byte.

    Most channels do not support text. The text after the first byte is lost. RTP text and the text of Local
    channels are received.

    On the wire: `RECEIVE CHAR timeout`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0 (timeout)`: empty. An empty text arrived, although the word says timeout.
        `200 result=-1 (hangup)`: failed. Time ran out, or the channel hung up.
        `200 result={code}`: received. The first byte of the text.

    Beware:
        - A SIP MESSAGE within a PJSIP call does not count as a text, so the time runs out. (13.22, 15.5, 16 and
          later; live on 22.10 and 16.28)
        - If the time runs out, the reply is -1 with the word hangup, and counts as a failure. (all; live on 22.10
          and 16.28)
        - With zero, the command does not wait, although it is documented to wait forever. (all; live on 22.10)

    Examples:
        `ReceiveChar(5000)` is sent as `RECEIVE CHAR 5000`.
    """

    words: ClassVar[tuple[str, ...]] = ("RECEIVE", "CHAR")
    synopsis = "RECEIVE CHAR timeout"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"
    failures: ClassVar[frozenset[str]] = frozenset({"failed"})

    timeout: int = field(validator=Integer())
    """How long to wait, in milliseconds; 0 does not wait, a negative number waits forever."""

    def __init__(self, timeout: int) -> None:
        _set_timeout(self, timeout)
        if not (type(timeout) is int and INT_MIN <= timeout <= INT_MAX):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (str(self.timeout),)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"RECEIVE CHAR {self.timeout}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> CharReceived:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "0" and text == "timeout" and not tail:
            return CharReceived("empty")
        if result == "-1" and text == "hangup" and not tail:
            return CharReceived("failed")
        if (
            result is not None
            and (code := to_integer(result)) is not None
            and 1 <= code <= 255
            and text is None
            and not tail
        ):
            return CharReceived("received", code)
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case CharReceived("empty", code=None):
                return RawReply(200, "0", text="timeout")
            case CharReceived("failed", code=None):
                return RawReply(200, "-1", text="hangup")
            case CharReceived("received", code=int(code)) if 1 <= code <= 255:
                return RawReply(200, str(int(code)))
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> ReceiveChar:
        given = cls.given_words(words, 1, 1)
        return cls(timeout=given.lenient_integer(0))


(_set_timeout,) = setters(ReceiveChar)
