# Generated from spec/applications/monitoring.toml by `make generate`: change the spec, not this file.

"""That an application has done its work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from agicodec.dialplan.application import ApplicationEnding, returning
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["Done"]

_Outcome = Literal["done", "hung up"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"0": "done"}
"""The outcomes by the numbers that the application returns."""

_WORDS: Final[Mapping[_Outcome, str]] = {"done": "0"}
"""The words for the outcomes that have one."""

_RETURNED: Final[Mapping[_Outcome, int]] = {"done": 0, "hung up": -1}
"""What the application returns with outcomes, where that matters."""


@read_only(eq=False, repr=False)
class Done(ApplicationEnding):
    """That an application has done its work.

    Outcomes:
        `done`: It has.
        `hung up`: The channel hung up before, or the application failed.

    It is `ok`, and so true, when the outcome is `done`.
    """

    outcome: _Outcome
    """How the application ended."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "done"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> Done:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        returned = -1 if ran.value is None else ran.value
        word = str(returned)
        outcome: _Outcome = _OUTCOMES.get(word, "hung up")
        return cls(outcome)

    def sets(self) -> Mapping[str, str]:
        return {}

    @property
    def ran(self) -> ApplicationResult:
        return returning(_RETURNED.get(self.outcome, 0))
