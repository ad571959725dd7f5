# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""Whether the channel was answered."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["Answered"]


@read_only(eq=False, repr=False)
class Answered(Result):
    """Whether the channel was answered.

    Outcomes:
        `answered`: The channel is up.
        `failed`: The channel could not be answered, or it hung up.

    It is `ok`, and so true, when the outcome is `answered`.
    """

    outcome: Literal["answered", "failed"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "answered"
