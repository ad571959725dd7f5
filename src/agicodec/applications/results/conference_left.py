# Generated from spec/applications/conferences.toml by `make generate`: change the spec, not this file.

"""How a caller left a conference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["ConferenceLeft"]

_Outcome = Literal["hung up", "left by keys", "kicked", "last marked left", "timeout", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {
    "HANGUP": "hung up",
    "DTMF": "left by keys",
    "KICKED": "kicked",
    "ENDMARKED": "last marked left",
    "TIMEOUT": "timeout",
    "FAILED": "failed",
}
"""The outcomes by the values of CONFBRIDGE_RESULT."""

_WORDS: Final[Mapping[_Outcome, str]] = {
    "hung up": "HANGUP",
    "left by keys": "DTMF",
    "kicked": "KICKED",
    "last marked left": "ENDMARKED",
    "timeout": "TIMEOUT",
    "failed": "FAILED",
}
"""The words for the outcomes that have one."""


def _word_of(ended: ConferenceLeft) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class ConferenceLeft(ApplicationEnding):
    """How a caller left a conference.

    Outcomes:
        `hung up`: The caller hung up.
        `left by keys`: The caller pressed the keys for it.
        `kicked`: An administrator or a command removed the caller.
        `last marked left`: The last marked caller left, which ends the conference for this one.
        `timeout`: The time of the caller's profile has passed.
        `failed`: The caller could not enter: a profile does not exist, or the PIN was wrong. Asterisk set another
            status, or none.

    It is `ok`, and so true, unless the outcome is `failed`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of CONFBRIDGE_RESULT; empty if it was not set."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome != "failed"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> ConferenceLeft:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0])

    def sets(self) -> Mapping[str, str]:
        return {"CONFBRIDGE_RESULT": self.status}
