# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""How a SAY command ended."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["Spoken"]


@read_only(eq=False, repr=False)
class Spoken(Result):
    """How a SAY command ended.

    Outcomes:
        `finished`: All of it was said.
        `digit`: The caller pressed one of the escape digits.
        `failed`: The channel hung up, or a sound file is missing.

    It is `ok`, and so true, unless the outcome is `failed`.
    """

    outcome: Literal["finished", "digit", "failed"]
    """How the command ended."""
    digit: str | None = None
    """The key that was pressed: one of `0-9*#A-D`, or another character that Asterisk passed on as a key; else None."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome != "failed"
