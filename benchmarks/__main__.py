"""Runs all measurements, and writes the report: `python -m benchmarks` from the root of the repository."""

from __future__ import annotations

import asyncio
import platform
import warnings
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from statistics import median

from attrs import frozen
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchmarks import growth
from benchmarks.contestants import RIVALS, contestants, versions
from benchmarks.material import Work
from benchmarks.measure import median_ratio, times_in_turns
from benchmarks.memory import sizes
from benchmarks.peers import PEERS, WRONG
from benchmarks.pictures import draw_bars, draw_growth
from benchmarks.processes import costs
from benchmarks.report import BARE_FLOOR, FLOOR, OWN, Bar
from benchmarks.servers import race

_DOCS = Path(__file__).parent.parent / "docs"
_ROUNDS, _PROCESS_ROUNDS = 51, 41
_NAMES = [OWN, FLOOR, BARE_FLOOR, *PEERS]
_ENCODED = (Work.SET_VARIABLE, Work.STREAM_FILE)
_DECODED = (Work.TEXT_REPLY, Work.ENDPOS_REPLY, Work.TIMEOUT_REPLY, Work.USAGE_REPLY)
_TO_FLOOR, _TO_SESSION, _TO_ATTRS = 3.0, 0.5, 1.15


@frozen
class Row:
    """The measurements of a piece of work."""

    work: str
    times: Mapping[str, float]
    """The microseconds of each contestant."""
    ratios: Mapping[str, float]
    """The time of each contestant, divided by that of the floor."""
    peer: str
    """The fastest peer; empty if none does this work."""
    to_peer: float
    """The time of agicodec, divided by that of the fastest peer, or of the floor."""

    @property
    def to_floor(self) -> float:
        """The time of agicodec, divided by that of the floor."""
        return self.ratios[OWN]


def main() -> None:
    """Measure, and write the report."""
    warnings.simplefilter("ignore")  # the peers use deprecated functions of Python
    rows = {work: _row(work, found) for work, found in _measured()}
    programs, scripts, to_attrs = costs(_PROCESS_ROUNDS)
    servers, idle = race.race()
    draw_bars(_DOCS / "performance.svg", {row.work: row.ratios for row in rows.values()}, _NAMES)
    _draw_growth()
    templates = FileSystemLoader(Path(__file__).parent)
    environment = Environment(
        loader=templates, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    text = environment.get_template("performance.md.j2").render(
        date=f"{datetime.now(timezone.utc):%Y-%m-%d}",
        python=f"{platform.python_implementation()} {platform.python_version()}",
        machine=_machine(),
        versions=versions(),
        names=_NAMES,
        rows=rows.values(),
        wrong=WRONG,
        bars=[*_bars(rows, to_attrs), *race.bars(servers, idle)],
        servers=servers,
        idle=idle,
        held=race.HELD,
        sizes=sizes(),
        programs=programs,
        scripts=scripts,
        process_rounds=_PROCESS_ROUNDS,
    )
    (_DOCS / "performance.md").write_text(text.rstrip() + "\n", "utf-8")
    asyncio.set_event_loop(None)
    print(text)


def _measured() -> Iterator[tuple[Work, dict[str, list[float]]]]:
    """Measure each piece of work."""
    all_calls = contestants()
    for work in Work:
        calls = {name: calls[work] for name, calls in all_calls.items() if work in calls}
        yield work, times_in_turns(calls, _ROUNDS)


def _row(work: Work, found: dict[str, list[float]]) -> Row:
    times = {name: 1e6 * median(seconds) for name, seconds in found.items()}
    peer = min((name for name in RIVALS if name in times), key=times.__getitem__, default="")
    ratios = {name: median_ratio(found, name, FLOOR) for name in found}
    return Row(work.value, times, ratios, peer, median_ratio(found, OWN, peer or FLOOR))


def _bars(rows: Mapping[Work, Row], to_attrs: float) -> Iterator[Bar]:
    """Return the goals, with the measured values."""
    for works, what in ((_DECODED, "to decode a reply, typed"), (_ENCODED, "to encode, checked and escaped")):
        for work in works:
            row = rows[work]
            found = f"{row.to_peer:.2f} of {row.peer}"
            yield Bar(f"{what} ({row.work}): no slower than the fastest peer", found, row.to_peer <= 1)
    row = rows[Work.SESSION]
    found = f"{row.to_peer:.2f} of {row.peer}; the floor takes {1 / row.ratios[row.peer]:.2f} of it"
    yield Bar("a whole session in half the time of the fastest peer", found, row.to_peer <= _TO_SESSION)
    for row in rows.values():
        yield Bar(f"{row.work}: within 3 times the floor", f"{row.to_floor:.2f}", row.to_floor <= _TO_FLOOR)
    found = f"{to_attrs:.2f}"
    yield Bar("import of two commands within 1.15 times that of attrs", found, to_attrs <= _TO_ATTRS)


def _draw_growth() -> None:
    largest = growth.SIZES[-1]
    draw_growth(
        _DOCS / "growth.svg",
        {
            OWN: {chunk: growth.least(partial(growth.per_byte, chunk, largest)) for chunk in growth.CHUNKS},
            FLOOR: {chunk: growth.least(partial(growth.floor_per_byte, chunk, largest)) for chunk in growth.CHUNKS},
        },
        {
            f"chunks of {chunk:,}": {size: growth.least(partial(growth.per_byte, chunk, size)) for size in growth.SIZES}
            for chunk in (1, 1000, 1_000_000)
        },
        {count: growth.least(partial(growth.per_exchange, count)) for count in growth.SESSIONS},
    )


def _machine() -> str:
    """Describe the machine."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
    return f"{platform.system()} {platform.machine()}, {model}"


if __name__ == "__main__":
    main()
