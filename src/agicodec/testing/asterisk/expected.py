"""Checks of the results that a test sets for a command, with messages that name the expected class."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import product
from typing import Final, get_args, get_type_hints

from agicodec.dialplan import ApplicationEnding
from agicodec.errors import LocalProtocolError, shown
from agicodec.model import Command, Raw, Unchecked
from agicodec.values import Result, plain
from agicodec.wire import RawReply

__all__ = ["reply_to", "require_ending", "require_result_of"]

_REPLIES: Final = tuple(
    RawReply(200, result, text=text, tail=tail)
    for result, text, tail in product(
        ("0", "53", "1"), (None, "hello", "timeout"), ("", "endpos=8000", "Gosub complete")
    )
)
"""Samples of replies: of each command, one of them reports success."""


def reply_to(command: Command[object], result: object) -> RawReply:
    """Write a result as the reply to a command.

    Raises:
        LocalProtocolError: no reply to the command can carry it; the message says what would be right.
    """
    try:
        return command.reply_with(result)
    except LocalProtocolError as error:
        expected = _without_more(command, result) or _expected(command)
        raise LocalProtocolError(f"{error}; {expected}" if expected else str(error)) from error


def require_result_of(kind: type[Command[object]], result: object) -> None:
    """Check the type and the outcome of a result for the commands of a class.

    A class whose `interpret_success` is not annotated as returning a `Result` accepts any result.

    Raises:
        LocalProtocolError: no reply to such a command can carry it; the message says what would be right.
    """
    right = _result_class(kind)
    if right is None:
        return
    outcomes = _outcomes(right)
    if not isinstance(result, right) or (outcomes and getattr(result, "outcome", None) not in outcomes):
        command = Raw("MYCMD") if issubclass(kind, Raw) else Unchecked(kind)
        raise LocalProtocolError(f"{command}: no reply says {shown(result)}; {_expected(command)}")


def require_ending(application: str, ended: ApplicationEnding) -> None:
    """Check that the result of an application is what is read from the variables that it sets.

    Raises:
        LocalProtocolError: it is not; the message names the first value that would be another one.
    """
    found = ended.read(ended.ran, tuple(map(str, ended.sets().values())))
    for part in ended.parts():
        told: object = plain(getattr(ended, part.name))
        read: object = getattr(found, part.name)
        if type(read) is not type(told) or read != told:
            outcomes = _outcomes(type(ended))
            hint = "" if part.name != "outcome" or told in outcomes else f"; expected {_one_of(outcomes)}"
            problem = f"its {part.name} {shown(told)} would be read as {shown(read)}{hint}"
            raise LocalProtocolError(f"{application}: no run ends with {shown(ended)}: {problem}")


def _one_of(values: tuple[object, ...]) -> str:
    *most, last = map(repr, values)
    return f"{', '.join(most)} or {last}" if most else last


def _without_more(command: Command[object], result: object) -> str:
    """Return that the outcome of a result takes no more values, if that is what is wrong; else an empty string."""
    with suppress(Exception):
        alone = _only(type(result), getattr(result, "outcome", None))
        command.reply_with(alone)
        return f"this outcome has no other value: {alone!r}"
    return ""


def _only(make: Callable[..., object], outcome: object) -> object:
    return make(outcome=outcome)


def _expected(command: Command[object]) -> str:
    """Return which results a command has, with an example if there is one; an empty string if that is not known."""
    result = _result_class(command.named if isinstance(command, Unchecked) else type(command))
    if result is None:
        return ""
    article = "an" if result.__name__[:1] in "AEIOU" else "a"
    outcomes = _one_of(_outcomes(result) or ("",))
    example = _example(command)
    parts = (
        f"expected {article} {result.__name__}",
        f" with the outcome {outcomes}" if _outcomes(result) else "",
        "" if example is None else f", such as {example!r}",
    )
    return "".join(parts)


def _result_class(command: type[Command[object]]) -> type | None:
    result = _hint(command.interpret_success, "return")
    return result if isinstance(result, type) and issubclass(result, (Result, RawReply)) else None


def _outcomes(result: type) -> tuple[object, ...]:
    return get_args(_hint(result, "outcome")) if issubclass(result, Result) else ()


def _hint(annotated: object, name: str) -> object:
    """Return an annotation; None if there is none, or its names cannot be resolved."""
    with suppress(Exception):
        hints: dict[str, object] = get_type_hints(annotated)
        return hints.get(name)
    return None


def _example(command: Command[object]) -> object:
    """Return the result of the first sample reply that reports success; None if there is none."""
    for raw in _REPLIES:
        with suppress(Exception):  # a command class of the application may raise anything
            result = command.interpret_success(raw)
            if result:
                return result
    return None
