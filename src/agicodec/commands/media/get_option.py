# Generated from spec/commands/media.toml by `make generate`: change the spec, not this file.

"""The command GET OPTION."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, Integer, Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import OptionChosen
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import KEY_CODES, KEY_NUMBERS, RawReply, TextKind, read_position
from agicodec.wire.versions import AsteriskVersion

__all__ = ["GetOption"]


@frozen(init=False, eq=False, repr=False)
class GetOption(Command[OptionChosen]):
    """Play a prompt and wait for one digit.

    Accepts one of the escape digits, while the prompt plays or after it. A further command line stops the prompt,
    and Asterisk then sends no reply; during the wait after the prompt, Asterisk replies at once that there was no
    digit.

    On the wire: `GET OPTION filename escape_digits [timeout]`. Since Asterisk 1.2, in `res_agi`. Needs a live
    channel.

    Replies:
        `200 result=0 endpos=0`: not played. The file is missing or empty. Until 1.8.24, 11.6, 12.0.
        `200 result=0 endpos={endpos}`: no digit. No accepted digit came, or the channel hung up after the prompt.
        `200 result=-1 endpos=0`: not played. The file is missing, or the channel hung up before the first sample.
            Since 1.8.24, 11.6, 12.0.
        `200 result=-1 endpos={endpos}`: hung up. The channel hung up while the prompt played.
        `200 result={digit} endpos={endpos}`: digit. An escape digit, as its ASCII code.

    Beware:
        - The reply for a missing file is 0, as for a prompt without a digit; agicodec recognises it by its
          position, 0. (before 1.8.24 and 11.6, and all of 10; source: res/res_agi.c, handle_getoption)
        - After the prompt any key ends the wait; for a key that is not accepted, the reply is that for no digit.
          (all; source: res/res_agi.c, handle_getoption)
        - The reply for a hangup after the prompt is that for no digit. (all; live on 22.10 and 16.28)
        - Without a timeout, on a channel that runs no dialplan, the command crashes Asterisk. (all; source:
          res/res_agi.c, handle_getoption)

    Examples:
        `GetOption("menu", "123")` is sent as `GET OPTION menu 123`.
        `GetOption("menu", "123", 4000)` is sent as `GET OPTION menu 123 4000`.
    """

    words: ClassVar[tuple[str, ...]] = ("GET", "OPTION")
    synopsis = "GET OPTION filename escape_digits [timeout]"
    dead = False
    interrupt: ClassVar[Interrupt] = "silent prompt"
    reply_text: ClassVar[TextKind] = "word"
    depends_on_release = True
    failures: ClassVar[frozenset[str]] = frozenset({"hung up", "not played"})
    unfailing: ClassVar[frozenset[str]] = frozenset({"0"})

    filename: str = field(validator=Text())
    """The prompt's name without its extension; an empty name counts as a missing file."""
    escape_digits: str = field(default="", validator=Text())
    """The keys that are accepted; a character that is not a key has no effect."""
    timeout: int | None = field(default=None, validator=Integer(optional=True))
    """How long to wait after the prompt, in milliseconds; 0 does not wait, a negative number waits forever. If
    omitted: the dialplan's digit timeout, 5000 ms unless changed.
    """

    def __init__(self, filename: str, escape_digits: str = "", timeout: int | None = None) -> None:
        _set_filename(self, filename)
        _set_escape_digits(self, escape_digits)
        _set_timeout(self, timeout)
        if not (
            type(filename) is str
            and type(escape_digits) is str
            and (timeout is None or (type(timeout) is int and INT_MIN <= timeout <= INT_MAX))
        ):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.filename, self.escape_digits]
        if self.timeout is not None:
            words.append(str(self.timeout))
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"GET OPTION {quote(self.filename)} {quote(self.escape_digits)}"
        if self.timeout is not None:
            line += f" {self.timeout}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply, version: AsteriskVersion | None = None) -> OptionChosen:
        result, text, endpos = raw.result, raw.text, read_position(raw.tail)
        if (
            result == "0"
            and text is None
            and endpos == 0
            and version is not None
            and version.lacks((1, 8, 24), (11, 6), (12, 0))
        ):
            return OptionChosen("not played")
        if result == "0" and text is None and endpos is not None:
            return OptionChosen("no digit", None, endpos)
        if (
            result == "-1"
            and text is None
            and endpos == 0
            and (version is None or not version.lacks((1, 8, 24), (11, 6), (12, 0)))
        ):
            return OptionChosen("not played")
        if result == "-1" and text is None and endpos is not None:
            return OptionChosen("hung up", None, endpos)
        if result in KEY_CODES and text is None and endpos is not None:
            return OptionChosen("digit", KEY_CODES[result], endpos)
        raise self.unexpected(raw)

    def interpret_release(self, raw: RawReply, version: AsteriskVersion) -> OptionChosen:
        return self.interpret_success(raw, version)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case OptionChosen("no digit", digit=None, endpos=int(endpos)):
                return RawReply(200, "0", tail=f"endpos={int(endpos)}")
            case OptionChosen("not played", digit=None, endpos=None):
                return RawReply(200, "-1", tail="endpos=0")
            case OptionChosen("hung up", digit=None, endpos=int(endpos)) if endpos != 0:
                return RawReply(200, "-1", tail=f"endpos={int(endpos)}")
            case OptionChosen("digit", digit=str(digit), endpos=int(endpos)) if digit in KEY_NUMBERS:
                return RawReply(200, KEY_NUMBERS[digit], tail=f"endpos={int(endpos)}")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> GetOption:
        given = cls.given_words(words, 2, 3)
        return cls(filename=given.text(0), escape_digits=given.text(1), timeout=given.lenient_integer_or_none(2))


_set_filename, _set_escape_digits, _set_timeout = setters(GetOption)
