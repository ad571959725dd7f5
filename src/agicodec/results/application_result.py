# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""What a dialplan application returned."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["ApplicationResult"]


@read_only(eq=False, repr=False)
class ApplicationResult(Result):
    """What a dialplan application returned.

    To learn how it ended, read the channel variable that the application sets with GET VARIABLE: DIALSTATUS after
    Dial, QUEUESTATUS after Queue, RECORD_STATUS and RECORDED_FILE after Record, PLAYBACKSTATUS after Playback,
    and so on. `failed` may mean success: Dial without its option `g`, and Queue, return -1 after the caller was
    connected.

    Outcomes:
        `ran`: The application ran and returned `value`.
        `failed`: The application returned -1: it failed, or the channel hung up.
        `no such application`: No loaded module has the application.

    It is `ok`, and so true, when the outcome is `ran`.
    """

    outcome: Literal["ran", "failed", "no such application"]
    """How the command ended."""
    value: int | None = None
    """What the application returned, usually 0; None unless it ran."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "ran"
