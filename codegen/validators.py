"""What an argument accepts: one validator, from which both the generated code and the checks are derived."""

from __future__ import annotations

from collections.abc import Mapping

from agicodec.dialplan.checks import Headers, Instance, Items, OrAlone, Pairs, Plain
from agicodec.dialplan.subroutines import AtStart
from agicodec.model.arguments import (
    INT_MAX,
    INT_MIN,
    LONG_MAX,
    LONG_MIN,
    Check,
    Epoch,
    Flag,
    FractionalSeconds,
    Integer,
    OneOf,
    Priority,
    SpokenDigits,
    Text,
    decimal_word,
)
from agicodec.model.caller_id import CallerIdText

from .model import Argument
from .names import own
from .writing import literal

__all__ = [
    "can_be_none",
    "check_call",
    "expected_placeholder",
    "expected_preset",
    "plainly_right",
    "validator",
    "validator_call",
]

_MOST_BYTES = 4
"""The most bytes of a character on the wire."""

_NAMED = {INT_MIN: "INT_MIN", INT_MAX: "INT_MAX", LONG_MIN: "LONG_MIN", LONG_MAX: "LONG_MAX"}

_TYPE = own("type")

_BOUNDED: Mapping[str, type[Integer | FractionalSeconds | Epoch]] = {
    "integer": Integer,
    "milliseconds": Integer,
    "seconds": Integer,
    "samples": Integer,
    "fractional_seconds": FractionalSeconds,
    "epoch": Epoch,
}
"""The validators of numbers."""


def can_be_none(argument: Argument) -> bool:
    """Return whether an argument is None when it is omitted."""
    return not argument.required and argument.type != "flag"


def validator(argument: Argument) -> Check:
    """Return the validator of an argument."""
    (least, most), optional = argument.bounds, can_be_none(argument)
    bounded = _BOUNDED.get(argument.type)
    if bounded is not None:
        return bounded(least, most, optional=optional)
    match argument.type:
        case "spoken_digits":
            return SpokenDigits(optional=optional)
        case "enumeration":
            return OneOf(*(value.value for value in argument.values), optional=optional)
        case "switch" | "flag":
            return Flag(optional=optional)
        case "caller_id":
            return CallerIdText(max_bytes=argument.max_bytes or 0, optional=optional)
        case "priority":
            return Priority(nonempty=argument.nonempty, optional=optional)
        case _:
            nonempty = argument.nonempty or argument.type == "name"
            return Text(nonempty=nonempty, max_bytes=argument.max_bytes, optional=optional)


def validator_call(argument: Argument) -> str:
    """Write the call that makes the validator of an argument."""
    return check_call(validator(argument))


def check_call(check: Check) -> str:
    """Write the call that makes a validator."""
    parts: list[str] = []
    match check:
        case OneOf():
            parts += map(literal, check.values)
        case Plain():  # before `Text`, which it is too
            parts += ["nonempty=True"] * check.nonempty
            parts += [] if check.max_bytes is None else [f"max_bytes={check.max_bytes}"]
            parts += [f"refuses=({''.join(f'{literal(text)}, ' for text in check.refuses)})"] if check.refuses else []
            parts += ["trimmed=True"] * check.trimmed
        case Items() | Pairs():
            parts.append(check_call(check.item))
        case Headers():
            parts.append(str(check.most))
        case OrAlone():
            parts.append(check_call(check.value))
        case AtStart():  # before `Instance`, which it is too
            pass
        case Instance():
            parts.append(check.of.__name__)
        case Integer() | FractionalSeconds() | Epoch():
            parts += _bounds(check)
        case Text():
            parts += ["nonempty=True"] * check.nonempty
            parts += [] if check.max_bytes is None else [f"max_bytes={check.max_bytes}"]
        case CallerIdText():
            parts.append(f"max_bytes={check.max_bytes}")
        case Priority():
            parts += ["nonempty=True"] * check.nonempty
        case _:
            pass
    parts += ["optional=True"] * check.optional
    return f"{own(type(check).__name__)}({', '.join(parts)})"


def plainly_right(argument: Argument) -> str:
    """Write a quick test of an argument: only values that the validator accepts pass it, though not all of them."""
    name, check = argument.name, validator(argument)
    match check:
        case Flag():
            test = f"{name} is {own('bool')}({name})"
        case Integer() | FractionalSeconds() | Epoch():
            test = f"{_TYPE}({name}) is {own('int')} and {_bound(check.minimum)} <= {name} <= {_bound(check.maximum)}"
        case Priority():
            test = f"{_TYPE}({name}) is {own('int')} and {own('INT_MIN')} <= {name} <= {own('INT_MAX')}"
        case OneOf():
            values = ", ".join(map(literal, check.values))
            within = f"in ({values})" if len(check.values) > 1 else f"== {values}"
            test = f"{_TYPE}({name}) is {own('str')} and {name} {within}"
        case SpokenDigits():
            test = f"{_TYPE}({name}) is {own('str')} and {name}.isdigit() and {name}.isascii()"
        case CallerIdText():
            test = f"{_TYPE}({name}) is {own('str')} and {own('len')}({name}) <= {check.max_bytes // _MOST_BYTES}"
        case Text():
            test = f"{_TYPE}({name}) is {own('str')}"
            test += "" if check.max_bytes is None else f" and {own('len')}({name}) <= {check.max_bytes // _MOST_BYTES}"
            test += f" and {name}" * check.nonempty
        case _:
            raise NotImplementedError(type(check))
    return f"({name} is None or ({test}))" if check.optional else test


def expected_preset(argument: Argument) -> str | None:
    """Say what the preset of an argument should be; None if it is right."""
    check = validator(argument)
    if check.accepts(argument.preset):
        return None
    return "true or false" if isinstance(check, Flag) else check.expected


def expected_placeholder(argument: Argument) -> str | None:
    """Say what the placeholder of an argument should be: a word that it may be sent as. None if it is right."""
    word, check = argument.placeholder or "", validator(argument)
    match check:
        case OneOf():
            words = [value.wire for value in argument.values]
            return None if word in ("", *words) else f"'' or one of the words {', '.join(map(repr, words))}"
        case Integer() | Epoch():
            is_right = _is_written(word) and check.accepts(int(word))
        case FractionalSeconds():
            is_right = _is_decimal(word) and check.accepts(float(word))
        case Flag():
            return None if word in ("on", "off") else "'on' or 'off'"
        case _:
            is_right = check.accepts(word)
    return None if is_right else f"{check.expected}, as it is sent"


def _bounds(check: Integer | FractionalSeconds | Epoch) -> list[str]:
    """Write the bounds of a validator that differ from its defaults."""
    lowest, highest = (LONG_MIN, LONG_MAX) if isinstance(check, Epoch) else (INT_MIN, INT_MAX)
    if check.minimum != lowest:
        bounds = [_bound(check.minimum)]
        return bounds if check.maximum == highest else [*bounds, _bound(check.maximum)]
    return [] if check.maximum == highest else [f"maximum={_bound(check.maximum)}"]


def _bound(number: int) -> str:
    """Write a bound, by its name where it has one."""
    return own(_NAMED[number]) if number in _NAMED else str(number)


def _is_written(word: str) -> bool:
    digits = word.removeprefix("-")
    return digits.isascii() and digits.isdecimal() and len(digits) < len(str(LONG_MAX)) + 1 and str(int(word)) == word


def _is_decimal(word: str) -> bool:
    try:
        return decimal_word(float(word)) == word
    except ValueError:
        return False
