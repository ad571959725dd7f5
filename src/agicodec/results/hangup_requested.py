# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""Whether a channel was asked to hang up."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["HangupRequested"]


@read_only(eq=False, repr=False)
class HangupRequested(Result):
    """Whether a channel was asked to hang up.

    Outcomes:
        `requested`: The channel is marked to hang up, and does so soon afterwards.
        `no such channel`: There is no channel of that name.

    It is `ok`, and so true, when the outcome is `requested`.
    """

    outcome: Literal["requested", "no such channel"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "requested"
