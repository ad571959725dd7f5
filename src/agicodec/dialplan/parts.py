"""The values that applications and functions take, and what each is as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, TypeAlias

from attrs import Factory, field, frozen

from agicodec.dialplan.checks import Converted
from agicodec.errors import InvalidArgument
from agicodec.model.arguments import Check, Integer, decimal_word
from agicodec.values import Value, is_tuple, plain
from agicodec.wire.versions import AsteriskVersion, Release

__all__ = ["Compound", "Part", "Releases", "Written", "require_release"]

Releases: TypeAlias = tuple[Release, ...]
"""The first release of each branch to which something applies."""

_NO_WORDS: Mapping[str, str] = {}


class Written(Value):
    """A value of several parts, which becomes one text.

    It is no abstract class, whose instances take long to recognise.
    """

    __slots__ = ()

    is_dated: ClassVar[bool] = False
    """Whether some releases read a part of it otherwise than others."""

    def written(self, version: AsteriskVersion | None) -> str:
        """Return the text that the application is to read, in a release of Asterisk; None is an unknown one.

        Raises:
            InvalidArgument: the release would not read it as it is meant.
        """
        raise NotImplementedError(type(self))

    def joined(self, separator: str) -> str:
        """Return a shorter text, in which the separator is between all parts, if there is one."""
        raise NotImplementedError(type(self))


def _is_plain(part: Part) -> bool:
    return not (part.words or part.since or part.until or part.value_since)


def _is_dated(part: Part) -> bool:
    return bool(part.since or part.until or part.fraction_since or part.value_since)


def _takes_true(part: Part) -> bool:
    return part.check.accepts(True)


@frozen(eq=False, repr=False)
class Part:
    """A value that an application, one of its options or a function takes."""

    name: str
    """Its name in Python."""
    check: Check
    """What it accepts."""
    words: Mapping[str, str] = field(default=_NO_WORDS)
    """The words for values of an enumeration that Asterisk calls by others."""
    since: Releases = ()
    """When Asterisk began to read it; all releases do if there is none."""
    until: Releases = ()
    """When Asterisk ceased to read it."""
    fraction_since: Releases = ()
    """When Asterisk began to read a fraction of the number; before, it cut it off."""
    separator: str = ""
    """What is between the entries of a list, or between the parts of a subroutine or a location."""
    value_since: Releases = ()
    """When Asterisk began to read the value of an option; before, it read the letter alone."""
    is_plain: bool = field(init=False, default=Factory(_is_plain, takes_self=True))
    """Whether a text or an integer is sent as it is, by all releases."""
    is_dated: bool = field(init=False, default=Factory(_is_dated, takes_self=True))
    """Whether some releases read it, its value or a fraction of it otherwise than others."""
    takes_true: bool = field(init=False, default=Factory(_takes_true, takes_self=True))
    """Whether it accepts True."""

    def taken(self, value: object, owner: object) -> object:
        """Return a value in its plain form.

        Raises:
            InvalidArgument: it is not accepted.
        """
        check = self.check
        value = check.plain_form(value) if isinstance(check, Converted) else plain(value)
        if not check.accepts(value):
            raise InvalidArgument(str(owner), self.name, value, f"expected {check.expected}")
        return value

    def text(self, value: object, owner: object, version: AsteriskVersion | None) -> str:
        """Return the text that Asterisk is to read for an accepted value.

        Raises:
            InvalidArgument: the release would not read it as it is meant.
        """
        if self.is_plain:  # most are: without this, it takes longer by half to write a line
            if type(value) is str:
                return value
            if type(value) is int:
                return str(value)
        else:
            require_release(self, value, owner, version)
            if version is not None and self.value_since and version.lacks(*self.value_since):
                problem = f"expected True or False: this Asterisk ({version.raw}) reads no value of it"
                raise InvalidArgument(str(owner), self.name, value, f"{problem}; {_shown(self.value_since)} do")
        if isinstance(value, str):
            return self.words.get(value, value)
        if isinstance(value, Written):
            return value.joined(self.separator) if self.separator else value.written(version)
        if is_tuple(value):
            return self.separator.join(map(_entry, value))
        if isinstance(value, float):
            self._require_fraction(value, owner, version)
            return decimal_word(value)
        return str(value)

    def _require_fraction(self, value: float, owner: object, version: AsteriskVersion | None) -> None:
        """Refuse a fraction for a release that may cut it off."""
        if not self.fraction_since or value.is_integer() or (version is not None and version.has(*self.fraction_since)):
            return
        found = "an unknown release" if version is None or not version.release else version.raw
        problem = f"expected whole seconds, since this Asterisk ({found}) may cut the fraction off"
        raise InvalidArgument(str(owner), self.name, value, f"{problem}; {_shown(self.fraction_since)} do not")


def _entry(entry: object) -> str:
    """Return an entry of a list, or a name and a value, as text."""
    return "=".join(map(str, entry)) if is_tuple(entry) else str(entry)


class Compound(Written):
    """A value of several parts with separators between them, such as a `CallLimit`."""

    separator: ClassVar[str]
    """What is between the parts."""
    pieces: ClassVar[tuple[Part, ...]]
    """The parts, in their order."""

    is_dated: ClassVar[bool] = False
    """Whether some releases read one of the parts otherwise than others."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.is_dated = any(piece.is_dated for piece in getattr(cls, "pieces", ()))

    @classmethod
    def is_numeric(cls) -> bool:
        """Return whether all parts are integers."""
        return all(isinstance(piece.check, Integer) for piece in cls.pieces)

    def settle(self) -> None:
        """Check all parts; only for use in `__init__`.

        Raises:
            InvalidArgument: a part has a wrong value.
        """
        for piece in self.pieces:
            value: object = getattr(self, piece.name)
            if value is not None:
                object.__setattr__(self, piece.name, piece.taken(value, type(self).__name__))

    def written(self, version: AsteriskVersion | None) -> str:
        owner = type(self).__name__
        texts: list[str] = []
        for piece in self.pieces:
            value: object = getattr(self, piece.name)
            texts.append("" if value is None else piece.text(value, owner, version))
        while texts and not texts[-1]:
            texts.pop()
        return self.separator.join(texts)


def require_release(part: Part, value: object, owner: object, version: AsteriskVersion | None) -> None:
    """Refuse what a release does not read; an unknown release counts as a recent one.

    Raises:
        InvalidArgument: the release does not read it.
    """
    if version is not None and part.since and version.lacks(*part.since):
        problem = f"expected it only for Asterisk {_shown(part.since)}: this one is {version.raw}"
        raise InvalidArgument(str(owner), part.name, value, problem)
    if part.until and not (version is not None and version.lacks(*part.until)):
        found = "of an unknown release" if version is None or not version.release else version.raw
        problem = f"expected it only before Asterisk {_shown(part.until)}: this one is {found}"
        raise InvalidArgument(str(owner), part.name, value, problem)


def _shown(releases: Releases) -> str:
    """Write releases for a message: `18.21, 20.6 and later`."""
    return f"{', '.join('.'.join(map(str, release)) for release in releases)} and later"
