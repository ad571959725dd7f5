# Generated from spec/commands/dialplan.toml by `make generate`: change the spec, not this file.

"""The command SET EXTENSION."""

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

__all__ = ["SetExtension"]


@frozen(init=False, eq=False, repr=False)
class SetExtension(Command[Acknowledged]):
    """Set the extension at which the dialplan continues.

    Takes effect when the AGI session ends. Whether the extension exists is not checked.

    On the wire: `SET EXTENSION extension`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: done. Always.

    Beware:
        - A longer name is cut after 79 bytes; agicodec refuses it. (all; live on 22.10 and 16.28)

    Examples:
        `SetExtension("100")` is sent as `SET EXTENSION 100`.
    """

    words: ClassVar[tuple[str, ...]] = ("SET", "EXTENSION")
    synopsis = "SET EXTENSION extension"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    extension: str = field(validator=Text(max_bytes=79))
    """The extension; its name is never empty. At most 79 bytes."""

    def __init__(self, extension: str) -> None:
        _set_extension(self, extension)
        if not (type(extension) is str and len(extension) <= 19):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (self.extension,)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SET EXTENSION {quote(self.extension)}"
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
    def from_words(cls, words: Sequence[str]) -> SetExtension:
        given = cls.given_words(words, 1, 1)
        return cls(extension=given.text(0))


(_set_extension,) = setters(SetExtension)
