# Generated from spec/commands/say.toml by `make generate`: change the spec, not this file.

"""Commands that speak numbers, letters and times in the channel's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

from attrs import field, frozen, validate

from agicodec.arguments import (
    INT_MAX,
    INT_MIN,
    KEYS,
    Digits,
    Epoch,
    Integer,
    OneOf,
    SpokenDigits,
    Text,
    Word,
    epoch_word,
    with_placeholders,
)
from agicodec.command import Command
from agicodec.given import Given
from agicodec.reply import KEY_CODES, KEY_NUMBERS, RawReply
from agicodec.results import Spoken

__all__ = ["SayAlpha", "SayDate", "SayDatetime", "SayDigits", "SayNumber", "SayPhonetic", "SayTime"]

_SAY_ALPHA_CASE = {"all": "a", "lower": "l", "upper": "u", "none": "n"}

_SAY_ALPHA_CASE_BY_WORD: Final[Mapping[str, Literal["all", "lower", "upper", "none"]]] = {
    "a": "all",
    "l": "lower",
    "u": "upper",
    "n": "none",
}


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

    Examples:
        `SayNumber(42)` is sent as `SAY NUMBER 42 ""`.
        `SayNumber(-1, "#", "f")` is sent as `SAY NUMBER -1 # f`.
    """

    words = ("SAY", "NUMBER")
    synopsis = "SAY NUMBER number escape_digits [gender]"
    dead = False
    interrupt = "silent in EAGI"
    reply_text = "word"
    failures = frozenset({"failed"})

    number: int = field(validator=Integer(-2147483648, 2147483647))
    """The number."""
    escape_digits: str = field(default="", validator=Digits())
    """The keys that stop the speech."""
    gender: str | None = field(default=None, validator=Word(optional=True))
    """The grammatical gender, in languages that need it, such as `f`, `m`, `c` or `n`. Since Asterisk 1.6.0. When
    left out: the gender that the language uses for counting.
    """

    def __init__(self, number: int, escape_digits: str = "", gender: str | None = None) -> None:
        put = object.__setattr__
        put(self, "number", number)
        put(self, "escape_digits", escape_digits)
        put(self, "gender", gender)
        if not (
            type(number) is int
            and -2147483648 <= number <= 2147483647
            and type(escape_digits) is str
            and not escape_digits.strip(KEYS)
            and (gender is None or (type(gender) is str and gender.isalnum()))
        ):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        words = [str(self.number), self.escape_digits]
        if self.gender is not None:
            words.append(self.gender)
        return words

    def interpret_success(self, raw: RawReply) -> Spoken:
        match raw.result:
            case "0":
                return Spoken("finished")
            case "-1":
                return Spoken("failed")
            case str(code) if code in KEY_CODES:
                return Spoken("digit", digit=KEY_CODES[code])
            case _:
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
        given = Given(words, 2, 3)
        return cls(number=given.integer(0), escape_digits=given.text(1), gender=given.text_or_none(2))


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
        - A missing sound file is passed over, and the reply is that of success. (all; live on 22.10 and 16.28)
        - When the first sound file is missing, it fails. (16.21 to 16.29, 18.7 to 18.15, 19.0 to 19.7 and 20.0;
          live on 16.28)
        - A text that does not begin like a number is a usage error, though what follows may be anything. (all;
          live on 22.10 and 16.28)

    Examples:
        `SayDigits("0049")` is sent as `SAY DIGITS 0049 ""`.
        `SayDigits("12*#", "0")` is sent as `SAY DIGITS 12*# 0`.
    """

    words = ("SAY", "DIGITS")
    synopsis = "SAY DIGITS digits escape_digits"
    dead = False
    interrupt = "silent in EAGI"
    reply_text = "word"
    failures = frozenset({"failed"})

    digits: str = field(validator=SpokenDigits())
    """The digits; `*`, `#` and `-` are said too, but the text must begin with a number."""
    escape_digits: str = field(default="", validator=Digits())
    """The keys that stop the speech."""

    def __init__(self, digits: str, escape_digits: str = "") -> None:
        put = object.__setattr__
        put(self, "digits", digits)
        put(self, "escape_digits", escape_digits)
        if not (
            type(digits) is str
            and digits.isdigit()
            and digits.isascii()
            and type(escape_digits) is str
            and not escape_digits.strip(KEYS)
        ):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.digits, self.escape_digits)

    def interpret_success(self, raw: RawReply) -> Spoken:
        match raw.result:
            case "0":
                return Spoken("finished")
            case "-1":
                return Spoken("failed")
            case str(code) if code in KEY_CODES:
                return Spoken("digit", digit=KEY_CODES[code])
            case _:
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
        given = Given(words, 2, 2)
        return cls(digits=given.spoken_digits(0), escape_digits=given.text(1))


@frozen(init=False, eq=False, repr=False)
class SayAlpha(Command[Spoken]):
    """Spell a text.

    Characters without a sound file are skipped. Under EAGI a further command line stops it without a reply.

    On the wire: `SAY ALPHA text escape_digits [case]`. Since Asterisk 1.2, in `res_agi`. Needs a live channel.

    The values of `case`:
        `all`: For all letters.
        `lower`: For small letters.
        `upper`: For capital letters.
        `none`: For no letters.

    Replies:
        `200 result=0`: finished. All of it was said.
        `200 result=-1`: failed. The channel hung up or the stream failed.
        `200 result={digit}`: digit. An escape digit, as its ASCII code.

    Beware:
        - A missing sound file is passed over, and the reply is that of success. (all; live on 22.10 and 16.28)
        - When the first sound file is missing, it fails. (16.21 to 16.29, 18.7 to 18.15, 19.0 to 19.7 and 20.0;
          live on 16.28)
        - With a case given, it fails when the first letter is one whose case it says and there is a sound for
          that. (16.21 to 16.29, 18.7 to 18.15, 19.0 to 19.7 and 20.0; live on 16.28)
        - The third argument is in no documentation, and is a usage error before 12. (12 and later; live on 22.10
          and 16.28)

    Examples:
        `SayAlpha("Ann")` is sent as `SAY ALPHA Ann ""`.
        `SayAlpha("Ann", "#", "upper")` is sent as `SAY ALPHA Ann # u`.
    """

    words = ("SAY", "ALPHA")
    synopsis = "SAY ALPHA text escape_digits [case]"
    dead = False
    interrupt = "silent in EAGI"
    reply_text = "word"
    failures = frozenset({"failed"})

    text: str = field(validator=Text())
    """The text."""
    escape_digits: str = field(default="", validator=Digits())
    """The keys that stop the speech."""
    case: Literal["all", "lower", "upper", "none"] | None = field(
        default=None, validator=OneOf("all", "lower", "upper", "none", optional=True)
    )
    """For which letters to say whether they are capitals. Since Asterisk 12.0. When left out: as `none`."""

    def __init__(
        self, text: str, escape_digits: str = "", case: Literal["all", "lower", "upper", "none"] | None = None
    ) -> None:
        put = object.__setattr__
        put(self, "text", text)
        put(self, "escape_digits", escape_digits)
        put(self, "case", case)
        if not (
            type(text) is str
            and type(escape_digits) is str
            and not escape_digits.strip(KEYS)
            and (case is None or (type(case) is str and case in ("all", "lower", "upper", "none")))
        ):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.text, self.escape_digits]
        if self.case is not None:
            words.append(_SAY_ALPHA_CASE[self.case])
        return words

    def interpret_success(self, raw: RawReply) -> Spoken:
        match raw.result:
            case "0":
                return Spoken("finished")
            case "-1":
                return Spoken("failed")
            case str(code) if code in KEY_CODES:
                return Spoken("digit", digit=KEY_CODES[code])
            case _:
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
    def from_words(cls, words: Sequence[str]) -> SayAlpha:
        given = Given(words, 2, 3)
        return cls(
            text=given.text(0), escape_digits=given.text(1), case=given.choice_or_none(2, _SAY_ALPHA_CASE_BY_WORD)
        )


@frozen(init=False, eq=False, repr=False)
class SayPhonetic(Command[Spoken]):
    """Spell a text with the phonetic alphabet.

    Under EAGI a further command line stops it without a reply; elsewhere it is said to its end first.

    On the wire: `SAY PHONETIC text escape_digits`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: finished. All of it was said.
        `200 result=-1`: failed. The channel hung up or the stream failed.
        `200 result={digit}`: digit. An escape digit, as its ASCII code.

    Beware:
        - A missing sound file is passed over, and the reply is that of success. (all; live on 22.10 and 16.28)
        - When the first sound file is missing, it fails. (16.21 to 16.29, 18.7 to 18.15, 19.0 to 19.7 and 20.0;
          live on 16.28)
        - The digit 9 has a sound file of its own, phonetic/9_p, where the others share digits/0 to digits/8.
          (all; source)

    Examples:
        `SayPhonetic("ABC 1")` is sent as `SAY PHONETIC "ABC 1" ""`.
    """

    words = ("SAY", "PHONETIC")
    synopsis = "SAY PHONETIC text escape_digits"
    dead = False
    interrupt = "silent in EAGI"
    reply_text = "word"
    failures = frozenset({"failed"})

    text: str = field(validator=Text())
    """The text."""
    escape_digits: str = field(default="", validator=Digits())
    """The keys that stop the speech."""

    def __init__(self, text: str, escape_digits: str = "") -> None:
        put = object.__setattr__
        put(self, "text", text)
        put(self, "escape_digits", escape_digits)
        if not (type(text) is str and type(escape_digits) is str and not escape_digits.strip(KEYS)):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.text, self.escape_digits)

    def interpret_success(self, raw: RawReply) -> Spoken:
        match raw.result:
            case "0":
                return Spoken("finished")
            case "-1":
                return Spoken("failed")
            case str(code) if code in KEY_CODES:
                return Spoken("digit", digit=KEY_CODES[code])
            case _:
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
    def from_words(cls, words: Sequence[str]) -> SayPhonetic:
        given = Given(words, 2, 2)
        return cls(text=given.text(0), escape_digits=given.text(1))


@frozen(init=False, eq=False, repr=False)
class SayDate(Command[Spoken]):
    """Say a date.

    Says it in the time zone of the Asterisk machine.

    On the wire: `SAY DATE time escape_digits`. Since Asterisk 1.2, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: finished. All of it was said.
        `200 result=-1`: failed. The channel hung up, a sound file is missing, or the stream failed.
        `200 result={digit}`: digit. An escape digit, as its ASCII code.

    Beware:
        - The time is read as a 32-bit number, so it ends in January 2038; SAY DATETIME goes on. (all; source)

    Examples:
        `SayDate(1700000000)` is sent as `SAY DATE 1700000000 ""`.
        `SayDate(datetime(2023, 11, 14, 22, 13, 20, tzinfo=timezone.utc), "#")` is sent as `SAY DATE 1700000000
            #`.
    """

    words = ("SAY", "DATE")
    synopsis = "SAY DATE time escape_digits"
    dead = False
    interrupt = "never"
    reply_text = "word"
    failures = frozenset({"failed"})

    time: int | datetime = field(validator=Epoch(-2147483648, 2147483647))
    """The moment."""
    escape_digits: str = field(default="", validator=Digits())
    """The keys that stop the speech."""

    def __init__(self, time: int | datetime, escape_digits: str = "") -> None:
        put = object.__setattr__
        put(self, "time", time)
        put(self, "escape_digits", escape_digits)
        if not (
            type(time) is int
            and -2147483648 <= time <= 2147483647
            and type(escape_digits) is str
            and not escape_digits.strip(KEYS)
        ):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (epoch_word(self.time), self.escape_digits)

    def interpret_success(self, raw: RawReply) -> Spoken:
        match raw.result:
            case "0":
                return Spoken("finished")
            case "-1":
                return Spoken("failed")
            case str(code) if code in KEY_CODES:
                return Spoken("digit", digit=KEY_CODES[code])
            case _:
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
    def from_words(cls, words: Sequence[str]) -> SayDate:
        given = Given(words, 2, 2)
        return cls(time=given.integer(0), escape_digits=given.text(1))


@frozen(init=False, eq=False, repr=False)
class SayTime(Command[Spoken]):
    """Say a time.

    Says it in the time zone of the Asterisk machine.

    On the wire: `SAY TIME time escape_digits`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: finished. All of it was said.
        `200 result=-1`: failed. The channel hung up, a sound file is missing, or the stream failed.
        `200 result={digit}`: digit. An escape digit, as its ASCII code.

    Beware:
        - The time is read as a 32-bit number, so it ends in January 2038; SAY DATETIME goes on. (all; source)

    Examples:
        `SayTime(1700000000)` is sent as `SAY TIME 1700000000 ""`.
        `SayTime(datetime(2023, 11, 14, 22, 13, 20, tzinfo=timezone.utc), "#")` is sent as `SAY TIME 1700000000
            #`.
    """

    words = ("SAY", "TIME")
    synopsis = "SAY TIME time escape_digits"
    dead = False
    interrupt = "never"
    reply_text = "word"
    failures = frozenset({"failed"})

    time: int | datetime = field(validator=Epoch(-2147483648, 2147483647))
    """The moment."""
    escape_digits: str = field(default="", validator=Digits())
    """The keys that stop the speech."""

    def __init__(self, time: int | datetime, escape_digits: str = "") -> None:
        put = object.__setattr__
        put(self, "time", time)
        put(self, "escape_digits", escape_digits)
        if not (
            type(time) is int
            and -2147483648 <= time <= 2147483647
            and type(escape_digits) is str
            and not escape_digits.strip(KEYS)
        ):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (epoch_word(self.time), self.escape_digits)

    def interpret_success(self, raw: RawReply) -> Spoken:
        match raw.result:
            case "0":
                return Spoken("finished")
            case "-1":
                return Spoken("failed")
            case str(code) if code in KEY_CODES:
                return Spoken("digit", digit=KEY_CODES[code])
            case _:
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
        given = Given(words, 2, 2)
        return cls(time=given.integer(0), escape_digits=given.text(1))


@frozen(init=False, eq=False, repr=False)
class SayDatetime(Command[Spoken]):
    """Say a date and time in a format of one's own.

    The format has the letters of the application SayUnixTime and file names in single quotes.

    On the wire: `SAY DATETIME time escape_digits [format] [time_zone]`. Since Asterisk 1.2, in `res_agi`. Needs a
    live channel.

    Replies:
        `200 result=0`: finished. All of it was said.
        `200 result=-1`: failed. The channel hung up, a sound file is missing, or the stream failed.
        `200 result={digit}`: digit. An escape digit, as its ASCII code.

    Beware:
        - With a time zone but no format, agicodec sends the format of all languages but German. (all; source)

    Examples:
        `SayDatetime(1700000000)` is sent as `SAY DATETIME 1700000000 ""`.
        `SayDatetime(1700000000, "#", "HM", "UTC")` is sent as `SAY DATETIME 1700000000 # HM UTC`.
        `SayDatetime(1700000000, time_zone="UTC")` is sent as `SAY DATETIME 1700000000 "" "ABdY 'digits/at' IMp"
            UTC`.
    """

    words = ("SAY", "DATETIME")
    synopsis = "SAY DATETIME time escape_digits [format] [time_zone]"
    dead = False
    interrupt = "never"
    reply_text = "word"
    failures = frozenset({"failed"})

    time: int | datetime = field(validator=Epoch())
    """The moment."""
    escape_digits: str = field(default="", validator=Digits())
    """The keys that stop the speech."""
    format: str | None = field(default=None, validator=Text(optional=True))
    """The format; an empty one says nothing. When left out: `ABdY 'digits/at' IMp`, or in the language `de` exactly
    `A dBY HMS`.
    """
    time_zone: str | None = field(default=None, validator=Text(nonempty=True, optional=True))
    """The time zone, such as `Europe/Berlin`. When left out: the time zone of the Asterisk machine."""

    def __init__(
        self, time: int | datetime, escape_digits: str = "", format: str | None = None, time_zone: str | None = None
    ) -> None:
        put = object.__setattr__
        put(self, "time", time)
        put(self, "escape_digits", escape_digits)
        put(self, "format", format)
        put(self, "time_zone", time_zone)
        if not (
            type(time) is int
            and INT_MIN <= time <= INT_MAX
            and type(escape_digits) is str
            and not escape_digits.strip(KEYS)
            and (format is None or (type(format) is str))
            and (time_zone is None or (type(time_zone) is str and time_zone))
        ):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return with_placeholders(
            (epoch_word(self.time), self.escape_digits), (self.format, "ABdY 'digits/at' IMp"), (self.time_zone, "")
        )

    def interpret_success(self, raw: RawReply) -> Spoken:
        match raw.result:
            case "0":
                return Spoken("finished")
            case "-1":
                return Spoken("failed")
            case str(code) if code in KEY_CODES:
                return Spoken("digit", digit=KEY_CODES[code])
            case _:
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
        given = Given(words, 2)
        return cls(
            time=given.integer(0),
            escape_digits=given.text(1),
            format=given.text_or_none(2),
            time_zone=given.text_or_none(3),
        )
