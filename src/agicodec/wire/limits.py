"""How much a command line may hold: the class, and the limits that every Asterisk accepts.

`versions` chooses the limits of a release. The numbers come from spec/protocol.toml.
"""

from __future__ import annotations

from attrs import frozen

from agicodec.values import Value
from agicodec.wire.protocol import MAX_LINE, MAX_WORDS

__all__ = ["SAFEST_LIMITS", "Limits"]


@frozen(eq=False, repr=False)
class Limits(Value):
    """The limits of a command line."""

    line: int = MAX_LINE
    """The longest line, in bytes."""
    line_feed: bool = True
    """Whether the line feed counts; AsyncAGI sends none."""
    carriage_return: bool = True
    """Whether a word may contain a carriage return; AsyncAGI cannot send one."""
    words: int = MAX_WORDS
    """The most words, including the command's own."""


SAFEST_LIMITS = Limits()
"""The limits of the oldest releases, which every Asterisk accepts."""
