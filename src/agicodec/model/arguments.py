"""The argument types: which values each accepts, and how a value is written as a word.

The checks are attrs validators, so a command raises `InvalidArgument` for a wrong value when it is created. Values that
only the wire cannot carry, such as a line feed, make `Command.encode` raise it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeGuard, TypeVar

import agicodec.model
from agicodec.errors import InvalidArgument
from agicodec.values import Attribute
from agicodec.wire.command_line import to_integer

if TYPE_CHECKING:
    from datetime import datetime

__all__ = [
    "C_BLANKS",
    "INT_MAX",
    "INT_MIN",
    "KEYS",
    "LONG_MAX",
    "LONG_MIN",
    "Check",
    "Epoch",
    "Flag",
    "FractionalSeconds",
    "Integer",
    "OneOf",
    "Priority",
    "SpokenDigits",
    "Text",
    "Words",
    "decimal_word",
    "epoch_word",
    "with_placeholders",
]

T = TypeVar("T")

KEYS = "0123456789*#ABCD"
"""The telephone keys that have a DTMF tone."""

INT_MIN, INT_MAX = -(2**31), 2**31 - 1
"""The range of an int of C."""

LONG_MIN, LONG_MAX = -(2**63), 2**63 - 1
"""The range of a long of C, where it has 64 bits."""

C_BLANKS = " \t\n\v\f\r"
"""The characters that C skips before a number."""

_TICK = 0.000001
"""The smallest fraction of a second that can be sent; Asterisk stores no smaller one."""


class Check(ABC):
    """The base of the argument types, which check a value."""

    __slots__ = ("optional",)

    def __init__(self, *, optional: bool = False) -> None:
        self.optional: bool = optional

    @property
    @abstractmethod
    def expected(self) -> str:
        """A description of the accepted values, which follows the word "expected" in a message."""

    @abstractmethod
    def accepts(self, value: object) -> bool:
        """Return whether a value is accepted."""

    def __call__(self, command: object, attribute: Attribute[T], value: T) -> None:
        """Check a value, as an attrs validator.

        Raises:
            InvalidArgument: the value is not accepted.
        """
        if (value is None and self.optional) or self.accepts(value):
            return
        raise InvalidArgument(str(command), attribute.name, value, f"expected {self.expected}")


class Text(Check):
    """Text, which may have to be non-empty, or to have at most a number of bytes on the wire."""

    __slots__ = ("max_bytes", "nonempty")

    def __init__(self, *, nonempty: bool = False, max_bytes: int | None = None, optional: bool = False) -> None:
        super().__init__(optional=optional)
        self.nonempty: bool = nonempty
        self.max_bytes: int | None = max_bytes

    @property
    def expected(self) -> str:
        limit = f" of at most {self.max_bytes} bytes" if self.max_bytes else ""
        return f"a {'non-empty ' if self.nonempty else ''}string{limit}"

    def accepts(self, value: object) -> bool:
        if not isinstance(value, str) or (self.nonempty and not value):
            return False
        return self.max_bytes is None or size_of(value) <= self.max_bytes


class Words(Check):
    """The words of a command's name."""

    __slots__ = ()

    @property
    def expected(self) -> str:
        return "a string of words with single spaces between"

    def accepts(self, value: object) -> bool:
        return isinstance(value, str) and all(value.split(" "))


