"""Which calls a server waits for when it closes."""

from __future__ import annotations

import pytest

from agicodec.serving.closing import Closing

CALLS = {"a": 1, "b": 2, "c": 3}
"""Calls, and what runs their flows."""


@pytest.mark.parametrize(
    ("closers", "current", "others"),
    [
        ([], 0, "abc"),
        ([], 2, "ac"),
        ([0], 0, "abc"),
        ([2], 2, "ac"),
        ([2], 0, "abc"),
        ([2, 3], 2, "a"),
        ([2, 3], 3, "a"),
        ([0, 2], 0, "abc"),
        ([0, 2], 2, "ac"),
        ([3], 2, "a"),
        ([1, 2, 3], 3, ""),
    ],
)
def test_closing_waits_for(closers: list[int], current: int, others: str) -> None:
    closing: Closing[str] = Closing(CALLS.__getitem__)
    for closer in closers:
        closing.begin(closer)
    assert closing.others(current, CALLS) == list(others)
