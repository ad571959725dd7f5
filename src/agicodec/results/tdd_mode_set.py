# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""Whether the TDD mode was set."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["TddModeSet"]


@read_only(eq=False, repr=False)
class TddModeSet(Result):
    """Whether the TDD mode was set.

    Outcomes:
        `set`: The channel is in the requested mode.
        `not supported`: The channel has no TDD mode.

    It is `ok`, and so true, when the outcome is `set`.
    """

    outcome: Literal["set", "not supported"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "set"