class Integer(Check):
    """An integer within bounds."""

    __slots__ = ("maximum", "minimum")

    def __init__(self, minimum: int = INT_MIN, maximum: int = INT_MAX, *, optional: bool = False) -> None:
        super().__init__(optional=optional)
        self.minimum: int = minimum
        self.maximum: int = maximum

    @property
    def expected(self) -> str:
        return f"an integer from {self.minimum} to {self.maximum}"

    def accepts(self, value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and self.minimum <= value <= self.maximum


class FractionalSeconds(Check):
    """A number of seconds within bounds, which may have a fraction."""

    __slots__ = ("maximum", "minimum")

    def __init__(self, minimum: int = INT_MIN, maximum: int = INT_MAX, *, optional: bool = False) -> None:
        super().__init__(optional=optional)
        self.minimum: int = minimum
        self.maximum: int = maximum

    @property
    def expected(self) -> str:
        return f"a number of seconds from {self.minimum} to {self.maximum}, and not less than {_TICK:f} unless it is 0"

    def accepts(self, value: object) -> bool:
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            return False
        return self.minimum <= value <= self.maximum and (value == 0 or abs(value) >= _TICK)


class Epoch(Check):
    """A point in time: seconds since 1970 in UTC, or a datetime with a time zone."""

    __slots__ = ("maximum", "minimum")

    def __init__(self, minimum: int = LONG_MIN, maximum: int = LONG_MAX, *, optional: bool = False) -> None:
        super().__init__(optional=optional)
        self.minimum: int = minimum
        self.maximum: int = maximum

    @property
    def expected(self) -> str:
        return (
            f"whole seconds since 1970 from {self.minimum} to {self.maximum}, or an aware datetime within them "
            "(datetime.now(timezone.utc), not datetime.now())"
        )

    def accepts(self, value: object) -> bool:
        if _is_moment(value):
            return value.utcoffset() is not None and self.minimum <= _seconds(value) <= self.maximum
        return isinstance(value, int) and not isinstance(value, bool) and self.minimum <= value <= self.maximum


class SpokenDigits(Check):
    """Digits to say: Asterisk requires text that begins like a number, and skips characters that it cannot say."""

    __slots__ = ()

    @property
    def expected(self) -> str:
        return "a string that begins with a digit, or with a sign and a digit"

    def accepts(self, value: object) -> bool:
        if not isinstance(value, str):
            return False
        return _begins_like_a_number(value)


class OneOf(Check):
    """One of a few strings."""

    __slots__ = ("values",)

    def __init__(self, *values: str, optional: bool = False) -> None:
        super().__init__(optional=optional)
        self.values: tuple[str, ...] = values

    @property
    def expected(self) -> str:
        return "one of " + ", ".join(map(repr, self.values))

    def accepts(self, value: object) -> bool:
        return isinstance(value, str) and value in self.values


class Flag(Check):
    """True or False."""

    __slots__ = ()

    @property
    def expected(self) -> str:
        return "True or False"

    def accepts(self, value: object) -> bool:
        return isinstance(value, bool)


class Priority(Check):
    """A priority of the dialplan: a number or a label. Asterisk reads a label that begins like a number as a number."""

    __slots__ = ("nonempty",)

    def __init__(self, *, nonempty: bool = False, optional: bool = False) -> None:
        super().__init__(optional=optional)
        self.nonempty: bool = nonempty

    @property
    def expected(self) -> str:
        label = f"{'non-empty ' if self.nonempty else ''}label that does not begin like a number"
        return f"a priority from {INT_MIN} to {INT_MAX}, or a {label}"

    def accepts(self, value: object) -> bool:
        if isinstance(value, str):
            if _begins_like_a_number(value):
                number = to_integer(value)
                return number is not None and value == str(number) and INT_MIN <= number <= INT_MAX
            return value != "" or not self.nonempty
        return isinstance(value, int) and not isinstance(value, bool) and INT_MIN <= value <= INT_MAX


def decimal_word(value: float) -> str:
    """Write a number without an exponent, to the microsecond."""
    return f"{value or 0:.6f}".rstrip("0").rstrip(".")  # `or 0`: a negative zero would be written with its sign


def epoch_word(value: agicodec.model.Moment) -> str:
    """Write a point in time as whole seconds since 1970; the fraction of a datetime is dropped."""
    return str(value if isinstance(value, int) else _seconds(value))


def _begins_like_a_number(text: str) -> bool:
    """Return whether C reads a number at the beginning of a text."""
    number = text.lstrip(C_BLANKS)
    return number[number[:1] in ("+", "-") :][:1] in tuple("0123456789")


def _is_moment(value: object) -> TypeGuard[datetime]:
    """Return whether a value is a datetime. The module is imported here, since few applications need it."""
    from datetime import datetime

    return isinstance(value, datetime)


def _seconds(moment: datetime) -> int:
    from datetime import datetime, timedelta, timezone

    return (moment - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(seconds=1)


def size_of(text: str) -> int:
    """Return the number of bytes of a text on the wire, where an undecodable byte (`surrogateescape`) is one byte."""
    return len(text.encode("utf-8", "surrogatepass")) - 2 * sum("\udc80" <= char <= "\udcff" for char in text)


def with_placeholders(words: Sequence[str], *optional: tuple[str | int | None, str]) -> Sequence[str]:
    """Return the words and the optional words after them.

    An optional word that is None is left out at the end, and replaced by its placeholder before a later one.
    """
    found = list(words)
    needed = len(found)
    for word, placeholder in optional:
        if word is None:
            found.append(placeholder)
        else:
            found.append(str(word))
            needed = len(found)
    return found[:needed]
