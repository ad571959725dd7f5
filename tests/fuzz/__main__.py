"""Fuzz the decoders by coverage, all at a time.

    python -m tests.fuzz [--seconds N] [--seed N] [--keep] [TARGET ...]

It starts with the corpus and with what earlier runs found, for a minute by default. What breaks a target is
added to the corpus, and so becomes a test. With `--keep`, what has reached new code is added as well; with a `--seed`,
it takes much the same way each time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, TypeAlias

from tests.fuzz import corpus
from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from _typeshed import TraceFunction

Arc: TypeAlias = tuple[str, int, int]

FOUND = Path(__file__).parents[2] / "build" / "fuzz"
"""Where what is found is kept from one run to the next."""

LONGEST = 600
"""How long an input may be, in bytes."""

_END = 20
"""How many lines the end of a log has."""

PACKAGE = str(Path("src", "agicodec"))
"""What the files of agicodec have in their paths."""

BROKE = ("crash-*", "timeout-*", "oom-*")
"""What libFuzzer calls an input that broke a target."""


def command(target: str, *options: str) -> list[str]:
    """Return the command line of the fuzzer for a target."""
    return [sys.executable, "-m", "tests.fuzz.run", target, f"-max_len={LONGEST}", *options]


def unpack(target: str) -> Path:
    """Write the corpus of a target into the folder of what was found for it."""
    folder = FOUND / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(corpus.read(target)):
        (folder / f"corpus-{number}").write_bytes(data)
    return folder


def fuzz(targets: list[str], seconds: int, seed: int) -> list[str]:
    """Fuzz targets, each in a process of its own; return those that broke."""
    running: dict[str, subprocess.Popen[bytes]] = {}
    for target in targets:
        folder = unpack(target)
        options = ("-timeout=10", "-print_final_stats=1", f"-seed={seed}", f"-max_total_time={seconds}")
        line = command(target, *options, f"-artifact_prefix={folder}/", f"{folder}")
        log = log_of(target).open("wb")
        running[target] = subprocess.Popen(line, stdout=log, stderr=log, env={**os.environ, "PYTHONHASHSEED": "0"})
    return [target for target, process in running.items() if process.wait()]


def keep_what_broke(target: str) -> None:
    """Add to the corpus what broke a target."""
    found = [path.read_bytes() for pattern in BROKE for path in (FOUND / target).glob(pattern)]
    corpus.write(target, [*corpus.read(target), *found])


def keep_what_is_new(target: str) -> None:
    """Add to the corpus the least that takes all steps of the code that what was found takes."""
    kept = corpus.read(target)
    seen = {arc for data in kept for arc in arcs_of(target, data)}
    for data in sorted({path.read_bytes() for path in (FOUND / target).iterdir()}, key=len):
        arcs = arcs_of(target, data)
        if not arcs <= seen:
            kept.append(data)
            seen |= arcs
    corpus.write(target, kept)


def arcs_of(target: str, data: bytes) -> set[Arc]:
    """Return which lines of agicodec follow on which when a target takes an input."""
    arcs: set[Arc] = set()

    def trace(frame: FrameType, event: str, _: object) -> TraceFunction | None:
        name = frame.f_code.co_filename
        if PACKAGE not in name:
            return None
        last = frame.f_lineno

        def trace_line(frame: FrameType, event: str, _: object) -> TraceFunction:
            nonlocal last
            arcs.add((name, last, frame.f_lineno))
            last = frame.f_lineno
            return trace_line

        return trace_line

    sys.settrace(trace)
    try:
        TARGETS[target](data)
    finally:
        sys.settrace(None)
    return arcs


def log_of(target: str) -> Path:
    """Return where the fuzzer writes what it does with a target."""
    return FOUND / f"{target}.log"


def report(target: str) -> str:
    """Return how often a target was run."""
    lines = log_of(target).read_text(errors="replace").splitlines()
    runs = next((line.split()[-1] for line in lines if "number_of_executed_units" in line), "?")
    return f"{target}: {runs} inputs, {len(corpus.read(target))} in the corpus"


def error_of(target: str) -> list[str]:
    """Return what is written of what broke a target: the error and the input, or the end of the log."""
    lines = log_of(target).read_text(errors="replace").splitlines()
    starts = (index for index, line in enumerate(lines) if "Uncaught" in line or "ERROR" in line)
    start = next(starts, max(0, len(lines) - _END))
    return [line for line in lines[start:] if not line.startswith(("stat::", "#"))]


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"{', '.join(TARGETS)}; all unless named")
    parser.add_argument("--seconds", type=int, default=60, help="how long each target is fuzzed")
    parser.add_argument("--seed", type=int, default=0, help="where chance starts; with 0, anywhere")
    parser.add_argument("--keep", action="store_true", help="add what reached new code to the corpus")
    options = parser.parse_args()
    targets: list[str] = options.targets or list(TARGETS)
    if unknown := set(targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    broken = fuzz(targets, options.seconds, options.seed)
    for target in targets:
        if target in broken:
            keep_what_broke(target)
            print(report(target), f"broken: {log_of(target)} says", *error_of(target), sep="\n  ")
            continue
        if options.keep:
            keep_what_is_new(target)
        print(report(target))
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
