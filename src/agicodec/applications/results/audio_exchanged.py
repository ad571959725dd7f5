# Generated from spec/applications/servers.toml by `make generate`: change the spec, not this file.

"""How an exchange of audio with a server ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from agicodec.dialplan.application import ApplicationEnding, returning
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["AudioExchanged"]

_Outcome = Literal["ended", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"0": "ended"}
"""The outcomes by the numbers that the application returns."""

_WORDS: Final[Mapping[_Outcome, str]] = {"ended": "0"}
"""The words for the outcomes that have one."""

_RETURNED: Final[Mapping[_Outcome, int]] = {"ended": 0, "failed": -1}
"""What the application returns with outcomes, where that matters."""


@read_only(eq=False, repr=False)
class AudioExchanged(ApplicationEnding):
    """How an exchange of audio with a server ended.

    Outcomes:
        `ended`: The server ended it.
        `failed`: The channel hung up or was not answered, or the server could not be reached.

    It is `ok`, and so true, when the outcome is `ended`.
    """

    outcome: _Outcome
    """How the application ended."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "ended"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> AudioExchanged:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        returned = -1 if ran.value is None else ran.value
        word = str(returned)
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome)

    def sets(self) -> Mapping[str, str]:
        return {}

    @property
    def ran(self) -> ApplicationResult:
        return returning(_RETURNED.get(self.outcome, 0))
