"""Writes values that are plainly valid in one pass, with a plan that each class of applications has once.

A plan has a step for each value, which recognises the usual types and texts. It writes nothing for a wrong value, for
one of a subclass of `str`, or for one that some releases of Asterisk read otherwise: the checks, and `places`, have all
rules. What is written here is the same text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from agicodec.dialplan.checks import DestinationText, Instance, Items, OrAlone, Plain, VariableName
from agicodec.dialplan.escaping import ESCAPED, in_argument, in_last_option, in_option
from agicodec.dialplan.parts import Compound, Part, Written
from agicodec.dialplan.places import Argument, Options, Place, Removed
from agicodec.model.arguments import FractionalSeconds, Integer, OneOf

__all__ = ["Plan"]

_Write: TypeAlias = Callable[[object], "str | None"]
_Escape: TypeAlias = Callable[[str], str]

_ASCII = "".join(map(chr, range(ord(" "), 127)))
"""The characters of ASCII that can be seen, and the blank."""
_TEXTS = (Plain, DestinationText)
"""The checks that look at nothing else than the characters of a text and its length."""
_MOST_SHAPES = 256
"""For how many combinations of names a class keeps the order of its steps."""


@frozen
class _Step:
    """How one value is written."""

    number: int
    """Its place in the order of all values."""
    place: int
    """The number of its place between the commas."""
    between: str
    """What separates it from a value that is in the same place."""
    alone: str | None
    """What is written for True; None if that is not plainly valid."""
    write: _Write
    """Return what is written for another value; None if that is not plainly valid."""
    items: Items | None
    """What turns the value into a tuple, in which form it is kept; None for others."""


@frozen
class _Shape:
    """The steps for the values that are given, in the order in which they are written."""

    steps: Sequence[tuple[str, str, str | None, _Write]]
    """The name of each value, what separates it from the one before, and `alone` and `write` of its step."""
    lists: Sequence[tuple[str, Items]]
    """The names of the values that are kept as tuples, and what turns them into tuples."""


class Plan(dict[tuple[str, ...], "_Shape | None"]):
    """How values in places are written: the shape for each combination of names; None where `places` has to write."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self._steps: Mapping[str, _Step] = _steps_in(places)
        self._is_plain: bool = not any(isinstance(place, Options) and place.always for place in places)

    def write(self, values: dict[str, object]) -> str | None:
        """Return the text of values by their names; None if one is not plainly valid.

        A list among the values is replaced by a tuple.
        """
        shape = self[tuple(values)]
        if shape is None:
            return None
        text = ""
        for name, before, alone, write in shape.steps:
            value = values[name]
            written = alone if value is True else write(value)
            if written is None:
                return None
            text += before + written if before else written
        for name, items in shape.lists:
            value = values[name]
            values[name] = (value,) if type(value) is str else items.plain_form(value)
        return text

    def __missing__(self, names: tuple[str, ...]) -> _Shape | None:
        shape = self._shape_of(names) if self._is_plain and self._steps.keys() >= {*names} else None
        if len(self) < _MOST_SHAPES:
            self[names] = shape
        return shape

    def _shape_of(self, names: Sequence[str]) -> _Shape:
        steps: list[tuple[str, str, str | None, _Write]] = []
        place = 0
        for name in sorted(names, key=lambda name: self._steps[name].number):
            step = self._steps[name]
            before = "," * (step.place - place) or (step.between if steps else "")
            steps.append((name, before, step.alone, step.write))
            place = step.place
        return _Shape(tuple(steps), tuple((name, items) for name in names if (items := self._steps[name].items)))


def _steps_in(places: Sequence[Place]) -> Mapping[str, _Step]:
    """Return the steps for the values in places."""
    steps: dict[str, _Step] = {}
    number = 0
    moves = False
    for place in places:
        if isinstance(place, Removed):
            moves = True  # where what is behind it stands depends on the release
            continue
        for part, between, alone, write in _steps_of(place):
            items = part.check if isinstance(part.check, Items) else None
            text, found = (None, _nothing) if moves else (alone, write)
            steps[part.name] = _Step(len(steps), number, between, text, found, items)
        number += 1
    return steps


