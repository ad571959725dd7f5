# Generated from spec/applications/detection.toml by `make generate`: change the spec, not this file.

"""Who or what has answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["AnswerDetected"]

_Outcome = Literal["person", "machine", "not sure", "hung up", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {
    "HUMAN": "person",
    "MACHINE": "machine",
    "NOTSURE": "not sure",
    "HANGUP": "hung up",
}
"""The outcomes by the values of AMDSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {
    "person": "HUMAN",
    "machine": "MACHINE",
    "not sure": "NOTSURE",
    "hung up": "HANGUP",
}
"""The words for the outcomes that have one."""


def _word_of(ended: AnswerDetected) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class AnswerDetected(ApplicationEnding):
    """Who or what has answered.

    Outcomes:
        `person`: A person.
        `machine`: An answering machine.
        `not sure`: It took too long, or there was no audio.
        `hung up`: The channel hung up.
        `failed`: Asterisk set another status, or none.

    It is `ok`, and so true, when the outcome is `person` or `machine`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of AMDSTATUS; empty if it was not set."""
    cause: str | None = None
    """Why, such as `TOOLONG-5000` or `HUMAN-800-800`. AMDCAUSE."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome in ("person", "machine")

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> AnswerDetected:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0], values[1] or None)

    def sets(self) -> Mapping[str, str]:
        return {"AMDSTATUS": self.status, "AMDCAUSE": self.cause or ""}
