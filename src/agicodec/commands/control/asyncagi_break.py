# Generated from spec/commands/control.toml by `make generate`: change the spec, not this file.

"""The command ASYNCAGI BREAK."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import frozen

from agicodec.model.command import Command, Interrupt
from agicodec.results import Acknowledged
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["AsyncagiBreak"]


@frozen(eq=False, repr=False)
class AsyncagiBreak(Command[Acknowledged]):
    """End an AsyncAGI session and go on in the dialplan.

    Outside of AsyncAGI, Asterisk replies and does nothing.

    On the wire: `ASYNCAGI BREAK`. Since Asterisk 1.6.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=0`: done. Always.

    Beware:
        - The command does not exist; it is documented since 1.8 only. (1.6.0.6 to 1.6.1.4; source: res/res_agi.c,
          commands)
        - AsyncAGI reports only the end of the session, not the command's own reply. (1.6.1.5 to 1.8.4; source:
          res/res_agi.c, launch_asyncagi)

    Examples:
        `AsyncagiBreak()` is sent as `ASYNCAGI BREAK`.
    """

    words: ClassVar[tuple[str, ...]] = ("ASYNCAGI", "BREAK")
    synopsis = "ASYNCAGI BREAK"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    def argument_words(self) -> Sequence[str]:
        return ()

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = "ASYNCAGI BREAK"
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
    def from_words(cls, words: Sequence[str]) -> AsyncagiBreak:
        return cls()

    @classmethod
    def ignored_words(cls, words: Sequence[str]) -> Sequence[str]:
        return words[0:]
