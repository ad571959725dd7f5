"""The base classes of commands, replies, results and events, which are all values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from types import GenericAlias
from typing import TYPE_CHECKING, TypeGuard, overload

import attrs
from attrs import AttrsInstance, define, fields, has, validate

if TYPE_CHECKING:
    from attrs import Attribute
    from attrs import frozen as read_only
else:
    # Frozen only for type checkers. With the guard of attrs, which `__init__` must bypass for each attribute, it takes
    # 16 % more to read an environment, 50 % more to read a reply, and 28 % more to run a session.
    read_only = partial(define, on_setattr=None)

    class Attribute(attrs.Attribute):
        """The class of attrs, which is generic only for type checkers; with this one, hints resolve at run time."""

        __slots__ = ()
        __class_getitem__ = classmethod(GenericAlias)


__all__ = ["Attribute", "Result", "Value", "is_tuple", "plain", "read_only", "setters", "settle"]


class Value:
    """The base of attrs classes that are made with `eq=False` and `repr=False`: instances are equal if their parts are.

    attrs would compile the methods of each class, which takes most of the time of importing it, so this base has them.
    Classes of which each call creates hundreds of instances use `read_only`: type checkers treat them as frozen, but
    attrs does not guard them at run time.
    """

    __slots__ = ()

    @classmethod
    def parts(cls) -> tuple[Attribute[object], ...]:
        """Return the attributes of the class, in their order."""
        return tuple(fields(cls)) if has(cls) else ()

    if not TYPE_CHECKING:  # else it accepts any comparison, such as `call.get_variable("X") == "yes"`

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
    """The base class of results. Each also has an `outcome`, a word that reports how the command ended."""

    __slots__ = ()

    @property
    @abstractmethod
    def ok(self) -> bool:
        """Whether the command did what it is for."""

    def __bool__(self) -> bool:
        return self.ok


def setters(cls: type[Value]) -> tuple[Callable[[Value, object], None], ...]:
    """Return functions that set the attributes of a class with slots, even if it is frozen; only `__init__` uses them.

    Each does what `object.__setattr__` does, without looking the attribute up by its name each time.
    """
    # With `object.__setattr__` instead, it takes 12 % more to make SET VARIABLE and write its line.
    return tuple(vars(cls)[part.name].__set__ for part in cls.parts())


@overload
def plain(value: str) -> str: ...
@overload
def plain(value: object) -> object: ...
def plain(value: object) -> object:
    """Return the value of an instance of a subclass of str, int or float, such as a member of an enumeration.

    A subclass may override `str()` and `format()` for display, but the wire needs the value. All other objects are
    returned unchanged.
    """
    if isinstance(value, str):
        return value if type(value) is str else str.__str__(value)
    if isinstance(value, int):
        return value if type(value) in (int, bool) else int.__int__(value)
    return float.__float__(value) if isinstance(value, float) else value


def is_tuple(value: object) -> TypeGuard[tuple[object, ...]]:
    """Return whether a value is a tuple, of whatever."""
    return isinstance(value, tuple)


def settle(made: AttrsInstance) -> None:
    """Replace attributes of subclasses by their plain values, and validate all; only for use in `__init__`.

    Raises:
        InvalidArgument: an attribute has a wrong value.
    """
    for part in fields(type(made)):
        value: object = getattr(made, part.name)
        object.__setattr__(made, part.name, plain(value))
    validate(made)
