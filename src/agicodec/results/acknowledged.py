# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""The command ran; the reply contains nothing else."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["Acknowledged"]


@read_only(eq=False, repr=False)
class Acknowledged(Result):
    """The command ran; the reply contains nothing else.

    Outcomes:
        `done`: The command ran.

    It is `ok`, and so true, whatever the outcome.
    """

    outcome: Literal["done"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return True
