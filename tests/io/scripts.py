"""Scripts as processes, with a test in the place of Asterisk that says exactly what it writes and when."""

from __future__ import annotations

import os
import signal
import subprocess
import textwrap
from collections.abc import Generator
from contextlib import contextmanager
from typing import IO

from agicodec import AsteriskVersion, Environment
from tests.children import python

__all__ = ["BLOCK", "OK", "Script", "program", "script"]

BLOCK = Environment(
    request="script.py", channel="PJSIP/a-1", unique_id="1.1", version=AsteriskVersion.parse("22.10.0")
).encode()

OK = b"200 result=0\n"

HEADER = """\
import os, sys, signal, subprocess, threading, time
from agicodec import CallEnded, CallEvent, DeadChannel, NeverAnswered
from agicodec.io.script import ScriptCall, run
def note(*texts):
    print(*texts, file=sys.stderr, flush=True)
"""


def program(flow: str) -> list[str]:
    """Return the command of a script with a flow; the text is Python."""
    return python(HEADER + textwrap.dedent(flow))


class Script:
    """A script that runs."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        self.process = process
        self.input: IO[bytes] = process.stdin
        self.output: IO[bytes] = process.stdout
        self.errors: IO[bytes] = process.stderr

    def say(self, data: bytes) -> None:
        """Write to the script, as Asterisk does."""
        self.input.write(data)

    def line(self) -> bytes:
        """Return the next line of the protocol, b"" at its end."""
        return self.output.readline()

    def noted(self) -> str:
        """Return the next line of its standard error, without the line feed."""
        return self.errors.readline().decode().rstrip("\n")

    def hang_up(self) -> None:
        """Tell it of a hangup, as Asterisk does."""
        self.process.send_signal(signal.SIGHUP)

    def end(self) -> int:
        """Wait for its end, and return the exit status."""
        return self.process.wait(20)

    def rest(self) -> str:
        """Return what else is on its standard error."""
        return self.errors.read().decode()


@contextmanager
def script(flow: str, block: bytes = BLOCK) -> Generator[Script, None, None]:
    """Start a script, and send it its environment."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    pipe = subprocess.PIPE
    with subprocess.Popen(program(flow), bufsize=0, stdin=pipe, stdout=pipe, stderr=pipe, env=environment) as process:
        try:
            running = Script(process)
            running.say(block)
            yield running
        finally:
            process.kill()
