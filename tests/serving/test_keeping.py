"""When a connection counts as lost, and when to connect again."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec.serving.backoff import FIRST_DELAY, Backoff
from agicodec.serving.keepalive import Keepalive

SECONDS = st.floats(0.01, 1000)


@given(SECONDS, st.floats(0, 1e6), st.integers())
def test_delays_become_longer_up_to_a_limit(most: float, lasted: float, seed: int) -> None:
    backoff = Backoff(most, Random(seed))
    expected = min(FIRST_DELAY, most)
    for _ in range(20):
        assert expected / 2 <= backoff.next_delay() <= expected
        expected = min(expected * 2, most)
    backoff.lost_after(lasted)
    again = min(FIRST_DELAY, most) if lasted > most else most
    assert again / 2 <= backoff.next_delay() <= again


def test_delays_of_two_clients_differ() -> None:
    assert Backoff().next_delay() != Backoff().next_delay()


@given(SECONDS, st.lists(st.tuples(st.booleans(), st.floats(0, 3)), max_size=30))
def test_a_connection_is_lost_after_two_intervals_of_silence(interval: float, steps: list[tuple[bool, float]]) -> None:
    keepalive = Keepalive(interval, 0.0)
    now = heard = 0.0
    asked: float | None = None
    for is_heard, passed in steps:
        now += passed * interval
        if is_heard:
            keepalive.heard(now)
            heard, asked = now, None
        due = interval + (heard if asked is None else asked)
        assert keepalive.due == pytest.approx(due)
        expected = "wait" if now < keepalive.due else "ping" if asked is None else "lost"
        assert keepalive.check(now) == expected
        asked = now if expected == "ping" else asked
