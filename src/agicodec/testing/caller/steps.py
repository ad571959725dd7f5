"""The steps of a caller's script, and the checks of their arguments."""

from __future__ import annotations

from math import inf
from typing import Literal

from attrs import define, field

from agicodec.errors import shown
from agicodec.model import KEYS
from agicodec.testing.caller.actions import MILLISECONDS, Accepts, CallerAction, HungUp, Pressed, Said, Talked, Texted
from agicodec.testing.checked import text_of
from agicodec.wire import SpeechMatch

__all__ = ["Step", "count_of", "keys_of", "match_of", "milliseconds_of", "number_of"]


@define
class Step:
    """A step of the caller's script, with or without a time."""

    kind: Literal["dials", "presses", "stays silent", "says", "sends a text", "talks", "hangs up"]
    text: str = ""
    """The keys, the words or the text."""
    matches: tuple[SpeechMatch, ...] = ()
    lasts: float = 0
    """For how many milliseconds the caller talks."""
    due: float = 0
    """The time of a timed step, or the time after the previous step, in milliseconds."""
    during: str | None = field(default=None, kw_only=True)
    """The sound after whose beginning the step is `due`; None for none."""
    begun: bool = field(default=False, init=False)
    """Whether the first of several keys has been pressed."""

    def __str__(self) -> str:
        return f"{self.kind} {self.text}".rstrip()

    @property
    def timed(self) -> str:
        """The step with its time, in seconds."""
        seconds = f"{self.due / MILLISECONDS:.10g} s"
        return f"{self} at {seconds}" if self.during is None else f"{self} {seconds} into {self.during}"

    def is_used(self, accepts: Accepts, *, timed: bool) -> bool:
        """Return whether a command can use this step; a step without a time waits until one can."""
        match self.kind:
            case "dials" | "presses":
                return self.text[0] in accepts.keys or (timed and self.text[0] in accepts.others)
            case "says":
                return accepts.words
            case "sends a text":
                return accepts.text
            case "talks":
                return accepts.talk
            case _:
                return self.kind == "hangs up"

    def action(self, after: float) -> CallerAction:
        """Return the action of the step, or of its first key."""
        match self.kind:
            case "dials" | "presses":
                return Pressed(self.text[0], after)
            case "says":
                return Said(self.matches, after)
            case "sends a text":
                return Texted(self.text, after)
            case "talks":
                return Talked(self.lasts, after)
            case _:
                return HungUp(after)


def keys_of(keys: object, what: str) -> str:
    """Return the keys to press, as a plain string.

    Raises:
        TypeError: the value is not a string.
        ValueError: it is empty, or contains something that is not a key.
    """
    text = text_of(keys, what)
    if not text or any(key not in KEYS for key in text):
        raise ValueError(f"{what} {text!r}: expected one or more of the keys {KEYS}")
    return text


def match_of(match: object) -> SpeechMatch:
    """Return a match of the speech engine, with the score 1000 for a string.

    Raises:
        TypeError: the value is neither a string nor a match.
    """
    return match if isinstance(match, SpeechMatch) else SpeechMatch(1000, text_of(match, "says"), "")


def milliseconds_of(seconds: object, what: str) -> float:
    """Return a time, which is in seconds, in milliseconds.

    Raises:
        TypeError: the value is not a number.
        ValueError: it is negative, infinite or NaN.
    """
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        raise TypeError(f"{what}: expected a number of seconds, found {shown(seconds)}")
    if not 0 <= seconds * MILLISECONDS < inf:
        raise ValueError(f"{what}={seconds!r}: expected a number of seconds, zero or more")
    return seconds * MILLISECONDS


def count_of(count: object, what: str, least: int = 1) -> float:
    """Return a number of times, which may be `math.inf`.

    Raises:
        TypeError: the value is neither an integer nor `math.inf`.
        ValueError: it is below the least number.
    """
    if count == inf:
        return inf
    if isinstance(count, bool) or not isinstance(count, int):
        raise TypeError(f"{what}: expected an integer, or math.inf, found {shown(count)}")
    if count < least:
        raise ValueError(f"{what}={count}: expected {'a positive number' if least else 'zero or more'}")
    return count


def number_of(command: object, what: str, least: int = 1) -> int:
    """Return the number of a command in the call.

    Raises:
        TypeError: the value is not an integer.
        ValueError: it is below the least number.
    """
    if isinstance(command, bool) or not isinstance(command, int):
        raise TypeError(f"{what}: expected the number of a command, found {shown(command)}")
    if command < least:
        raise ValueError(f"{what} {command}: expected the number of a command, {least} or more")
    return command
