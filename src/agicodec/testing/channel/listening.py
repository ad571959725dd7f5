"""What the commands that wait for the caller do on the channel of a test: keys, texts and words."""

from __future__ import annotations

from itertools import count
from math import inf
from typing import Final

from agicodec.commands.media import GetData, GetOption, WaitForDigit
from agicodec.commands.speech import SpeechRecognize
from agicodec.commands.text import ReceiveChar, ReceiveText
from agicodec.model import KEYS
from agicodec.results import CharReceived, DigitAwaited, DigitsEntered, OptionChosen, Recognition, TextReceived
from agicodec.testing.caller.deeds import MILLISECONDS, Deed, Pressed, Said, Takes, Texted
from agicodec.testing.channel.channel import Channel
from agicodec.testing.channel.sounds import SAMPLES, to_samples
from agicodec.wire import to_wire

__all__ = [
    "get_data",
    "get_option",
    "receive_char",
    "receive_text",
    "speech_recognize",
    "wait_for_digit",
]

FIRST_DIGIT, NEXT_DIGIT, ONE_DIGIT = 6000, 2000, 5000
"""How long Asterisk waits for digits, in milliseconds, when the command does not say: see the spec."""

ANY_KEY: Final = Takes(KEYS)
"""What a command takes that waits for digits."""


def get_data(command: GetData, channel: Channel) -> DigitsEntered:
    prompt = 0.0
    if command.filename:
        length = channel.opens(command.filename)
        if length is None:
            return DigitsEntered("failed")
        prompt = length
        channel.plays(command.filename)
    if channel.hung_up or command.max_digits == 0:
        return DigitsEntered("failed")
    most = inf if command.max_digits is None else max(command.max_digits, 1)
    timeout = command.timeout or 0
    first, following = (inf, inf) if timeout < 0 else (timeout or FIRST_DIGIT, timeout or NEXT_DIGIT)
    digits = ""
    for number in count():
        limit = prompt + first if number == 0 else following
        # Music from files counts as a prompt that never ends, which a digit stops until Asterisk has read on.
        deed = channel.wait(inf if channel.music is not None and number % 2 == 0 else limit, ANY_KEY)
        if not isinstance(deed, Pressed):
            return DigitsEntered("failed") if deed is not None else DigitsEntered("timeout", digits)
        if deed.key != "#":
            digits += deed.key
        if deed.key == "#" or len(digits) == most:
            break
    return DigitsEntered("entered", digits)


def get_option(command: GetOption, channel: Channel) -> OptionChosen:
    length = channel.opens(command.filename)
    if length is None:
        return OptionChosen("not played")
    channel.plays(command.filename)
    deed = channel.wait(length, Takes(command.escape_digits))
    if isinstance(deed, Pressed):
        return OptionChosen("digit", deed.key, to_samples(deed.after))
    if deed is not None:
        return OptionChosen("hung up", endpos=to_samples(deed.after)) if deed.after else OptionChosen("not played")
    timeout = _digit_timeout(channel) if command.timeout is None else command.timeout
    deed = channel.wait(inf if timeout < 0 else timeout, Takes(command.escape_digits, KEYS))
    if isinstance(deed, Pressed) and deed.key in command.escape_digits:
        return OptionChosen("digit", deed.key, to_samples(length))
    return OptionChosen("no digit", endpos=to_samples(length))


def _digit_timeout(channel: Channel) -> float:
    """Return the dialplan's timeout for a digit, in milliseconds."""
    try:
        return float(channel.variables["TIMEOUT(digit)"]) * MILLISECONDS
    except (KeyError, ValueError):
        return ONE_DIGIT


def wait_for_digit(command: WaitForDigit, channel: Channel) -> DigitAwaited:
    deed = channel.wait(inf if command.timeout < 0 else command.timeout, ANY_KEY)
    if isinstance(deed, Pressed):
        return DigitAwaited("digit", deed.key)
    return DigitAwaited("timeout" if deed is None else "failed")


def receive_char(command: ReceiveChar, channel: Channel) -> CharReceived:
    deed = _wait_for_text(command.timeout, channel)
    if not isinstance(deed, Texted):
        return CharReceived("failed")
    return CharReceived("received", to_wire(deed.text)[0]) if deed.text else CharReceived("empty")


def receive_text(command: ReceiveText, channel: Channel) -> TextReceived:
    deed = _wait_for_text(command.timeout, channel)
    return TextReceived("received", deed.text) if isinstance(deed, Texted) else TextReceived("failed")


def _wait_for_text(timeout: int, channel: Channel) -> Deed | None:
    return channel.wait(inf if timeout < 0 else timeout, Takes(text=True))


def speech_recognize(command: SpeechRecognize, channel: Channel) -> Recognition:
    if not channel.speech:
        return Recognition("failed")
    start, rest = 0.0, 0.0
    length = channel.opens(command.prompt)
    if length is not None:
        start = min(max(command.offset or 0, 0) / SAMPLES, length)
        rest = length - start
        channel.plays(command.prompt)
    wait = command.timeout * MILLISECONDS if command.timeout > 0 else inf
    deed = channel.wait(rest + wait, Takes(KEYS, words=True))
    match deed:
        case Said(matches, after):
            # The engine stops the prompt when it hears the caller, and only then Asterisk reports where.
            return Recognition("speech", matches, endpos=to_samples(start + after) if after < rest else 0)
        case Pressed(key):
            return Recognition("digit", digit=key, endpos=0)
        case None:
            return Recognition("timeout", endpos=0)
        case _:
            return Recognition("hung up", endpos=0)
