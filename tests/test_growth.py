"""The work that hostile input makes grows no faster than the input, counted in instructions; and memory is bounded."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.growth import GROUPS, STEP

SLACK = 1.25
"""How much more than its share the larger input may cost; twice the share is what growth with the square would show."""

VALGRIND = shutil.which("valgrind")


def instructions(group: str, folder: Path) -> list[int]:
    """Run a group under valgrind, and give the count of each of its runs."""
    command = ["valgrind", "--tool=callgrind", "--dump-before=getppid", f"--callgrind-out-file={folder}/out"]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(
        [*command, sys.executable, "-m", "tests.growth", group],
        check=True,
        env=environment,
        stderr=subprocess.DEVNULL,
        timeout=600,
    )
    counts = [int(re.findall(r"^summary: (\d+)", path.read_text(), re.M)[0]) for path in folder.glob("out.*")]
    numbers = [int(path.suffix[1:]) for path in folder.glob("out.*")]
    return [count for _, count in sorted(zip(numbers, counts, strict=True))][1::2]


@pytest.mark.skipif(VALGRIND is None, reason="valgrind counts the instructions; Debian has it")
@pytest.mark.parametrize("group", GROUPS)
def test_work_grows_no_faster_than_the_input(group: str, tmp_path: Path) -> None:
    counts = instructions(group, tmp_path)
    assert len(counts) == 2 * len(GROUPS[group])
    growth = {name: counts[2 * i + 1] / counts[2 * i] for i, name in enumerate(GROUPS[group])}
    assert {name: ratio for name, ratio in growth.items() if ratio > STEP * SLACK} == {}
