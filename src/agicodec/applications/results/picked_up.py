# Generated from spec/applications/transfers.toml by `make generate`: change the spec, not this file.

"""Whether a call was picked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from agicodec.dialplan.application import ApplicationEnding, returning
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["PickedUp"]

_Outcome = Literal["no call", "picked up"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"0": "no call"}
"""The outcomes by the numbers that the application returns."""

_WORDS: Final[Mapping[_Outcome, str]] = {"no call": "0"}
"""The words for the outcomes that have one."""

_RETURNED: Final[Mapping[_Outcome, int]] = {"no call": 0, "picked up": -1}
"""What the application returns with outcomes, where that matters."""


@read_only(eq=False, repr=False)
class PickedUp(ApplicationEnding):
    """Whether a call was picked up.

    Outcomes:
        `no call`: No such channel rings.
        `picked up`: The call was picked up, and this channel is gone.

    It is `ok`, and so true, when the outcome is `picked up`.
    """

    outcome: _Outcome
    """How the application ended."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "picked up"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> PickedUp:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        returned = -1 if ran.value is None else ran.value
        word = str(returned)
        outcome: _Outcome = _OUTCOMES.get(word, "picked up")
        return cls(outcome)

    def sets(self) -> Mapping[str, str]:
        return {}

    @property
    def ran(self) -> ApplicationResult:
        return returning(_RETURNED.get(self.outcome, 0))
