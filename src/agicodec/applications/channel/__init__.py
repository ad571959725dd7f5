# Generated from spec/applications/channel.toml by `make generate`: change the spec, not this file.

"""Applications that answer, signal and wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.channel.answer import Answer
    from agicodec.applications.channel.busy import Busy
    from agicodec.applications.channel.congestion import Congestion
    from agicodec.applications.channel.music_on_hold import MusicOnHold
    from agicodec.applications.channel.progress import Progress
    from agicodec.applications.channel.ringing import Ringing
    from agicodec.applications.channel.set import Set
    from agicodec.applications.channel.start_music_on_hold import StartMusicOnHold
    from agicodec.applications.channel.stop_music_on_hold import StopMusicOnHold
    from agicodec.applications.channel.transfer import Transfer
    from agicodec.applications.channel.wait import Wait

__all__ = [
    "Answer",
    "Busy",
    "Congestion",
    "MusicOnHold",
    "Progress",
    "Ringing",
    "Set",
    "StartMusicOnHold",
    "StopMusicOnHold",
    "Transfer",
    "Wait",
]

_PLACES = {
    "Answer": "answer",
    "Ringing": "ringing",
    "Progress": "progress",
    "Busy": "busy",
    "Congestion": "congestion",
    "Wait": "wait",
    "MusicOnHold": "music_on_hold",
    "StartMusicOnHold": "start_music_on_hold",
    "StopMusicOnHold": "stop_music_on_hold",
    "Transfer": "transfer",
    "Set": "set",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
