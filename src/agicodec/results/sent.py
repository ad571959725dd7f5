# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""Whether something was sent to the caller."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["Sent"]


@read_only(eq=False, repr=False)
class Sent(Result):
    """Whether something was sent to the caller.

    Outcomes:
        `sent`: Asterisk reported no failure.
        `failed`: It could not be sent.

    It is `ok`, and so true, when the outcome is `sent`.
    """

    outcome: Literal["sent", "failed"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "sent"
