"""What the values of applications and functions accept, and how the generated code says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from agicodec.dialplan.checks import Destination, Headers, Instance, Items, OrAlone, Plain, VariableName
from agicodec.dialplan.escaping import SUBSTITUTED
from agicodec.dialplan.subroutines import AtStart
from agicodec.model.arguments import Check, Flag

from .model import ApplicationArgument, Piece
from .names import own
from .python import releases
from .validators import check_call, validator
from .writing import literal

__all__ = [
    "WRITTEN",
    "check_of",
    "compounds_of",
    "given_if",
    "given_item",
    "part_call",
    "piece_annotation",
    "piece_default",
    "piece_parameter",
    "places",
]

WRITTEN = ("Location", "Subroutine")
"""The compounds that are written by hand."""

_TEXTS = frozenset({"text", "name", "digits", "item"})

_PYTHON: Mapping[str, str] = {
    "text": "str",
    "name": "str",
    "digits": "str",
    "variable": "str",
    "integer": "int",
    "milliseconds": "int",
    "seconds": "int",
    "fractional_seconds": "float",
    "switch": "bool",
    "flag": "bool",
}


def check_of(piece: Piece, *, raw: bool = False) -> Check:
    """Return what a value accepts.

    Args:
        piece: the value.
        raw: whether its text is read as it is, so that an expression in it has no escape.
    """
    check = _check(piece, raw=raw)
    return OrAlone(check) if piece.alone else check


def _check(piece: Piece, *, raw: bool) -> Check:
    refuses = (*piece.refuses, *(SUBSTITUTED if raw else ()))
    match piece.type:
        case "flag":
            return Flag()
        case "variable":
            return VariableName()
        case "list":
            item = Destination if piece.of == "destination" else Plain
            return Items(item(nonempty=True, max_bytes=piece.max_bytes, refuses=refuses, trimmed=piece.trimmed))
        case "headers":
            return Headers(piece.maximum or 0)
        case "compound":
            return Instance(type(piece.compound or "", (), {}))
        case "subroutine":
            return AtStart()
        case kind if kind in _TEXTS:
            nonempty = piece.nonempty or kind in ("name", "item")
            return Plain(nonempty=nonempty, max_bytes=piece.max_bytes, refuses=refuses, trimmed=piece.trimmed)
        case _:
            return validator(evolve(piece.argument, required=True))


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
        case "headers" if taken:
            pair = f"{own('tuple')}[{own('str')}, {own('str')}]"
            python = f"{own('Mapping')}[{own('str')}, {own('str')}] | {own('Sequence')}[{pair}]"
        case "headers":
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


def given_if(piece: Piece) -> str:
    """Return the test that a value is given; empty when it always is."""
    default = piece_default(piece)
    return f"{piece.name} is not {default}" if default in ("False", "None") else ""


def given_item(piece: Piece) -> str:
    """Return the entry for a value in a dictionary of those that are given."""
    return f"{literal(piece.name)}: {piece.name}"


def compounds_of(pieces: Sequence[Piece]) -> list[str]:
    """Return the classes of values of several parts, each once."""
    classes = {piece.compound or "Subroutine" for piece in pieces if piece.type in ("compound", "subroutine")}
    return sorted(classes)


def places(arguments: Sequence[ApplicationArgument], *, function: bool = False) -> Iterator[str]:
    """Return the calls that make the places of arguments.

    Args:
        arguments: the arguments.
        function: whether they are those of a function, in which nothing is replaced.
    """
    for argument in arguments:
        if argument.joined is not None:
            continue
        second = next((other for other in _behind(argument, arguments)), None)
        raw = ["raw=True"] * bool(argument.raw)
        match argument.type:
            case "removed":
                yield f"{own('Removed')}({_releases(argument.until)})"
            case "unused":
                yield f"{own('Options')}(())"
            case "headers":
                yield f"{own('HeaderLines')}({part_call(argument)})"
            case "letters" | "words":
                separator = ['separator=","'] if argument.type == "words" else []
                letters = "".join(
                    f"{own('Letter')}({literal(option.letter)}, {part_call(option.piece)}), "
                    for option in argument.options
                )
                yield f"{own('Options')}({', '.join((f'({letters})', *separator, *raw))})"
            case _:
                call = [part_call(argument, raw=bool(argument.raw) and not function)]
                if second is not None:
                    raw = ["raw=True"] * bool(second.raw)
                    call += [literal(second.joined or ""), part_call(second, raw=bool(second.raw) and not function)]
                yield f"{own('Argument')}({', '.join((*call, *raw))})"


def _behind(argument: ApplicationArgument, arguments: Sequence[ApplicationArgument]) -> Sequence[ApplicationArgument]:
    """Return the argument in the same place behind one, if there is any."""
    behind = arguments[arguments.index(argument) + 1 :][:1]
    return [other for other in behind if other.joined is not None]


def part_call(piece: Piece, *, raw: bool = False) -> str:
    """Return the call that makes the part for a value."""
    parts = [literal(piece.name), check_call(check_of(piece, raw=raw))]
    words = {value.value: value.wire for value in piece.values if value.wire != value.value}
    if words:
        parts.append(f"words={{{', '.join(f'{literal(key)}: {literal(word)}' for key, word in words.items())}}}")
    for name, found in (("since", piece.since), ("until", piece.until), ("fraction_since", piece.fraction_since)):
        parts += [f"{name}={_releases(found)}"] if found else []
    if piece.separator is not None:
        parts.append(f"separator={literal(piece.separator)}")
    return f"{own('Part')}({', '.join(parts)})"


def _releases(names: Sequence[str]) -> str:
    return f"({releases(names)},)"
