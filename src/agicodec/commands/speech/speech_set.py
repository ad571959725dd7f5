# Generated from spec/commands/speech.toml by `make generate`: change the spec, not this file.

"""The command SPEECH SET."""

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

__all__ = ["SpeechSet"]


@frozen(init=False, eq=False, repr=False)
class SpeechSet(Command[SpeechDone]):
    """Change a setting of the speech engine.

    The engine defines which settings there are.

    On the wire: `SPEECH SET name value`. Since Asterisk 1.6.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1`: done. The setting was passed to the engine; whether the engine accepted it is not known.
        `200 result=0`: failed. There is no speech object.

    Examples:
        `SpeechSet("max_time", "5")` is sent as `SPEECH SET max_time 5`.
    """

    words: ClassVar[tuple[str, ...]] = ("SPEECH", "SET")
    synopsis = "SPEECH SET name value"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    name: str = field(validator=Text())
    """The setting's name."""
    value: str = field(validator=Text())
    """Its value."""

    def __init__(self, name: str, value: str) -> None:
        _set_name(self, name)
        _set_value(self, value)
        if not (type(name) is str and type(value) is str):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (self.name, self.value)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SPEECH SET {quote(self.name)} {quote(self.value)}"
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
    def from_words(cls, words: Sequence[str]) -> SpeechSet:
        given = cls.given_words(words, 2, 2)
        return cls(name=given.text(0), value=given.text(1))


_set_name, _set_value = setters(SpeechSet)
