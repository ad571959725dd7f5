# Generated from spec/applications/queues.toml by `make generate`: change the spec, not this file.

"""Whether a member was removed from a queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["MemberRemoved"]

_Outcome = Literal["removed", "not in queue", "no such queue", "not dynamic", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {
    "REMOVED": "removed",
    "NOTINQUEUE": "not in queue",
    "NOSUCHQUEUE": "no such queue",
    "NOTDYNAMIC": "not dynamic",
}
"""The outcomes by the values of RQMSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {
    "removed": "REMOVED",
    "not in queue": "NOTINQUEUE",
    "no such queue": "NOSUCHQUEUE",
    "not dynamic": "NOTDYNAMIC",
}
"""The words for the outcomes that have one."""


def _word_of(ended: MemberRemoved) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class MemberRemoved(ApplicationEnding):
    """Whether a member was removed from a queue.

    Outcomes:
        `removed`: The queue no longer has the member.
        `not in queue`: The queue did not have the member.
        `no such queue`: There is no queue of that name.
        `not dynamic`: The member is one of queues.conf.
        `failed`: Asterisk set another status, or none.

    It is `ok`, and so true, when the outcome is `removed`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of RQMSTATUS; empty if it was not set."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "removed"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> MemberRemoved:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0])

    def sets(self) -> Mapping[str, str]:
        return {"RQMSTATUS": self.status}
