# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""Whether a speech command succeeded."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["SpeechDone"]


@read_only(eq=False, repr=False)
class SpeechDone(Result):
    """Whether a speech command succeeded.

    Outcomes:
        `done`: The command succeeded.
        `failed`: The session has no speech engine, or the engine refused.

    It is `ok`, and so true, when the outcome is `done`.
    """

    outcome: Literal["done", "failed"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "done"
