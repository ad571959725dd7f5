# Generated from spec/applications/monitoring.toml by `make generate`: change the spec, not this file.

"""Whether a recording by MixMonitor was started."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from agicodec.dialplan.application import ApplicationEnding, returning
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["Monitored"]

_Outcome = Literal["started", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"0": "started"}
"""The outcomes by the numbers that the application returns."""

_WORDS: Final[Mapping[_Outcome, str]] = {"started": "0"}
"""The words for the outcomes that have one."""

_RETURNED: Final[Mapping[_Outcome, int]] = {"started": 0, "failed": -1}
"""What the application returns with outcomes, where that matters."""


@read_only(eq=False, repr=False)
class Monitored(ApplicationEnding):
    """Whether a recording by MixMonitor was started.

    Outcomes:
        `started`: The recording has started.
        `failed`: No file was given, or the beep could not be started.

    It is `ok`, and so true, when the outcome is `started`.
    """

    outcome: _Outcome
    """How the application ended."""
    file: str | None = None
    """The whole path of the file. MIXMONITOR_FILENAME."""
    id: str | None = None
    """What StopMixMonitor takes, to stop this recording."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "started"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> Monitored:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        returned = -1 if ran.value is None else ran.value
        word = str(returned)
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0] or None, values[1] or None)

    def sets(self) -> Mapping[str, str]:
        return {"MIXMONITOR_FILENAME": self.file or "", "<id_variable>": self.id or ""}

    @property
    def ran(self) -> ApplicationResult:
        return returning(_RETURNED.get(self.outcome, 0))
