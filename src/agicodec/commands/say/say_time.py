# Generated from spec/commands/say.toml by `make generate`: change the spec, not this file.

"""The command SAY TIME."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, Epoch, Text, epoch_word
from agicodec.model.command import Command, Interrupt
from agicodec.results import Spoken
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import KEY_CODES, KEY_NUMBERS, RawReply, TextKind

__all__ = ["SayTime"]


@frozen(init=False, eq=False, repr=False)
class SayTime(Command[Spoken]):
    """Say a time.

    Uses the time zone of the machine that Asterisk runs on.

    On the wire: `SAY TIME time escape_digits`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: finished. All of it was said.
        `200 result=-1`: failed. The channel hung up, a sound file is missing, or the stream failed.
        `200 result={digit}`: digit. An escape digit, as its ASCII code.

    Beware:
        - The time is read as a 32-bit number, so it is limited to January 2038; SAY DATETIME is not. (all;
          source: res/res_agi.c, handle_saytime)

    Examples:
        `SayTime(1700000000)` is sent as `SAY TIME 1700000000 ""`.
        `SayTime(datetime(2023, 11, 14, 22, 13, 20, tzinfo=timezone.utc), "#")` is sent as `SAY TIME 1700000000
            #`.
    """

    words: ClassVar[tuple[str, ...]] = ("SAY", "TIME")
    synopsis = "SAY TIME time escape_digits"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"
    failures: ClassVar[frozenset[str]] = frozenset({"failed"})

    time: int | datetime = field(validator=Epoch(INT_MIN, INT_MAX))
    """The moment."""
    escape_digits: str = field(default="", validator=Text())
    """The keys that stop the speech; a character that is not a key has no effect."""

    def __init__(self, time: int | datetime, escape_digits: str = "") -> None:
        _set_time(self, time)
        _set_escape_digits(self, escape_digits)
        if not (type(time) is int and INT_MIN <= time <= INT_MAX and type(escape_digits) is str):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (epoch_word(self.time), self.escape_digits)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SAY TIME {epoch_word(self.time)} {quote(self.escape_digits)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> Spoken:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "0" and text is None and not tail:
            return Spoken("finished")
        if result == "-1" and text is None and not tail:
            return Spoken("failed")
        if result in KEY_CODES and text is None and not tail:
            return Spoken("digit", KEY_CODES[result])
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Spoken("finished", digit=None):
                return RawReply(200, "0")
            case Spoken("failed", digit=None):
                return RawReply(200, "-1")
            case Spoken("digit", digit=str(digit)) if digit in KEY_NUMBERS:
                return RawReply(200, KEY_NUMBERS[digit])
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SayTime:
        given = cls.given_words(words, 2, 2)
        return cls(time=given.integer(0), escape_digits=given.text(1))


_set_time, _set_escape_digits = setters(SayTime)
