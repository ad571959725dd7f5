# Generated from spec/unimrcp.toml by `agicodec generate`: change the spec, not this file.

"""What became of a prompt and recognition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["SpokenAndRecognised"]

_Outcome = Literal["ended", "interrupted", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"OK": "ended", "INTERRUPTED": "interrupted", "ERROR": "failed"}
"""The outcomes by the values of RECOG_STATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {"ended": "OK", "interrupted": "INTERRUPTED", "failed": "ERROR"}
"""The words for the outcomes that have one."""


def _word_of(ended: SpokenAndRecognised) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class SpokenAndRecognised(ApplicationEnding):
    """What became of a prompt and recognition.

    Outcomes:
        `ended`: Recognition has ended, perhaps without a match; see `cause`.
        `interrupted`: The channel hung up.
        `failed`: There is no such profile or grammar, or the server refused. The module set another status, or
            none.

    It is `ok`, and so true, when the outcome is `ended`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of RECOG_STATUS; empty if it was not set."""
    cause: str | None = None
    """Why recognition ended: `000` for a match, `001` for none, `002` for no input. RECOG_COMPLETION_CAUSE."""
    result: str | None = None
    """The result in NLSML; None if there is none. RECOG_RESULT."""
    waveform: str | None = None
    """The URI of the audio that was kept. RECOG_WAVEFORM_URI."""
    session: str | None = None
    """The id of the MRCP session. RECOG_SID."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "ended"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> SpokenAndRecognised:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0], values[1] or None, values[2] or None, values[3] or None, values[4] or None)

    def sets(self) -> Mapping[str, str]:
        return {
            "RECOG_STATUS": self.status,
            "RECOG_COMPLETION_CAUSE": self.cause or "",
            "RECOG_RESULT": self.result or "",
            "RECOG_WAVEFORM_URI": self.waveform or "",
            "RECOG_SID": self.session or "",
        }
