# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""Whether a value was stored in the Asterisk database."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["DatabaseStored"]


@read_only(eq=False, repr=False)
class DatabaseStored(Result):
    """Whether a value was stored in the Asterisk database.

    Outcomes:
        `stored`: The value is in the database.
        `failed`: The database refused it.

    It is `ok`, and so true, when the outcome is `stored`.
    """

    outcome: Literal["stored", "failed"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "stored"
