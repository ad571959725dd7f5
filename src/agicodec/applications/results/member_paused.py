# Generated from spec/applications/queues.toml by `make generate`: change the spec, not this file.

"""Whether a member of a queue was paused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["MemberPaused"]

_Outcome = Literal["paused", "not found", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"PAUSED": "paused", "NOTFOUND": "not found"}
"""The outcomes by the values of PQMSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {"paused": "PAUSED", "not found": "NOTFOUND"}
"""The words for the outcomes that have one."""


def _word_of(ended: MemberPaused) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class MemberPaused(ApplicationEnding):
    """Whether a member of a queue was paused.

    Outcomes:
        `paused`: The member is paused.
        `not found`: There is no such queue, or it does not have the member.
        `failed`: Asterisk set another status, or none.

    It is `ok`, and so true, when the outcome is `paused`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of PQMSTATUS; empty if it was not set."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "paused"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> MemberPaused:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0])

    def sets(self) -> Mapping[str, str]:
        return {"PQMSTATUS": self.status}
