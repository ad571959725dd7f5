"""Hundreds of calls at once: every command is answered by its own reply, and none is mixed up or lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

from agicodec import AsyncAgiCall, AsyncCall, DeadChannel, NeverAnswered
from tests.live.lab import Lab, Laboratory

FASTAGI_CALLS, ASYNC_CALLS = 180, 80
"""How many calls there are at a time, beside those that are left."""

EXCHANGES = 20
"""How many times each call writes a value of its own and reads it back."""

LEAVING = 20
"""How many calls of each kind are left by their callers meanwhile."""

MANY = 100_000
"""How many times a call would that is left."""

PATIENCE = 120


async def exchange(call: AsyncCall | AsyncAgiCall, name: str, count: int) -> int:
    """Write values that only this call has, and read each back; gives how many until the caller left."""
    for number in range(count):
        if call.hung_up:
            return number
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
    async def work(lab: Lab) -> list[list[int]]:
        kinds: list[Sequence[AsyncCall | AsyncAgiCall]] = [
            await asyncio.gather(*(lab.call() for _ in range(FASTAGI_CALLS))),
            await asyncio.gather(*(lab.agi_call() for _ in range(ASYNC_CALLS))),
            await asyncio.gather(*(lab.call(caller="leaves", DELAY="3") for _ in range(LEAVING))),
            await asyncio.gather(*(lab.agi_call(caller="leaves", DELAY="3") for _ in range(LEAVING))),
        ]

        async def exchanges(kind: int) -> list[int]:
            calls, count = kinds[kind], EXCHANGES if kind < 2 else MANY
            return list(await asyncio.gather(*(exchange(call, f"{kind}-{n}", count) for n, call in enumerate(calls))))

        return await asyncio.wait_for(asyncio.gather(*map(exchanges, range(len(kinds)))), PATIENCE)

    fastagi, in_async, fastagi_left, async_left = laboratory.run(work, record=False)
    assert fastagi == [EXCHANGES] * FASTAGI_CALLS
    assert in_async == [EXCHANGES] * ASYNC_CALLS
    assert all(0 < count < MANY for count in fastagi_left + async_left)
