"""Measures all servers in turns, and compares them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from attrs import frozen

from benchmarks.report import FLOOR, OWN, Bar
from benchmarks.servers.contestants import CONTESTANTS, Contestant, World
from benchmarks.servers.load import Measured, build, held_calls, measure
from benchmarks.servers.running import processors, running

__all__ = ["CALLS", "HELD", "Row", "bars", "race"]

CALLS = (1, 50, 500)
"""How many calls there are at once."""
HELD = 5000
"""How many calls wait at once while the memory is measured."""
_ROUNDS = 3
_SECONDS = 2.0
_SETTLED = 200
"""How many calls wait before those whose memory is measured, so that what is made once is there already."""

_TO_PEER = {1: 1.0, 50: 1.2, 500: 1.2}
"""How many times the exchanges of the fastest peer agicodec is to reach, by the number of calls."""
_TO_FLOOR = {World.ASYNCIO: 1.5, World.UVLOOP: 1.8}
"""How many times the processor time of the floor an exchange may take."""
_IDLE = 8192
"""How many bytes an idle call may take."""


@frozen
class Row:
    """What was measured of a server, for a number of calls: the medians of all rounds."""

    server: Contestant
    calls: int
    rate: float
    """Exchanges per second."""
    median: float
    p99: float
    first_median: float
    first_p99: float
    """Of an exchange and of the first command, in microseconds."""
    cost: float
    """The processor time of the server for an exchange, in microseconds."""
    load: float
    """The share of a processor that the load generator has used."""


def race(servers: Sequence[Contestant] = CONTESTANTS, rounds: int = _ROUNDS) -> tuple[list[Row], dict[Contestant, int]]:
    """Measure all servers in turns; return what was measured, and the bytes that an idle call takes."""
    found: dict[tuple[Contestant, int], list[Measured]] = {(one, calls): [] for one in servers for calls in CALLS}
    for_server, for_load = processors()
    with TemporaryDirectory() as folder:
        load = ["taskset", "--cpu-list", str(for_load), str(build(Path(folder)))]
        for _ in range(rounds):
            for one in servers:
                for calls, measured in _turn(one, load, for_server).items():
                    found[one, calls].append(measured)
        memory = {one: _memory(one, load, for_server) for one in servers}
    return [_row(one, calls, measured) for (one, calls), measured in found.items()], memory


def _turn(one: Contestant, load: list[str], processor: int) -> dict[int, Measured]:
    with running(one.module, one.world.value, processor=processor) as server:
        # Until a first connection has ended, each read of a stream of asyncio maps memory, and unmaps it again.
        measure(load, server.port, 1, 0.1, server.pid)
        return {calls: measure(load, server.port, calls, _SECONDS, server.pid) for calls in CALLS}


def _memory(one: Contestant, load: list[str], processor: int) -> int:
    """Return the bytes that an idle call takes: one that waits for the reply to its first command."""
    with (
        running(one.module, one.world.value, processor=processor) as server,
        held_calls(load, server.port, _SETTLED, server.pid),
    ):
        before = server.memory
        with held_calls(load, server.port, HELD, server.pid):
            return (server.memory - before) // HELD


def _row(one: Contestant, calls: int, measured: Sequence[Measured]) -> Row:
    return Row(
        one,
        calls,
        median(each.rate for each in measured),
        median(each.median for each in measured),
        median(each.p99 for each in measured),
        median(each.first_median for each in measured),
        median(each.first_p99 for each in measured),
        median(each.cost for each in measured),
        median(each.load for each in measured),
    )


def bars(rows: Sequence[Row], memory: Mapping[Contestant, int]) -> Iterator[Bar]:
    """Return the goals, with the measured values."""
    for world in World:
        for calls, least in _TO_PEER.items():
            entered = {row.server.name: row for row in rows if row.server.world is world and row.calls == calls}
            own, floor = entered.pop(OWN), entered.pop(FLOOR)
            peer = max(entered.values(), key=lambda row: row.rate)
            ratio = own.rate / peer.rate
            what = f"server, {world.value}, {calls} calls: at least {least} times the exchanges of the fastest peer"
            yield Bar(what, f"{ratio:.2f} of {peer.server.name}", ratio >= least)
            if calls > 1 and world in _TO_FLOOR:
                ratio, most = own.cost / floor.cost, _TO_FLOOR[world]
                what = f"server, {world.value}, {calls} calls: processor time within {most} times the floor"
                yield Bar(what, f"{ratio:.2f}", ratio <= most)
    for one, size in memory.items():
        if one.name == OWN and one.world is not World.THREADS:
            yield Bar(f"server, {one.world.value}: at most 8 KiB for an idle call", f"{size:,} bytes", size <= _IDLE)
