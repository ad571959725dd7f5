# Generated from spec/applications/playback.toml by `make generate`: change the spec, not this file.

"""How the playing of a file by ControlPlayback ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only
from agicodec.wire.command_line import to_integer

__all__ = ["ControlPlayed"]

_Outcome = Literal["played", "stopped", "stopped remotely", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {
    "SUCCESS": "played",
    "USERSTOPPED": "stopped",
    "REMOTESTOPPED": "stopped remotely",
    "ERROR": "failed",
}
"""The outcomes by the values of CPLAYBACKSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {
    "played": "SUCCESS",
    "stopped": "USERSTOPPED",
    "stopped remotely": "REMOTESTOPPED",
    "failed": "ERROR",
}
"""The words for the outcomes that have one."""


def _word_of(ended: ControlPlayed) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class ControlPlayed(ApplicationEnding):
    """How the playing of a file by ControlPlayback ended.

    Outcomes:
        `played`: The file was played to its end.
        `stopped`: A key stopped it.
        `stopped remotely`: The manager interface stopped it.
        `failed`: The file could not be played, or the channel hung up. Asterisk set another status, or none.

    It is `ok`, and so true, unless the outcome is `failed`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of CPLAYBACKSTATUS; empty if it was not set."""
    offset: int | None = None
    """Where in the file it ended, in milliseconds; -1 for the end of the file. CPLAYBACKOFFSET."""
    key: str | None = None
    """The key that stopped it; None if none has. CPLAYBACKSTOPKEY."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome != "failed"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> ControlPlayed:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0], to_integer(values[1]), values[2] or None)

    def sets(self) -> Mapping[str, str]:
        return {
            "CPLAYBACKSTATUS": self.status,
            "CPLAYBACKOFFSET": "" if self.offset is None else str(self.offset),
            "CPLAYBACKSTOPKEY": self.key or "",
        }
