"""A program that ends while its server on asyncio listens: nothing waits for the server."""

from __future__ import annotations

import socket
import subprocess

import pytest

from tests.children import python
from tests.io.loops import LOOPS
from tests.places import ROOT
from tests.sessions import BLOCK

PROGRAM = """
import asyncio, os, signal, sys
from {loop} import run
from agicodec.io.asyncio import Server
async def flow(call):
    asyncio.get_running_loop().call_later(0.05, ends.set)
    await call.wait_for_digit(-1)
async def main():
    global ends
    ends = asyncio.Event()
    server = Server(flow, port=0)
    await server.start()
    print(server.address[1], flush=True)
    await ends.wait()
    {end}
run(main())
"""

ENDS = {
    "returns": ("pass", 0),
    "exits": ("sys.exit(3)", 3),
    "fails": ("raise ValueError", 1),
    "is interrupted": ("os.kill(os.getpid(), signal.SIGINT); await asyncio.sleep(60)", -2),
}


@pytest.mark.parametrize("how", ENDS)
@pytest.mark.parametrize("loop", LOOPS)
def test_a_program_may_end_while_its_server_listens(loop: str, how: str) -> None:
    pytest.importorskip(loop)
    end, status = ENDS[how]
    # uvloop warns of a server that is left open, and waits for it for ever where that warning is an error.
    program = [word if word != "error" else "default" for word in python(PROGRAM.format(loop=loop, end=end))]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with socket.create_connection(("127.0.0.1", port), 5) as asterisk, asterisk.makefile("rb") as lines:
            asterisk.sendall(BLOCK)
            assert lines.readline() == b"WAIT FOR DIGIT -1\n"
            assert lines.readline() == b""
        assert process.wait(10) in (status, 130 if status == -2 else status)
