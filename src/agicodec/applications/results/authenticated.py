# Generated from spec/applications/access.toml by `make generate`: change the spec, not this file.

"""Whether the caller knew the password."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from agicodec.dialplan.application import ApplicationEnding, returning
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["Authenticated"]

_Outcome = Literal["authenticated", "refused"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"0": "authenticated"}
"""The outcomes by the numbers that the application returns."""

_WORDS: Final[Mapping[_Outcome, str]] = {"authenticated": "0"}
"""The words for the outcomes that have one."""

_RETURNED: Final[Mapping[_Outcome, int]] = {"authenticated": 0, "refused": -1}
"""What the application returns with outcomes, where that matters."""


@read_only(eq=False, repr=False)
class Authenticated(ApplicationEnding):
    """Whether the caller knew the password.

    Outcomes:
        `authenticated`: The caller did.
        `refused`: The caller did not, or hung up.

    It is `ok`, and so true, when the outcome is `authenticated`.
    """

    outcome: _Outcome
    """How the application ended."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "authenticated"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> Authenticated:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        returned = -1 if ran.value is None else ran.value
        word = str(returned)
        outcome: _Outcome = _OUTCOMES.get(word, "refused")
        return cls(outcome)

    def sets(self) -> Mapping[str, str]:
        return {}

    @property
    def ran(self) -> ApplicationResult:
        return returning(_RETURNED.get(self.outcome, 0))
