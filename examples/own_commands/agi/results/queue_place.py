# Generated from the spec by `agicodec generate`: change the spec, not this file.

"""A caller's place in a queue."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["QueuePlace"]


@read_only(eq=False, repr=False)
class QueuePlace(Result):
    """A caller's place in a queue.

    Outcomes:
        `waiting`: The caller waits.
        `not waiting`: The caller does not wait.
        `no such queue`: There is no queue of that name.

    It is `ok`, and so true, when the outcome is `waiting`.
    """

    outcome: Literal["waiting", "not waiting", "no such queue"]
    """How the command ended."""
    position: int | None = None
    """The place, from 1; None when the caller does not wait."""
    queue: str | None = None
    """The queue's full name."""
    wait: int | None = None
    """How long it may take, in seconds; None when not known."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "waiting"
