"""Checks the examples of a command: each creates a command whose line is the one in the example.

An example is read, never run: a spec is data, which may come from someone else.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from inspect import Parameter, Signature

from agicodec.errors import LineError, LocalProtocolError
from agicodec.model import CallerId
from agicodec.model.arguments import decimal_word, epoch_word, with_placeholders
from agicodec.wire import SAFEST_LIMITS, encode_line, from_wire

from .load import shorten
from .model import Argument, Command, Example
from .validators import can_be_none, validator

__all__ = ["ExampleError", "example_problems", "line_of", "read_call"]

_CALLS: Mapping[str, Callable[..., object]] = {
    "CallerId": CallerId,
    "datetime": datetime,
    "timedelta": timedelta,
    "timezone": timezone,
}
"""The names that an example may call besides the class of its command."""

_UTC = "timezone.utc"
"""The only attribute that it may have."""


class ExampleError(Exception):
    """An example is wrong: the message says what was found and what was expected."""


def example_problems(command: Command) -> Iterator[str]:
    """Find the mistakes in the examples of a command whose arguments are right."""
    for example in command.examples:
        try:
            _hold(command, example)
        except ExampleError as error:
            yield f"example {example.python}: {error}"


def line_of(command: Command, values: Mapping[str, object]) -> str:
    """Return the line of a command with these values of its arguments, without its line feed.

    Raises:
        LineError: it cannot be sent.
    """
    return from_wire(encode_line(_words(command.arguments, values), SAFEST_LIMITS, command.title)).removesuffix("\n")


def _hold(command: Command, example: Example) -> None:
    """Refuse an example whose command is not sent as its line."""
    values = _values(command, example.python)
    for argument in command.arguments:
        check, value = validator(argument), values[argument.name]
        if not check.accepts(value) and not (value is None and check.optional):
            raise ExampleError(f"python: found {argument.name} = {shorten(value)}, expected {check.expected}")
    try:
        line = line_of(command, values)
    except LineError as error:
        raise ExampleError(f"python: found what cannot be sent ({error.problem}), expected what can") from None
    if example.line != line:
        raise ExampleError(f"line: found {example.line!r}, expected {line!r}")


def _values(command: Command, python: str) -> Mapping[str, object]:
    """Read the values of the arguments from a call of the command's class."""
    signature = Signature([_parameter(argument) for argument in command.arguments])
    return read_call(python, command.class_name, signature, _CALLS)


def read_call(
    python: str, name: str, signature: Signature, calls: Mapping[str, Callable[..., object]]
) -> Mapping[str, object]:
    """Read the values of arguments from a call of a class, without running anything but the calls within it.

    Args:
        python: the call.
        name: the name of the class.
        signature: its parameters.
        calls: what may be called within.

    Raises:
        ExampleError: it is no such call.
    """
    call = f"a call of {name}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # such as for an unknown escape sequence
            tree = ast.parse(python, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ExampleError(f"python: found something that is not Python ({error}), expected {call}") from None
    if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name) or tree.func.id != name:
        raise ExampleError(f"python: found {shorten(python)}, expected {call}")
    values, named = _call_values(tree, calls)
    try:
        bound = signature.bind(*values, **named)
    except TypeError as error:
        raise ExampleError(f"python: found a call with {error}, expected {name}{signature}") from None
    bound.apply_defaults()
    return bound.arguments


def _parameter(argument: Argument) -> Parameter:
    """Return the parameter of the class for an argument."""
    default: object = Parameter.empty
    if not argument.required:
        default = None if can_be_none(argument) else False
    elif argument.preset is not None:
        default = argument.preset
    return Parameter(argument.name, Parameter.POSITIONAL_OR_KEYWORD, default=default)


def _call_values(
    call: ast.Call, calls: Mapping[str, Callable[..., object]]
) -> tuple[Sequence[object], Mapping[str, object]]:
    """Read the arguments of a call."""
    named = {keyword.arg: _value(keyword.value, calls) for keyword in call.keywords if keyword.arg is not None}
    if len(named) < len(call.keywords):
        raise ExampleError(f"python: found {ast.unparse(call)}, expected each argument separately")
    return [_value(one, calls) for one in call.args], named


def _value(node: ast.expr, calls: Mapping[str, Callable[..., object]]) -> object:
    """Read a value: a literal, or a call of one of the names that an example may call."""
    if isinstance(node, ast.Attribute) and ast.unparse(node) == _UTC:
        return timezone.utc
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in calls:
        values, named = _call_values(node, calls)
        try:
            return calls[node.func.id](*values, **named)
        except (TypeError, ValueError, OverflowError, LocalProtocolError) as error:
            raise ExampleError(f"python: found {ast.unparse(node)}, which is not a valid value ({error})") from None
    try:
        value: object = ast.literal_eval(node)
    except (ValueError, TypeError, MemoryError, RecursionError):
        expected = f"a literal, {_UTC}, or a call of {', '.join(calls)}"
        raise ExampleError(f"python: found {shorten(ast.unparse(node))}, expected {expected}") from None
    return value


def _words(arguments: Sequence[Argument], values: Mapping[str, object]) -> Sequence[str]:
    """Return the words that arguments are sent as, like the generated class."""
    words = [_word(one, values[one.name]) for one in arguments if one.required]
    placed = [one for one in arguments if not one.required and not one.floating]
    optional = (
        (None if values[one.name] is None else _word(one, values[one.name]), one.placeholder or "") for one in placed
    )
    floating = (one for one in arguments if one.floating and values[one.name] is not None)
    given = (one for one in floating if one.type != "flag" or values[one.name])
    return [*with_placeholders(words, *optional), *(_word(one, values[one.name]) for one in given)]


def _word(argument: Argument, value: object) -> str:
    """Return the word that a value is sent as."""
    match argument.type, value:
        case "flag", _:
            return argument.word or ""
        case "switch", _:
            return "on" if value else "off"
        case "enumeration", _:
            return next(one.wire for one in argument.values if one.value == value)
        case "epoch", int() | datetime():
            return epoch_word(value)
        case "fractional_seconds", int() | float():
            return decimal_word(value)
        case _:
            return f"{argument.prefix}{value}"
