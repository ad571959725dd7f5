"""What the values of applications and functions accept, and how the generated code says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve

from agicodec.dialplan.checks import (
    DestinationText,
    Headers,
    Instance,
    Items,
    OrAlone,
    Pairs,
    Plain,
    VariableName,
    WrittenName,
)
from agicodec.dialplan.escaping import SUBSTITUTED
from agicodec.dialplan.parts import Part, Releases
from agicodec.dialplan.places import Argument, HeaderLines, LastArgument, Letter, Options, Place, Removed, Shell
from agicodec.dialplan.subroutines import AtStart
from agicodec.model.arguments import Check, Flag

from .model import ApplicationArgument, Compound, Piece
from .names import own
from .validators import check_call, plainly_right, validator
from .writing import literal

__all__ = [
    "WRITTEN",
    "check_of",
    "compounds_of",
    "given_item",
    "not_plainly_numbers",
    "numbers_text",
    "part_call",
    "part_of",
    "piece_annotation",
    "piece_default",
    "piece_parameter",
    "places",
    "places_of",
]

WRITTEN = ("Location", "Subroutine")
"""The compounds that are written by hand."""

_NO_CLASSES: Mapping[str, type] = {}

_TEXTS: Mapping[str, type[Plain]] = {
    "text": Plain,
    "name": Plain,
    "digits": Plain,
    "item": Plain,
    "shell": Plain,
    "destination": DestinationText,
    "written": WrittenName,
}
"""The checks of texts by their types."""

_MARKS: Mapping[str, tuple[str, str]] = {"letters": ("", ""), "words": (",", ""), "settings": ("&", "=")}
"""What is between options, and between an option and its value if that is not in parentheses, by their types."""

_ALIKE: Mapping[str, Callable[[], Check]] = {"flag": Flag, "variable": VariableName, "subroutine": AtStart}
"""The checks of types that are alike wherever they are."""

_INTEGERS = frozenset({"integer", "milliseconds", "seconds"})

_PYTHON: Mapping[str, str] = {
    "text": "str",
    "name": "str",
    "digits": "str",
    "variable": "str",
    "destination": "str",
    "shell": "str",
    "integer": "int",
    "milliseconds": "int",
    "seconds": "int",
    "fractional_seconds": "float",
    "switch": "bool",
    "flag": "bool",
}


def check_of(piece: Piece, *, raw: bool = False, classes: Mapping[str, type] = _NO_CLASSES) -> Check:
    """Return what a value accepts.

    Args:
        piece: the value.
        raw: whether its text is read as it is, so that an expression in it has no escape.
        classes: the classes of compounds by their names; without them, the result is only for writing code.
    """
    check = _check(piece, classes, raw=raw)
    return OrAlone(check) if piece.alone else check


def _check(piece: Piece, classes: Mapping[str, type], *, raw: bool) -> Check:
    if piece.type in _ALIKE:
        return _ALIKE[piece.type]()
    match piece.type:
        case "list":
            cls = DestinationText if piece.of == "destination" else Plain
            return Items(_text_check(piece, cls, raw=raw, nonempty=True))
        case "pairs":
            return Pairs(_text_check(piece, Plain, raw=raw))
        case "headers":
            return Headers(piece.maximum or 0)
        case "compound":
            name = piece.compound or ""
            return Instance(classes[name] if name in classes else type(name, (), {}))
        case kind if kind in _TEXTS:
            return _text_check(piece, _TEXTS[kind], raw=raw, nonempty=kind not in ("text", "digits"))
        case _:
            return validator(evolve(piece.argument, required=True))


def _text_check(piece: Piece, cls: type[Plain], *, raw: bool, nonempty: bool = False) -> Plain:
    """Return what a text accepts."""
    return cls(
        nonempty=nonempty or piece.nonempty,
        max_bytes=piece.max_bytes,
        refuses=(*piece.refuses, *(SUBSTITUTED if raw else ())),
        trimmed=piece.trimmed,
    )


def part_of(piece: Piece, *, raw: bool = False, classes: Mapping[str, type] = _NO_CLASSES) -> Part:
    """Return the part for a value; see `check_of`."""
    return Part(
        piece.name,
        check_of(piece, raw=raw, classes=classes),
        {value.value: value.wire for value in piece.values if value.wire != value.value},
        _releases(piece.since),
        _releases(piece.until),
        _releases(piece.fraction_since),
        piece.separator or "",
        _releases(piece.value_since),
    )


def places_of(
    arguments: Sequence[ApplicationArgument], *, function: bool = False, classes: Mapping[str, type] = _NO_CLASSES
) -> Iterator[Place]:
    """Return the places of arguments.

    Args:
        arguments: the arguments.
        function: whether they are those of a function, in which nothing is replaced.
        classes: see `check_of`.
    """
    for argument, behind in zip(arguments, (*arguments[1:], None), strict=False):
        if argument.joined is not None:
            continue
        second = behind if behind is not None and behind.joined is not None else None
        raw = bool((second or argument).raw)
        match argument.type:
            case "removed":
                yield Removed(_releases(argument.until))
            case "unused":
                yield Options(())
            case "headers":
                yield HeaderLines(part_of(argument, classes=classes))
            case "shell":
                yield Shell(part_of(argument))
            case "letters" | "words" | "settings" as kind:
                bare = raw and kind == "settings"
                options = (
                    Letter(one.letter, part_of(one.piece, raw=bare, classes=classes)) for one in argument.options
                )
                yield Options(tuple(options), *_MARKS[kind], raw=raw, always=argument.always)
            case _:
                first, *others = (
                    part_of(one, raw=raw and not function, classes=classes)
                    for one in (argument, second)
                    if one is not None
                )
                separator = "" if second is None else second.joined or ""
                place = LastArgument if argument.last else Argument
                yield place(first, separator, others[0] if others else None, raw)


def piece_annotation(piece: Piece, *, taken: bool = False) -> str:
    """Return the Python type of a value.

    Args:
        piece: the value.
        taken: whether it is the type of the parameter, rather than that of the attribute.
    """
    names = ", ".join(literal(value.value) for value in piece.values)
    match piece.type:
        case "enumeration":
            python = f"{own('Literal')}[{names}]"
        case "item":
            python = f"{own('Literal')}[{names}] | {own('str')}"
        case "headers" | "pairs" if taken:
            pair = f"{own('tuple')}[{own('str')}, {own('str')}]"
            python = f"{own('Mapping')}[{own('str')}, {own('str')}] | {own('Sequence')}[{pair}]"
        case "written":
            python = f"{own('str')} | {own('WriteOnly')}" if taken else own("str")
        case "headers" | "pairs":
            python = f"{own('tuple')}[{own('tuple')}[{own('str')}, {own('str')}], ...]"
        case "list" if taken:
            python = f"{own('str')} | {own('Sequence')}[{own('str')}]"
        case "list":
            python = f"{own('tuple')}[{own('str')}, ...]"
        case "compound" | "subroutine":
            python = piece.compound or "Subroutine"
        case "epoch":
            python = f"{own('int')} | {own('datetime')}"
        case kind:
            python = own(_PYTHON[kind])
    if piece.alone:
        return f"{own('bool')} | {python}"
    return python if piece.required or piece.type == "flag" else f"{python} | None"


def piece_default(piece: Piece) -> str | None:
    """Return the Python default of a value; None when it has none."""
    if piece.type == "flag" or piece.alone:
        return "False"
    if piece.preset is not None:
        return literal(piece.preset) if isinstance(piece.preset, str) else repr(piece.preset)
    return None if piece.required else "None"


def piece_parameter(piece: Piece) -> str:
    """Return a parameter of `__init__`."""
    default = piece_default(piece)
    written = f"{piece.name}: {piece_annotation(piece, taken=True)}"
    return written if default is None else f"{written} = {default}"


def given_item(piece: Piece) -> str:
    """Return the entry for a value in a dictionary of those that are given."""
    return f"{literal(piece.name)}: {piece.name}"


def not_plainly_numbers(compound: Compound) -> str:
    """Return a quick test for parts that may be wrong; empty if not all parts are plain integers."""
    parts = compound.parts
    if not all(part.type in _INTEGERS and not part.since and not part.until for part in parts):
        return ""
    if any(part.required for part in parts[sum(part.required for part in parts) :]):
        return ""
    return f"not ({' and '.join(plainly_right(part.argument) for part in parts)})"


def numbers_text(compound: Compound) -> str:
    """Return the body of a method that writes parts that are plain integers."""
    optional = [part.name for part in compound.parts if not part.required]
    always = [f"{{self.{part.name}}}" for part in compound.parts if part.required]
    lines: list[str] = []
    for count in range(len(optional), 0, -1):
        *others, last = optional[:count]
        before = (f"{{'' if self.{name} is None else self.{name}}}" for name in others)
        text = compound.separator.join([*always, *before, f"{{self.{last}}}"])
        lines += [f"if self.{last} is not None:", f'    return f"{text}"']
    return "\n".join([*lines, f'return f"{compound.separator.join(always)}"'])


def compounds_of(pieces: Sequence[Piece]) -> list[str]:
    """Return the classes of values of several parts, each once."""
    classes = {piece.compound or "Subroutine" for piece in pieces if piece.type in ("compound", "subroutine")}
    return sorted(classes)


def places(arguments: Sequence[ApplicationArgument], *, function: bool = False) -> Iterator[str]:
    """Return the calls that make the places of arguments; see `places_of`."""
    yield from map(_place_call, places_of(arguments, function=function))


def _place_call(place: Place) -> str:
    parts: list[str] = []
    match place:
        case Removed():
            parts.append(_written(place.until))
        case HeaderLines() | Shell():
            parts.append(_part_call(place.piece))
        case Options():
            letters = (f"{own('Letter')}({literal(one.letter)}, {_part_call(one.piece)}), " for one in place.options)
            parts.append(f"({''.join(letters)})")
            parts += [f"separator={literal(place.separator)}"] if place.separator else []
            parts += [f"sign={literal(place.sign)}"] if place.sign else []
            parts += ["raw=True"] * place.raw
            parts += ["always=True"] * place.always
        case Argument():
            parts.append(_part_call(place.piece))
            parts += [] if place.second is None else [literal(place.separator), _part_call(place.second)]
            parts += ["raw=True"] * place.raw
        case _:
            raise NotImplementedError(type(place))
    return f"{own(type(place).__name__)}({', '.join(parts)})"


def part_call(piece: Piece) -> str:
    """Return the call that makes the part for a value."""
    return _part_call(part_of(piece))


def _part_call(part: Part) -> str:
    parts = [literal(part.name), check_call(part.check)]
    if part.words:
        words = ", ".join(f"{literal(key)}: {literal(word)}" for key, word in part.words.items())
        parts.append(f"words={{{words}}}")
    for name, found in (
        ("since", part.since),
        ("until", part.until),
        ("fraction_since", part.fraction_since),
        ("value_since", part.value_since),
    ):
        parts += [f"{name}={_written(found)}"] if found else []
    parts += [f"separator={literal(part.separator)}"] if part.separator else []
    return f"{own('Part')}({', '.join(parts)})"


def _releases(names: Sequence[str]) -> Releases:
    return tuple(tuple(map(int, name.split("."))) for name in names)


def _written(releases: Releases) -> str:
    written = (f"({', '.join(map(str, release))},)" for release in releases)
    return f"({', '.join(written)},)"
