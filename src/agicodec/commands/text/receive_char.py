# Generated from spec/commands/text.toml by `make generate`: change the spec, not this file.

"""The command RECEIVE CHAR."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.arguments import INT_MAX, INT_MIN, Integer
from agicodec.command import Command, Interrupt
from agicodec.reply import RawReply, TextKind
from agicodec.results import CharReceived
from agicodec.value import setters, settle
from agicodec.wire import SAFEST_LIMITS, Limits, to_integer

__all__ = ["ReceiveChar"]


@frozen(init=False, eq=False, repr=False)
class ReceiveChar(Command[CharReceived]):
    """Wait for a text from the caller and take its first byte.

    Most channels have no text; what follows the first byte is lost. RTP text and the text of Local channels are
    taken.

    On the wire: `RECEIVE CHAR timeout`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0 (timeout)`: empty. An empty text came, whatever the word says.
        `200 result=-1 (hangup)`: failed. Time ran out, or the channel hung up.
        `200 result={code}`: received. The first byte of the text.

    Beware:
        - A SIP MESSAGE within a PJSIP call is no text to it, and it runs out of time. (13.22, 15.5, 16 and later;
          live on 22.10 and 16.28)
        - Running out of time is answered with -1 and the word hangup, and counts as a failure. (all; live on
          22.10 and 16.28)
        - Zero does not wait at all, though documented as waiting forever. (all; live on 22.10)

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
    """How long to wait, in milliseconds; 0 does not wait, a negative one waits forever."""

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
        from agicodec.given import Given

        given = Given(words, 1, 1)
        return cls(timeout=given.lenient_integer(0))


(_set_timeout,) = setters(ReceiveChar)
