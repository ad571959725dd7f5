"""What the arguments of applications and functions accept, besides the types of arguments of commands."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import TypeGuard

from agicodec.model.arguments import Check, Text
from agicodec.model.functions import Function, WriteOnly
from agicodec.values import is_tuple, plain

__all__ = [
    "Converted",
    "DestinationText",
    "Headers",
    "Instance",
    "Items",
    "OrAlone",
    "Pairs",
    "Plain",
    "VariableName",
    "WrittenName",
]


class Plain(Text):
    """Text that arrives as it is. It contains nothing that has a meaning in its place and has no escape there."""

    __slots__ = ("refuses", "trimmed")

    def __init__(
        self,
        *,
        nonempty: bool = False,
        max_bytes: int | None = None,
        refuses: Sequence[str] = (),
        trimmed: bool = False,
        optional: bool = False,
    ) -> None:
        super().__init__(nonempty=nonempty, max_bytes=max_bytes, optional=optional)
        self.refuses: tuple[str, ...] = tuple(refuses)
        """What it does not contain."""
        self.trimmed: bool = trimmed
        """Whether it has no blanks at its ends, which Asterisk would strip."""

    @property
    def expected(self) -> str:
        parts = [super().expected]
        if self.refuses:
            parts.append(f"without {' or '.join(map(repr, self.refuses))}, which no escape protects")
        if self.trimmed:
            parts.append("without blanks at its ends, which Asterisk strips")
        return " and ".join((" ".join(parts[:2]), *parts[2:]))

    def accepts(self, value: object) -> bool:
        if not isinstance(value, str) or not super().accepts(value):
            return False
        for text in self.refuses:
            if text in value:
                return False
        return not self.trimmed or value == value.strip()


class Converted(Check):
    """A check of values that may be passed in several forms, such as one text instead of a list."""

    __slots__ = ()

    @abstractmethod
    def plain_form(self, value: object) -> object:
        """Return a value in the form that `accepts` expects; whatever cannot have it is returned unchanged."""


class Items(Converted):
    """One or more texts, which are separated in one argument."""

    __slots__ = ("item",)

    def __init__(self, item: Check, *, optional: bool = False) -> None:
        super().__init__(optional=optional)
        self.item: Check = item
        """What each of them accepts."""

    @property
    def expected(self) -> str:
        return f"one or more, each {self.item.expected}"

    def accepts(self, value: object) -> bool:
        return is_tuple(value) and bool(value) and all(map(self.item.accepts, value))

    def plain_form(self, value: object) -> tuple[object, ...]:
        if isinstance(value, str) or not _is_sequence(value):
            return (plain(value),)
        return tuple(map(plain, value))


class Headers(Converted):
    """Names and values, with a colon between each two."""

    __slots__ = ("most",)

    def __init__(self, most: int, *, optional: bool = False) -> None:
        super().__init__(optional=optional)
        self.most: int = most
        """How many Asterisk reads."""

    @property
    def expected(self) -> str:
        return (
            f"at most {self.most} names, each a non-empty string without a colon, and values, each a string without "
            "blanks at its ends, which Asterisk strips"
        )

    def accepts(self, value: object) -> bool:
        return is_tuple(value) and len(value) <= self.most and all(map(_is_header, value))

    def plain_form(self, value: object) -> object:
        return _pairs_of(value)


def _is_header(value: object) -> bool:
    if not is_tuple(value) or len(value) != 2:
        return False
    name, text = value
    return isinstance(name, str) and isinstance(text, str) and name != "" and ":" not in name and text == text.strip()


class Pairs(Converted):
    """Names and values, with `=` between each two."""

    __slots__ = ("item",)

    def __init__(self, item: Check, *, optional: bool = False) -> None:
        super().__init__(optional=optional)
        self.item: Check = item
        """What each name and each value accepts."""

    @property
    def expected(self) -> str:
        return f"one or more names, which are not empty, and values, each {self.item.expected}"

    def accepts(self, value: object) -> bool:
        return is_tuple(value) and bool(value) and all(map(self._is_pair, value))

    def _is_pair(self, value: object) -> bool:
        return is_tuple(value) and len(value) == 2 and value[0] != "" and all(map(self.item.accepts, value))

    def plain_form(self, value: object) -> object:
        return _pairs_of(value)


class Instance(Check):
    """An instance of a class, such as `CallLimit`."""

    __slots__ = ("of",)

    def __init__(self, of: type, *, optional: bool = False) -> None:
        super().__init__(optional=optional)
        self.of: type = of

    @property
    def expected(self) -> str:
        return f"a {self.of.__name__}"

    def accepts(self, value: object) -> bool:
        return isinstance(value, self.of)


class DestinationText(Plain):
    """What to call: a technology and a resource, as in `PJSIP/ann`."""

    __slots__ = ()

    @property
    def expected(self) -> str:
        return f"{super().expected}, of the form technology/resource"

    def accepts(self, value: object) -> bool:
        if not isinstance(value, str) or not super().accepts(value):
            return False
        technology, _, resource = value.partition("/")
        return bool(technology.strip() and resource.strip())


class OrAlone(Check):
    """The value of an option, or True for the option without a value, or False for neither."""

    __slots__ = ("value",)

    def __init__(self, value: Check, *, optional: bool = False) -> None:
        super().__init__(optional=optional)
        self.value: Check = value
        """What its value accepts."""

    @property
    def expected(self) -> str:
        return f"True, False, or {self.value.expected}"

    def accepts(self, value: object) -> bool:
        return isinstance(value, bool) or self.value.accepts(value)


class VariableName(Check):
    """The name of a variable, without a function and without `${}`."""

    __slots__ = ()

    @property
    def expected(self) -> str:
        return "the name of a variable, of letters, digits and underscores, that does not begin with a digit"

    def accepts(self, value: object) -> bool:
        return isinstance(value, str) and value.isascii() and value.isidentifier()


class WrittenName(Plain, Converted):
    """The name of a variable, or a function that can be written."""

    __slots__ = ()

    @property
    def expected(self) -> str:
        return f"the name of a variable or a function that can be written, {super().expected}"

    def accepts(self, value: object) -> bool:
        return not isinstance(value, Function) and super().accepts(value)

    def plain_form(self, value: object) -> object:
        if isinstance(value, WriteOnly):
            return value.text
        return value if isinstance(value, Function) and not value.writes else plain(value)


def _pairs_of(value: object) -> object:
    """Return names and values as pairs."""
    pairs = [*value.items()] if _is_mapping(value) else value
    if not _is_sequence(pairs):
        return value
    return tuple(tuple(map(plain, pair)) if _is_sequence(pair) else pair for pair in pairs)


def _is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, Mapping)


def _is_sequence(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence)
