"""Simulates RECORD FILE."""

from __future__ import annotations

from math import inf
from typing import Final

from agicodec.commands.media import RecordFile
from agicodec.results import Recording
from agicodec.testing.caller.actions import MILLISECONDS, Accepts, CallerAction, Pressed, Talked
from agicodec.testing.channel.channel import Channel
from agicodec.testing.channel.sounds import SAMPLES, to_samples

__all__ = ["record_file"]

CUT: Final = 200
"""How much Asterisk cuts off before the key that ends a recording, in milliseconds."""

KEPT_SILENCE: Final = 1000
"""How much Asterisk keeps of the silence that ends a recording, in milliseconds."""


def record_file(command: RecordFile, channel: Channel) -> Recording:
    before = _play_beep(command, channel)
    if before is not None:
        return before
    if not command.filename or command.format not in channel.formats or channel.lacks_directory(command.filename):
        return Recording("cannot write")
    offset = max(command.offset or 0, 0) / SAMPLES
    begin = 0 if channel.lacks(command.filename) else min(offset, channel.length(command.filename))
    started = channel.time
    action, silent = _listen(command, channel)
    length = begin + channel.time - started
    if isinstance(action, Pressed):
        length = max(0, length - CUT)
    elif silent:
        length = max(0, length - max(0, (command.silence or 0) * MILLISECONDS - KEPT_SILENCE))
    channel.missing.discard(command.filename)
    channel.recordings[command.filename] = length / MILLISECONDS
    # If nothing is recorded, the reply contains the offset of the command, even one beyond the end of the file.
    endpos = to_samples(length) if channel.time > started else command.offset or 0
    if isinstance(action, Pressed):
        return Recording("digit", action.key, endpos)
    return Recording("timeout" if action is None else "hung up", endpos=endpos)


def _play_beep(command: RecordFile, channel: Channel) -> Recording | None:
    """Play the beep, or wait for the end of the music; return the result if that already ends the command.

    Asterisk waits until nothing plays any more, which includes music on hold.
    """
    if command.beep:
        length = channel.opens("beep")
        if length is None:
            return Recording("beep failed")
        channel.plays("beep")
        action = channel.wait(length, Accepts(others=command.escape_digits))
    elif channel.music is not None:
        action = channel.wait(inf, Accepts(command.escape_digits))
    else:
        return None
    if isinstance(action, Pressed):
        return Recording("digit during beep", action.key)
    return None if action is None else Recording("beep failed")


def _listen(command: RecordFile, channel: Channel) -> tuple[CallerAction | None, bool]:
    """Record until something ends it; return the action of the caller, if any, and whether silence ended it."""
    end = channel.time + (inf if command.timeout < 0 else command.timeout)
    silence = (command.silence or 0) * MILLISECONDS
    quiet_since = channel.time
    while True:
        quiet_since = max(quiet_since, channel.caller.talks_until)
        silent_at = quiet_since + silence if silence > 0 else inf
        action = channel.wait(min(end, silent_at) - channel.time, Accepts(command.escape_digits, talk=True))
        if not isinstance(action, Talked):
            return action, action is None and silent_at < end
