"""Measures the cost of a process: of an import, and of a script that answers, plays a file and exits."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from benchmarks.material import ENDPOS_REPLY, ENVIRONMENT

__all__ = ["PROGRAMS", "SCRIPTS", "Cost", "costs"]

_ROOT = Path(__file__).parent.parent
_ENVIRONMENT = ENVIRONMENT.replace(b"agi_network: yes\nagi_network_script: menu\n", b"")
"""The environment of a script, which has no lines about the network."""
_ANSWERED = b"200 result=0\n"

PROGRAMS = {
    "nothing": "pass",
    "import attrs": "import attrs",
    "import agicodec": "import agicodec",
    "agicodec and two commands": "import agicodec; from agicodec.commands import Answer, StreamFile",
    "and the session": "from agicodec import Session; from agicodec.commands import Answer, StreamFile",
}
"""The programs that only import something."""

SCRIPTS = {
    "agicodec": "agicodec_script.py",
    "pyst2": "pyst2_script.py",
    "pystrix": "pystrix_script.py",
    "nothing": "floor_script.py",
}
"""The scripts that talk to Asterisk."""


class Cost(NamedTuple):
    """The cost of a process."""

    seconds: float
    """From exec to exit."""
    kilobytes: int
    """The peak of its memory."""


def costs(rounds: int) -> tuple[dict[str, Cost], dict[str, Cost], float]:
    """Run all programs and scripts in turns; return their median costs, and the import time of commands over attrs."""
    programs: dict[str, list[Cost]] = {name: [] for name in PROGRAMS}
    scripts: dict[str, list[Cost]] = {name: [] for name in SCRIPTS}
    for _ in range(rounds):
        for name, code in PROGRAMS.items():
            programs[name].append(_run(["-c", f"{code}; print(flush=True); input()"], [b"\n"]))
        for name, file in SCRIPTS.items():
            script = Path(__file__).parent / "scripts" / file
            scripts[name].append(_run([str(script)], [_ANSWERED, ENDPOS_REPLY], first=_ENVIRONMENT))
    turns = zip(programs["agicodec and two commands"], programs["import attrs"], strict=True)
    return _middles(programs), _middles(scripts), median(own.seconds / attrs.seconds for own, attrs in turns)


def _middles(found: Mapping[str, list[Cost]]) -> dict[str, Cost]:
    return {
        name: Cost(median(cost.seconds for cost in costs), round(median(cost.kilobytes for cost in costs)))
        for name, costs in found.items()
    }


def _run(arguments: list[str], replies: list[bytes], first: bytes = b"") -> Cost:
    """Run Python, and answer each of its lines as Asterisk does."""
    start = perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        cwd=_ROOT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(first)
    kilobytes = 0
    for reply in replies:
        while not process.stdout.read(4096).endswith(b"\n"):
            if process.poll() is not None:
                raise RuntimeError(f"{arguments}: exit status {process.returncode}")
        kilobytes = _peak(process.pid)
        process.stdin.write(reply)
    process.wait()
    seconds = perf_counter() - start
    process.stdin.close()
    process.stdout.close()
    return Cost(seconds, kilobytes)


def _peak(pid: int) -> int:
    """Return the peak memory of a process so far, in kB, without that of its parent."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0])
