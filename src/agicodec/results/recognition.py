# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""What the speech engine recognized."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only
from agicodec.wire.reply_tail import SpeechMatch

__all__ = ["Recognition"]


@read_only(eq=False, repr=False)
class Recognition(Result):
    """What the speech engine recognized.

    Outcomes:
        `speech`: The caller spoke; `matches` contains what was recognized.
        `digit`: The caller pressed a key.
        `timeout`: The caller neither spoke nor pressed a key in time.
        `hung up`: The channel hung up.
        `failed`: The session has no speech engine, or the channel's audio is not available.

    It is `ok`, and so true, when the outcome is `speech`, `digit` or `timeout`.
    """

    outcome: Literal["speech", "digit", "timeout", "hung up", "failed"]
    """How the command ended."""
    matches: tuple[SpeechMatch, ...] = ()
    """What was recognized, best first; may be empty."""
    digit: str | None = None
    """The key that was pressed: one of `0-9*#A-D`, or another character that Asterisk passed on as a key; else None."""
    endpos: int | None = None
    """Where the prompt ended, in samples; 0 unless the caller interrupted it."""

    @property
    def timed_out(self) -> bool:
        """Whether the caller neither spoke nor pressed a key in time."""
        return self.outcome == "timeout"

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome not in ("hung up", "failed")
