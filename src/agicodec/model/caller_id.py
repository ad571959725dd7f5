"""Caller ids, and the argument type that accepts them."""

from __future__ import annotations

from attrs import field, frozen

from agicodec.model.arguments import Check, Text, size_of
from agicodec.values import settle

__all__ = ["CallerId", "CallerIdText"]


class CallerIdText(Check):
    """A caller id, as a `CallerId` or in Asterisk's own notation."""

    __slots__ = ("max_bytes",)

    def __init__(self, *, max_bytes: int, optional: bool = False) -> None:
        super().__init__(optional=optional)
        self.max_bytes: int = max_bytes

    @property
    def expected(self) -> str:
        return f'a CallerId, or a string such as "Name" <number>, of at most {self.max_bytes} bytes on the wire'

    def accepts(self, value: object) -> bool:
        return isinstance(value, (CallerId, str)) and size_of(str(value)) <= self.max_bytes


class _CallerNumber(Text):
    """The number of a caller id, which stands between angle brackets on the wire."""

    __slots__ = ()

    @property
    def expected(self) -> str:
        return 'a string without <, > and "'

    def accepts(self, value: object) -> bool:
        return isinstance(value, str) and not any(char in '<>"' for char in value)


@frozen
class CallerId:
    """A caller's number and name.

    Asterisk strips blanks, parentheses and hyphens from the number, and all its dots but a trailing one.
    """

    number: str = field(default="", validator=_CallerNumber())
    """The number; empty to remove it from the channel."""
    name: str = field(default="", validator=Text())
    """The name, which may contain any text; empty to remove it from the channel."""

    def __attrs_post_init__(self) -> None:
        settle(self)

    def __str__(self) -> str:
        """Return the caller id in Asterisk's notation: `"Name" <number>`."""
        name = self.name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{name}" <{self.number}>'
