# Generated from spec/commands/media.toml by `make generate`: change the spec, not this file.

"""The command WAIT FOR DIGIT."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, Integer
from agicodec.model.command import Command, Interrupt
from agicodec.results import DigitAwaited
from agicodec.values import setters, settle
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import KEY_CODES, KEY_NUMBERS, RawReply, TextKind

__all__ = ["WaitForDigit"]


@frozen(init=False, eq=False, repr=False)
class WaitForDigit(Command[DigitAwaited]):
    """Wait for the caller to press a key.

    Takes any key. A further command line ends the wait, and it answers so before that line is run.

    On the wire: `WAIT FOR DIGIT timeout`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: timeout. No key was pressed in time.
        `200 result=1`: interrupted. A further command line ended the wait.
        `200 result=-1`: failed. The channel hung up or failed.
        `200 result=1000`: stop. The manager interface or ARI asked to stop. Since 12.0.
        `200 result=1001`: suspend. The manager interface or ARI asked to pause. Since 12.0.
        `200 result=1002`: restart. The manager interface or ARI asked to restart. Since 12.0.
        `200 result=1003`: reverse. The manager interface or ARI asked to rewind. Since 12.0.
        `200 result=1004`: forward. The manager interface or ARI asked to forward. Since 12.0.
        `200 result={digit}`: digit. The key, as its ASCII code.

    Examples:
        `WaitForDigit(5000)` is sent as `WAIT FOR DIGIT 5000`.
        `WaitForDigit(-1)` is sent as `WAIT FOR DIGIT -1`.
    """

    words: ClassVar[tuple[str, ...]] = ("WAIT", "FOR", "DIGIT")
    synopsis = "WAIT FOR DIGIT timeout"
    dead = False
    interrupt: ClassVar[Interrupt] = "answers"
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
        line = f"WAIT FOR DIGIT {self.timeout}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> DigitAwaited:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "0" and text is None and not tail:
            return DigitAwaited("timeout")
        if result == "1" and text is None and not tail:
            return DigitAwaited("interrupted")
        if result == "-1" and text is None and not tail:
            return DigitAwaited("failed")
        if result == "1000" and text is None and not tail:
            return DigitAwaited("stop")
        if result == "1001" and text is None and not tail:
            return DigitAwaited("suspend")
        if result == "1002" and text is None and not tail:
            return DigitAwaited("restart")
        if result == "1003" and text is None and not tail:
            return DigitAwaited("reverse")
        if result == "1004" and text is None and not tail:
            return DigitAwaited("forward")
        if result in KEY_CODES and text is None and not tail:
            return DigitAwaited("digit", KEY_CODES[result])
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case DigitAwaited("timeout", digit=None):
                return RawReply(200, "0")
            case DigitAwaited("interrupted", digit=None):
                return RawReply(200, "1")
            case DigitAwaited("failed", digit=None):
                return RawReply(200, "-1")
            case DigitAwaited("stop", digit=None):
                return RawReply(200, "1000")
            case DigitAwaited("suspend", digit=None):
                return RawReply(200, "1001")
            case DigitAwaited("restart", digit=None):
                return RawReply(200, "1002")
            case DigitAwaited("reverse", digit=None):
                return RawReply(200, "1003")
            case DigitAwaited("forward", digit=None):
                return RawReply(200, "1004")
            case DigitAwaited("digit", digit=str(digit)) if digit in KEY_NUMBERS and KEY_NUMBERS[digit] != "1":
                return RawReply(200, KEY_NUMBERS[digit])
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> WaitForDigit:
        given = cls.given_words(words, 1, 1)
        return cls(timeout=given.integer(0))


(_set_timeout,) = setters(WaitForDigit)
