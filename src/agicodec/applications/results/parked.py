# Generated from spec/applications/transfers.toml by `make generate`: change the spec, not this file.

"""Whether the channel was parked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from agicodec.dialplan.application import ApplicationEnding, returning
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["Parked"]

_Outcome = Literal["not parked", "ended"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"0": "not parked"}
"""The outcomes by the numbers that the application returns."""

_WORDS: Final[Mapping[_Outcome, str]] = {"not parked": "0"}
"""The words for the outcomes that have one."""

_RETURNED: Final[Mapping[_Outcome, int]] = {"not parked": 0, "ended": -1}
"""What the application returns with outcomes, where that matters."""


@read_only(eq=False, repr=False)
class Parked(ApplicationEnding):
    """Whether the channel was parked.

    Outcomes:
        `not parked`: There is no such lot or no free space; or the time has passed, and the channel is on its way
            to another place.
        `ended`: It was, and the call has ended, perhaps after somebody took it.

    It is `ok`, and so true, when the outcome is `ended`.
    """

    outcome: _Outcome
    """How the application ended."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "ended"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> Parked:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        returned = -1 if ran.value is None else ran.value
        word = str(returned)
        outcome: _Outcome = _OUTCOMES.get(word, "ended")
        return cls(outcome)

    def sets(self) -> Mapping[str, str]:
        return {}

    @property
    def ran(self) -> ApplicationResult:
        return returning(_RETURNED.get(self.outcome, 0))
