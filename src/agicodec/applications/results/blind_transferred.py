# Generated from spec/applications/transfers.toml by `make generate`: change the spec, not this file.

"""Whether a blind transfer succeeded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["BlindTransferred"]

_Outcome = Literal["transferred", "invalid", "not permitted", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {
    "SUCCESS": "transferred",
    "INVALID": "invalid",
    "NOTPERMITTED": "not permitted",
    "FAILURE": "failed",
}
"""The outcomes by the values of BLINDTRANSFERSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {
    "transferred": "SUCCESS",
    "invalid": "INVALID",
    "not permitted": "NOTPERMITTED",
    "failed": "FAILURE",
}
"""The words for the outcomes that have one."""


def _word_of(ended: BlindTransferred) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class BlindTransferred(ApplicationEnding):
    """Whether a blind transfer succeeded.

    Outcomes:
        `transferred`: The other channel is on its way.
        `invalid`: The channel is in no bridge, or there is nobody to transfer.
        `not permitted`: The bridge permits no transfers.
        `failed`: There is no such extension, or the transfer failed. Asterisk set another status, or none.

    It is `ok`, and so true, when the outcome is `transferred`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of BLINDTRANSFERSTATUS; empty if it was not set."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "transferred"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> BlindTransferred:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0])

    def sets(self) -> Mapping[str, str]:
        return {"BLINDTRANSFERSTATUS": self.status}
