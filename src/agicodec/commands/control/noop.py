# Generated from spec/commands/control.toml by `make generate`: change the spec, not this file.

"""The command NOOP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import Acknowledged
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["Noop"]


@frozen(init=False, eq=False, repr=False)
class Noop(Command[Acknowledged]):
    """Do nothing.

    Can be used as a probe, since Asterisk always replies, even on a dead channel. Asterisk does nothing with the
    text; it appears in the output of `agi set debug on`, where it helps to trace a call flow.

    On the wire: `NOOP [text]`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=0`: done. Always.

    Beware:
        - It accepts any arguments, although none is documented. (all; live on 22.10 and 16.28)

    Examples:
        `Noop()` is sent as `NOOP`.
        `Noop("caller identified")` is sent as `NOOP "caller identified"`.
    """

    words: ClassVar[tuple[str, ...]] = ("NOOP",)
    synopsis = "NOOP [text]"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    text: str | None = field(default=None, validator=Text(optional=True))
    """A text for the reader of the debug output; all words of a line are one text. If omitted: no text."""

    def __init__(self, text: str | None = None) -> None:
        _set_text(self, text)
        if not (text is None or (type(text) is str)):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words: list[str] = []
        if self.text is not None:
            words.append(self.text)
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = "NOOP"
        if self.text is not None:
            line += f" {quote(self.text)}"
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
    def from_words(cls, words: Sequence[str]) -> Noop:
        given = cls.given_words(words)
        return cls(text=given.rest(0))


(_set_text,) = setters(Noop)
