# Generated from spec/commands/speech.toml by `make generate`: change the spec, not this file.

"""The command SPEECH DESTROY."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import frozen

from agicodec.model.command import Command, Interrupt
from agicodec.results import SpeechDone
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["SpeechDestroy"]


@frozen(eq=False, repr=False)
class SpeechDestroy(Command[SpeechDone]):
    """Destroy the session's speech object.

    Another one may be created afterwards.

    On the wire: `SPEECH DESTROY`. Since Asterisk 1.6.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=1`: done. The object was destroyed.
        `200 result=0`: failed. There is no speech object.

    Examples:
        `SpeechDestroy()` is sent as `SPEECH DESTROY`.
    """

    words: ClassVar[tuple[str, ...]] = ("SPEECH", "DESTROY")
    synopsis = "SPEECH DESTROY"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    def argument_words(self) -> Sequence[str]:
        return ()

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = "SPEECH DESTROY"
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
    def from_words(cls, words: Sequence[str]) -> SpeechDestroy:
        return cls()

    @classmethod
    def ignored_words(cls, words: Sequence[str]) -> Sequence[str]:
        return words[0:]
