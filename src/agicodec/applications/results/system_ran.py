# Generated from spec/applications/servers.toml by `make generate`: change the spec, not this file.

"""Whether a command of a shell succeeded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["SystemRan"]

_Outcome = Literal["succeeded", "command failed", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"SUCCESS": "succeeded", "APPERROR": "command failed", "FAILURE": "failed"}
"""The outcomes by the values of SYSTEMSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {"succeeded": "SUCCESS", "command failed": "APPERROR", "failed": "FAILURE"}
"""The words for the outcomes that have one."""


def _word_of(ended: SystemRan) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class SystemRan(ApplicationEnding):
    """Whether a command of a shell succeeded.

    Outcomes:
        `succeeded`: Its exit status is 0.
        `command failed`: It has another exit status.
        `failed`: There is no such command: its exit status is 127. Asterisk set another status, or none.

    It is `ok`, and so true, when the outcome is `succeeded`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of SYSTEMSTATUS; empty if it was not set."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "succeeded"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> SystemRan:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0])

    def sets(self) -> Mapping[str, str]:
        return {"SYSTEMSTATUS": self.status}
