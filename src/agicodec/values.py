"""What commands, replies, results and events have in common: they are values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from types import GenericAlias
from typing import TYPE_CHECKING, overload

import attrs
from attrs import AttrsInstance, define, fields, has, validate

if TYPE_CHECKING:
    from attrs import Attribute
    from attrs import frozen as read_only
else:
    # Frozen to type checkers alone. With the guard of attrs, which `__init__` has to get past for each attribute, an
    # environment takes 16 % more to read, a reply 50 % more, and a session 28 % more.
    read_only = partial(define, on_setattr=None)

    class Attribute(attrs.Attribute):
        """That of attrs, which is generic to type checkers alone: with this one, hints resolve."""

        __slots__ = ()
        __class_getitem__ = classmethod(GenericAlias)


__all__ = ["Attribute", "Result", "Value", "plain", "read_only", "setters", "settle"]


class Value:
    """An attrs class, made with `eq=False` and `repr=False`: its instances are equal when their parts are.

    attrs would compile these methods anew for each class, which is most of the time that it takes to load one. What is
    made by the hundred for each call is `read_only`: type checkers see a frozen class, but attrs does not guard it when
    the program runs.
    """

    __slots__ = ()

    @classmethod
    def parts(cls) -> tuple[Attribute[object], ...]:
        """Return the attributes, in their order."""
        return tuple(fields(cls)) if has(cls) else ()

    if not TYPE_CHECKING:  # a checker that sees it takes any comparison for right: `call.get_variable("X") == "yes"`

        def __eq__(self, other: object) -> bool:
            if type(other) is not type(self):
                return NotImplemented
            return all(getattr(self, part.name) == getattr(other, part.name) for part in self.parts() if part.eq)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, part.name) for part in self.parts() if part.eq)))

    def __repr__(self) -> str:
        parts = ", ".join(f"{part.name}={getattr(self, part.name)!r}" for part in self.parts() if part.repr)
        return f"{type(self).__name__}({parts})"


class Result(Value, ABC):
    """What all results have in common. Each has an `outcome` too: a word that says how the command ended."""

    __slots__ = ()

    @property
    @abstractmethod
    def ok(self) -> bool:
        """Whether the command did what it is for."""

    def __bool__(self) -> bool:
        return self.ok


def setters(cls: type[Value]) -> tuple[Callable[[Value, object], None], ...]:
    """Return what sets each attribute of a class with slots, in their order, frozen or not: it is for `__init__` alone.

    They do what `object.__setattr__` does, without looking the attribute up by its name each time.
    """
    # With `object.__setattr__` instead, it takes 12 % more to make SET VARIABLE and write its line.
    return tuple(vars(cls)[part.name].__set__ for part in cls.parts())


@overload
def plain(value: str) -> str: ...
@overload
def plain(value: object) -> object: ...
def plain(value: object) -> object:
    """Return the plain value of a str, an int or a float of a subclass, such as a member of an enumeration.

    What a subclass makes of `str()` and of `format()` is for people to read; the value is what is meant.
    """
    if isinstance(value, str):
        return value if type(value) is str else str.__str__(value)
    if isinstance(value, int):
        return value if type(value) in (int, bool) else int.__int__(value)
    return float.__float__(value) if isinstance(value, float) else value


def settle(made: AttrsInstance) -> None:
    """Put plain values in the place of those of subclasses, and validate: for `__init__` alone.

    Raises:
        InvalidArgument: an attribute has a wrong value.
    """
    for part in fields(type(made)):
        value: object = getattr(made, part.name)
        object.__setattr__(made, part.name, plain(value))
    validate(made)
