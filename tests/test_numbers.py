"""The numbers that a user passes."""

from __future__ import annotations

import pytest

from agicodec._numbers import require_count, require_seconds

NO_NUMBERS = [True, "3", b"3", [3], 3j, object()]


@pytest.mark.parametrize(
    ("value", "error"), [*((value, TypeError) for value in (*NO_NUMBERS, 1.5, None)), (0, ValueError), (-1, ValueError)]
)
def test_a_count_is_an_integer_above_0(value: object, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"max_calls .*: expected an integer above 0"):
        require_count("max_calls", value)


@pytest.mark.parametrize(
    ("value", "error"),
    [
        *((value, TypeError) for value in NO_NUMBERS),
        *((value, ValueError) for value in (0, -1, float("inf"), float("nan"), 10**400)),
    ],
)
def test_a_time_limit_is_a_number_of_seconds(value: object, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"call_timeout .*: expected a number of seconds above 0, or None"):
        require_seconds("call_timeout", value)


@pytest.mark.parametrize("value", [None, 1, 0.001, 86400.0])
def test_a_time_limit_may_be_left_out(value: float | None) -> None:
    require_seconds("call_timeout", value)
