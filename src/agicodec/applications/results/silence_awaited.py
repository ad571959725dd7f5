# Generated from spec/applications/detection.toml by `make generate`: change the spec, not this file.

"""Whether there was silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["SilenceAwaited"]

_Outcome = Literal["silence", "timeout", "hung up", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"SILENCE": "silence", "TIMEOUT": "timeout", "HANGUP": "hung up"}
"""The outcomes by the values of WAITSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {"silence": "SILENCE", "timeout": "TIMEOUT", "hung up": "HANGUP"}
"""The words for the outcomes that have one."""


def _word_of(ended: SilenceAwaited) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class SilenceAwaited(ApplicationEnding):
    """Whether there was silence.

    Outcomes:
        `silence`: There was.
        `timeout`: There was not in time.
        `hung up`: The channel hung up.
        `failed`: Asterisk set another status, or none.

    It is `ok`, and so true, when the outcome is `silence`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of WAITSTATUS; empty if it was not set."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "silence"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> SilenceAwaited:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0])

    def sets(self) -> Mapping[str, str]:
        return {"WAITSTATUS": self.status}
