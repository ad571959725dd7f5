# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""What the speech engine made of what the caller said."""

from __future__ import annotations

from typing import Literal

from agicodec.tail import SpeechMatch
from agicodec.value import Result, read_only

__all__ = ["Recognition"]


@read_only(eq=False, repr=False)
class Recognition(Result):
    """What the speech engine made of what the caller said.

    Outcomes:
        `speech`: The caller spoke; `matches` holds what was recognized.
        `digit`: The caller pressed a key.
        `timeout`: The caller neither spoke nor pressed a key in time.
        `hung up`: The channel hung up.
        `failed`: The session has no speech engine, or its audio cannot be had.

    It is `ok`, and so true, when the outcome is `speech`, `digit` or `timeout`.
    """

    outcome: Literal["speech", "digit", "timeout", "hung up", "failed"]
    """How the command ended."""
    matches: tuple[SpeechMatch, ...] = ()
    """What was recognized, best first; may be empty."""
    digit: str | None = None
    """The key that was pressed: one of `0-9*#A-D`, or whatever else Asterisk took for one; else None."""
    endpos: int | None = None
    """Where the prompt ended, in samples; 0 unless the caller cut it short."""

    @property
    def timed_out(self) -> bool:
        """Whether the caller neither spoke nor pressed a key in time."""
        return self.outcome == "timeout"

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome not in ("hung up", "failed")
