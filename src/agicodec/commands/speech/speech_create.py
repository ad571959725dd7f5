# Generated from spec/commands/speech.toml by `make generate`: change the spec, not this file.

"""The command SPEECH CREATE."""

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

__all__ = ["SpeechCreate"]


@frozen(init=False, eq=False, repr=False)
class SpeechCreate(Command[SpeechDone]):
    """Create the session's speech object.

    A session has at most one, which all other SPEECH commands use; it is freed when the session ends.

    On the wire: `SPEECH CREATE [engine]`. Since Asterisk 1.6.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1`: done. The object was created.
        `200 result=0`: failed. There is already a speech object, the engine is unknown, or the engine refused.

    Beware:
        - The engine is optional, although it is documented as required. (all; live on 22.10 and 16.28)
        - If Asterisk has no memory for the list of formats, it sends no reply. (10 and later; source:
          res/res_agi.c, handle_speechcreate)

    Examples:
        `SpeechCreate()` is sent as `SPEECH CREATE`.
        `SpeechCreate("vosk")` is sent as `SPEECH CREATE vosk`.
    """

    words: ClassVar[tuple[str, ...]] = ("SPEECH", "CREATE")
    synopsis = "SPEECH CREATE [engine]"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    engine: str | None = field(default=None, validator=Text(optional=True))
    """The engine's name (case-insensitive). If omitted or empty: the default engine."""

    def __init__(self, engine: str | None = None) -> None:
        _set_engine(self, engine)
        if not (engine is None or (type(engine) is str)):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words: list[str] = []
        if self.engine is not None:
            words.append(self.engine)
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = "SPEECH CREATE"
        if self.engine is not None:
            line += f" {quote(self.engine)}"
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
    def from_words(cls, words: Sequence[str]) -> SpeechCreate:
        given = cls.given_words(words)
        return cls(engine=given.text_or_none(0))

    @classmethod
    def ignored_words(cls, words: Sequence[str]) -> Sequence[str]:
        return words[1:]


(_set_engine,) = setters(SpeechCreate)
