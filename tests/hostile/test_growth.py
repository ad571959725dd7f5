"""The work for hostile input grows no faster than the input, counted in instructions."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.counting import VALGRIND, count_instructions
from tests.hostile.growth import GROUPS, STEP

SLACK = 1.25
"""How much more than its share the larger input may cost; twice the share is what growth with the square would show."""


@pytest.mark.skipif(VALGRIND is None, reason="valgrind counts the instructions; Debian has it")
@pytest.mark.parametrize("group", GROUPS)
def test_work_grows_no_faster_than_the_input(group: str, tmp_path: Path) -> None:
    counts = count_instructions(["-m", "tests.hostile.growth", group], tmp_path)
    assert len(counts) == 2 * len(GROUPS[group])
    growth = {name: counts[2 * i + 1] / counts[2 * i] for i, name in enumerate(GROUPS[group])}
    assert {name: ratio for name, ratio in growth.items() if ratio > STEP * SLACK} == {}
