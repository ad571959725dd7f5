# Generated from spec/commands/channel.toml by `make generate`: change the spec, not this file.

"""The command ANSWER."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import frozen

from agicodec.model.command import Command, Interrupt
from agicodec.results import Answered
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["Answer"]


@frozen(eq=False, repr=False)
class Answer(Command[Answered]):
    """Answer the channel, unless it is up already.

    Does nothing on a channel that is up. Asterisk ignores extra words on the line, so the command takes no
    arguments.

    On the wire: `ANSWER`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: answered. The channel was up already, or has been answered.
        `200 result=-1`: failed. Answering failed, or the channel hung up.

    Examples:
        `Answer()` is sent as `ANSWER`.
    """

    words: ClassVar[tuple[str, ...]] = ("ANSWER",)
    synopsis = "ANSWER"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"
    failures: ClassVar[frozenset[str]] = frozenset({"failed"})

    def argument_words(self) -> Sequence[str]:
        return ()

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = "ANSWER"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> Answered:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "0" and text is None and not tail:
            return Answered("answered")
        if result == "-1" and text is None and not tail:
            return Answered("failed")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Answered("answered"):
                return RawReply(200, "0")
            case Answered("failed"):
                return RawReply(200, "-1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> Answer:
        return cls()

    @classmethod
    def ignored_words(cls, words: Sequence[str]) -> Sequence[str]:
        return words[0:]
