"""The testing kit beside a real Asterisk: the same commands and the same callers lead to the same replies.

A sequence that differs is played again, since a busy machine delays what a caller does; one that differs each time is
reported, without the commands that do not matter. A seed is run again with
`AGICODEC_KIT_SEED=123 AGICODEC_KIT_SEQUENCES=1 python -m tests.live tests/live/test_kit_live.py`.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from math import ceil

import pytest
from attrs import frozen

from tests.live.lab import Lab, Laboratory
from tests.live.timed_callers import play_live
from tests.testing.differences import differs
from tests.testing.random_expressions import make_evaluations
from tests.testing.sequences import Exchange, Sequence, is_robust, make_sequence, play, without

FIRST = int(os.environ.get("AGICODEC_KIT_SEED", "1"))
"""The seed of the first sequence."""

COUNT = int(os.environ.get("AGICODEC_KIT_SEQUENCES", "500"))
"""How many sequences are played."""

AT_ONCE = 30
"""How many of them at a time."""

AGAIN = 2
"""How often one that differs is played again, by itself."""

SHOWN = 5
"""How many failures are shown in full."""


@frozen
class Compared:
    """A sequence, and both conversations."""

    sequence: Sequence
    kit: tuple[Exchange, ...]
    live: tuple[Exchange, ...]
    names: tuple[str, ...]
    """For each command the name of its difference."""

    @property
    def fails(self) -> bool:
        """Whether something differs that is not known."""
        return "!" in self.names or len(self.kit) != len(self.live)

    def __str__(self) -> str:
        rows = [
            f"both     {kit}" if not name else f"kit      {kit}\n{name:>8} {live}" for kit, live, name in self.rows()
        ]
        return "\n".join(
            (str(self.sequence), *rows, *([] if len(rows) == len(self.kit) else ["the server went silent"]))
        )

    def rows(self) -> Iterable[tuple[Exchange, Exchange, str]]:
        """Return the exchanges side by side."""
        return zip(self.kit, self.live, self.names, strict=False)


async def compare(server: list[Lab], sequences: Iterable[Sequence], release: int) -> list[Compared]:
    """Play sequences on the kit and on the server, one in each laboratory at a time."""
    waiting = iter(sequences)
    compared: list[Compared] = []

    async def work(lab: Lab) -> None:
        for sequence in waiting:
            kit = play(sequence).exchanges
            live = await play_live(lab, sequence, kit)
            names = tuple(differs(sequence, one, other, release) for one, other in zip(kit, live, strict=False))
            compared.append(Compared(sequence, kit, tuple(live), names))

    await asyncio.gather(*map(work, server))
    return compared


async def shrink(server: list[Lab], found: Compared, release: int) -> Compared:
    """Leave out what a difference does not depend on."""
    while True:
        smaller = [s for s in without(found.sequence) if not play(s).failure and is_robust(s)]
        failing = [c for c in await compare(server, smaller, release) if c.fails]
        if not failing:
            return found
        found = min(failing, key=lambda compared: len(compared.sequence.lines) + len(compared.sequence.actions))


def failing_of(laboratory: Laboratory, sequences: Iterable[Sequence]) -> list[Compared]:
    """Compare sequences; gives those that differ each time, the first ones as small as can be."""

    async def work() -> list[Compared]:
        async with AsyncExitStack() as stack:
            server = [await stack.enter_async_context(Lab(laboratory.server, events=False)) for _ in range(AT_ONCE)]
            release = await server[0].release()
            compared = await compare(server, sequences, release)
            print(Counter(name for c in compared for name in c.names))
            failing = [c for c in compared if c.fails]
            for _ in range(AGAIN):
                failing = [c for c in await compare(server[:4], [c.sequence for c in failing], release) if c.fails]
            return [*[await shrink(server, found, release) for found in failing[:SHOWN]], *failing[SHOWN:]]

    return asyncio.run(work())


@pytest.mark.parametrize(("make", "count"), [(make_sequence, COUNT), (make_evaluations, ceil(COUNT / 5))])
def test_random_calls_go_as_on_the_kit(laboratory: Laboratory, make: Callable[[int], Sequence], count: int) -> None:
    failing = failing_of(laboratory, map(make, range(FIRST, FIRST + count)))
    assert not failing, "\n\n".join((f"{len(failing)} of {count} differ", *map(str, failing[:SHOWN])))
