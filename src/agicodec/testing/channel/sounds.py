"""Simulates the commands that play and say something."""

from __future__ import annotations

from math import inf
from typing import Final

from attrs import define

from agicodec.commands.media import ControlStreamFile, StreamFile
from agicodec.commands.say import SayAlpha, SayDate, SayDatetime, SayDigits, SayNumber, SayPhonetic, SayTime
from agicodec.results import ControlledPlayback, Playback, Spoken
from agicodec.testing.caller.actions import Accepts, HungUp, Pressed
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
"""Samples in a millisecond."""

SKIP: Final = 3000
"""How far CONTROL STREAM FILE winds by default, in milliseconds."""

NO_POSITION: Final = -1
"""The position, in milliseconds, that CONTROL STREAM FILE reports at the end of a file."""


def to_samples(milliseconds: float) -> int:
    """Return a time, which is in milliseconds, in samples."""
    return round(milliseconds * SAMPLES)


def stream_file(command: StreamFile, channel: Channel) -> Playback:
    length = channel.opens(command.filename)
    if length is None:
        return Playback("not played")
    start = min(max(command.offset or 0, 0) / SAMPLES, length)
    channel.plays(command.filename)
    action = channel.wait(length - start, Accepts(command.escape_digits))
    channel.variables["PLAYBACKSTATUS"] = "FAILED" if action else "SUCCESS"
    if action is None:
        return Playback("finished", endpos=to_samples(length))
    endpos = to_samples(start + action.after)
    if isinstance(action, Pressed):
        return Playback("digit", action.key, endpos)
    return Playback("hung up", endpos=endpos) if action.after else Playback("not played")


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
    """The position in the file, in milliseconds."""

    def run(self) -> ControlledPlayback:
        stops, pauses = self.command.escape_digits, self.command.pause_keys or ""
        forward, back = self.command.forward_keys or "#", self.command.rewind_keys or "*"
        stopping = "".join(key for key in stops if key not in forward + back + pauses)
        while True:
            action = self.channel.wait(self.length - self.position, Accepts(stopping, forward + back + pauses))
            if action is None:
                return ControlledPlayback("finished")
            self.position += action.after
            if not isinstance(action, Pressed):
                return self._ended(None)
            if action.key in forward:
                self._go_forward()
            elif action.key in back:
                self._go(-self._skip)
            elif action.key in pauses and (ended := self._pause(stops, pauses)) is not None:
                return ended
            elif action.key not in pauses:
                return self._ended(action.key)

    @property
    def _skip(self) -> int:
        return SKIP if self.command.skip is None else self.command.skip

    def _go(self, milliseconds: float) -> None:
        self.position = min(max(self.position + milliseconds, 0), self.length)

    def _go_forward(self) -> None:
        """Wind forward; at the end of the file, Asterisk winds back again."""
        self._go(self._skip)
        if self.position >= self.length:
            self._go(-self._skip)

    def _pause(self, stops: str, pauses: str) -> ControlledPlayback | None:
        """Wait for a key that resumes the playback; return the result if a key or a hangup ends it instead."""
        stopping = "".join(key for key in stops if key not in pauses)
        action = self.channel.wait(inf, Accepts(stopping, pauses))
        if not isinstance(action, Pressed):
            return self._ended(None)
        # Asterisk checks the first pause key before the escape digits, and the other pause keys after them.
        return self._ended(action.key) if action.key != pauses[0] and action.key in stops else None

    def _ended(self, key: str | None) -> ControlledPlayback:
        endpos = round(self.position)
        return ControlledPlayback("hung up" if key is None else "digit", key, endpos)


def _controlled(channel: Channel, result: ControlledPlayback) -> ControlledPlayback:
    """Set the channel variables that describe the end of a playback, and return the result."""
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
    action = channel.wait(channel.length(text), Accepts(escape_digits))
    if isinstance(action, Pressed):
        return Spoken("digit", action.key)
    return Spoken("finished" if action is None else "failed")
