"""How signals end `serve` of the manager client, in a process of its own."""

from __future__ import annotations

import signal
import socket
import subprocess

import pytest

from agicodec.testing import TestManager
from tests.children import python
from tests.io.managers import SECRET, callers
from tests.places import ROOT

PROGRAM = """
import asyncio, logging
from agicodec.io.manager import serve
async def flow(call):
    await call.verbose("1")
    try:
        logging.info("it waits")
        await asyncio.sleep(60)
    finally:
        print("cleaned up")
logging.basicConfig(level=logging.INFO, format="%(message)s")
asyncio.run(serve(flow, port={port}, username="agi", secret={secret!r}, grace=30))
print("ended")
"""

SIGNALS = [signal.SIGINT, signal.SIGTERM]


def start(port: int) -> subprocess.Popen[bytes]:
    program = PROGRAM.format(port=port, secret=SECRET)
    return subprocess.Popen(python(program), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def read_until(process: subprocess.Popen[bytes], text: bytes) -> None:
    """Read the log until a line contains a text."""
    assert process.stderr is not None
    while text not in (line := process.stderr.readline()):
        assert line


@pytest.mark.parametrize("first", SIGNALS)
@pytest.mark.parametrize("second", SIGNALS)
def test_a_second_signal_cancels_the_calls(first: signal.Signals, second: signal.Signals) -> None:
    (asterisk,) = callers(1)
    with TestManager(asterisk, users={"agi": SECRET}, stays=True) as manager, start(manager.port) as process:
        read_until(process, b"it waits")
        process.send_signal(first)
        read_until(process, b"closing; 1 call has 30 s to end")
        process.send_signal(second)
        output, errors = process.communicate(timeout=20)
        assert process.returncode == 0, errors
        assert output == b"cleaned up\nended\n"
        assert b"Traceback" not in errors
        assert b"ended because the manager client closes" in errors
        assert not manager.is_running(asterisk)
    assert asterisk.variables["AGISTATUS"] == "SUCCESS"


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_a_client_that_still_waits_for_the_greeting(number: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, start(server.getsockname()[1]) as process:
        client, _ = server.accept()
        with client:
            process.send_signal(number)
            output, errors = process.communicate(timeout=20)
            assert client.recv(100) == b""
    assert process.returncode == 0, errors
    assert output == b"ended\n"
    assert b"Traceback" not in errors
