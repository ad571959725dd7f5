"""What a caller may do during a call, and the steps of a script that are about it."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from attrs import define, field, frozen

from agicodec.tail import SpeechMatch

__all__ = ["MILLISECONDS", "Deed", "HungUp", "Pressed", "Said", "Step", "Takes", "Talked", "Texted"]

MILLISECONDS: Final = 1000
"""How many make a second."""


@frozen
class Pressed:
    """The caller has pressed a key."""

    key: str
    after: float
    """How many milliseconds passed before."""


@frozen
class Said:
    """The caller has said something that a speech engine recognizes."""

    matches: tuple[SpeechMatch, ...]
    after: float


@frozen
class Texted:
    """The caller has sent a text."""

    text: str
    after: float


@frozen
class Talked:
    """The caller has begun to talk."""

    milliseconds: float
    """How long the caller talks from then on."""
    after: float


@frozen
class HungUp:
    """The caller has hung up."""

    after: float


Deed: TypeAlias = Pressed | Said | Texted | Talked | HungUp
"""What the caller may do while a command runs."""


@frozen
class Takes:
    """What a command takes from the caller at the moment; whatever else comes is lost."""

    keys: str = ""
    """The keys that it is for: a patient caller presses them."""
    others: str = ""
    """The keys that end the wait too, though a patient caller does not press them: wrong ones, and those that wind."""
    words: bool = False
    """Whether a speech engine listens."""
    text: bool = False
    """Whether it waits for a text."""
    talk: bool = False
    """Whether it records."""

    @property
    def something(self) -> bool:
        """Whether it waits for the caller at all."""
        return bool(self.keys) or self.words or self.text


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
        """Tell whether a command takes this step, which a patient caller otherwise puts off."""
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
