# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""How a recording ended."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["Recording"]


@read_only(eq=False, repr=False)
class Recording(Result):
    """How a recording ended.

    RECORD FILE sets no channel variable. It does not change RECORD_STATUS and RECORDED_FILE, which the
    application Record sets.

    Outcomes:
        `digit`: The caller pressed one of the escape digits.
        `timeout`: The time limit was reached, or the caller was silent.
        `digit during beep`: The caller pressed a key while the beep played; nothing was recorded.
        `beep failed`: The beep is missing or the channel hung up while it played; nothing was recorded.
        `hung up`: The channel hung up; what was recorded is kept.
        `cannot write`: The file could not be created.
        `wait failed`: Waiting for audio failed; what was recorded is kept.
        `failed`: The audio that silence detection needs is not available from the channel.

    It is `ok`, and so true, when the outcome is `digit` or `timeout`.
    """

    outcome: Literal[
        "digit", "timeout", "digit during beep", "beep failed", "hung up", "cannot write", "wait failed", "failed"
    ]
    """How the command ended."""
    digit: str | None = None
    """The key that was pressed: one of `0-9*#A-D`, or another character that Asterisk passed on as a key; else None."""
    endpos: int | None = None
    """The length of the file, in samples; None if there is no file."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome in ("digit", "timeout")
