# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""The digits that the caller entered."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["DigitsEntered"]


@read_only(eq=False, repr=False)
class DigitsEntered(Result):
    """The digits that the caller entered.

    Outcomes:
        `entered`: The caller pressed `#` or entered the maximum number of digits.
        `timeout`: Time ran out; `digits` contains what was entered.
        `failed`: The channel hung up, or the prompt is missing.

    It is `ok`, and so true, unless the outcome is `failed`.
    """

    outcome: Literal["entered", "timeout", "failed"]
    """How the command ended."""
    digits: str = ""
    """The keys without the ending `#`; may be empty, or contain other characters that Asterisk passed on as keys."""

    @property
    def timed_out(self) -> bool:
        """Whether time ran out before the entry was complete."""
        return self.outcome == "timeout"

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome != "failed"
