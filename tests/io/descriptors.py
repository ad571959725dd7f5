"""The file descriptors of the process, also where there is no /proc."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

__all__ = ["count_descriptors"]

_LISTED = Path("/proc/self/fd")
_HIGHEST = 4096
"""No test opens as many."""


def count_descriptors() -> int:
    """Return how many file descriptors are open."""
    if _LISTED.is_dir():
        return len(os.listdir(_LISTED)) - 1  # one reads the list
    count = 0
    for descriptor in range(_HIGHEST):
        with suppress(OSError):
            os.fstat(descriptor)
            count += 1
    return count
