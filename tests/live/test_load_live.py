"""Hundreds of calls at once: every command is answered by its own reply, and none is mixed up or lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

from agicodec import AsyncCommands, DeadChannel, NeverAnswered
from tests.live.lab import Lab, Laboratory

FASTAGI_CALLS, ASYNC_CALLS = 120, 60
"""How many calls there are at a time."""

EXCHANGES = 20
"""How many times each call writes a value of its own and reads it back."""

LEAVING = 10
"""How many of the FastAGI calls are left by their callers meanwhile."""

PATIENCE = 120


async def exchange(call: AsyncCommands, name: str, count: int) -> int:
    """Write values that only this call has, and read each back; gives how many until the caller left."""
    for number in range(count):
        value = f"{name} ({number}) endpos={number}"
        try:
            await call.set_variable("OWN", value)
            found = await call.get_full_variable("${OWN} ${CHANNEL(name)}")
        except (DeadChannel, NeverAnswered):
            return number
        assert found.value is not None
        assert found.value.startswith(value), (found.value, value)
        await asyncio.sleep(random.random() / 20)
    return count


def test_no_reply_of_many_calls_is_mixed_up_or_lost(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> tuple[list[int], list[int], list[int]]:
        stays = await asyncio.gather(*(lab.call() for _ in range(FASTAGI_CALLS)))
        in_async = await asyncio.gather(*(lab.agi_call() for _ in range(ASYNC_CALLS)))
        leaves = await asyncio.gather(*(lab.call(caller="leaves", DELAY="3") for _ in range(LEAVING)))

        async def all_of(calls: Sequence[AsyncCommands], prefix: str, count: int) -> list[int]:
            runs = (exchange(call, f"{prefix}-{index}", count) for index, call in enumerate(calls))
            return list(await asyncio.gather(*runs))

        return await asyncio.wait_for(
            asyncio.gather(
                all_of(stays, "fastagi", EXCHANGES),
                all_of(leaves, "leaving", 1000),
                all_of(in_async, "asyncagi", EXCHANGES),
            ),
            PATIENCE,
        )

    stayed, left, in_async = laboratory.run(work, record=False)
    assert stayed == [EXCHANGES] * FASTAGI_CALLS
    assert in_async == [EXCHANGES] * ASYNC_CALLS
    assert all(count > 0 for count in left)
