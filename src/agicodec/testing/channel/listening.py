"""Simulates the commands that wait for the caller: for keys, texts and words."""

from __future__ import annotations

from itertools import count
from math import inf
from typing import Final

from agicodec.commands.media import GetData, GetOption, WaitForDigit
from agicodec.commands.speech import SpeechRecognize
from agicodec.commands.text import ReceiveChar, ReceiveText
from agicodec.model import KEYS
from agicodec.results import CharReceived, DigitAwaited, DigitsEntered, OptionChosen, Recognition, TextReceived
from agicodec.testing.caller.actions import MILLISECONDS, Accepts, CallerAction, Pressed, Said, Texted
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
"""Asterisk's default timeouts for digits, in milliseconds; see the spec."""

ANY_KEY: Final = Accepts(KEYS)
"""What a command accepts that waits for digits."""


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
        # Music from files counts as a prompt that never ends. A digit stops it until Asterisk reads the next one.
        action = channel.wait(inf if channel.music is not None and number % 2 == 0 else limit, ANY_KEY)
        if not isinstance(action, Pressed):
            return DigitsEntered("failed") if action is not None else DigitsEntered("timeout", digits)
        if action.key != "#":
            digits += action.key
        if action.key == "#" or len(digits) == most:
            break
    return DigitsEntered("entered", digits)


def get_option(command: GetOption, channel: Channel) -> OptionChosen:
    length = channel.opens(command.filename)
    if length is None:
        return OptionChosen("not played")
    channel.plays(command.filename)
    action = channel.wait(length, Accepts(command.escape_digits))
    if isinstance(action, Pressed):
        return OptionChosen("digit", action.key, to_samples(action.after))
    if action is not None:
        return OptionChosen("hung up", endpos=to_samples(action.after)) if action.after else OptionChosen("not played")
    timeout = _digit_timeout(channel) if command.timeout is None else command.timeout
    action = channel.wait(inf if timeout < 0 else timeout, Accepts(command.escape_digits, KEYS))
    if isinstance(action, Pressed) and action.key in command.escape_digits:
        return OptionChosen("digit", action.key, to_samples(length))
    return OptionChosen("no digit", endpos=to_samples(length))


def _digit_timeout(channel: Channel) -> float:
    """Return the timeout for a digit that the dialplan has set, in milliseconds."""
    try:
        return float(channel.variables["TIMEOUT(digit)"]) * MILLISECONDS
    except (KeyError, ValueError):
        return ONE_DIGIT


def wait_for_digit(command: WaitForDigit, channel: Channel) -> DigitAwaited:
    action = channel.wait(inf if command.timeout < 0 else command.timeout, ANY_KEY)
    if isinstance(action, Pressed):
        return DigitAwaited("digit", action.key)
    return DigitAwaited("timeout" if action is None else "failed")


def receive_char(command: ReceiveChar, channel: Channel) -> CharReceived:
    action = _wait_for_text(command.timeout, channel)
    if not isinstance(action, Texted):
        return CharReceived("failed")
    return CharReceived("received", to_wire(action.text)[0]) if action.text else CharReceived("empty")


def receive_text(command: ReceiveText, channel: Channel) -> TextReceived:
    action = _wait_for_text(command.timeout, channel)
    return TextReceived("received", action.text) if isinstance(action, Texted) else TextReceived("failed")


def _wait_for_text(timeout: int, channel: Channel) -> CallerAction | None:
    return channel.wait(inf if timeout < 0 else timeout, Accepts(text=True))


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
    action = channel.wait(rest + wait, Accepts(KEYS, words=True))
    match action:
        case Said(matches, after):
            # The engine stops the prompt when it hears the caller; only then Asterisk reports the position.
            return Recognition("speech", matches, endpos=to_samples(start + after) if after < rest else 0)
        case Pressed(key):
            return Recognition("digit", digit=key, endpos=0)
        case None:
            return Recognition("timeout", endpos=0)
        case _:
            return Recognition("hung up", endpos=0)
