# Generated from spec/commands/text.toml by `make generate`: change the spec, not this file.

"""The command SEND IMAGE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import Sent
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["SendImage"]


@frozen(init=False, eq=False, repr=False)
class SendImage(Command[Sent]):
    """Send an image to the caller.

    Most channels do not support images; the reply on such a channel reports success too.

    On the wire: `SEND IMAGE image`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: sent. The channel has not hung up; whether the image was sent is not known.
        `200 result=-1`: failed. Sending failed and the channel hung up.

    Examples:
        `SendImage("logo")` is sent as `SEND IMAGE logo`.
    """

    words: ClassVar[tuple[str, ...]] = ("SEND", "IMAGE")
    synopsis = "SEND IMAGE image"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"
    failures: ClassVar[frozenset[str]] = frozenset({"failed"})

    image: str = field(validator=Text())
    """The image's name without its extension."""

    def __init__(self, image: str) -> None:
        _set_image(self, image)
        if type(image) is not str:
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (self.image,)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SEND IMAGE {quote(self.image)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> Sent:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "0" and text is None and not tail:
            return Sent("sent")
        if result == "-1" and text is None and not tail:
            return Sent("failed")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Sent("sent"):
                return RawReply(200, "0")
            case Sent("failed"):
                return RawReply(200, "-1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SendImage:
        given = cls.given_words(words, 1, 1)
        return cls(image=given.text(0))


(_set_image,) = setters(SendImage)
