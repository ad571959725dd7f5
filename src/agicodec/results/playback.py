# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""How the playback of a file ended."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["Playback"]


@read_only(eq=False, repr=False)
class Playback(Result):
    """How the playback of a file ended.

    The channel variable PLAYBACKSTATUS is SUCCESS or FAILED (Asterisk 12 and later); after a digit it is FAILED.

    Outcomes:
        `finished`: The file was played to its end.
        `digit`: The caller pressed one of the escape digits.
        `not played`: Nothing was played: the file is missing or empty, or the channel had hung up.
        `hung up`: The channel hung up, or the stream failed, while the file played.

    It is `ok`, and so true, when the outcome is `finished` or `digit`.
    """

    outcome: Literal["finished", "digit", "not played", "hung up"]
    """How the command ended."""
    digit: str | None = None
    """The key that was pressed: one of `0-9*#A-D`, or another character that Asterisk passed on as a key; else None."""
    endpos: int | None = None
    """Where playback ended, in samples; None when nothing was played."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome in ("finished", "digit")
