# Generated from spec/commands/speech.toml by `make generate`: change the spec, not this file.

"""The command SPEECH LOAD GRAMMAR."""

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

__all__ = ["SpeechLoadGrammar"]


@frozen(init=False, eq=False, repr=False)
class SpeechLoadGrammar(Command[SpeechDone]):
    """Load a grammar into the speech engine.

    The grammar is used for recognition once it is activated.

    On the wire: `SPEECH LOAD GRAMMAR name path`. Since Asterisk 1.6.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1`: done. The grammar is loaded.
        `200 result=0`: failed. There is no speech object, or the engine refused.

    Examples:
        `SpeechLoadGrammar("menu", "/etc/grammars/menu.gram")` is sent as `SPEECH LOAD GRAMMAR menu
            /etc/grammars/menu.gram`.
    """

    words: ClassVar[tuple[str, ...]] = ("SPEECH", "LOAD", "GRAMMAR")
    synopsis = "SPEECH LOAD GRAMMAR name path"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    name: str = field(validator=Text())
    """The name by which the other commands refer to it."""
    path: str = field(validator=Text())
    """Its file."""

    def __init__(self, name: str, path: str) -> None:
        _set_name(self, name)
        _set_path(self, path)
        if not (type(name) is str and type(path) is str):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (self.name, self.path)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SPEECH LOAD GRAMMAR {quote(self.name)} {quote(self.path)}"
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
    def from_words(cls, words: Sequence[str]) -> SpeechLoadGrammar:
        given = cls.given_words(words, 2, 2)
        return cls(name=given.text(0), path=given.text(1))


_set_name, _set_path = setters(SpeechLoadGrammar)
