"""Counts the instructions of parts of a program with valgrind; the counts do not depend on what else runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

__all__ = ["VALGRIND", "count_instructions"]

VALGRIND = shutil.which("valgrind")
"""The path of valgrind; None if it is not installed."""


def count_instructions(arguments: Sequence[str], folder: Path) -> list[int]:
    """Run Python with arguments, and return the instructions of each part; calls of `getppid` separate the parts."""
    command = ["valgrind", "--tool=callgrind", "--dump-before=getppid", f"--callgrind-out-file={folder}/out"]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(
        [*command, sys.executable, *arguments],
        check=True,
        env=environment,
        stderr=subprocess.DEVNULL,
        timeout=600,
    )
    counts = [int(re.findall(r"^summary: (\d+)", path.read_text(), re.M)[0]) for path in folder.glob("out.*")]
    numbers = [int(path.suffix[1:]) for path in folder.glob("out.*")]
    return [count for _, count in sorted(zip(numbers, counts, strict=True))][1::2]
