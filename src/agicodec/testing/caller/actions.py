"""The actions of a caller during a call, and which of them a command can use."""

from __future__ import annotations

from typing import Final, TypeAlias

from attrs import frozen

from agicodec.wire import SpeechMatch

__all__ = ["MILLISECONDS", "Accepts", "CallerAction", "HungUp", "Pressed", "Said", "Talked", "Texted"]

MILLISECONDS: Final = 1000
"""Milliseconds in a second."""


@frozen
class Pressed:
    """The caller has pressed a key."""

    key: str
    after: float
    """Milliseconds from the beginning of the wait."""


@frozen
class Said:
    """The caller has said something; the matches are what a speech engine recognizes."""

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


CallerAction: TypeAlias = Pressed | Said | Texted | Talked | HungUp
"""An action of the caller while a command runs."""


@frozen
class Accepts:
    """The actions of the caller that a command can use at the moment; all others but a hangup are lost."""

    keys: str = ""
    """The keys that the command is for. A step without a time presses only these."""
    others: str = ""
    """Further keys that end the wait, such as wrong ones, and those that wind or pause a playback."""
    words: bool = False
    """Whether a speech engine listens."""
    text: bool = False
    """Whether it waits for a text."""
    talk: bool = False
    """Whether it records."""

    @property
    def anything(self) -> bool:
        """Whether it waits for the caller at all."""
        return bool(self.keys) or self.words or self.text or self.talk
