# Generated from spec/callcenter.toml by `agicodec generate`: change the spec, not this file.

"""The command QUEUE ANNOUNCE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final, Literal

from attrs import field, frozen

from agicodec.model.arguments import OneOf, Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import Acknowledged
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["QueueAnnounce"]

_QUEUE_ANNOUNCE_URGENCY_WORDS = {"normal": "5", "high": "9"}

_QUEUE_ANNOUNCE_URGENCY_BY_WORD: Final[Mapping[str, Literal["normal", "high"]]] = {"5": "normal", "9": "high"}


@frozen(init=False, eq=False, repr=False)
class QueueAnnounce(Command[Acknowledged]):
    """Play a file to everyone who waits in a queue.

    Returns at once; the file plays in the background.

    On the wire: `QUEUE ANNOUNCE queue filename [urgency]`. Since Asterisk 20.0, in `res_callcenter`. May run on a
    dead channel.

    The values of `urgency`:
        `normal`: Nothing.
        `high`: Music and other files.

    Replies:
        `200 result=0`: done. Always.

    Examples:
        `QueueAnnounce("sales", "closing", urgency="high")` is sent as `QUEUE ANNOUNCE sales closing 9`.
    """

    words: ClassVar[tuple[str, ...]] = ("QUEUE", "ANNOUNCE")
    synopsis = "QUEUE ANNOUNCE queue filename [urgency]"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    queue: str = field(validator=Text(nonempty=True))
    """The queue."""
    filename: str = field(validator=Text(nonempty=True))
    """The sound file's name without its extension."""
    urgency: Literal["normal", "high"] | None = field(default=None, validator=OneOf("normal", "high", optional=True))
    """What the file may cut short. If omitted: as `normal`."""

    def __init__(self, queue: str, filename: str, urgency: Literal["normal", "high"] | None = None) -> None:
        _set_queue(self, queue)
        _set_filename(self, filename)
        _set_urgency(self, urgency)
        if not (
            type(queue) is str
            and queue
            and type(filename) is str
            and filename
            and (urgency is None or (type(urgency) is str and urgency in ("normal", "high")))
        ):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.queue, self.filename]
        if self.urgency is not None:
            words.append(_QUEUE_ANNOUNCE_URGENCY_WORDS[self.urgency])
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"QUEUE ANNOUNCE {quote(self.queue)} {quote(self.filename)}"
        if self.urgency is not None:
            line += f" {quote(_QUEUE_ANNOUNCE_URGENCY_WORDS[self.urgency])}"
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
    def from_words(cls, words: Sequence[str]) -> QueueAnnounce:
        given = cls.given_words(words, 2, 3)
        return cls(
            queue=given.text(0),
            filename=given.text(1),
            urgency=given.choice_or_none(2, _QUEUE_ANNOUNCE_URGENCY_BY_WORD),
        )


_set_queue, _set_filename, _set_urgency = setters(QueueAnnounce)
