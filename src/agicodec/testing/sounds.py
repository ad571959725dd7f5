"""What the commands that play, listen and wait do on the channel of a test."""

from __future__ import annotations

from math import inf
from typing import Final

from agicodec.arguments import KEYS
from agicodec.commands.media import ControlStreamFile, GetData, GetOption, RecordFile, StreamFile, WaitForDigit
from agicodec.commands.say import SayAlpha, SayDate, SayDatetime, SayDigits, SayNumber, SayPhonetic, SayTime
from agicodec.commands.speech import SpeechRecognize
from agicodec.commands.text import ReceiveChar, ReceiveText
from agicodec.results import (
    CharReceived,
    ControlledPlayback,
    DigitAwaited,
    DigitsEntered,
    OptionChosen,
    Playback,
    Recognition,
    Recording,
    Spoken,
    TextReceived,
)
from agicodec.testing.channel import Channel
from agicodec.testing.deeds import MILLISECONDS, HungUp, Pressed, Said, Takes, Texted
from agicodec.wire import to_wire

__all__ = [
    "LASTING",
    "control_stream_file",
    "get_data",
    "get_option",
    "receive_char",
    "receive_text",
    "record_file",
    "say_digits",
    "say_moment",
    "say_number",
    "say_text",
    "speech_recognize",
    "stream_file",
    "wait_for_digit",
]

SAMPLES: Final = 8
"""How many samples a millisecond has."""

LASTING: Final = (
    ControlStreamFile,
    GetData,
    GetOption,
    ReceiveChar,
    ReceiveText,
    RecordFile,
    SayAlpha,
    SayDate,
    SayDatetime,
    SayDigits,
    SayNumber,
    SayPhonetic,
    SayTime,
    SpeechRecognize,
    StreamFile,
    WaitForDigit,
)
"""The commands that play, listen, wait or record, and so take time."""

FIRST_DIGIT, NEXT_DIGIT, ONE_DIGIT = 6000, 2000, 5000
"""How long Asterisk waits for digits, in milliseconds, when the command does not say: see the spec."""


def stream_file(command: StreamFile, channel: Channel) -> Playback:
    if channel.hung_up or channel.lacks(command.filename):
        return Playback("not played")
    start = max(command.offset or 0, 0)
    length = max(0, channel.plays(command.filename) - start / SAMPLES)
    deed = channel.wait(length, Takes(command.escape_digits))
    if isinstance(deed, Pressed):
        return Playback("digit", deed.key, start + _samples(deed.after))
    if deed is not None:
        return Playback("hung up", endpos=start + _samples(deed.after))
    return Playback("finished", endpos=start + _samples(length))


def control_stream_file(command: ControlStreamFile, channel: Channel) -> ControlledPlayback:
    if channel.hung_up or channel.lacks(command.filename):
        return ControlledPlayback("not played")
    start = command.offset or 0
    if start < 0:
        return ControlledPlayback("finished")
    length = channel.plays(command.filename)
    steering = (command.forward_keys or "#") + (command.rewind_keys or "*") + (command.pause_keys or "")
    keys = "".join(key for key in command.escape_digits if key not in steering)
    deed = channel.wait(max(0, length - start), Takes(keys))
    if isinstance(deed, Pressed):
        return ControlledPlayback("digit", deed.key, start + int(deed.after))
    if deed is not None:
        return ControlledPlayback("hung up", endpos=start + int(deed.after))
    return ControlledPlayback("finished")


def get_data(command: GetData, channel: Channel) -> DigitsEntered:
    if channel.hung_up or command.filename in channel.missing or command.max_digits == 0:
        return DigitsEntered("failed")
    most = inf if command.max_digits is None else max(command.max_digits, 1)
    timeout = command.timeout or 0
    first, following = (inf, inf) if timeout < 0 else (timeout or FIRST_DIGIT, timeout or NEXT_DIGIT)
    prompt = 0.0
    if command.filename:
        prompt = channel.plays(command.filename)
    deed, digits = channel.wait(prompt + first, Takes(KEYS)), ""
    while isinstance(deed, Pressed) and deed.key != "#":
        digits += deed.key
        if len(digits) == most:
            return DigitsEntered("entered", digits)
        deed = channel.wait(following, Takes(KEYS))
    if isinstance(deed, HungUp):
        return DigitsEntered("failed")
    return DigitsEntered("timeout" if deed is None else "entered", digits)


