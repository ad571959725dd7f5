# Generated from spec/applications/playback.toml by `make generate`: change the spec, not this file.

"""How the playing of files by BackGround ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding, returning
from agicodec.results import ApplicationResult
from agicodec.values import read_only
from agicodec.wire.reply import KEY_CODES

__all__ = ["Backgrounded"]

_Outcome = Literal["hung up", "key", "played", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"SUCCESS": "played", "FAILED": "failed"}
"""The outcomes by the values of BACKGROUNDSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {
    "hung up": "SUCCESS",
    "key": "SUCCESS",
    "played": "SUCCESS",
    "failed": "FAILED",
}
"""The words for the outcomes that have one."""

_RETURNED: Final[Mapping[_Outcome, int]] = {"hung up": -1}
"""What the application returns with outcomes, where that matters."""


def _word_of(ended: Backgrounded) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class Backgrounded(ApplicationEnding):
    """How the playing of files by BackGround ended.

    Outcomes:
        `hung up`: The channel hung up, or could not be answered.
        `key`: A key was pressed.
        `played`: All files were played, or skipped by the option.
        `failed`: A file could not be played, such as one that does not exist. Asterisk set another status, or
            none.

    It is `ok`, and so true, when the outcome is `key` or `played`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of BACKGROUNDSTATUS; empty if it was not set."""
    key: str | None = None
    """The key; None if none was pressed."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome in ("key", "played")

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> Backgrounded:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        returned = -1 if ran.value is None else ran.value
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        if word == "SUCCESS" and returned == -1:
            outcome = "hung up"
        elif word == "SUCCESS" and str(returned) in KEY_CODES:
            outcome = "key"
        return cls(outcome, values[0], KEY_CODES.get(str(returned)))

    def sets(self) -> Mapping[str, str]:
        return {"BACKGROUNDSTATUS": self.status}

    @property
    def ran(self) -> ApplicationResult:
        if self.key is not None:
            return returning(ord(self.key))
        return returning(_RETURNED.get(self.outcome, 0))
