"""What RECORD FILE does on the channel of a test."""

from __future__ import annotations

from math import inf
from typing import Final

from agicodec.commands.media import RecordFile
from agicodec.results import Recording
from agicodec.testing.caller.deeds import MILLISECONDS, Deed, Pressed, Takes, Talked
from agicodec.testing.channel.channel import Channel
from agicodec.testing.channel.sounds import SAMPLES, to_samples

__all__ = ["record_file"]

CUT: Final = 200
"""How many milliseconds Asterisk cuts off before the key that ends a recording."""

KEPT_SILENCE: Final = 1000
"""How many milliseconds it leaves of the silence that ends one."""


def record_file(command: RecordFile, channel: Channel) -> Recording:
    before = _play_beep(command, channel)
    if before is not None:
        return before
    if not command.filename or command.format not in channel.formats or channel.lacks_directory(command.filename):
        return Recording("cannot write")
    offset = max(command.offset or 0, 0) / SAMPLES
    begin = 0 if channel.lacks(command.filename) else min(offset, channel.length(command.filename))
    started = channel.time
    deed, silent = _listen(command, channel)
    length = begin + channel.time - started
    if isinstance(deed, Pressed):
        length = max(0, length - CUT)
    elif silent:
        length = max(0, length - max(0, (command.silence or 0) * MILLISECONDS - KEPT_SILENCE))
    channel.missing.discard(command.filename)
    channel.recordings[command.filename] = length / MILLISECONDS
    # Where nothing is recorded, the reply has the offset of the command, be it beyond the end of the file.
    endpos = to_samples(length) if channel.time > started else command.offset or 0
    if isinstance(deed, Pressed):
        return Recording("digit", deed.key, endpos)
    return Recording("timeout" if deed is None else "hung up", endpos=endpos)


def _play_beep(command: RecordFile, channel: Channel) -> Recording | None:
    """Play the beep; return how the recording ends when it does so already.

    Asterisk waits for the end of what plays, which music on hold does too.
    """
    if command.beep:
        length = channel.opens("beep")
        if length is None:
            return Recording("beep failed")
        channel.plays("beep")
        deed = channel.wait(length, Takes(others=command.escape_digits))
    elif channel.music is not None:
        deed = channel.wait(inf, Takes(command.escape_digits))
    else:
        return None
    if isinstance(deed, Pressed):
        return Recording("digit during beep", deed.key)
    return None if deed is None else Recording("beep failed")


def _listen(command: RecordFile, channel: Channel) -> tuple[Deed | None, bool]:
    """Record until something ends it, and tell what the caller did, and whether it was by silence."""
    end = channel.time + (inf if command.timeout < 0 else command.timeout)
    silence = (command.silence or 0) * MILLISECONDS
    quiet_since = channel.time
    while True:
        quiet_since = max(quiet_since, channel.caller.talks_until)
        silent_at = quiet_since + silence if silence > 0 else inf
        deed = channel.wait(min(end, silent_at) - channel.time, Takes(command.escape_digits, talk=True))
        if not isinstance(deed, Talked):
            return deed, deed is None and silent_at < end
