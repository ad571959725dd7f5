"""The check of instruction counts fails when they grow."""

from __future__ import annotations

import pytest

from benchmarks.instructions import YARDSTICK, compare, compare_to_floor, main

RECORDED = {YARDSTICK: 1000, "work": 2000}


@pytest.mark.parametrize(
    ("yardstick", "count", "verdict"),
    [
        (1000, 2000, "1.000 of what was recorded: fine"),
        (1000, 2199, "1.099 of what was recorded: fine"),
        (1000, 2201, "1.101 of what was recorded: MORE than 1.1"),
        (1000, 1000, "0.500 of what was recorded: fine"),
        # Another build of Python, which takes twice as many for all.
        (2000, 4000, "1.000 of what was recorded: fine"),
        (2000, 4500, "1.125 of what was recorded: MORE than 1.1"),
    ],
)
def test_more_than_a_tenth_is_reported(yardstick: int, count: int, verdict: str) -> None:
    first, second = compare({YARDSTICK: yardstick, "work": count}, RECORDED)
    assert first.endswith("instructions, 1.000 of what was recorded: fine")
    assert second.endswith(verdict)


def test_more_than_so_many_times_the_floor_is_reported() -> None:
    floor = {"floor: encode Dial": 100, "floor: make Dial, and encode it": 100}
    first, second = compare_to_floor({"encode Dial": 300, "make Dial, and encode it": 451, **floor})
    assert first.endswith("3.00 times the floor: fine")
    assert second.endswith("4.51 times the floor: MORE than 4.5")


def test_without_valgrind_it_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.instructions.VALGRIND", None)
    assert main([]) == 2
    assert "found no valgrind" in capsys.readouterr().err
