"""All public names: their annotations resolve, and values can be copied, pickled and compared."""

from __future__ import annotations

import copy
import inspect
import pickle
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from enum import Enum
from importlib import import_module
from types import FunctionType, UnionType
from typing import Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
import pytest

import agicodec
from agicodec import Command, NeverAnswered, Raw, RawReply
from agicodec.applications import Subroutine
from agicodec.asyncagi import CommandLost, CommandRefused
from agicodec.commands import GetData, Noop
from agicodec.errors import AgicodecError, InvalidArgument, NoSuchChannel, UsageError
from examples.own_commands import agi

MODULES = [
    import_module(name)
    for package in (agicodec, agi)
    for name in (
        package.__name__,
        *(found.name for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")),
    )
    if not name.startswith("agicodec.codegen")
]
PUBLIC: list[object] = [
    found
    for module in MODULES
    for listed in [getattr(module, "__all__", ())]
    for name, found in {**vars(module), **{name: getattr(module, name) for name in listed}}.items()
    if name in listed or (not name.startswith("_") and getattr(found, "__module__", "") == module.__name__)
]
"""What the modules list, and what they define under a name without an underscore."""
CLASSES: dict[str, type[object]] = {
    f"{found.__module__}.{found.__qualname__}": found
    for found in PUBLIC
    if isinstance(found, type) and get_origin(found) is None
}
FUNCTIONS = {
    f"{found.__module__}.{found.__qualname__}": found
    for found in (inspect.unwrap(found) for found in PUBLIC if callable(found))
    if isinstance(found, FunctionType)
}
HELD_BY_MACHINES = {"agicodec.asyncagi.reassembly.ReplyRead"}
"""What looks like a value but has parts that are equal to themselves alone."""


def is_value(cls: type) -> bool:
    """Return whether instances are values: errors, members of enumerations, and what is hashed by its parts."""
    if inspect.isabstract(cls):
        return False
    by_parts = attrs.has(cls) and cls.__eq__ is not object.__eq__ and getattr(cls, "__hash__", None) is not None
    return by_parts or issubclass(cls, (Exception, Enum))


VALUES = {name: cls for name, cls in CLASSES.items() if is_value(cls) and name not in HELD_BY_MACHINES}

SAMPLES: dict[object, object] = {
    str: "A",
    object: "A",
    int: 1,
    float: 1.5,
    bool: True,
    bytes: b"1",
    type(None): None,
    datetime: datetime(2026, 8, 1, 12, tzinfo=timezone.utc),
    RawReply: RawReply(200, "1", "text", provisional=(RawReply(100),)),
    Command: GetData("pin", timeout=5000),
    Subroutine: Subroutine("A"),
}
"""An instance of each type that `make` cannot make, or only without end."""


def sample(hint: object, pick: int) -> object:
    """Make something of a type; of a union or literal one that `pick` chooses."""
    origin, arguments = get_origin(hint) or hint, get_args(hint)
    if isinstance(hint, TypeVar) or origin in SAMPLES:
        return SAMPLES.get(origin, "A")
    if origin in (Union, UnionType):
        return sample(arguments[pick % len(arguments)], pick)
    if origin is Literal:
        return arguments[pick % len(arguments)]
    if origin is type:
        return GetData
    inner = [sample(argument, pick) for argument in arguments if argument is not ...]
    if origin in (tuple, Sequence):
        return tuple(inner)
    if origin in (Mapping, dict):
        return {inner[0]: inner[1]}
    assert isinstance(origin, type), hint
    return make(origin, pick)


def builder(cls: type[object]) -> Callable[..., object]:
    """Return a class as a function of whatever it takes."""
    return cls


def make(cls: type[object], pick: int) -> object:
    """Make an instance of a class, with all that its constructor takes."""
    build = builder(cls)
    constructor: object = inspect.getattr_static(build, "__init__")
    if issubclass(cls, Enum):
        return list(cls)[pick % len(cls)]
    if not isinstance(constructor, FunctionType):
        return build("A")
    hints = get_type_hints(constructor)
    named = [each for each in inspect.signature(build).parameters.values() if each.kind is not each.VAR_POSITIONAL]
    given = {each.name: sample(hints[each.name], pick) for each in named}
    try:
        return build(**given)
    except InvalidArgument:  # its texts are numbers, or what to dial
        text = "PJSIP/1" if {"destination", "destinations"} & set(given) else "1"
        others: dict[object, object] = {"A": text, ("A",): (text,)}
        return build(
            **{
                name: others.get(value, value) if not isinstance(value, dict) else value
                for name, value in given.items()
            }
        )


def parts_of(value: object) -> Mapping[str, object]:
    """Return all that a value has, as its constructor names it."""
    cls = type(value)
    if attrs.has(cls):
        return {part.alias: getattr(value, part.name) for part in attrs.fields(cls) if part.init}
    return vars(value) | {"args": value.args} if isinstance(value, Exception) else {"value": value}


def functions_of(cls: type) -> Iterator[object]:
    """Return the public functions in a class, and its constructor."""
    for base in cls.__mro__:
        if base.__module__.startswith(("agicodec", "examples")):
            for name, found in vars(base).items():
                if not name.startswith("_") or name in ("__init__", "__call__"):
                    yield from (found.fget, found.fset) if isinstance(found, property) else (inspect.unwrap(found),)


def test_there_are_many() -> None:
    assert len(MODULES) > 120
    assert len(CLASSES) > 200
    assert len(FUNCTIONS) > 50
    assert len(VALUES) > 150
    assert {
        "agicodec.model.raw.Raw",
        "agicodec.model.argument_words.Unreadable",
        "agicodec.asyncagi.events.CommandLost",
    } <= VALUES.keys()
    assert {"agicodec.commands.media.get_data.GetData", "agicodec.wire.versions.AsteriskVersion"} <= VALUES.keys()
    assert {"examples.own_commands.agi.commands.callcenter.queue_position.QueuePosition"} <= VALUES.keys()
    assert not {"agicodec.session.session.Session", "agicodec.testing.asterisk.asterisk.Asterisk"} & VALUES.keys()


@pytest.mark.parametrize("name", CLASSES)
def test_the_hints_of_a_public_class_resolve(name: str) -> None:
    cls = CLASSES[name]
    assert get_type_hints(cls).keys() >= inspect.get_annotations(cls).keys()
    for function in functions_of(cls):
        if isinstance(function, FunctionType):
            named = {*inspect.signature(function, eval_str=True).parameters, "return"}
            hinted = get_type_hints(function).keys()
            assert named - hinted <= {"self", "cls"} or function.__module__ == "typing", function


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_hints_of_a_public_function_resolve(name: str) -> None:
    hints = get_type_hints(FUNCTIONS[name])
    assert hints.keys() == FUNCTIONS[name].__annotations__.keys()
    assert "return" in hints


@pytest.mark.parametrize("pick", range(3))
@pytest.mark.parametrize("name", VALUES)
def test_a_public_value_survives_copies(name: str, pick: int) -> None:
    value = make(VALUES[name], pick)
    copies = [copy.copy(value), copy.deepcopy(value)]
    copies += [pickle.loads(pickle.dumps(value, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
    for copied in copies:
        assert type(copied) is type(value)
        assert repr(copied) == repr(value)
        assert parts_of(copied) == parts_of(value)
        if not isinstance(value, Exception) or isinstance(value, AgicodecError):
            assert copied == value


@pytest.mark.parametrize("pick", range(3))
@pytest.mark.parametrize("name", [name for name, cls in VALUES.items() if attrs.has(cls)])
def test_a_public_value_survives_attrs(name: str, pick: int) -> None:
    cls = VALUES[name]
    value, other = make(cls, pick), make(cls, pick + 1)
    build = builder(cls)
    evolve: Callable[..., object] = attrs.evolve
    assert evolve(value) == value
    assert parts_of(evolve(value, **parts_of(other))) == parts_of(other)
    assert build(**parts_of(value)) == value
    assert attrs.has(cls)
    assert isinstance(value, cls)
    names = [part.name for part in attrs.fields(cls)]
    assert list(attrs.asdict(value)) == names
    assert attrs.asdict(value, recurse=False) == {name: getattr(value, name) for name in names}
    assert len(attrs.astuple(value)) == len(names)


def test_a_raw_command_is_evolved() -> None:
    assert attrs.evolve(Raw("MY CMD", "a b", "c"), command="OTHER") == Raw("OTHER", "a b", "c")
    assert attrs.evolve(Raw("MY CMD", "a b"), arguments=("x", "y")).encode() == b"MY CMD x y\n"
    assert Raw("MY CMD", "a", arguments=("b",)) == Raw("MY CMD", "a", "b")


def test_errors_are_equal_by_class_and_arguments() -> None:
    assert NeverAnswered("NOOP", "it ended") == NeverAnswered("NOOP", "it ended")
    assert NeverAnswered("NOOP", "it ended") != NeverAnswered("NOOP", "it has ended")
    errors: list[AgicodecError] = [NoSuchChannel("NOOP", "x"), UsageError("NOOP", "x")]
    assert errors[0] != errors[1]
    assert len({InvalidArgument("NOOP", "text", ["x"], "expected a string") for _ in range(2)}) == 1


@pytest.mark.parametrize(
    "event", [CommandLost(Noop(), NeverAnswered("NOOP", "x")), CommandRefused(Noop(), NoSuchChannel("NOOP", "x"))]
)
def test_an_event_with_an_error_is_equal_to_its_copies(event: CommandLost | CommandRefused) -> None:
    for copied in (copy.copy(event), copy.deepcopy(event), pickle.loads(pickle.dumps(event))):
        assert copied == event
        assert hash(copied) == hash(event)
