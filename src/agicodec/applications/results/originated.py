# Generated from spec/applications/calls.toml by `make generate`: change the spec, not this file.

"""What became of a call by Originate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["Originated"]

_Outcome = Literal["answered", "busy", "congestion", "no answer", "hung up", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {
    "SUCCESS": "answered",
    "BUSY": "busy",
    "CONGESTION": "congestion",
    "RINGING": "no answer",
    "HANGUP": "hung up",
    "FAILED": "failed",
    "UNKNOWN": "failed",
}
"""The outcomes by the values of ORIGINATE_STATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {
    "answered": "SUCCESS",
    "busy": "BUSY",
    "congestion": "CONGESTION",
    "no answer": "RINGING",
    "hung up": "HANGUP",
    "failed": "FAILED",
}
"""The words for the outcomes that have one."""


def _word_of(ended: Originated) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class Originated(ApplicationEnding):
    """What became of a call by Originate.

    Outcomes:
        `answered`: It was answered; with `asynchronous`, it has begun.
        `busy`: The called party is busy.
        `congestion`: The call was rejected, or could not be connected.
        `no answer`: Nobody answered in time.
        `hung up`: The channel that waits for the call hung up.
        `failed`: An argument is wrong, the call could not be made, or it was ended before it was answered.
            Asterisk does not know what became of the call. Asterisk set another status, or none.

    It is `ok`, and so true, when the outcome is `answered`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of ORIGINATE_STATUS; empty if it was not set."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "answered"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> Originated:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0])

    def sets(self) -> Mapping[str, str]:
        return {"ORIGINATE_STATUS": self.status}
