# Generated from spec/applications/keys.toml by `make generate`: change the spec, not this file.

"""The digits that Read has read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["DigitsRead"]

_Outcome = Literal["read", "timeout", "interrupted", "skipped", "hung up", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {
    "OK": "read",
    "TIMEOUT": "timeout",
    "INTERRUPTED": "interrupted",
    "SKIPPED": "skipped",
    "HANGUP": "hung up",
    "ERROR": "failed",
}
"""The outcomes by the values of READSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {
    "read": "OK",
    "timeout": "TIMEOUT",
    "interrupted": "INTERRUPTED",
    "skipped": "SKIPPED",
    "hung up": "HANGUP",
    "failed": "ERROR",
}
"""The words for the outcomes that have one."""


def _word_of(ended: DigitsRead) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class DigitsRead(ApplicationEnding):
    """The digits that Read has read.

    Outcomes:
        `read`: The input ended by a key, or has as many digits as it may have.
        `timeout`: No further digit came in time; there may be some.
        `interrupted`: Something else than a key interrupted the channel.
        `skipped`: The channel was not answered, and the option `skip` was set.
        `hung up`: The channel hung up.
        `failed`: The channel could not be answered, or a file could not be played. Asterisk set another status,
            or none.

    It is `ok`, and so true, when the outcome is `read`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of READSTATUS; empty if it was not set."""
    digits: str = ""
    """The digits, perhaps none."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "read"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> DigitsRead:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0], values[1])

    def sets(self) -> Mapping[str, str]:
        return {"READSTATUS": self.status, "<variable>": self.digits}
