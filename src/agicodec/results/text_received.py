# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""The text that the caller sent."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["TextReceived"]


@read_only(eq=False, repr=False)
class TextReceived(Result):
    """The text that the caller sent.

    Outcomes:
        `received`: A text arrived.
        `failed`: Nothing arrived in time, or the channel hung up.

    It is `ok`, and so true, when the outcome is `received`.
    """

    outcome: Literal["received", "failed"]
    """How the command ended."""
    text: str | None = None
    """The text; None when none arrived."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "received"
