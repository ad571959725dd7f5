"""What a caller may do during a call, and what a command takes of it."""

from __future__ import annotations

from typing import Final, TypeAlias

from attrs import frozen

from agicodec.wire import SpeechMatch

__all__ = ["MILLISECONDS", "Deed", "HungUp", "Pressed", "Said", "Takes", "Talked", "Texted"]

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
        return bool(self.keys) or self.words or self.text or self.talk