def get_option(command: GetOption, channel: Channel) -> OptionChosen:
    if channel.hung_up or channel.lacks(command.filename):
        return OptionChosen("not played")
    length = channel.plays(command.filename)
    timeout = ONE_DIGIT if command.timeout is None else command.timeout
    deed = channel.wait(length + (inf if timeout < 0 else timeout), Takes(command.escape_digits))
    endpos = _samples(length if deed is None else min(deed.after, length))
    if isinstance(deed, Pressed):
        return OptionChosen("digit", deed.key, endpos)
    return OptionChosen("hung up" if deed is not None and deed.after < length else "no digit", endpos=endpos)


def wait_for_digit(command: WaitForDigit, channel: Channel) -> DigitAwaited:
    deed = channel.wait(inf if command.timeout < 0 else command.timeout, Takes(KEYS))
    if isinstance(deed, Pressed):
        return DigitAwaited("digit", deed.key)
    return DigitAwaited("timeout" if deed is None else "failed")


def record_file(command: RecordFile, channel: Channel) -> Recording:
    if command.beep and not channel.hung_up:
        channel.plays("beep")
    limits = [command.timeout] if command.timeout >= 0 else []
    limits += [command.silence * MILLISECONDS] if command.silence is not None and command.silence > 0 else []
    deed = channel.wait(min(limits, default=inf), Takes(command.escape_digits))
    start = max(command.offset or 0, 0) / SAMPLES
    length = start + (min(limits, default=0) if deed is None else deed.after)
    channel.recordings[command.filename] = length / MILLISECONDS
    if isinstance(deed, Pressed):
        return Recording("digit", deed.key, _samples(length))
    return Recording("timeout" if deed is None else "hung up", endpos=_samples(length))


def say_number(command: SayNumber, channel: Channel) -> Spoken:
    return _say(str(command.number), command.escape_digits, channel)


def say_digits(command: SayDigits, channel: Channel) -> Spoken:
    return _say(command.digits, command.escape_digits, channel)


def say_text(command: SayAlpha | SayPhonetic, channel: Channel) -> Spoken:
    return _say(command.text, command.escape_digits, channel)


def say_moment(command: SayDate | SayTime | SayDatetime, channel: Channel) -> Spoken:
    return _say(command.argument_words()[0], command.escape_digits, channel)


def receive_char(command: ReceiveChar, channel: Channel) -> CharReceived:
    deed = channel.wait(inf if command.timeout < 0 else command.timeout, Takes(text=True))
    if not isinstance(deed, Texted):
        return CharReceived("failed")
    return CharReceived("received", to_wire(deed.text)[0]) if deed.text else CharReceived("empty")


def receive_text(command: ReceiveText, channel: Channel) -> TextReceived:
    deed = channel.wait(inf if command.timeout < 0 else command.timeout, Takes(text=True))
    return TextReceived("received", deed.text) if isinstance(deed, Texted) else TextReceived("failed")


def speech_recognize(command: SpeechRecognize, channel: Channel) -> Recognition:
    if not channel.speech:
        return Recognition("failed")
    length = 0.0
    if not channel.lacks(command.prompt):
        length = channel.plays(command.prompt)
    wait = command.timeout * MILLISECONDS if command.timeout > 0 else inf
    deed = channel.wait(length + wait, Takes(KEYS, words=True))
    endpos = 0 if deed is None or deed.after >= length else _samples(deed.after)
    match deed:
        case Said(matches):
            return Recognition("speech", matches, endpos=endpos)
        case Pressed(key):
            return Recognition("digit", digit=key, endpos=endpos)
        case None:
            return Recognition("timeout", endpos=endpos)
        case _:
            return Recognition("hung up", endpos=endpos)


def _say(text: str, escape_digits: str, channel: Channel) -> Spoken:
    if channel.hung_up:
        return Spoken("failed")
    deed = channel.wait(channel.plays(text), Takes(escape_digits))
    if isinstance(deed, Pressed):
        return Spoken("digit", deed.key)
    return Spoken("finished" if deed is None else "failed")


def _samples(milliseconds: float) -> int:
    return int(milliseconds * SAMPLES)
