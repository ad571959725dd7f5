"""Asterisk's loops over the frames of a channel, reimplemented frame by frame as in its source.

The kit calculates when a command ends; these functions read one frame of 20 milliseconds after another, so that both
can be compared. The functions have the names of those in main/file.c, main/channel.c, main/app.c, res/res_agi.c.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

FRAME = 20
"""How many milliseconds of sound are in a frame."""

HANGUP = "hangup"
SILENCE = "silence"
TALK = "talk"

ALL_KEYS = "0123456789*#ABCD"


class Line:
    """The frames that arrive from a caller, in order of time."""

    def __init__(self, events: Iterable[tuple[float, str]], talks: tuple[float, float]) -> None:
        self.now = 0.0
        self.dropped = ""
        self._events = sorted(events)
        self._talks = talks

    def read(self) -> str:
        """Return the next frame: a key, a hangup, or sound after its time has passed."""
        if self._events and self._events[0][0] <= self.now:
            if self._events[0][1] == HANGUP:
                return HANGUP
            return self._events.pop(0)[1]
        self.now += FRAME
        return TALK if self._talks[0] < self.now <= self._talks[1] else SILENCE

    def drop(self, frame: str) -> None:
        """Free a frame that no command uses."""
        if frame in ALL_KEYS:
            self.dropped += frame


class Stream:
    """A file that is played or written."""

    def __init__(self, length: float, position: float = 0) -> None:
        self.length = length
        self.position = position

    def seek(self, milliseconds: float) -> None:
        self.position = min(max(self.position + milliseconds, 0), self.length)


def waitstream_core(
    line: Line, stream: Stream, breakon: str, forward: str = "", reverse: str = "", skip: int = 0
) -> str:
    while stream.position < stream.length:
        frame = line.read()
        if frame == HANGUP:
            return HANGUP
        if frame in (SILENCE, TALK):
            stream.seek(FRAME)
        elif frame in forward:
            stream.seek(skip)
            if stream.position >= stream.length:
                stream.seek(-skip)
        elif frame in reverse:
            stream.seek(-skip)
        elif frame in breakon:
            return frame
        else:
            line.drop(frame)
    return ""


def waitfordigit(line: Line, timeout: float) -> str:
    start = line.now
    while timeout < 0 or line.now - start < timeout:
        frame = line.read()
        if frame not in (SILENCE, TALK):
            return frame
    return ""


def readstring(line: Line, prompt: Stream | None, most: int, following: float, first: float) -> tuple[str, str]:
    """Return how it ended, and the digits."""
    digits, timeout = "", first
    while True:
        key = waitstream_core(line, prompt, ALL_KEYS) if prompt else ""
        prompt = None
        key = key or waitfordigit(line, timeout)
        if key == HANGUP:
            return "failed", ""
        if not key:
            return "timeout", digits
        if key == "#":
            return "entered", digits
        digits += key
        if len(digits) >= most:
            return "entered", digits
        timeout = following


def getoption(line: Line, prompt: Stream, keys: str, timeout: float) -> tuple[str, str | None, float]:
    key = waitstream_core(line, prompt, keys)
    if key == HANGUP:
        return "hung up", None, prompt.position
    if not key:
        key = waitfordigit(line, timeout)
        if key == HANGUP or key not in keys:
            line.drop(key)
            key = ""
    return ("digit", key, prompt.position) if key else ("no digit", None, prompt.position)


def control_streamfile(
    line: Line, length: float, stop: str, suspend: str, forward: str, reverse: str, skip: int, offset: float
) -> tuple[str, str | None, float | None]:
    stream = Stream(length, min(offset, length))
    while True:
        key = waitstream_core(line, stream, stop + suspend, forward, reverse, skip)
        if key == HANGUP:
            return "hung up", None, stream.position
        if not key:
            return "finished", None, None
        if key in suspend:
            while True:
                key = waitfordigit(line, 1000)
                if key == HANGUP or (key and (key in suspend or key in stop)):
                    break
                line.drop(key)
            if key == HANGUP:
                return "hung up", None, stream.position
            if key == suspend[0]:
                continue
        if key in stop:
            return "digit", key, stream.position


def recordfile(line: Line, keys: str, timeout: float, silence: int) -> tuple[str, str | None, float]:
    start, total, position = line.now, 0, 0.0
    while timeout < 0 or line.now - start < timeout:
        frame = line.read()
        if frame == HANGUP:
            return "hung up", None, position
        if frame not in (SILENCE, TALK):
            if frame in keys:
                return "digit", frame, max(0, position - 200)
            line.drop(frame)
            continue
        position += FRAME
        total = total + FRAME if frame == SILENCE else 0
        if 0 < silence < total:
            return "timeout", None, max(0, position - (silence - 1000))
    return "timeout", None, position


def forever(timeout: float) -> float:
    """Return a timeout of GET DATA, where a negative one is none."""
    return math.inf if timeout < 0 else timeout
