"""The quick test of an argument, which commands do before any validator runs, agrees with the validator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import IntEnum
from functools import cache

import pytest
from attrs import evolve
from hypothesis import find, given
from hypothesis import strategies as st

from agicodec import CallerId, InvalidArgument
from agicodec.model.arguments import INT_MAX, INT_MIN, LONG_MAX, LONG_MIN
from codegen.model import Argument, Value
from codegen.model import Command as CommandSpec
from codegen.names import write_names
from codegen.validators import plainly_right, validator
from tests.tables import COMMANDS, SAMPLES, command_class, sample, values

_NAMES = {"INT_MIN": INT_MIN, "INT_MAX": INT_MAX, "LONG_MIN": LONG_MIN, "LONG_MAX": LONG_MAX}


class _Text(str):
    __slots__ = ()


class _Number(IntEnum):
    ONE = 1


def _arguments() -> Iterator[Argument]:
    """Make arguments of every type, with each restriction that one of them may have."""
    words = (Value("on", "On."), Value("off", "Off.", "0"))
    for type_ in (*SAMPLES, "enumeration"):
        plain = Argument(name="value", type=type_, meaning="It.", values=words if type_ == "enumeration" else ())
        plain = evolve(plain, max_bytes=40) if type_ == "caller_id" else plain
        yield from (plain, evolve(plain, required=False))
        if type_ in ("text", "name", "digits"):
            yield from (evolve(plain, max_bytes=8), evolve(plain, nonempty=True))
        if type_ == "priority":
            yield evolve(plain, nonempty=True)
        if sample(plain)[1].replace(".", "").isdigit():
            yield from (evolve(plain, minimum=-1), evolve(plain, maximum=7), evolve(plain, minimum=1, maximum=1))
        if type_ == "enumeration":
            yield evolve(plain, values=words[:1])


def _label(argument: Argument) -> str:
    return write_names(f"{argument.type}: {plainly_right(argument)}", frozenset())


_ARGUMENTS = {_label(argument): argument for argument in _arguments()}
_OWN = {
    f"{title} {argument.name}": (command, argument)
    for title, command in COMMANDS.items()
    for argument in command.arguments
}


def _is_plainly_right(argument: Argument, value: object) -> bool:
    test = write_names(plainly_right(argument), frozenset())
    return bool(eval(test, dict(_NAMES), {argument.name: value}))


def _is_accepted(argument: Argument, value: object) -> bool:
    check = validator(argument)
    return check.accepts(value) or (value is None and check.optional)


@cache
def _anything(argument: Argument) -> st.SearchStrategy[object]:
    """Draw right values and wrong ones, many of them just beyond a limit."""
    limits = (*argument.bounds, *_NAMES.values(), 0)
    size = argument.max_bytes or 3
    words = [word for value in argument.values for word in (value.value, value.wire)]
    return st.one_of(
        st.sampled_from([near for limit in limits for near in (limit - 1, limit, limit + 1, float(limit))]),
        st.sampled_from(
            [None, True, False, b"1", _Text("on"), _Text("1"), _Number.ONE, datetime(2024, 1, 1), CallerId()]
        ),
        st.sampled_from(["", "1", "-1", "+1", "7x", " 1", "\u0667", "\u00b2", "1\u0667", "yes", *words]),
        st.text("x\u20ac\udcff\U0001f600", max_size=size + 1),
        st.floats(),
        values(argument),
    )


@pytest.mark.parametrize("name", _ARGUMENTS)
@given(st.data())
def test_the_quick_test_passes_nothing_that_the_validator_refuses(name: str, data: st.DataObject) -> None:
    argument = _ARGUMENTS[name]
    value = data.draw(_anything(argument))
    assert _is_accepted(argument, value) or not _is_plainly_right(argument, value)


@pytest.mark.parametrize("name", _ARGUMENTS)
def test_the_quick_test_passes_some_values(name: str) -> None:
    argument = _ARGUMENTS[name]
    found = find(values(argument), lambda value: value is not None and _is_plainly_right(argument, value))
    assert _is_accepted(argument, found)


@pytest.mark.parametrize("name", _OWN)
@given(st.data())
def test_a_command_accepts_what_the_validator_accepts(name: str, data: st.DataObject) -> None:
    command, argument = _OWN[name]
    value = data.draw(_anything(argument))
    assert _accepts(command, argument, value) is _is_accepted(argument, value)


def _accepts(command: CommandSpec, argument: Argument, value: object) -> bool:
    right = {other.name: sample(other)[0] for other in command.arguments}
    try:
        command_class(command)(**{**right, argument.name: value})
    except InvalidArgument:
        return False
    return True
