# Generated from spec/commands/channel.toml by `make generate`: change the spec, not this file.

"""The command HANGUP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import HangupRequested
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["Hangup"]


@frozen(init=False, eq=False, repr=False)
class Hangup(Command[HangupRequested]):
    """Ask a channel to hang up.

    Asterisk only marks the channel, which hangs up soon afterwards. The reply comes before the HANGUP line or the
    SIGHUP that the hangup causes.

    On the wire: `HANGUP [channel]`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1`: requested. The channel has been marked.
        `200 result=-1`: no such channel. There is no channel of that name.

    Examples:
        `Hangup()` is sent as `HANGUP`.
        `Hangup("PJSIP/alice-00000001")` is sent as `HANGUP PJSIP/alice-00000001`.
    """

    words: ClassVar[tuple[str, ...]] = ("HANGUP",)
    synopsis = "HANGUP [channel]"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    channel: str | None = field(default=None, validator=Text(optional=True))
    """The channel's name (case-insensitive), or since 1.8 its unique id; it is never empty. If omitted: the
    session's own channel.
    """

    def __init__(self, channel: str | None = None) -> None:
        _set_channel(self, channel)
        if not (channel is None or (type(channel) is str)):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words: list[str] = []
        if self.channel is not None:
            words.append(self.channel)
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = "HANGUP"
        if self.channel is not None:
            line += f" {quote(self.channel)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> HangupRequested:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "1" and text is None and not tail:
            return HangupRequested("requested")
        if result == "-1" and text is None and not tail:
            return HangupRequested("no such channel")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case HangupRequested("requested"):
                return RawReply(200, "1")
            case HangupRequested("no such channel"):
                return RawReply(200, "-1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> Hangup:
        given = cls.given_words(words, 0, 1)
        return cls(channel=given.text_or_none(0))


(_set_channel,) = setters(Hangup)
