"""Runs the load generator, which is built from `load.c`."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

__all__ = ["COMPILER", "Measured", "build", "held_calls", "measure"]

COMPILER = shutil.which("cc")
"""The path of a C compiler; None if none is installed."""

_SOURCE = Path(__file__).with_name("load.c")


@frozen
class Measured:
    """What was measured while a server served calls."""

    exchanges: int
    seconds: float
    server_seconds: float
    """The processor time of the server."""
    own_seconds: float
    """The processor time of the load generator."""
    median: int
    """The median time of an exchange, in microseconds."""
    p99: int
    """The time of an exchange that one in a hundred exceeds, in microseconds."""
    first_median: int
    """The median time from the beginning of `connect` to the first command, in microseconds."""
    first_p99: int
    """The time of that which one in a hundred exceeds, in microseconds."""

    @property
    def rate(self) -> float:
        """How many exchanges there were per second."""
        return self.exchanges / self.seconds

    @property
    def cost(self) -> float:
        """The processor time of the server for an exchange, in microseconds."""
        return 1e6 * self.server_seconds / self.exchanges

    @property
    def load(self) -> float:
        """The share of a processor that the load generator has used."""
        return self.own_seconds / self.seconds


def build(folder: Path) -> Path:
    """Compile the load generator into a folder, and return its path."""
    program = folder / "load"
    subprocess.run([COMPILER or "cc", "-O2", "-o", str(program), str(_SOURCE)], check=True)
    return program


def measure(load: list[str], port: int, calls: int, seconds: float, server: int) -> Measured:
    """Have a number of calls at once, which answer each command at once.

    Args:
        load: how to start the load generator.
        port: the port of the server.
        calls: how many calls there are at once.
        seconds: for how long to measure.
        server: the process id of the server.

    Raises:
        CalledProcessError: the server has closed a call, or has not served one.
    """
    words = [*load, str(port), str(calls), str(seconds), str(server)]
    found = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    exchanges, took, server_seconds, own_seconds, *times = found
    return Measured(
        int(exchanges), float(took), float(server_seconds), float(own_seconds), *(int(time) for time in times)
    )


@contextmanager
def held_calls(load: list[str], port: int, calls: int, server: int) -> Generator[None, None, None]:
    """Hold a number of calls within this context, each of which waits for the reply to its first command."""
    words = [*load, str(port), str(calls), "0", str(server)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holding:
        assert holding.stdout is not None
        if holding.stdout.readline() != "ready\n":
            raise RuntimeError(f"the server does not serve {calls} calls")
        yield  # the end of standard input ends the calls
