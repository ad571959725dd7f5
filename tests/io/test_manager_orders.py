"""What happens to a manager client at the same time, in any order: nobody waits for ever, and nothing is left."""

from __future__ import annotations

import asyncio
import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.io.manager_world import GRACE, INSTRUCTIONS, Instruction, World
from tests.io.virtual_time import run_in_virtual_time


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "agicodec")  # hundreds of thousands of lines are slow


STEPS = (
    *("enter", "enter", "enter", "run", "run", "steps", "yield", "pass", "hang up", "leave", "rename", "start again"),
    *("flood", "lose", "refuse", "silent", "deaf", "unread", "garbage"),
)

PLANS = st.lists(st.lists(st.sampled_from(INSTRUCTIONS), min_size=1, max_size=6), min_size=2, max_size=5)


@given(
    plans=PLANS,
    steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 60)), min_size=3, max_size=40),
    is_early=st.booleans(),
    seed=st.none() | st.integers(0, 3),
    waiting=st.sampled_from(["adopt", "break", "leave"]),
    command_timeout=st.none() | st.just(2.0),
    call_timeout=st.none() | st.just(5.0),
    lives=st.booleans(),
    is_cancelled=st.booleans(),
    grace=st.sampled_from([0, GRACE]),
)
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_whatever_happens_together_nobody_waits_for_ever_and_nothing_is_left(
    plans: list[list[Instruction]],
    steps: list[tuple[str, int]],
    seed: int | None,
    waiting: str,
    command_timeout: float | None,
    call_timeout: float | None,
    *,
    is_early: bool,
    lives: bool,
    is_cancelled: bool,
    grace: float,
) -> None:
    async def main() -> None:
        options = {"waiting": waiting, "command_timeout": command_timeout, "call_timeout": call_timeout}
        world = World(plans, seed, ping_interval=10.0, connect_timeout=5.0, max_delay=2.0, **options)
        starting = asyncio.ensure_future(world.manager.start())
        for what, number in () if is_early else (("run", 20), ("enter", 0), ("enter", 1), ("run", 10)):
            await world.step(what, number)
        for what, number in steps:
            await world.step(what, number)
        await world.close(lives=lives, is_cancelled=is_cancelled, grace=grace)
        await asyncio.gather(starting, return_exceptions=True)
        for _ in range(5):
            await asyncio.sleep(0)
        await asyncio.sleep(30)  # stubborn flows end now
        assert (world.open, world.manager.calls, world.mixed_up) == (0, 0, [])

    run_in_virtual_time(main())
