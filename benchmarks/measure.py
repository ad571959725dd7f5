"""Times calls in turns, so that all run under the same conditions."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from statistics import median
from timeit import Timer

__all__ = ["median_ratio", "times_in_turns"]

_ROUND = 0.01
"""The length of a contestant's turn, in seconds."""


def times_in_turns(calls: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Time each call in turns, and return the seconds of one call, for each contestant and round."""
    timers = {name: Timer(call) for name, call in calls.items()}
    numbers = {name: _number(timer) for name, timer in timers.items()}
    found: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, timer in timers.items():
            gc.collect()
            found[name].append(timer.timeit(numbers[name]) / numbers[name])
    return found


def median_ratio(times: Mapping[str, list[float]], name: str, other: str) -> float:
    """Return the time of one contestant divided by that of another: the median over the rounds."""
    return median(one / two for one, two in zip(times[name], times[other], strict=True))


def _number(timer: Timer) -> int:
    """Return how many calls fill a turn."""
    number = 1
    while (taken := timer.timeit(number)) < _ROUND / 4:
        number *= 4
    return max(1, round(number * _ROUND / taken))
