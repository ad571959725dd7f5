# Generated from spec/applications/playback.toml by `make generate`: change the spec, not this file.

"""Applications that play files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.playback.back_ground import BackGround
    from agicodec.applications.playback.control_playback import ControlPlayback
    from agicodec.applications.playback.play_tones import PlayTones
    from agicodec.applications.playback.playback import Playback
    from agicodec.applications.playback.say_unix_time import SayUnixTime
    from agicodec.applications.playback.stop_play_tones import StopPlayTones

__all__ = ["BackGround", "ControlPlayback", "PlayTones", "Playback", "SayUnixTime", "StopPlayTones"]

_PLACES = {
    "Playback": "playback",
    "BackGround": "back_ground",
    "ControlPlayback": "control_playback",
    "PlayTones": "play_tones",
    "StopPlayTones": "stop_play_tones",
    "SayUnixTime": "say_unix_time",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
