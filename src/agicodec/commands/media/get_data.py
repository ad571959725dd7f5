# Generated from spec/commands/media.toml by `make generate`: change the spec, not this file.

"""The command GET DATA."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, Integer, Text, with_placeholders
from agicodec.model.command import Command, Interrupt
from agicodec.results import DigitsEntered
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["GetData"]


@frozen(init=False, eq=False, repr=False)
class GetData(Command[DigitsEntered]):
    """Play a prompt and take digits from the caller.

    The entry ends with `#`, which is not part of it, with the last of `max_digits`, or when time runs out. A
    further command line stops it. Asterisk then sends no reply, and what the caller had entered is lost.

    On the wire: `GET DATA filename [timeout] [max_digits]`. Since Asterisk 1.0, in `res_agi`. Needs a live
    channel.

    Replies:
        `200 result={digits} (timeout)`: timeout. Time ran out; the digits that were entered, perhaps none.
        `200 result=-1`: failed. The channel hung up, or the prompt is missing.
        `200 result={digits}`: entered. The digits, perhaps none.

    Beware:
        - An entry of 1024 digits, which is also the default limit, overruns Asterisk's buffer; agicodec accepts
          at most 1023. (all; source: res/res_agi.c, handle_getdata)
        - A stream control over the manager interface adds a byte that is not a digit. (12 and later; live on
          22.10 and 16.28)
        - A line written while it runs stops it without a reply. (all; live on 22.10 and 16.28)

    Examples:
        `GetData("enter-pin")` is sent as `GET DATA enter-pin`.
        `GetData("enter-pin", timeout=5000, max_digits=4)` is sent as `GET DATA enter-pin 5000 4`.
        `GetData("", max_digits=1)` is sent as `GET DATA "" 0 1`.
    """

    words: ClassVar[tuple[str, ...]] = ("GET", "DATA")
    synopsis = "GET DATA filename [timeout] [max_digits]"
    dead = False
    interrupt: ClassVar[Interrupt] = "silent"
    reply_text: ClassVar[TextKind] = "word"

    filename: str = field(validator=Text())
    """The prompt's name without its extension; since 1.6, an empty name means no prompt."""
    timeout: int | None = field(default=None, validator=Integer(optional=True))
    """How long to wait for each digit, in milliseconds; 0 means the default, a negative number waits forever. If
    omitted: 6000 ms for the first digit and 2000 ms between digits.
    """
    max_digits: int | None = field(default=None, validator=Integer(maximum=1023, optional=True))
    """How many digits end the entry; with 0 the command fails at once, and a negative number means 1. If omitted:
    1024.
    """

    def __init__(self, filename: str, timeout: int | None = None, max_digits: int | None = None) -> None:
        _set_filename(self, filename)
        _set_timeout(self, timeout)
        _set_max_digits(self, max_digits)
        if not (
            type(filename) is str
            and (timeout is None or (type(timeout) is int and INT_MIN <= timeout <= INT_MAX))
            and (max_digits is None or (type(max_digits) is int and INT_MIN <= max_digits <= 1023))
        ):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return with_placeholders((self.filename,), (self.timeout, "0"), (self.max_digits, ""))

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"GET DATA {quote(self.filename)}"
        if self.max_digits is not None:
            line += f" {0 if self.timeout is None else self.timeout} {self.max_digits}"
        elif self.timeout is not None:
            line += f" {self.timeout}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> DigitsEntered:
        result, text, tail = raw.result, raw.text, raw.tail
        if (
            result is not None
            and (result[:1] != "-" or not result[1:].isdecimal())
            and result[-1:] != "\r"
            and text == "timeout"
            and not tail
        ):
            return DigitsEntered("timeout", result)
        if result == "-1" and text is None and not tail:
            return DigitsEntered("failed")
        if (
            result is not None
            and (result[:1] != "-" or not result[1:].isdecimal())
            and result[-1:] != "\r"
            and text is None
            and not tail
        ):
            return DigitsEntered("entered", result)
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case DigitsEntered("timeout", digits=str(digits)) if (
                (digits[:1] != "-" or not digits[1:].isdecimal()) and " " not in digits and "\n" not in digits
            ):
                return RawReply(200, digits, text="timeout")
            case DigitsEntered("failed", digits=""):
                return RawReply(200, "-1")
            case DigitsEntered("entered", digits=str(digits)) if (
                (digits[:1] != "-" or not digits[1:].isdecimal())
                and " " not in digits
                and "\n" not in digits
                and digits != "-1"
            ):
                return RawReply(200, digits)
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> GetData:
        given = cls.given_words(words, 1)
        return cls(
            filename=given.text(0),
            timeout=given.lenient_integer_or_none(1),
            max_digits=given.lenient_integer_or_none(2),
        )

    @classmethod
    def ignored_words(cls, words: Sequence[str]) -> Sequence[str]:
        return words[3:]


_set_filename, _set_timeout, _set_max_digits = setters(GetData)
