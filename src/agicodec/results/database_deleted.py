# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""Whether a key was deleted from the Asterisk database."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["DatabaseDeleted"]


@read_only(eq=False, repr=False)
class DatabaseDeleted(Result):
    """Whether a key was deleted from the Asterisk database.

    Outcomes:
        `deleted`: The key is not in the database any more.
        `failed`: Nothing was deleted.

    It is `ok`, and so true, when the outcome is `deleted`.
    """

    outcome: Literal["deleted", "failed"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "deleted"
