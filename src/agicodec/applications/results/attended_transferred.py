# Generated from spec/applications/transfers.toml by `make generate`: change the spec, not this file.

"""Whether an attended transfer was begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["AttendedTransferred"]

_Outcome = Literal["begun", "not permitted", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"SUCCESS": "begun", "NOTPERMITTED": "not permitted", "FAILURE": "failed"}
"""The outcomes by the values of ATTENDEDTRANSFERSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {"begun": "SUCCESS", "not permitted": "NOTPERMITTED", "failed": "FAILURE"}
"""The words for the outcomes that have one."""


def _word_of(ended: AttendedTransferred) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class AttendedTransferred(ApplicationEnding):
    """Whether an attended transfer was begun.

    Outcomes:
        `begun`: The keys were sent.
        `not permitted`: TRANSFER_CONTEXT is not set, or features.conf has no keys for it.
        `failed`: There was no extension. Asterisk set another status, or none.

    It is `ok`, and so true, when the outcome is `begun`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of ATTENDEDTRANSFERSTATUS; empty if it was not set."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "begun"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> AttendedTransferred:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0])

    def sets(self) -> Mapping[str, str]:
        return {"ATTENDEDTRANSFERSTATUS": self.status}