def _steps_of(place: Place) -> Iterator[tuple[Part, str, str | None, _Write]]:
    """Return each value in a place, with what is between two, the text for True, and how others are written."""
    match place:
        case Argument(piece=piece, separator=separator, second=second, raw=raw) if type(place) is Argument:
            escape = _unchanged if raw else in_argument
            yield piece, "", None, _writer(piece, "", "", escape)
            if second is not None:
                yield second, "", None, _writer(second, escape(separator), "", escape)
        case Options(options=options, separator=separator, raw=raw, sign=""):
            for option in options:
                alone = option.letter if option.piece.takes_true and option.piece.is_plain else None
                escape = in_last_option if raw else in_option
                yield option.piece, separator, alone, _writer(option.piece, f"{option.letter}(", ")", escape)
        case _:
            for part in place.pieces:
                yield part, "", None, _nothing


def _writer(part: Part, before: str, after: str, escape: _Escape) -> _Write:
    """Return how a value is written between two texts."""
    check = part.check.value if isinstance(part.check, OrAlone) else part.check
    if part.since or part.until or part.value_since:
        return _nothing
    match check:
        case Integer() | FractionalSeconds():
            return _integer_writer(check.minimum, check.maximum, before, after)
        case OneOf():
            words = {value: f"{before}{escape(part.words.get(value, value))}{after}" for value in check.values}
            return lambda value: words.get(value) if type(value) is str else None
        case Items():
            return _list_writer(check, before, after, escape, part.separator)
        case Plain() if type(check) in _TEXTS:
            return _text_writer(check, before, after, escape)
        case VariableName():
            return lambda value: f"{before}{value}{after}" if type(value) is str and check.accepts(value) else None
        case Instance(of=of) if issubclass(of, Written) and not of.is_dated:
            return _compound_writer(of, check, part.separator, before, after, escape)
        case _:
            return _nothing


def _integer_writer(minimum: int, maximum: int, before: str, after: str) -> _Write:
    def write(value: object) -> str | None:
        return f"{before}{value}{after}" if type(value) is int and minimum <= value <= maximum else None

    return write


def _text_writer(check: Plain, before: str, after: str, escape: _Escape) -> _Write:
    is_usual = _usual(check).fullmatch

    def write(value: object) -> str | None:
        if type(value) is not str:
            return None
        if is_usual(value):
            return f"{before}{value}{after}"
        return f"{before}{escape(value)}{after}" if check.accepts(value) else None

    return write


def _usual(check: Plain) -> re.Pattern[str]:
    """Return what matches most texts that a check accepts: those of ASCII that need no escape, nor a second look."""
    excluded = {*ESCAPED, *"".join(check.refuses), *(" " if check.trimmed else "")}
    usual = re.escape("".join(char for char in _ASCII if char not in excluded))
    most = "" if check.max_bytes is None else check.max_bytes
    technology = f"[{usual.replace('/', '')}]+/" if isinstance(check, DestinationText) else ""
    return re.compile(f"{technology}[{usual}]{{1,{most}}}")


def _list_writer(items: Items, before: str, after: str, escape: _Escape, separator: str) -> _Write:
    if not isinstance(items.item, Plain) or type(items.item) not in _TEXTS:
        return _nothing
    write = _text_writer(items.item, "", "", escape)
    between = escape(separator)

    def write_list(value: object) -> str | None:
        if type(value) is str:
            text = write(value)
            return None if text is None else f"{before}{text}{after}"
        entries = items.plain_form(value)
        texts = [text for entry in entries if (text := write(entry)) is not None]
        return f"{before}{between.join(texts)}{after}" if texts and len(texts) == len(entries) else None

    return write_list


def _compound_writer(
    of: type[Written], check: Instance, separator: str, before: str, after: str, escape: _Escape
) -> _Write:
    def write(value: object) -> str | None:
        if not isinstance(value, Written) or type(value) is not of or not check.accepts(value):
            return None
        text = value.joined(separator) if separator else value.written(None)
        return f"{before}{escape(text)}{after}"

    def write_numbers(value: object) -> str | None:
        return f"{before}{value.written(None)}{after}" if isinstance(value, Written) and type(value) is of else None

    return write_numbers if issubclass(of, Compound) and of.is_numeric() else write


def _nothing(value: object) -> None:
    """Write no value, since none is the same for every release, or plainly valid."""


def _unchanged(text: str) -> str:
    return text
