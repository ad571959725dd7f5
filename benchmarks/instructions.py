"""Guards against gradual slowdown: fixed work must not take more instructions than recorded.

    python -m benchmarks.instructions [--record]

The counts depend on the release of Python, so they are recorded for each release. They also depend on the build; so the
counts are compared relative to the yardstick, a similar piece of work in plain Python.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import floor, own
from benchmarks.counting import VALGRIND, count_instructions
from benchmarks.material import Work

__all__ = ["YARDSTICK", "compare", "compare_to_floor", "main"]

_RECORD = Path(__file__).parent / "instructions.json"
_MOST = 1.1
"""The allowed ratio of instructions to recorded instructions."""
_WARM_UP, _TIMES = 30, 20
"""How often each piece of work is done to let the interpreter adapt to it, and then how often while counting."""
YARDSTICK = "yardstick: a session of the floor"
"""The work in plain Python that the rest is compared with."""
_TO_FLOOR = {Work.WRITE_DIAL: 3.0, Work.DIAL: 4.5}
"""How many times as many instructions as the floor a piece of work may take, on any machine."""
_WORK = (Work.ENVIRONMENT, Work.SET_VARIABLE, Work.ENDPOS_REPLY, Work.SESSION, Work.ASYNC_EXEC, *_TO_FLOOR)


def main(arguments: list[str]) -> int:
    """Count, and compare or record; return the exit status."""
    if arguments == ["--run"]:
        _run()
        return 0
    if VALGRIND is None:
        print("found no valgrind, which counts the instructions. On Debian: apt-get install valgrind", file=sys.stderr)
        return 2
    with TemporaryDirectory() as folder:
        counts = count_instructions(["-m", "benchmarks.instructions", "--run"], Path(folder))
    found = {name: count // _TIMES for name, count in zip(_calls(), counts, strict=True)}
    records: dict[str, dict[str, int]] = json.loads(_RECORD.read_text("utf-8")) if _RECORD.exists() else {}
    release = ".".join(platform.python_version_tuple()[:2])
    if arguments == ["--record"]:
        records[release] = found
        _RECORD.write_text(json.dumps(dict(sorted(records.items())), indent=1) + "\n", "utf-8")
        print(f"{_RECORD}: recorded for Python {release}")
        return 0
    if release not in records:
        print(f"{_RECORD}: found none for Python {release}; `make bench-record` counts them", file=sys.stderr)
        return 2
    lines = [*compare(found, records[release]), *compare_to_floor(found)]
    print("\n".join(lines))
    return int(any("MORE" in line for line in lines))


def compare(found: Mapping[str, int], recorded: Mapping[str, int]) -> Iterator[str]:
    """Return the ratio of each piece of work to its recorded count."""
    scale = found[YARDSTICK] / recorded[YARDSTICK]
    for name, count in found.items():
        share = 1.0 if name == YARDSTICK else count / (recorded[name] * scale)
        verdict = f"MORE than {_MOST}" if share > _MOST else "fine"
        yield f"{name:<36} {count:>10,} instructions, {share:.3f} of what was recorded: {verdict}"


def compare_to_floor(found: Mapping[str, int]) -> Iterator[str]:
    """Return the ratio of the work that has a bound to what the floor takes for it."""
    for work, most in _TO_FLOOR.items():
        share = found[work.value] / found[_floor_of(work)]
        verdict = f"MORE than {most}" if share > most else "fine"
        yield f"{work.value:<36} {share:.2f} times the floor: {verdict}"


def _floor_of(work: Work) -> str:
    return f"floor: {work.value}"


def _calls() -> dict[str, Callable[[], object]]:
    work, plain = own.work(), floor.work(floor.checked)
    return {
        YARDSTICK: plain[Work.SESSION],
        **{piece.value: work[piece] for piece in _WORK},
        **{_floor_of(piece): plain[piece] for piece in _TO_FLOOR},
    }


def _run() -> None:
    """Do the work between calls of `getppid`, at which valgrind writes its counts."""
    calls = _calls()
    for call in calls.values():
        for _ in range(_WARM_UP):
            call()
    gc.collect()
    gc.disable()
    for call in calls.values():
        os.getppid()
        for _ in range(_TIMES):
            call()
        os.getppid()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
