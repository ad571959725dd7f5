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
        ValueError: it is not an integer above 0.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"{name} {shown(value)}: expected an integer above 0")


def require_seconds(name: str, value: object) -> None:
    """Check an argument that is a time limit; None is for no limit.

    Raises:
        ValueError: it is not a finite number above 0.
    """
    if value is None:
        return
    if not _is_number(value) or not 0 < value < inf:
        raise ValueError(f"{name} {shown(value)}: expected a number of seconds above 0, or None for no limit")


def require_grace(value: object) -> None:
    """Check how many seconds calls have to end when a server closes.

    Raises:
        ValueError: it is not a number. Infinity is one; no time is left by 0 and what is below.
    """
    if not _is_number(value):
        raise ValueError(f"grace {shown(value)}: expected a number of seconds")


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
    """Return whether a value is a number that a float can be; an int may be larger."""
    try:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and not isnan(value)
    except OverflowError:
        return False
