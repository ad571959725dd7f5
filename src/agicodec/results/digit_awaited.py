# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""The digit that was waited for."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["DigitAwaited"]


@read_only(eq=False, repr=False)
class DigitAwaited(Result):
    """The digit that was waited for.

    Outcomes:
        `digit`: The caller pressed a key.
        `timeout`: No key was pressed in time.
        `interrupted`: A further command line ended the wait.
        `failed`: The channel hung up or failed.
        `stop`: The manager interface or ARI asked to stop a stream.
        `suspend`: The manager interface or ARI asked to pause a stream.
        `restart`: The manager interface or ARI asked to restart a stream.
        `reverse`: The manager interface or ARI asked to rewind a stream.
        `forward`: The manager interface or ARI asked to forward a stream.

    It is `ok`, and so true, unless the outcome is `failed`.
    """

    outcome: Literal["digit", "timeout", "interrupted", "failed", "stop", "suspend", "restart", "reverse", "forward"]
    """How the command ended."""
    digit: str | None = None
    """The key that was pressed: one of `0-9*#A-D`, or another character that Asterisk passed on as a key; else None."""

    @property
    def timed_out(self) -> bool:
        """Whether no key was pressed in time."""
        return self.outcome == "timeout"

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome != "failed"
