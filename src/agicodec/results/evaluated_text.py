# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""An expression with its variables and functions replaced by their values."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["EvaluatedText"]


@read_only(eq=False, repr=False)
class EvaluatedText(Result):
    """An expression with its variables and functions replaced by their values.

    Outcomes:
        `evaluated`: The expression was evaluated; an unset variable counts as empty.
        `no such channel`: There is no channel of that name.

    It is `ok`, and so true, when the outcome is `evaluated`.
    """

    outcome: Literal["evaluated", "no such channel"]
    """How the command ended."""
    value: str | None = None
    """The resulting text; None if there is no such channel."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "evaluated"
