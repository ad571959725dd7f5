# Generated from spec/commands/channel.toml by `make generate`: change the spec, not this file.

"""The command SET AUTOHANGUP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, FractionalSeconds, decimal_word
from agicodec.model.command import Command, Interrupt
from agicodec.results import Acknowledged
from agicodec.values import setters, settle
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["SetAutohangup"]


@frozen(init=False, eq=False, repr=False)
class SetAutohangup(Command[Acknowledged]):
    """Make the channel hang up after some time.

    Replaces the time that was set before; zero removes it.

    On the wire: `SET AUTOHANGUP time`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: done. Always.

    Beware:
        - The fraction is ignored. (before 1.6.1; source: res/res_agi.c, handle_autohangup)
        - Asterisk accepts infinity and not-a-number, with undefined effect; agicodec refuses both. (1.6.1 and
          later; live on 22.10 and 16.28)

    Examples:
        `SetAutohangup(90)` is sent as `SET AUTOHANGUP 90`.
        `SetAutohangup(2.5)` is sent as `SET AUTOHANGUP 2.5`.
    """

    words: ClassVar[tuple[str, ...]] = ("SET", "AUTOHANGUP")
    synopsis = "SET AUTOHANGUP time"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    time: float = field(validator=FractionalSeconds())
    """The seconds from now, to the microsecond; 0 or a negative number means never."""

    def __init__(self, time: float) -> None:
        _set_time(self, time)
        if not (type(time) is int and INT_MIN <= time <= INT_MAX):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (decimal_word(self.time),)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SET AUTOHANGUP {decimal_word(self.time)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> Acknowledged:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "0" and text is None and not tail:
            return Acknowledged("done")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Acknowledged("done"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SetAutohangup:
        given = cls.given_words(words, 1, 1)
        return cls(time=given.decimal(0))


(_set_time,) = setters(SetAutohangup)
