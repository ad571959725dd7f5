# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""The option that the caller chose."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["OptionChosen"]


@read_only(eq=False, repr=False)
class OptionChosen(Result):
    """The option that the caller chose.

    Outcomes:
        `digit`: The caller pressed one of the escape digits.
        `no digit`: No accepted digit came in time, or the channel hung up after the prompt.
        `not played`: Nothing was played: the file is missing or empty, or the channel had hung up.
        `hung up`: The channel hung up, or the stream failed, while the prompt played.

    It is `ok`, and so true, when the outcome is `digit` or `no digit`.
    """

    outcome: Literal["digit", "no digit", "not played", "hung up"]
    """How the command ended."""
    digit: str | None = None
    """The key that was pressed: one of `0-9*#A-D`, or another character that Asterisk passed on as a key; else None."""
    endpos: int | None = None
    """Where the prompt ended, in samples; None when nothing was played."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome in ("digit", "no digit")
