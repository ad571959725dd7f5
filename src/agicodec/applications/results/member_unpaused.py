# Generated from spec/applications/queues.toml by `make generate`: change the spec, not this file.

"""Whether the pause of a member of a queue was ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["MemberUnpaused"]

_Outcome = Literal["unpaused", "not found", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"UNPAUSED": "unpaused", "NOTFOUND": "not found"}
"""The outcomes by the values of UPQMSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {"unpaused": "UNPAUSED", "not found": "NOTFOUND"}
"""The words for the outcomes that have one."""


def _word_of(ended: MemberUnpaused) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class MemberUnpaused(ApplicationEnding):
    """Whether the pause of a member of a queue was ended.

    Outcomes:
        `unpaused`: The member is not paused.
        `not found`: There is no such queue, or it does not have the member.
        `failed`: Asterisk set another status, or none.

    It is `ok`, and so true, when the outcome is `unpaused`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of UPQMSTATUS; empty if it was not set."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "unpaused"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> MemberUnpaused:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0])

    def sets(self) -> Mapping[str, str]:
        return {"UPQMSTATUS": self.status}
