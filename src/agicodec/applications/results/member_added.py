# Generated from spec/applications/queues.toml by `make generate`: change the spec, not this file.

"""Whether a member was added to a queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["MemberAdded"]

_Outcome = Literal["added", "member already", "no such queue", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {
    "ADDED": "added",
    "MEMBERALREADY": "member already",
    "NOSUCHQUEUE": "no such queue",
}
"""The outcomes by the values of AQMSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {
    "added": "ADDED",
    "member already": "MEMBERALREADY",
    "no such queue": "NOSUCHQUEUE",
}
"""The words for the outcomes that have one."""


def _word_of(ended: MemberAdded) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class MemberAdded(ApplicationEnding):
    """Whether a member was added to a queue.

    Outcomes:
        `added`: The queue has the member.
        `member already`: The queue had the member before.
        `no such queue`: There is no queue of that name.
        `failed`: Asterisk set another status, or none.

    It is `ok`, and so true, when the outcome is `added`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of AQMSTATUS; empty if it was not set."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "added"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> MemberAdded:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0])

    def sets(self) -> Mapping[str, str]:
        return {"AQMSTATUS": self.status}
