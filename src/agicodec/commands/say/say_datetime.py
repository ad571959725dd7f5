# Generated from spec/commands/say.toml by `make generate`: change the spec, not this file.

"""The command SAY DATETIME."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import LONG_MAX, LONG_MIN, Epoch, Text, epoch_word, with_placeholders
from agicodec.model.command import Command, Interrupt
from agicodec.results import Spoken
from agicodec.values import setters, settle
from agicodec.wire.reply import KEY_CODES, KEY_NUMBERS, RawReply, TextKind

__all__ = ["SayDatetime"]


@frozen(init=False, eq=False, repr=False)
class SayDatetime(Command[Spoken]):
    """Say a date and time in a format of your choice.

    The format has the letters of the application SayUnixTime and file names in single quotes.

    On the wire: `SAY DATETIME time escape_digits [format] [time_zone]`. Since Asterisk 1.2, in `res_agi`. Needs a
    live channel.

    Replies:
        `200 result=0`: finished. All of it was said.
        `200 result=-1`: failed. The channel hung up, a sound file is missing, or the stream failed.
        `200 result={digit}`: digit. An escape digit, as its ASCII code.

    Beware:
        - With a time zone but no format, agicodec sends the format for all languages except German. (all; source:
          res/res_agi.c, handle_saydatetime)

    Examples:
        `SayDatetime(1700000000)` is sent as `SAY DATETIME 1700000000 ""`.
        `SayDatetime(1700000000, "#", "HM", "UTC")` is sent as `SAY DATETIME 1700000000 # HM UTC`.
        `SayDatetime(1700000000, time_zone="UTC")` is sent as `SAY DATETIME 1700000000 "" "ABdY 'digits/at' IMp"
            UTC`.
    """

    words: ClassVar[tuple[str, ...]] = ("SAY", "DATETIME")
    synopsis = "SAY DATETIME time escape_digits [format] [time_zone]"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"
    failures: ClassVar[frozenset[str]] = frozenset({"failed"})

    time: int | datetime = field(validator=Epoch())
    """The moment."""
    escape_digits: str = field(default="", validator=Text())
    """The keys that stop the speech; a character that is not a key has no effect."""
    format: str | None = field(default=None, validator=Text(optional=True))
    """The format; with an empty format nothing is said. If omitted: `ABdY 'digits/at' IMp`, or in the language `de`
    exactly `A dBY HMS`.
    """
    time_zone: str | None = field(default=None, validator=Text(optional=True))
    """The time zone, such as `Europe/Berlin`. If omitted or empty: the time zone of the machine that Asterisk runs
    on.
    """

    def __init__(
        self, time: int | datetime, escape_digits: str = "", format: str | None = None, time_zone: str | None = None
    ) -> None:
        _set_time(self, time)
        _set_escape_digits(self, escape_digits)
        _set_format(self, format)
        _set_time_zone(self, time_zone)
        if not (
            type(time) is int
            and LONG_MIN <= time <= LONG_MAX
            and type(escape_digits) is str
            and (format is None or (type(format) is str))
            and (time_zone is None or (type(time_zone) is str))
        ):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return with_placeholders(
            (epoch_word(self.time), self.escape_digits), (self.format, "ABdY 'digits/at' IMp"), (self.time_zone, "")
        )

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
    def from_words(cls, words: Sequence[str]) -> SayDatetime:
        given = cls.given_words(words, 2)
        return cls(
            time=given.integer(0),
            escape_digits=given.text(1),
            format=given.text_or_none(2),
            time_zone=given.text_or_none(3),
        )

    @classmethod
    def ignored_words(cls, words: Sequence[str]) -> Sequence[str]:
        return words[4:]


_set_time, _set_escape_digits, _set_format, _set_time_zone = setters(SayDatetime)
