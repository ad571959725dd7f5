"""Checks of numbers that a user passes, such as time limits, and what follows from those."""

from __future__ import annotations

from math import inf, isnan
from typing import Final, TypeGuard

from agicodec.errors import shown

__all__ = ["bounded", "overdue", "require_count", "require_grace", "require_seconds"]

_MAX_WAIT: Final = 1_000_000.0
"""How many seconds a wait may take at most, some 11 days: systems refuse waits above 2**31 ms, which is 24 days."""


def require_count(name: str, value: object) -> None:
    """Check an argument that is a number of things.

    Raises:
        TypeError: it is not an integer.
        ValueError: it is not above 0.
    """
    problem = f"{name} {shown(value)}: expected an integer above 0"
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(problem)
    if value < 1:
        raise ValueError(problem)


def require_seconds(name: str, value: object, *, optional: bool = True) -> None:
    """Check an argument that is a time limit.

    Args:
        name: the name of the argument.
        value: its value.
        optional: whether it may be None, for no limit.

    Raises:
        TypeError: it is not a number.
        ValueError: it is not a finite one above 0.
    """
    if value is None and optional:
        return
    problem = (
        f"{name} {shown(value)}: expected a number of seconds above 0{', or None for no limit' if optional else ''}"
    )
    if not _is_number(value):
        raise TypeError(problem)
    if not _fits_float(value) or not 0 < value < inf:
        raise ValueError(problem)


def require_grace(value: object) -> None:
    """Check how many seconds calls have to end when a server closes.

    Raises:
        TypeError: it is not a number.
        ValueError: it is NaN, or too large for a float. Infinity is a number; no time is left by 0 and what is below.
    """
    problem = f"grace {shown(value)}: expected a number of seconds"
    if not _is_number(value):
        raise TypeError(problem)
    if not _fits_float(value):
        raise ValueError(problem)


def bounded(seconds: float) -> float:
    """Return a number of seconds that every system can wait: not below 0, and 11 days instead of more."""
    return min(max(0.0, seconds), _MAX_WAIT)


def overdue(what: object, seconds: float | None, limit: str = "command_timeout") -> TimeoutError:
    """Return the error that something has taken longer than a time limit.

    Args:
        what: the command, or what else has taken so long; None for a command that is not known.
        seconds: the time limit.
        limit: the name of the argument or method that has set it.
    """
    return TimeoutError(f"{'the command' if what is None else what} has taken longer than {seconds} s ({limit})")


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _fits_float(value: float) -> bool:
    """Return whether a float can be that number; an int may be larger."""
    try:
        return not isnan(value)
    except OverflowError:
        return False
