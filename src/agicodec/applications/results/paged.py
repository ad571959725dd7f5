# Generated from spec/applications/calls.toml by `make generate`: change the spec, not this file.

"""That a page has ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from agicodec.dialplan.application import ApplicationEnding, returning
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["Paged"]

_Outcome = Literal["ended"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {}
"""The outcomes by the numbers that the application returns."""

_WORDS: Final[Mapping[_Outcome, str]] = {}
"""The words for the outcomes that have one."""

_RETURNED: Final[Mapping[_Outcome, int]] = {"ended": -1}
"""What the application returns with outcomes, where that matters."""


@read_only(eq=False, repr=False)
class Paged(ApplicationEnding):
    """That a page has ended.

    Outcomes:
        `ended`: The channel has hung up or left, or it could not enter.

    It is `ok`, and so true, whatever the outcome.
    """

    outcome: _Outcome
    """How the application ended."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return True

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> Paged:
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
