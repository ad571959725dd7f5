"""Checks the arguments of a command beyond what a schema can: that each is right, and that they fit together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from agicodec.model.argument_words import leading_integer

from .load import shorten
from .model import Argument
from .names import ARGUMENTS_LACK, repeated
from .validators import expected_placeholder, expected_preset

__all__ = ["argument_problems"]


def argument_problems(arguments: Sequence[Argument]) -> Iterator[str]:
    """Find the mistakes in the arguments of a command."""
    yield from repeated("argument", [argument.name for argument in arguments])
    for index, argument in enumerate(arguments):
        where = f"argument {argument.name}"
        yield from (f"{where}: {problem}" for problem in _argument_problems(argument, arguments[index + 1 :]))
    yield from _floating_problems(arguments)


def _argument_problems(argument: Argument, later: Sequence[Argument]) -> Iterator[str]:
    if argument.name in ARGUMENTS_LACK:
        yield f"name: found {argument.name!r}, expected a name that neither Python nor Command uses"
    values = [value.value for value in argument.values]
    yield from repeated("value", values)
    yield from (f"value {one.value}: since: found releases, expected none" for one in argument.values if one.since)
    yield from repeated("word", [value.wire.lower() for value in argument.values])
    yield from _limit_problems(argument)
    if argument.preset is not None and (expected := expected_preset(argument)):
        yield f"preset: found {shorten(argument.preset)}, expected {expected}"
    if argument.placeholder is not None and (expected := expected_placeholder(argument)):
        yield f"placeholder: found {shorten(argument.placeholder)}, expected {expected}"
    if argument.otherwise is not None and argument.otherwise not in values:
        yield f"otherwise: found {argument.otherwise!r}, expected one of {', '.join(map(repr, values))}"
    yield from _place_problems(argument, later)


def _limit_problems(argument: Argument) -> Iterator[str]:
    """Find limits that exclude every number."""
    least, most = argument.bounds
    if least > most:
        yield f"maximum: found {most}, expected at least the minimum, {least}"


def _place_problems(argument: Argument, later: Sequence[Argument]) -> Iterator[str]:
    """Find what contradicts the arguments that follow."""
    if argument.required:
        if argument.preset is not None and any(other.required and other.preset is None for other in later):
            found = shorten(argument.preset)
            yield f"preset: found {found}, expected none, since a required argument without one follows"
        if argument.unchecked and any(other.required and not other.unchecked for other in later):
            yield "unchecked: found true, expected false, since an argument follows whose absence Asterisk notices"
        return
    if any(other.required for other in later):
        yield "required: found false, expected true, since a required argument follows"
    elif argument.floating:
        if any(not other.floating for other in later):
            yield "floating: found true, expected false, since an argument with a fixed place follows"
    elif any(other.floating for other in later):
        yield "required: found false, expected true, since a floating argument follows"
    elif later and argument.placeholder is None:
        yield "placeholder: found none, expected one, since another argument follows"
    for key in ("rest", "last"):
        if getattr(argument, key) and later:
            yield f"{key}: found true, expected false, since another argument follows"


def _floating_problems(arguments: Sequence[Argument]) -> Iterator[str]:
    """Find floating arguments that their forms do not distinguish."""
    floating = [argument for argument in arguments if argument.floating]
    kinds = [2 if argument.prefix else 1 if argument.type == "flag" else 0 for argument in floating]
    if any(one >= other for one, other in pairwise(kinds)):
        names = ", ".join(argument.name for argument in floating)
        yield (
            f"argument: found {names} floating, expected a number, a flag and a number with a prefix, "
            "at most one of each and in this order"
        )
    prefix = next((argument.prefix for argument in floating if argument.prefix), "")
    for argument in floating:
        word = argument.word or argument.prefix
        if word and leading_integer(word) is not None:
            key = "word" if argument.word else "prefix"
            yield f"argument {argument.name}: {key}: found {word!r}, expected one that does not begin like a number"
        if argument.word and prefix and prefix[0] in argument.word:
            expected = f"one without {prefix[0]!r}, with which {prefix!r} begins"
            yield f"argument {argument.name}: word: found {argument.word!r}, expected {expected}"
