"""The steps of a caller's script, and what is checked when they are put there."""

from __future__ import annotations

from math import inf
from typing import Literal

from attrs import define, field

from agicodec.errors import shown
from agicodec.model import KEYS
from agicodec.testing.caller.deeds import MILLISECONDS, Deed, HungUp, Pressed, Said, Takes, Talked, Texted
from agicodec.testing.kept import text_of
from agicodec.wire import SpeechMatch

__all__ = ["Step", "count_of", "keys_of", "match_of", "milliseconds_of", "number_of"]


@define
class Step:
    """Something that the caller is to do; a timed one has its time."""

    kind: Literal["dials", "presses", "stays silent", "says", "sends a text", "talks", "hangs up"]
    text: str = ""
    """The keys, the words or the text."""
    matches: tuple[SpeechMatch, ...] = ()
    lasts: float = 0
    """For how many milliseconds the caller talks."""
    due: float = 0
    """In milliseconds: when it comes, for a timed step; else how long after the step before."""
    during: str | None = field(default=None, kw_only=True)
    """The sound that it waits for, after whose beginning it is `due`."""
    begun: bool = field(default=False, init=False)
    """Whether the first of several keys is pressed."""

    def __str__(self) -> str:
        return f"{self.kind} {self.text}".rstrip()

    @property
    def timed(self) -> str:
        """The step with its time, in seconds."""
        seconds = f"{self.due / MILLISECONDS:.10g} s"
        return f"{self} at {seconds}" if self.during is None else f"{self} {seconds} into {self.during}"

    def is_taken(self, takes: Takes, *, timed: bool) -> bool:
        """Return whether a command takes this step, which a patient caller otherwise puts off."""
        match self.kind:
            case "dials" | "presses":
                return self.text[0] in takes.keys or (timed and self.text[0] in takes.others)
            case "says":
                return takes.words
            case "sends a text":
                return takes.text
            case "talks":
                return takes.talk
            case _:
                return self.kind == "hangs up"

    def deed(self, after: float) -> Deed:
        """Make the deed of the step, or of its first key."""
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
    """Return keys that a caller can press.

    Raises:
        TypeError: it is no string.
        ValueError: one is no key, or there is none.
    """
    text = text_of(keys, what)
    if not text or any(key not in KEYS for key in text):
        raise ValueError(f"{what} {text!r}: expected one or more of the keys {KEYS}")
    return text


def match_of(match: object) -> SpeechMatch:
    """Return what a speech engine recognizes of words.

    Raises:
        TypeError: it is neither a text nor a match.
    """
    return match if isinstance(match, SpeechMatch) else SpeechMatch(1000, text_of(match, "says"), "")


def milliseconds_of(seconds: object, what: str) -> float:
    """Return a time in milliseconds.

    Raises:
        TypeError: it is no number.
        ValueError: it is negative, endless or not a number.
    """
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        raise TypeError(f"{what}: expected a number of seconds, found {shown(seconds)}")
    if not 0 <= seconds * MILLISECONDS < inf:
        raise ValueError(f"{what}={seconds!r}: expected a number of seconds, zero or more")
    return seconds * MILLISECONDS


def count_of(count: object, what: str, least: int = 1) -> float:
    """Return how often something is to be, which may be `math.inf` times.

    Raises:
        TypeError: it is no integer.
        ValueError: there is no such number of times.
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
        TypeError: it is no integer.
        ValueError: no command has it.
    """
    if isinstance(command, bool) or not isinstance(command, int):
        raise TypeError(f"{what}: expected the number of a command, found {shown(command)}")
    if command < least:
        raise ValueError(f"{what} {command}: expected the number of a command, {least} or more")
    return command
