# Generated from spec/commands/say.toml by `make generate`: change the spec, not this file.

"""The command SAY PHONETIC."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import Spoken
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import KEY_CODES, KEY_NUMBERS, RawReply, TextKind

__all__ = ["SayPhonetic"]


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
        - A missing sound file is skipped, and the reply reports success. (all; live on 22.10 and 16.28)
        - If the first sound file is missing, the command fails. (16.28 and 16.29, 18.14 and 18.15, 19.6 and 19.7,
          and 20.0; live on 16.28)
        - An escape digit does not stop the speech; a digit that is pressed during the last sound is in the reply.
          (16.21 to 16.23, 18.7 to 18.9, 19.0 and 19.1; source: main/say.c, say_filenames)
        - If there is nothing to say, the command fails. (16.21 to 16.23, 18.7 to 18.9, 19.0 and 19.1; source:
          main/say.c, say_filenames)
        - The digit 9 has a sound file of its own, phonetic/9_p; for the others digits/0 to digits/8 are used.
          (all; source: main/say.c, ast_get_phonetic_str)

    Examples:
        `SayPhonetic("ABC 1")` is sent as `SAY PHONETIC "ABC 1" ""`.
    """

    words: ClassVar[tuple[str, ...]] = ("SAY", "PHONETIC")
    synopsis = "SAY PHONETIC text escape_digits"
    dead = False
    interrupt: ClassVar[Interrupt] = "silent in EAGI"
    reply_text: ClassVar[TextKind] = "word"
    failures: ClassVar[frozenset[str]] = frozenset({"failed"})

    text: str = field(validator=Text())
    """The text."""
    escape_digits: str = field(default="", validator=Text())
    """The keys that stop the speech; a character that is not a key has no effect."""

    def __init__(self, text: str, escape_digits: str = "") -> None:
        _set_text(self, text)
        _set_escape_digits(self, escape_digits)
        if not (type(text) is str and type(escape_digits) is str):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (self.text, self.escape_digits)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SAY PHONETIC {quote(self.text)} {quote(self.escape_digits)}"
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
    def from_words(cls, words: Sequence[str]) -> SayPhonetic:
        given = cls.given_words(words, 2, 2)
        return cls(text=given.text(0), escape_digits=given.text(1))


_set_text, _set_escape_digits = setters(SayPhonetic)
