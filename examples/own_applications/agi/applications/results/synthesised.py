# Generated from spec/unimrcp.toml by `agicodec generate`: change the spec, not this file.

"""Whether a text was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["Synthesised"]

_Outcome = Literal["said", "interrupted", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"OK": "said", "INTERRUPTED": "interrupted", "ERROR": "failed"}
"""The outcomes by the values of SYNTHSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {"said": "OK", "interrupted": "INTERRUPTED", "failed": "ERROR"}
"""The words for the outcomes that have one."""


def _word_of(ended: Synthesised) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class Synthesised(ApplicationEnding):
    """Whether a text was said.

    Outcomes:
        `said`: It was.
        `interrupted`: A key was pressed, or the channel hung up.
        `failed`: There is no such profile, or the server refused. The module set another status, or none.

    It is `ok`, and so true, when the outcome is `said`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of SYNTHSTATUS; empty if it was not set."""
    cause: str | None = None
    """Why it ended: `000` for the end, `001` for an interruption. SYNTH_COMPLETION_CAUSE."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "said"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> Synthesised:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0], values[1] or None)

    def sets(self) -> Mapping[str, str]:
        return {"SYNTHSTATUS": self.status, "SYNTH_COMPLETION_CAUSE": self.cause or ""}
