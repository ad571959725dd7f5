"""What the report consists of: the names of those that no other package is, and the goals."""

from __future__ import annotations

from attrs import frozen

__all__ = ["BARE_FLOOR", "FLOOR", "OWN", "Bar"]

OWN = "agicodec"
FLOOR = "floor"
"""Plain Python that escapes arguments, and refuses those that cannot be sent; of servers, one that reads nothing."""
BARE_FLOOR = "floor, no checks"
"""The same without escaping and checks."""


@frozen
class Bar:
    """A goal for agicodec."""

    what: str
    found: str
    held: bool
