# Generated from spec/applications/playback.toml by `make generate`: change the spec, not this file.

"""Whether a time was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from agicodec.dialplan.application import ApplicationEnding, returning
from agicodec.results import ApplicationResult
from agicodec.values import read_only
from agicodec.wire.reply import KEY_CODES

__all__ = ["TimeSaid"]

_Outcome = Literal["key", "said", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"0": "said"}
"""The outcomes by the numbers that the application returns."""

_WORDS: Final[Mapping[_Outcome, str]] = {"said": "0"}
"""The words for the outcomes that have one."""

_RETURNED: Final[Mapping[_Outcome, int]] = {"said": 0, "failed": -1}
"""What the application returns with outcomes, where that matters."""


@read_only(eq=False, repr=False)
class TimeSaid(ApplicationEnding):
    """Whether a time was said.

    Outcomes:
        `key`: A key ended it.
        `said`: It was said.
        `failed`: The channel hung up, or could not be answered, or a sound is missing.

    It is `ok`, and so true, unless the outcome is `failed`.
    """

    outcome: _Outcome
    """How the application ended."""
    key: str | None = None
    """The key; None if none was pressed."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome != "failed"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> TimeSaid:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        returned = -1 if ran.value is None else ran.value
        word = str(returned)
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        if str(returned) in KEY_CODES:
            outcome = "key"
        return cls(outcome, KEY_CODES.get(str(returned)))

    def sets(self) -> Mapping[str, str]:
        return {}

    @property
    def ran(self) -> ApplicationResult:
        if self.key is not None:
            return returning(ord(self.key))
        return returning(_RETURNED.get(self.outcome, 0))
