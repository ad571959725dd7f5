"""What the commands that play and say something do on the channel of a test."""

from __future__ import annotations

from math import inf
from typing import Final

from attrs import define

from agicodec.commands.media import ControlStreamFile, StreamFile
from agicodec.commands.say import SayAlpha, SayDate, SayDatetime, SayDigits, SayNumber, SayPhonetic, SayTime
from agicodec.results import ControlledPlayback, Playback, Spoken
from agicodec.testing.caller.deeds import HungUp, Pressed, Takes
from agicodec.testing.channel.channel import Channel

__all__ = [
    "control_stream_file",
    "say_digits",
    "say_moment",
    "say_number",
    "say_text",
    "stream_file",
    "to_samples",
]

SAMPLES: Final = 8
"""How many samples a millisecond has."""

SKIP: Final = 3000
"""How many milliseconds CONTROL STREAM FILE winds unless it says otherwise."""

NO_POSITION: Final = -1
"""The position, in milliseconds, that CONTROL STREAM FILE reports at the end of a file."""


def to_samples(milliseconds: float) -> int:
    """Return how many samples a time has."""
    return round(milliseconds * SAMPLES)


def stream_file(command: StreamFile, channel: Channel) -> Playback:
    length = channel.opens(command.filename)
    if length is None:
        return Playback("not played")
    start = min(max(command.offset or 0, 0) / SAMPLES, length)
    channel.plays(command.filename)
    deed = channel.wait(length - start, Takes(command.escape_digits))
    channel.variables["PLAYBACKSTATUS"] = "FAILED" if deed else "SUCCESS"
    if deed is None:
        return Playback("finished", endpos=to_samples(length))
    endpos = to_samples(start + deed.after)
    if isinstance(deed, Pressed):
        return Playback("digit", deed.key, endpos)
    return Playback("hung up", endpos=endpos) if deed.after else Playback("not played")


def control_stream_file(command: ControlStreamFile, channel: Channel) -> ControlledPlayback:
    filename, at_end = command.filename, False
    if ":" in filename and filename.partition(":")[2].lower() == "end":
        filename, at_end = filename.partition(":")[0], True
    length = channel.opens(filename)
    if length is None:
        return _controlled(channel, ControlledPlayback("not played"))
    offset = command.offset or 0
    start = length - max(offset, 0) if at_end else offset
    if offset < 0 or start >= length:
        return _controlled(channel, ControlledPlayback("finished"))
    channel.plays(filename)
    return _controlled(channel, _Player(command, channel, length, max(start, 0)).run())


@define
class _Player:
    """A playback that keys wind and pause."""

    command: ControlStreamFile
    channel: Channel
    length: float
    position: float
    """Where in the file it is, in milliseconds."""

    def run(self) -> ControlledPlayback:
        stops, pauses = self.command.escape_digits, self.command.pause_keys or ""
        forward, back = self.command.forward_keys or "#", self.command.rewind_keys or "*"
        stopping = "".join(key for key in stops if key not in forward + back + pauses)
        while True:
            deed = self.channel.wait(self.length - self.position, Takes(stopping, forward + back + pauses))
            if deed is None:
                return ControlledPlayback("finished")
            self.position += deed.after
            if not isinstance(deed, Pressed):
                return self._ended(None)
            if deed.key in forward:
                self._go_forward()
            elif deed.key in back:
                self._go(-self._skip)
            elif deed.key in pauses and (ended := self._pause(stops, pauses)) is not None:
                return ended
            elif deed.key not in pauses:
                return self._ended(deed.key)

    @property
    def _skip(self) -> int:
        return SKIP if self.command.skip is None else self.command.skip

    def _go(self, milliseconds: float) -> None:
        self.position = min(max(self.position + milliseconds, 0), self.length)

    def _go_forward(self) -> None:
        """Go forward; from the end of the file Asterisk goes back again."""
        self._go(self._skip)
        if self.position >= self.length:
            self._go(-self._skip)

    def _pause(self, stops: str, pauses: str) -> ControlledPlayback | None:
        """Wait for a key that resumes the playback; return its end when it is stopped."""
        stopping = "".join(key for key in stops if key not in pauses)
        deed = self.channel.wait(inf, Takes(stopping, pauses))
        if not isinstance(deed, Pressed):
            return self._ended(None)
        # Asterisk looks at the first of the pause keys before the escape digits, and at the others behind them.
        return self._ended(deed.key) if deed.key != pauses[0] and deed.key in stops else None

    def _ended(self, key: str | None) -> ControlledPlayback:
        endpos = round(self.position)
        return ControlledPlayback("hung up" if key is None else "digit", key, endpos)


def _controlled(channel: Channel, result: ControlledPlayback) -> ControlledPlayback:
    """Set the channel variables that say how a playback ended."""
    status = {"finished": "SUCCESS", "digit": "USERSTOPPED"}.get(result.outcome, "ERROR")
    channel.variables["CPLAYBACKSTATUS"] = status
    if result.digit is not None:
        channel.variables["CPLAYBACKSTOPKEY"] = result.digit
    channel.variables["CPLAYBACKOFFSET"] = str(NO_POSITION if result.endpos is None else result.endpos)
    return result


def say_number(command: SayNumber, channel: Channel) -> Spoken:
    return _say(str(command.number), command.escape_digits, channel)


def say_digits(command: SayDigits, channel: Channel) -> Spoken:
    return _say(command.digits, command.escape_digits, channel)


def say_text(command: SayAlpha | SayPhonetic, channel: Channel) -> Spoken:
    return _say(command.text, command.escape_digits, channel)


def say_moment(command: SayDate | SayTime | SayDatetime, channel: Channel) -> Spoken:
    return _say(command.argument_words()[0], command.escape_digits, channel)


def _say(text: str, escape_digits: str, channel: Channel) -> Spoken:
    if not text:
        return Spoken("failed" if isinstance(channel.wait(0), HungUp) else "finished")
    channel.plays(text)
    deed = channel.wait(channel.length(text), Takes(escape_digits))
    if isinstance(deed, Pressed):
        return Spoken("digit", deed.key)
    return Spoken("finished" if deed is None else "failed")
