# Generated from spec/commands/say.toml by `make generate`: change the spec, not this file.

"""The command SAY NUMBER."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, Integer, Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import Spoken
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import KEY_CODES, KEY_NUMBERS, RawReply, TextKind

__all__ = ["SayNumber"]


@frozen(init=False, eq=False, repr=False)
class SayNumber(Command[Spoken]):
    """Say a number.

    Under EAGI a further command line stops it without a reply; elsewhere it is said to its end first.

    On the wire: `SAY NUMBER number escape_digits [gender]`. Since Asterisk 1.0, in `res_agi`. Needs a live
    channel.

    Replies:
        `200 result=0`: finished. All of it was said.
        `200 result=-1`: failed. The channel hung up, a sound file is missing, or the stream failed.
        `200 result={digit}`: digit. An escape digit, as its ASCII code.

    Beware:
        - In languages for which Asterisk has its own code, such as en_GB and de, a missing sound file is skipped,
          and the reply reports success. (all; live on 22.10 and 16.28)
        - In English, and in languages that Asterisk does not know, a missing sound file is skipped too. (before
          16.21, 18.7 and 19.0; source: main/say.c, ast_say_number_full_en)
        - In English, and in languages that Asterisk does not know, a missing sound file is a failure only if it
          is the last one. (16.21 to 16.27, 18.7 to 18.13 and 19.0 to 19.5; source: main/say.c, say_filenames)
        - In English, and in languages that Asterisk does not know, an escape digit does not stop the speech; a
          digit that is pressed during the last sound is in the reply. (16.21 to 16.23, 18.7 to 18.9, 19.0 and
          19.1; source: main/say.c, say_filenames)

    Examples:
        `SayNumber(42)` is sent as `SAY NUMBER 42 ""`.
        `SayNumber(-1, "#", "f")` is sent as `SAY NUMBER -1 # f`.
    """

    words: ClassVar[tuple[str, ...]] = ("SAY", "NUMBER")
    synopsis = "SAY NUMBER number escape_digits [gender]"
    dead = False
    interrupt: ClassVar[Interrupt] = "silent in EAGI"
    reply_text: ClassVar[TextKind] = "word"
    failures: ClassVar[frozenset[str]] = frozenset({"failed"})

    number: int = field(validator=Integer())
    """The number."""
    escape_digits: str = field(default="", validator=Text())
    """The keys that stop the speech; a character that is not a key has no effect."""
    gender: str | None = field(default=None, validator=Text(optional=True))
    """The grammatical gender, in languages that need it, such as `f`, `m`, `c` or `n`. Since Asterisk 1.6.0. If
    omitted or empty: the gender that the language uses for counting.
    """

    def __init__(self, number: int, escape_digits: str = "", gender: str | None = None) -> None:
        _set_number(self, number)
        _set_escape_digits(self, escape_digits)
        _set_gender(self, gender)
        if not (
            type(number) is int
            and INT_MIN <= number <= INT_MAX
            and type(escape_digits) is str
            and (gender is None or (type(gender) is str))
        ):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words = [str(self.number), self.escape_digits]
        if self.gender is not None:
            words.append(self.gender)
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SAY NUMBER {self.number} {quote(self.escape_digits)}"
        if self.gender is not None:
            line += f" {quote(self.gender)}"
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
    def from_words(cls, words: Sequence[str]) -> SayNumber:
        given = cls.given_words(words, 2, 3)
        return cls(number=given.integer(0), escape_digits=given.text(1), gender=given.text_or_none(2))


_set_number, _set_escape_digits, _set_gender = setters(SayNumber)
