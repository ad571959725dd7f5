# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""The character that the caller sent."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["CharReceived"]


@read_only(eq=False, repr=False)
class CharReceived(Result):
    """The character that the caller sent.

    Outcomes:
        `received`: A text arrived; `code` is its first byte.
        `empty`: An empty text arrived.
        `failed`: Nothing arrived in time, or the channel hung up.

    It is `ok`, and so true, unless the outcome is `failed`.
    """

    outcome: Literal["received", "empty", "failed"]
    """How the command ended."""
    code: int | None = None
    """The first byte of the text, 1 to 255; None when there is none."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome != "failed"
