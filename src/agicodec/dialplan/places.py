"""The places between the commas in the options of an application, and between those in the arguments of a function.

The texts that a place writes are escaped, so that the application reads what its values are (see `escaping`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

from attrs import Factory, field, frozen

from agicodec.dialplan.escaping import in_argument, in_last_option, in_option, in_shell
from agicodec.dialplan.parts import Part, Releases, require_release
from agicodec.errors import InvalidArgument
from agicodec.values import is_tuple
from agicodec.wire.versions import AsteriskVersion

__all__ = [
    "Argument",
    "HeaderLines",
    "LastArgument",
    "Letter",
    "Options",
    "Place",
    "Removed",
    "Shell",
    "join_places",
    "pieces_of",
]


class Place(ABC):
    """A place between the commas."""

    __slots__ = ()

    @property
    @abstractmethod
    def pieces(self) -> Sequence[Part]:
        """What is written in it."""

    @abstractmethod
    def text(self, given: Mapping[str, object], owner: object, version: AsteriskVersion | None) -> str | None:
        """Return what is written in it for values by their names; None if nothing needs to be.

        Raises:
            InvalidArgument: the release would not read a value as it is meant.
        """


@frozen(eq=False, repr=False)
class Argument(Place):
    """One argument."""

    piece: Part
    """Its value."""
    separator: str = ""
    """What is before a second value in the same place."""
    second: Part | None = None
    """That value."""
    raw: bool = False
    """Whether Asterisk reads it as it is, since it is the last argument that the application declares."""

    @property
    def pieces(self) -> Sequence[Part]:
        return (self.piece,) if self.second is None else (self.piece, self.second)

    def text(self, given: Mapping[str, object], owner: object, version: AsteriskVersion | None) -> str | None:
        value = given.get(self.piece.name)
        text = None if value is None else self.piece.text(value, owner, version)
        if self.second is not None and (more := given.get(self.second.name)) is not None:
            text = f"{text or ''}{self.separator}{self.second.text(more, owner, version)}"
        elif value is None or type(value) is int:
            return text  # it needs no escapes
        return text if text is None or self.raw else in_argument(text)


@frozen(eq=False, repr=False)
class LastArgument(Argument):
    """An argument that counts only if no other follows."""


@frozen(eq=False, repr=False)
class Shell(Place):
    """A command of a shell, which is all that an application takes."""

    piece: Part
    """Its value."""

    @property
    def pieces(self) -> Sequence[Part]:
        return (self.piece,)

    def text(self, given: Mapping[str, object], owner: object, version: AsteriskVersion | None) -> str | None:
        return in_shell(self.piece.text(given[self.piece.name], owner, version))


@frozen(eq=False, repr=False)
class Letter:
    """An option: a letter or a word, a letter perhaps with a value in parentheses."""

    letter: str
    """The letter or the word."""
    piece: Part
    """Its value: true for the letter alone."""


def _by_name(options: Options) -> Mapping[str, Letter]:
    return {option.piece.name: option for option in options.options}


@frozen(eq=False, repr=False)
class Options(Place):
    """The options of an application, in one argument: letters, words with commas between, or words with values.

    After a letter, a value is in parentheses; after a word, behind `=`, and `&` is before the next word.
    """

    options: tuple[Letter, ...]
    """The options."""
    separator: str = ""
    """What is between them."""
    sign: str = ""
    """What is between an option and its value; without it, the value is in parentheses."""
    raw: bool = False
    """Whether it is the last argument that the application declares."""
    always: bool = False
    """Whether it is written even if there is none, since Asterisk would read what is before it otherwise."""
    by_name: Mapping[str, Letter] = field(init=False, eq=False, default=Factory(_by_name, takes_self=True))
    """The options by the names of their values."""

    @property
    def pieces(self) -> Sequence[Part]:
        return [option.piece for option in self.options]

    def text(self, given: Mapping[str, object], owner: object, version: AsteriskVersion | None) -> str | None:
        found: list[str] = []
        by_name = self.by_name
        for name, value in given.items():
            if name not in by_name or value is False or value is None:
                continue
            option = by_name[name]
            piece = option.piece
            if value is True:
                if not piece.is_plain:
                    require_release(piece, value, owner, version)
                found.append(option.letter)
            else:
                text = piece.text(value, owner, version)
                if self.sign:
                    found.append(f"{option.letter}{self.sign}{text}")
                else:
                    found.append(f"{option.letter}({in_last_option(text) if self.raw else in_option(text)})")
        if not found and not self.always:
            return None
        text = self.separator.join(found)
        return in_argument(text) if self.sign and not self.raw else text


@frozen(eq=False, repr=False)
class HeaderLines(Place):
    """Names and values, each two of which are an argument."""

    piece: Part
    """Their value."""

    @property
    def pieces(self) -> Sequence[Part]:
        return (self.piece,)

    def text(self, given: Mapping[str, object], owner: object, version: AsteriskVersion | None) -> str | None:
        pairs = given.get(self.piece.name)
        if not is_tuple(pairs) or not pairs:
            return None
        return ",".join(in_argument(": ".join(map(str, pair))) for pair in pairs if is_tuple(pair))


@frozen(eq=False, repr=False)
class Removed(Place):
    """An argument that a later Asterisk no longer has, so that those after it have moved; it is never written."""

    until: Releases
    """The first release of each branch without it."""

    @property
    def pieces(self) -> Sequence[Part]:
        return ()

    def text(self, given: Mapping[str, object], owner: object, version: AsteriskVersion | None) -> str | None:
        return None

    def exists(self, version: AsteriskVersion | None) -> bool | None:
        """Return whether a release has the place; None if that is not known."""
        return None if version is None or not version.release else version.lacks(*self.until)


def pieces_of(places: Sequence[Place]) -> Mapping[str, Part]:
    """Return all values of places by their names."""
    return {piece.name: piece for place in places for piece in place.pieces}


def join_places(
    places: Sequence[Place], given: Mapping[str, object], owner: object, version: AsteriskVersion | None
) -> str:
    """Write values in their places, with commas between; nothing after the last one that is given.

    Raises:
        InvalidArgument: the release would not read a value as it is meant, its place depends on the release, which is
            not known, or it follows one that counts only as the last.
    """
    texts: list[str] = []
    needed, problem = 0, ""
    for place in places:
        text = place.text(given, owner, version)
        if text is not None:
            if problem:
                raise _misplaced(place, given, owner, problem)
            texts.append(text)
            needed = len(texts)
            if type(place) is LastArgument:
                problem = f"expected none behind {place.piece.name}, which counts only as the last argument"
        elif type(place) is Removed:
            exists = place.exists(version)
            if exists is None:
                problem = "expected a known release of Asterisk, on which the place of this argument depends"
            texts += [""] * bool(exists)
        else:
            texts.append("")
    return ",".join(texts[:needed])


def _misplaced(place: Place, given: Mapping[str, object], owner: object, problem: str) -> InvalidArgument:
    """Return the error for a place that cannot be written."""
    name = next(piece.name for piece in place.pieces if piece.name in given)
    return InvalidArgument(str(owner), name, given[name], problem)
