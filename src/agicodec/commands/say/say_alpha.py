# Generated from spec/commands/say.toml by `make generate`: change the spec, not this file.

"""The command SAY ALPHA."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final, Literal

from attrs import field, frozen

from agicodec.model.arguments import OneOf, Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import Spoken
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import KEY_CODES, KEY_NUMBERS, RawReply, TextKind

__all__ = ["SayAlpha"]

_SAY_ALPHA_CASE_WORDS = {"all": "a", "lower": "l", "upper": "u", "none": "n"}

_SAY_ALPHA_CASE_BY_WORD: Final[Mapping[str, Literal["all", "lower", "upper", "none"]]] = {
    "a": "all",
    "l": "lower",
    "u": "upper",
    "n": "none",
}


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
        - A missing sound file is skipped, and the reply reports success. (all; live on 22.10 and 16.28)
        - If the first sound file is missing, the command fails. (16.28 and 16.29, 18.14 and 18.15, 19.6 and 19.7,
          and 20.0; live on 16.28)
        - An escape digit does not stop the speech; a digit that is pressed during the last sound is in the reply.
          (16.21 to 16.23, 18.7 to 18.9, 19.0 and 19.1; source: main/say.c, say_filenames)
        - If there is nothing to say, the command fails. (16.21 to 16.23, 18.7 to 18.9, 19.0 and 19.1; source:
          main/say.c, say_filenames)
        - With an argument for the case, the command fails if the case of the first letter is to be said and there
          is a sound file for it. (16.28 and 16.29, 18.14 and 18.15, 19.6 and 19.7, and 20.0; live on 16.28)
        - With an argument for the case, the command fails if the text is a single letter whose case is to be said
          and there is a sound file for it. (16.21 to 16.27, 18.7 to 18.13 and 19.0 to 19.5; source: main/say.c,
          ast_get_character_str and say_filenames)
        - The third argument is not documented, and is a usage error before 12. (12 and later; live on 22.10 and
          16.28)

    Examples:
        `SayAlpha("Ann")` is sent as `SAY ALPHA Ann ""`.
        `SayAlpha("Ann", "#", "upper")` is sent as `SAY ALPHA Ann # u`.
    """

    words: ClassVar[tuple[str, ...]] = ("SAY", "ALPHA")
    synopsis = "SAY ALPHA text escape_digits [case]"
    dead = False
    interrupt: ClassVar[Interrupt] = "silent in EAGI"
    reply_text: ClassVar[TextKind] = "word"
    failures: ClassVar[frozenset[str]] = frozenset({"failed"})

    text: str = field(validator=Text())
    """The text."""
    escape_digits: str = field(default="", validator=Text())
    """The keys that stop the speech; a character that is not a key has no effect."""
    case: Literal["all", "lower", "upper", "none"] | None = field(
        default=None, validator=OneOf("all", "lower", "upper", "none", optional=True)
    )
    """For which letters to say whether they are capitals. Since Asterisk 12.0. If omitted: the same as `none`."""

    def __init__(
        self, text: str, escape_digits: str = "", case: Literal["all", "lower", "upper", "none"] | None = None
    ) -> None:
        _set_text(self, text)
        _set_escape_digits(self, escape_digits)
        _set_case(self, case)
        if not (
            type(text) is str
            and type(escape_digits) is str
            and (case is None or (type(case) is str and case in ("all", "lower", "upper", "none")))
        ):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.text, self.escape_digits]
        if self.case is not None:
            words.append(_SAY_ALPHA_CASE_WORDS[self.case])
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SAY ALPHA {quote(self.text)} {quote(self.escape_digits)}"
        if self.case is not None:
            line += f" {quote(_SAY_ALPHA_CASE_WORDS[self.case])}"
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
    def from_words(cls, words: Sequence[str]) -> SayAlpha:
        given = cls.given_words(words, 2, 3)
        return cls(
            text=given.text(0), escape_digits=given.text(1), case=given.choice_or_none(2, _SAY_ALPHA_CASE_BY_WORD)
        )


_set_text, _set_escape_digits, _set_case = setters(SayAlpha)
