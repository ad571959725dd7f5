# Generated from spec/callcenter.toml by `agicodec generate`: change the spec, not this file.

"""The command QUEUE POSITION."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote, to_integer
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind
from agicodec.wire.reply_tail import read_values
from examples.own_commands.agi.results import QueuePlace

__all__ = ["QueuePosition"]


@frozen(init=False, eq=False, repr=False)
class QueuePosition(Command[QueuePlace]):
    """Ask for the caller's place in a queue.

    Counts from 1.

    On the wire: `QUEUE POSITION queue [channel]`. Since Asterisk 20.0, in `res_callcenter`. Needs a live channel.

    Replies:
        `200 result={position} ({queue}) wait={wait}`: waiting. The caller waits, and the module knows how long.
        `200 result={position} ({queue})`: waiting. The caller waits.
        `200 result=0`: not waiting. The caller waits in no such queue.
        `200 result=-1`: no such queue. There is no queue of that name.

    Examples:
        `QueuePosition("sales")` is sent as `QUEUE POSITION sales`.
        `QueuePosition("sales", "PJSIP/ann-00000001")` is sent as `QUEUE POSITION sales PJSIP/ann-00000001`.
    """

    words: ClassVar[tuple[str, ...]] = ("QUEUE", "POSITION")
    synopsis = "QUEUE POSITION queue [channel]"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "unknown"

    queue: str = field(validator=Text(nonempty=True))
    """The queue."""
    channel: str | None = field(default=None, validator=Text(nonempty=True, optional=True))
    """The channel that waits. If omitted: the session's own channel."""

    def __init__(self, queue: str, channel: str | None = None) -> None:
        _set_queue(self, queue)
        _set_channel(self, channel)
        if not (type(queue) is str and queue and (channel is None or (type(channel) is str and channel))):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.queue]
        if self.channel is not None:
            words.append(self.channel)
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"QUEUE POSITION {quote(self.queue)}"
        if self.channel is not None:
            line += f" {quote(self.channel)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> QueuePlace:
        result, text, tail = raw.result, raw.text, raw.tail
        if (
            result is not None
            and (position := to_integer(result)) is not None
            and text is not None
            and (values := read_values(tail, "wait")) is not None
            and (wait := to_integer(values[0])) is not None
        ):
            return QueuePlace("waiting", position, text, wait)
        if result is not None and (position := to_integer(result)) is not None and text is not None and not tail:
            return QueuePlace("waiting", position, text)
        if result == "0" and text is None and not tail:
            return QueuePlace("not waiting")
        if result == "-1" and text is None and not tail:
            return QueuePlace("no such queue")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case QueuePlace("waiting", position=int(position), queue=str(queue), wait=int(wait)):
                return RawReply(200, str(int(position)), text=queue, tail=f"wait={int(wait)}")
            case QueuePlace("waiting", position=int(position), queue=str(queue), wait=None):
                return RawReply(200, str(int(position)), text=queue)
            case QueuePlace("not waiting", position=None, queue=None, wait=None):
                return RawReply(200, "0")
            case QueuePlace("no such queue", position=None, queue=None, wait=None):
                return RawReply(200, "-1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> QueuePosition:
        given = cls.given_words(words, 1, 2)
        return cls(queue=given.text(0), channel=given.text_or_none(1))


_set_queue, _set_channel = setters(QueuePosition)
