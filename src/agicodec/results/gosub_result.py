# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""How a dialplan subroutine ended."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["GosubResult"]


@read_only(eq=False, repr=False)
class GosubResult(Result):
    """How a dialplan subroutine ended.

    The channel variable GOSUB_RETVAL contains what the subroutine returned.

    Outcomes:
        `complete`: The subroutine returned.
        `abnormal exit`: The subroutine ended without Return.
        `label not found`: There is no such context, extension or priority.
        `failed`: The application Gosub failed.

    It is `ok`, and so true, when the outcome is `complete`.
    """

    outcome: Literal["complete", "abnormal exit", "label not found", "failed"]
    """How the command ended."""
    value: int | None = None
    """What the application Gosub returned when it failed, else None."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "complete"
