# Generated from spec/commands/control.toml by `make generate`: change the spec, not this file.

"""The command NOOP."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from agicodec.command import Command
from agicodec.reply import RawReply
from agicodec.results import Acknowledged
from agicodec.wire import SAFEST_LIMITS, Limits

__all__ = ["Noop"]


@frozen(eq=False, repr=False)
class Noop(Command[Acknowledged]):
    """Do nothing.

    A probe: it always answers, on a dead channel too. Asterisk ignores any words after it, which then show in its
    debug output; agicodec sends none.

    On the wire: `NOOP`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=0`: done. Always.

    Examples:
        `Noop()` is sent as `NOOP`.
    """

    words = ("NOOP",)
    synopsis = "NOOP"
    dead = True
    interrupt = "never"
    reply_text = "word"

    def argument_words(self) -> Sequence[str]:
        return ()

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = "NOOP"
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
        return cls()
