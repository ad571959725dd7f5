# Generated from spec/commands/speech.toml by `make generate`: change the spec, not this file.

"""The command SPEECH ACTIVATE GRAMMAR."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import SpeechDone
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["SpeechActivateGrammar"]


@frozen(init=False, eq=False, repr=False)
class SpeechActivateGrammar(Command[SpeechDone]):
    """Activate a loaded grammar of the speech engine.

    The grammar is used for recognition from now on.

    On the wire: `SPEECH ACTIVATE GRAMMAR name`. Since Asterisk 1.6.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1`: done. The grammar is active.
        `200 result=0`: failed. There is no speech object, or the engine refused.

    Examples:
        `SpeechActivateGrammar("menu")` is sent as `SPEECH ACTIVATE GRAMMAR menu`.
    """

    words: ClassVar[tuple[str, ...]] = ("SPEECH", "ACTIVATE", "GRAMMAR")
    synopsis = "SPEECH ACTIVATE GRAMMAR name"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    name: str = field(validator=Text())
    """The grammar's name."""

    def __init__(self, name: str) -> None:
        _set_name(self, name)
        if type(name) is not str:
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (self.name,)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SPEECH ACTIVATE GRAMMAR {quote(self.name)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> SpeechDone:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "1" and text is None and not tail:
            return SpeechDone("done")
        if result == "0" and text is None and not tail:
            return SpeechDone("failed")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case SpeechDone("done"):
                return RawReply(200, "1")
            case SpeechDone("failed"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SpeechActivateGrammar:
        given = cls.given_words(words, 1, 1)
        return cls(name=given.text(0))


(_set_name,) = setters(SpeechActivateGrammar)
