# Generated from spec/applications/recording.toml by `make generate`: change the spec, not this file.

"""How a recording by Record ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["Recorded"]

_Outcome = Literal["key", "silence", "timeout", "operator", "skipped", "hung up", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {
    "DTMF": "key",
    "SILENCE": "silence",
    "TIMEOUT": "timeout",
    "OPERATOR": "operator",
    "SKIP": "skipped",
    "HANGUP": "hung up",
    "ERROR": "failed",
}
"""The outcomes by the values of RECORD_STATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {
    "key": "DTMF",
    "silence": "SILENCE",
    "timeout": "TIMEOUT",
    "operator": "OPERATOR",
    "skipped": "SKIP",
    "hung up": "HANGUP",
    "failed": "ERROR",
}
"""The words for the outcomes that have one."""


def _word_of(ended: Recorded) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class Recorded(ApplicationEnding):
    """How a recording by Record ended.

    Outcomes:
        `key`: A key ended the recording.
        `silence`: Silence ended the recording.
        `timeout`: The recording reached its greatest length.
        `operator`: The key 0 ended the recording, with the option `operator_key`.
        `skipped`: The channel was not answered, and the option `skip` was set.
        `hung up`: The channel hung up, or sent no audio until the limit of time.
        `failed`: The channel could not be answered, or the file could not be written. Asterisk set another
            status, or none.

    It is `ok`, and so true, when the outcome is `key`, `silence`, `timeout` or `operator`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of RECORD_STATUS; empty if it was not set."""
    file: str | None = None
    """The file without its extension. RECORDED_FILE."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome not in ("skipped", "hung up", "failed")

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> Recorded:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0], values[1] or None)

    def sets(self) -> Mapping[str, str]:
        return {"RECORD_STATUS": self.status, "RECORDED_FILE": self.file or ""}
