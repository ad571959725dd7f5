# Generated from spec/commands/say.toml by `make generate`: change the spec, not this file.

"""The command SAY DIGITS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import SpokenDigits, Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import Spoken
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import KEY_CODES, KEY_NUMBERS, RawReply, TextKind

__all__ = ["SayDigits"]


@frozen(init=False, eq=False, repr=False)
class SayDigits(Command[Spoken]):
    """Say digits one by one.

    Under EAGI a further command line stops it without a reply; elsewhere it is said to its end first.

    On the wire: `SAY DIGITS digits escape_digits`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: finished. All of it was said.
        `200 result=-1`: failed. The channel hung up or the stream failed.
        `200 result={digit}`: digit. An escape digit, as its ASCII code.

    Beware:
        - A missing sound file is skipped, and the reply reports success. (all; live on 22.10 and 16.28)
        - If the first sound file is missing, the command fails. (16.28 and 16.29, 18.14 and 18.15, 19.6 and 19.7,
          and 20.0; live on 16.28)
        - An escape digit does not stop the speech; a digit that is pressed during the last sound is in the reply.
          (16.21 to 16.23, 18.7 to 18.9, 19.0 and 19.1; source: main/say.c, say_filenames)
        - If there is nothing to say, the command fails. (16.21 to 16.23, 18.7 to 18.9, 19.0 and 19.1; source:
          main/say.c, say_filenames)
        - A text that does not begin like a number is a usage error, although anything may follow. (all; live on
          22.10 and 16.28)

    Examples:
        `SayDigits("0049")` is sent as `SAY DIGITS 0049 ""`.
        `SayDigits("12*#", "0")` is sent as `SAY DIGITS 12*# 0`.
    """

    words: ClassVar[tuple[str, ...]] = ("SAY", "DIGITS")
    synopsis = "SAY DIGITS digits escape_digits"
    dead = False
    interrupt: ClassVar[Interrupt] = "silent in EAGI"
    reply_text: ClassVar[TextKind] = "word"
    failures: ClassVar[frozenset[str]] = frozenset({"failed"})

    digits: str = field(validator=SpokenDigits())
    """The digits; `*`, `#` and `-` are said too, and other characters are skipped, but the text must begin like a
    number.
    """
    escape_digits: str = field(default="", validator=Text())
    """The keys that stop the speech; a character that is not a key has no effect."""

    def __init__(self, digits: str, escape_digits: str = "") -> None:
        _set_digits(self, digits)
        _set_escape_digits(self, escape_digits)
        if not (type(digits) is str and digits.isdigit() and digits.isascii() and type(escape_digits) is str):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (self.digits, self.escape_digits)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SAY DIGITS {quote(self.digits)} {quote(self.escape_digits)}"
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
    def from_words(cls, words: Sequence[str]) -> SayDigits:
        given = cls.given_words(words, 2, 2)
        return cls(digits=given.spoken_digits(0), escape_digits=given.text(1))


_set_digits, _set_escape_digits = setters(SayDigits)
