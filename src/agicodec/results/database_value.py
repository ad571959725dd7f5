# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""A value read from the Asterisk database."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["DatabaseValue"]


@read_only(eq=False, repr=False)
class DatabaseValue(Result):
    """A value read from the Asterisk database.

    Outcomes:
        `found`: The key has a value, which may be empty.
        `not found`: There is no such key.
        `out of memory`: Asterisk had no memory to read it.

    It is `ok`, and so true, when the outcome is `found`.
    """

    outcome: Literal["found", "not found", "out of memory"]
    """How the command ended."""
    value: str | None = None
    """The value; None when none was found."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "found"
