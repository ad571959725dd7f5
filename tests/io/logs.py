"""What the log says of connections and calls."""

from __future__ import annotations

import pytest

__all__ = ["ends_of", "lines_of"]


def lines_of(caplog: pytest.LogCaptureFixture) -> list[tuple[int, str]]:
    """Return what the log says of connections, without their names and times, and without the lines of calls."""
    return [
        (record.levelno, record.message.partition(": ")[2].rpartition(" (")[0] or record.message.partition(": ")[2])
        for record in caplog.records
        if record.name == "agicodec"
        and ": " in record.message
        and " calls " not in record.message
        and not record.message.startswith("<")
    ]


def ends_of(caplog: pytest.LogCaptureFixture) -> list[tuple[int, str]]:
    """Return how calls of the manager client ended."""
    return [(level, text) for level, text in lines_of(caplog) if not text.startswith(("enters", "Asterisk"))]
