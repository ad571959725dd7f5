"""How much a command line may hold."""

from __future__ import annotations

from attrs import frozen

from agicodec.values import Value
from agicodec.wire.protocol import MAX_LINE, MAX_WORDS

__all__ = ["SAFEST_LIMITS", "Limits"]


@frozen(eq=False, repr=False)
class Limits(Value):
    """How much a command line may hold."""

    line: int = MAX_LINE
    """The longest line, in bytes."""
    line_feed: bool = True
    """Whether the line feed counts; AsyncAGI sends none."""
    carriage_return: bool = True
    """Whether a word may hold a carriage return; AsyncAGI has no way to send one."""
    words: int = MAX_WORDS
    """The most words, the command's own included."""


SAFEST_LIMITS = Limits()
"""What every Asterisk takes."""
