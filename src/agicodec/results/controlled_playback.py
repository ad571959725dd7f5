# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""How the playback of a file that the caller can control ended."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["ControlledPlayback"]


@read_only(eq=False, repr=False)
class ControlledPlayback(Result):
    """How the playback of a file that the caller can control ended.

    The channel variables CPLAYBACKSTATUS, CPLAYBACKOFFSET and CPLAYBACKSTOPKEY say the same (Asterisk 12 and
    later).

    Outcomes:
        `finished`: The file was played to its end.
        `digit`: The caller pressed one of the escape digits.
        `stopped remotely`: The manager interface or ARI stopped the playback.
        `not played`: The file is missing, or the channel hung up at its very end.
        `hung up`: The channel hung up, or the stream failed, while the file played.
        `failed`: The file is missing or the channel hung up; Asterisk before 12 does not say which.

    It is `ok`, and so true, when the outcome is `finished`, `digit` or `stopped remotely`.
    """

    outcome: Literal["finished", "digit", "stopped remotely", "not played", "hung up", "failed"]
    """How the command ended."""
    digit: str | None = None
    """The key that was pressed: one of `0-9*#A-D`, or another character that Asterisk passed on as a key; else None."""
    endpos: int | None = None
    """Where playback ended, in milliseconds; None at the end of the file, and before Asterisk 12."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome in ("finished", "digit", "stopped remotely")
