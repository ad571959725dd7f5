"""Hundreds of calls at once: every command is answered by its own reply, and none is mixed up or lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

from agicodec import DeadChannel, NeverAnswered, NoSuchChannel
from examples.asyncagi_panoramisk import AsyncioAgiCall
from tests.live.lab import Lab, Laboratory, RecordedCall, caller_of

FASTAGI_CALLS, ASYNC_CALLS = 180, 80
"""How many calls there are at a time, beside those that are left."""

EXCHANGES = 20
"""How many times each call writes a value of its own and reads it back."""

LEAVING = 20
"""How many calls of each kind are left by their callers meanwhile."""

LEFT_AFTER = 10
"""How many times each of them has done so when its caller leaves."""

MANY = 100_000
"""How many times a call would that is left."""

PATIENCE = 120


async def exchange(lab: Lab, call: RecordedCall | AsyncioAgiCall, name: str, count: int) -> int:
    """Write values that only this call has, and read each back; gives how many until the caller left."""
    for number in range(count):
        if number == LEFT_AFTER and count == MANY:
            await lab.action(Action="Hangup", Channel=caller_of(call.environment))
        if call.hung_up:
            return number
        value = f"{name} ({number}) endpos={number}"
        try:
            await call.set_variable("OWN", value)
            found = await call.get_full_variable("${OWN} ${CHANNEL(name)}")
        except (DeadChannel, NeverAnswered, NoSuchChannel):
            return number
        assert found.value is not None
        assert found.value.startswith(value), (found.value, value)
        await asyncio.sleep(random.random() / 20)
    return count


def test_no_reply_of_many_calls_is_mixed_up_or_lost(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> list[list[int]]:
        kinds: list[Sequence[RecordedCall | AsyncioAgiCall]] = [
            await asyncio.gather(*(lab.call() for _ in range(FASTAGI_CALLS))),
            await asyncio.gather(*(lab.agi_call() for _ in range(ASYNC_CALLS))),
            await asyncio.gather(*(lab.call() for _ in range(LEAVING))),
            await asyncio.gather(*(lab.agi_call() for _ in range(LEAVING))),
        ]

        async def exchanges(kind: int) -> list[int]:
            count = EXCHANGES if kind < 2 else MANY
            running = (exchange(lab, call, f"{kind}-{n}", count) for n, call in enumerate(kinds[kind]))
            return list(await asyncio.gather(*running))

        return await asyncio.wait_for(asyncio.gather(*map(exchanges, range(len(kinds)))), PATIENCE)

    fastagi, in_async, fastagi_left, async_left = laboratory.run(work, record=False)
    assert fastagi == [EXCHANGES] * FASTAGI_CALLS
    assert in_async == [EXCHANGES] * ASYNC_CALLS
    assert all(0 < count < MANY for count in fastagi_left + async_left)
