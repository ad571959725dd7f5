"""Measures the servers alone: `python -m benchmarks.servers [ROUNDS] [NAME...]` from the root of the repository."""

from __future__ import annotations

import sys

from benchmarks.servers.contestants import CONTESTANTS
from benchmarks.servers.race import race


def main(arguments: list[str]) -> None:
    """Measure the servers that are named, or all, and print what was found."""
    rounds = int(arguments[0]) if arguments else 1
    names = arguments[1:]
    servers = [one for one in CONTESTANTS if not names or {one.name, one.world.value} & {*names}]
    rows, memory = race(servers, rounds)
    print(f"{'':<20} {'calls':>5} {'k/s':>6} {'CPU us':>6} {'p50':>6} {'p99':>6} {'first':>7} {'load':>4}")
    for row in rows:
        print(
            f"{row.server.name:<11}{row.server.world.value:<9} {row.calls:>5} {row.rate / 1000:>6.1f} "
            f"{row.cost:>6.2f} {row.median:>6.0f} {row.p99:>6.0f} {row.first_p99:>7.0f} {row.load:>4.0%}"
        )
    for one, size in memory.items():
        print(f"{one.name:<11}{one.world.value:<9} {size:,} bytes for an idle call")


if __name__ == "__main__":
    main(sys.argv[1:])
