"""How values become words of the line: moments, fractions of a second, texts."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from agicodec import InvalidArgument, commands
from agicodec.wire import split


@pytest.mark.parametrize(
    ("moment", "word"),
    [
        (datetime(1969, 12, 31, 23, 59, 59, 1, tzinfo=timezone.utc), b"-1"),
        (datetime(1970, 1, 1, 2, tzinfo=timezone(timedelta(hours=2))), b"0"),
        (datetime(2038, 1, 19, 3, 14, 7, 999999, tzinfo=timezone.utc), b"2147483647"),
        (-1, b"-1"),
    ],
)
def test_a_moment_is_whole_seconds(moment: datetime | int, word: bytes) -> None:
    assert split(commands.SayDate(moment).encode()[:-1])[2] == word


def test_a_moment_out_of_range_is_refused() -> None:
    for moment in (datetime(2038, 1, 19, 3, 14, 8, tzinfo=timezone.utc), datetime(1901, 1, 1, tzinfo=timezone.utc)):
        with pytest.raises(InvalidArgument, match="from -2147483648 to 2147483647, or an aware datetime within them"):
            commands.SayDate(moment)
        assert commands.SayDatetime(moment).encode()


def test_a_byte_that_is_no_text_counts_as_one() -> None:
    assert len(commands.SetContext("\udcff" * 79).encode()) == len(b"SET CONTEXT \n") + 79
    with pytest.raises(InvalidArgument, match="at most 79 bytes"):
        commands.SetContext("\udcff" * 80)


@pytest.mark.parametrize(
    ("seconds", "word"),
    [(0, "0"), (0.0, "0"), (2.5, "2.5"), (1e-6, "0.000001"), (1e9, "1000000000"), (1 / 3, "0.333333")],
)
def test_a_fraction_of_a_second_has_no_exponent(seconds: float, word: str) -> None:
    assert commands.SetAutohangup(seconds).encode() == f"SET AUTOHANGUP {word}\n".encode()
