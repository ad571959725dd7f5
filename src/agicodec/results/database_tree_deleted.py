# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""Whether anything was deleted from the Asterisk database."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["DatabaseTreeDeleted"]


@read_only(eq=False, repr=False)
class DatabaseTreeDeleted(Result):
    """Whether anything was deleted from the Asterisk database.

    Outcomes:
        `deleted`: At least one key was deleted; before Asterisk 1.6.0, the deletion ran, whether or not any key
            matched.
        `nothing deleted`: No key matched, or the database failed.

    It is `ok`, and so true, when the outcome is `deleted`.
    """

    outcome: Literal["deleted", "nothing deleted"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "deleted"
