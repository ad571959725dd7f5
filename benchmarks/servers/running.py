"""Runs a server as a process, on a processor of its own."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

__all__ = ["Running", "processors", "running"]

_ROOT = Path(__file__).parent.parent.parent
_PAGE = resource.getpagesize()


@frozen
class Running:
    """A server that runs."""

    port: int
    pid: int

    @property
    def memory(self) -> int:
        """The bytes of memory that it occupies, without pages of files."""
        _, resident, shared, *_ = Path(f"/proc/{self.pid}/statm").read_text("ascii").split()
        return (int(resident) - int(shared)) * _PAGE


def processors() -> tuple[int, int]:
    """Return the numbers of two processors: for the server, and for the load generator.

    Raises:
        RuntimeError: there is only one.
    """
    allowed = sorted(os.sched_getaffinity(0))
    if len(allowed) < 2:
        raise RuntimeError("found one processor; to measure servers takes two, one of them for the load generator")
    return allowed[0], allowed[1]


@contextmanager
def running(module: str, *arguments: str, processor: int) -> Generator[Running, None, None]:
    """Run a module of `benchmarks.servers.programs` within this context."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # the server inherits it
    words = [sys.executable, "-m", f"benchmarks.servers.programs.{module}", *arguments]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT, text=True)
    try:
        os.sched_setaffinity(server.pid, {processor})
        assert server.stdout is not None
        yield Running(int(server.stdout.readline()), server.pid)
    finally:
        server.kill()
        server.communicate()
