# Generated from spec/commands/channel.toml by `make generate`: change the spec, not this file.

"""Commands that ask about the channel or change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.commands.channel.answer import Answer
    from agicodec.commands.channel.channel_status import ChannelStatus
    from agicodec.commands.channel.hangup import Hangup
    from agicodec.commands.channel.set_autohangup import SetAutohangup
    from agicodec.commands.channel.set_callerid import SetCallerid
    from agicodec.commands.channel.set_music import SetMusic

__all__ = ["Answer", "ChannelStatus", "Hangup", "SetAutohangup", "SetCallerid", "SetMusic"]

_PLACES = {
    "Answer": "answer",
    "Hangup": "hangup",
    "ChannelStatus": "channel_status",
    "SetAutohangup": "set_autohangup",
    "SetCallerid": "set_callerid",
    "SetMusic": "set_music",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
