"""Checks the examples of applications and functions: each is sent as its line, or is its text.

They are read, never run, and written by the same places as the generated classes have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import Parameter, Signature

from agicodec.commands import Exec
from agicodec.dialplan.parts import Compound
from agicodec.dialplan.places import Place, join_places, pieces_of
from agicodec.dialplan.subroutines import Location, Subroutine
from agicodec.errors import LocalProtocolError
from agicodec.wire import AsteriskVersion, from_wire

from .examples import ExampleError, read_call
from .model import Application, ApplicationExample, Function, Piece
from .model import Compound as CompoundSpec
from .pieces import part_of, places_of

__all__ = ["application_example_problems", "function_example_problems"]

_WRITTEN: Mapping[str, type] = {"Location": Location, "Subroutine": Subroutine}


class _StandIn(Compound):
    """The base of classes in the place of generated ones, which do not exist yet."""

    signature: Signature

    def __init__(self, *values: object, **named: object) -> None:
        bound = self.signature.bind(*values, **named)
        bound.apply_defaults()
        for name, value in bound.arguments.items():
            object.__setattr__(self, name, value)
        self.settle()


def application_example_problems(application: Application, compounds: Mapping[str, CompoundSpec]) -> Iterator[str]:
    """Find the mistakes in the examples of an application whose arguments are right."""
    classes = {**_WRITTEN, **{name: _stand_in(compound) for name, compound in compounds.items()}}
    places = tuple(places_of(application.arguments, classes=classes))
    signature = _signature(application.pieces, keywords=True)
    for example in application.examples:
        try:
            text = _text(example, application.name, signature, places, classes)
            _hold(example, from_wire(Exec(application.name, text or None).encode()).removesuffix("\n"))
        except (ExampleError, LocalProtocolError) as error:
            yield f"example {example.python}: {error}"


def function_example_problems(function: Function) -> Iterator[str]:
    """Find the mistakes in the examples of a function whose arguments are right."""
    places = tuple(places_of(function.arguments, function=True))
    signature = _signature(function.pieces, keywords=False)
    for example in function.examples:
        try:
            _hold(example, f"{function.name}({_text(example, function.name, signature, places, {})})")
        except ExampleError as error:
            yield f"example {example.python}: {error}"


def _text(
    example: ApplicationExample,
    name: str,
    signature: Signature,
    places: Sequence[Place],
    classes: Mapping[str, Callable[..., object]],
) -> str:
    """Return the text between the parentheses for an example."""
    values = read_call(example.python, name, signature, classes)
    version = None if example.version is None else AsteriskVersion.parse(example.version)
    pieces = pieces_of(places)
    try:
        given = {key: pieces[key].taken(value, name) for key, value in values.items() if _is_given(value)}
        return join_places(places, given, name, version)
    except LocalProtocolError as error:
        raise ExampleError(f"python: found what cannot be sent, expected what can: {error}") from None


def _is_given(value: object) -> bool:
    """Return whether a value is sent; 0 is, though it equals False."""
    return value is not None and value is not False


def _hold(example: ApplicationExample, line: str) -> None:
    if example.line != line:
        raise ExampleError(f"line: found {example.line!r}, expected {line!r}")


def _stand_in(compound: CompoundSpec) -> type[Compound]:
    """Return a class in the place of the generated one."""
    return type(
        compound.name,
        (_StandIn,),
        {
            "separator": compound.separator,
            "pieces": tuple(map(part_of, compound.parts)),
            "signature": _signature(compound.parts, keywords=True),
        },
    )


def _signature(pieces: Sequence[Piece], *, keywords: bool) -> Signature:
    """Return the parameters of a generated class."""
    parameters: list[Parameter] = []
    for piece in pieces:
        default: object = Parameter.empty
        if piece.type == "flag" or piece.alone:
            default = False
        elif piece.preset is not None:
            default = piece.preset
        elif not piece.required:
            default = None
        kind = Parameter.KEYWORD_ONLY if keywords and piece.keyword else Parameter.POSITIONAL_OR_KEYWORD
        parameters.append(Parameter(piece.name, kind, default=default))
    return Signature(parameters)
