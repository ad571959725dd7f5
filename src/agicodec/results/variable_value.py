# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""The value of a channel variable or dialplan function."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["VariableValue"]


@read_only(eq=False, repr=False)
class VariableValue(Result):
    """The value of a channel variable or dialplan function.

    Outcomes:
        `set`: It has a value, which may be empty.
        `not set`: It is not set, or the function failed.

    It is `ok`, and so true, when the outcome is `set`.
    """

    outcome: Literal["set", "not set"]
    """How the command ended."""
    value: str | None = None
    """The value; None when it is not set."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "set"
