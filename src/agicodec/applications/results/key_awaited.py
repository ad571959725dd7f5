# Generated from spec/applications/keys.toml by `make generate`: change the spec, not this file.

"""Whether a key was pressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from agicodec.dialplan.application import ApplicationEnding, returning
from agicodec.results import ApplicationResult
from agicodec.values import read_only
from agicodec.wire.reply import KEY_CODES

__all__ = ["KeyAwaited"]

_Outcome = Literal["key", "timeout", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"0": "timeout"}
"""The outcomes by the numbers that the application returns."""

_WORDS: Final[Mapping[_Outcome, str]] = {"timeout": "0"}
"""The words for the outcomes that have one."""

_RETURNED: Final[Mapping[_Outcome, int]] = {"timeout": 0, "failed": -1}
"""What the application returns with outcomes, where that matters."""


@read_only(eq=False, repr=False)
class KeyAwaited(ApplicationEnding):
    """Whether a key was pressed.

    Outcomes:
        `key`: A key was.
        `timeout`: There was none in time.
        `failed`: The channel hung up, or there was no key in time and the dialplan ends here.

    It is `ok`, and so true, when the outcome is `key`.
    """

    outcome: _Outcome
    """How the application ended."""
    key: str | None = None
    """The key; None if none was pressed."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "key"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> KeyAwaited:
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
