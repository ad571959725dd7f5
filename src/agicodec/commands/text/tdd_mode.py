# Generated from spec/commands/text.toml by `make generate`: change the spec, not this file.

"""The command TDD MODE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final, Literal

from attrs import field, frozen

from agicodec.model.arguments import OneOf
from agicodec.model.command import Command, Interrupt
from agicodec.results import TddModeSet
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["TddMode"]

_TDD_MODE_MODE_BY_WORD: Final[Mapping[str, Literal["on", "off", "mate", "tdd"]]] = {
    "on": "on",
    "off": "off",
    "mate": "mate",
    "tdd": "tdd",
}


@frozen(init=False, eq=False, repr=False)
class TddMode(Command[TddModeSet]):
    """Set the channel's mode for telephones for the deaf (TDD).

    Only some channel drivers support it.

    On the wire: `TDD MODE mode`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    The values of `mode`:
        `on`: TDD, the same as `tdd`.
        `off`: No TDD.
        `mate`: TDD mate, which leaves the caller's audio audible.
        `tdd`: TDD, the same as `on`.

    Replies:
        `200 result=1`: set. The channel is now in that mode.
        `200 result=0`: not supported. The channel does not support the mode.

    Beware:
        - The modes mate and tdd are not documented. (all; live on 22.10 and 16.28)
        - Any other word switches the mode off; agicodec refuses it. (all; live on 22.10 and 16.28)

    Examples:
        `TddMode("mate")` is sent as `TDD MODE mate`.
    """

    words: ClassVar[tuple[str, ...]] = ("TDD", "MODE")
    synopsis = "TDD MODE mode"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    mode: Literal["on", "off", "mate", "tdd"] = field(validator=OneOf("on", "off", "mate", "tdd"))
    """The mode."""

    def __init__(self, mode: Literal["on", "off", "mate", "tdd"]) -> None:
        _set_mode(self, mode)
        if not (type(mode) is str and mode in ("on", "off", "mate", "tdd")):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (self.mode,)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"TDD MODE {quote(self.mode)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> TddModeSet:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "1" and text is None and not tail:
            return TddModeSet("set")
        if result == "0" and text is None and not tail:
            return TddModeSet("not supported")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case TddModeSet("set"):
                return RawReply(200, "1")
            case TddModeSet("not supported"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> TddMode:
        given = cls.given_words(words, 1, 1)
        return cls(mode=given.choice(0, _TDD_MODE_MODE_BY_WORD, "off"))


(_set_mode,) = setters(TddMode)
