"""How many connections or calls the log says were refused, one by one or counted."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["count_refused"]


def count_refused(messages: Iterable[str], text: str) -> int:
    """Return how many connections or calls ended so."""
    found = 0
    for message in messages:
        if text in message:
            counted = re.match(r"(\d+) more (?:connection|call|time)s?: ", message)
            found += int(counted[1]) if counted else 1
    return found
