# Generated from spec/commands/channel.toml by `make generate`: change the spec, not this file.

"""The command CHANNEL STATUS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import ChannelState
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["ChannelStatus"]


@frozen(init=False, eq=False, repr=False)
class ChannelStatus(Command[ChannelState]):
    """Ask for the state of a channel.

    Without a name, the reply is the present state of the channel. With a name, since Asterisk 12, it is the state
    in the last snapshot that was published, so the two may differ for a moment.

    On the wire: `CHANNEL STATUS [channel]`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: down. The channel is down and available.
        `200 result=1`: reserved. The channel is down but reserved.
        `200 result=2`: off hook. The channel is off hook.
        `200 result=3`: digits dialled. Digits have been dialled.
        `200 result=4`: line ringing. The line is ringing.
        `200 result=5`: remote end ringing. The remote end is ringing.
        `200 result=6`: up. The line is up.
        `200 result=7`: busy. The line is busy.
        `200 result=8`: dialing off hook. Digits have been dialled while off hook.
        `200 result=9`: pre-ring. An incoming call is detected; ringing is awaited.
        `200 result=-1`: no such channel. There is no channel of that name.

    Beware:
        - States 8 and 9 are not in Asterisk's documentation. (all; source: res/res_agi.c, handle_channelstatus)
        - The documentation says that 4 means the line is ringing and 5 the remote end; the comments in the source
          say the opposite. (all; source: include/asterisk/channelstate.h, ast_channel_state)
        - The state of the unanswered incoming leg of a Local channel is 4. (all; live on 22.10)
        - The name may also be the channel's unique id. (1.8 to 11; source: res/res_agi.c, handle_channelstatus)

    Examples:
        `ChannelStatus()` is sent as `CHANNEL STATUS`.
        `ChannelStatus("Local/7@sales-00000001;1")` is sent as `CHANNEL STATUS Local/7@sales-00000001;1`.
    """

    words: ClassVar[tuple[str, ...]] = ("CHANNEL", "STATUS")
    synopsis = "CHANNEL STATUS [channel]"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    channel: str | None = field(default=None, validator=Text(optional=True))
    """The channel's exact name (case-insensitive); it is never empty. If omitted: the session's own channel."""

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
        line = "CHANNEL STATUS"
        if self.channel is not None:
            line += f" {quote(self.channel)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> ChannelState:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "0" and text is None and not tail:
            return ChannelState("down")
        if result == "1" and text is None and not tail:
            return ChannelState("reserved")
        if result == "2" and text is None and not tail:
            return ChannelState("off hook")
        if result == "3" and text is None and not tail:
            return ChannelState("digits dialled")
        if result == "4" and text is None and not tail:
            return ChannelState("line ringing")
        if result == "5" and text is None and not tail:
            return ChannelState("remote end ringing")
        if result == "6" and text is None and not tail:
            return ChannelState("up")
        if result == "7" and text is None and not tail:
            return ChannelState("busy")
        if result == "8" and text is None and not tail:
            return ChannelState("dialing off hook")
        if result == "9" and text is None and not tail:
            return ChannelState("pre-ring")
        if result == "-1" and text is None and not tail:
            return ChannelState("no such channel")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case ChannelState("down"):
                return RawReply(200, "0")
            case ChannelState("reserved"):
                return RawReply(200, "1")
            case ChannelState("off hook"):
                return RawReply(200, "2")
            case ChannelState("digits dialled"):
                return RawReply(200, "3")
            case ChannelState("line ringing"):
                return RawReply(200, "4")
            case ChannelState("remote end ringing"):
                return RawReply(200, "5")
            case ChannelState("up"):
                return RawReply(200, "6")
            case ChannelState("busy"):
                return RawReply(200, "7")
            case ChannelState("dialing off hook"):
                return RawReply(200, "8")
            case ChannelState("pre-ring"):
                return RawReply(200, "9")
            case ChannelState("no such channel"):
                return RawReply(200, "-1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> ChannelStatus:
        given = cls.given_words(words, 0, 1)
        return cls(channel=given.text_or_none(0))


(_set_channel,) = setters(ChannelStatus)
