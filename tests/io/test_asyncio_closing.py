"""How a server on asyncio closes, and cancels the flows that have not ended."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import subprocess
from contextlib import suppress

import pytest

from agicodec.io.asyncio import AsyncioCall, Server
from tests.children import python
from tests.io.asyncio_clients import client_of, greet, is_served, lines_of, run, until
from tests.places import ROOT
from tests.sessions import BLOCK

pytestmark = pytest.mark.usefixtures("each_loop")


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")


def test_a_server_that_closes_lets_calls_end() -> None:
    ended: list[str] = []

    async def talks(call: AsyncioCall) -> None:
        await call.verbose("1")
        await asyncio.sleep(0.1)
        await call.verbose("2")
        ended.append("whole")

    async def main() -> None:
        server = Server(talks, port=0)
        await server.start()
        async with client_of(server, BLOCK) as client, client_of(server) as silent:
            assert await client.receives() == b"VERBOSE 1\n"
            closing = asyncio.ensure_future(server.close())
            assert await silent.receives() == b""
            with pytest.raises(OSError, match="onnect"):
                await asyncio.open_connection(*server.address)
            client.sends(b"200 result=1\n")
            assert await client.receives() == b"VERBOSE 2\n"
            client.sends(b"200 result=1\n")
            await closing

    run(main())
    assert ended == ["whole"]


def test_a_server_that_closes_cancels_what_takes_longer(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []

    async def waits(call: AsyncioCall) -> None:
        try:
            await call.wait_for_digit(-1)
        finally:
            seen.append("cancelled")

    async def main() -> None:
        server = Server(waits, port=0)
        await server.start()
        async with client_of(server, BLOCK) as client:
            assert await client.receives() == b"WAIT FOR DIGIT -1\n"
            await server.close(grace=0.05)
            assert await client.receives() == b""

    run(main())
    assert seen == ["cancelled"]
    assert lines_of(caplog) == [(logging.WARNING, "ended because the server closes")]


def test_a_server_closes_without_a_flow_that_will_not_end(caplog: pytest.LogCaptureFixture) -> None:
    ends = asyncio.Event()

    async def stays(call: AsyncioCall) -> None:
        while not ends.is_set():
            with suppress(asyncio.CancelledError):
                await ends.wait()

    async def main() -> None:
        server = Server(stays, port=0)
        server.cancel_timeout = 0.05
        await server.start()
        async with client_of(server, BLOCK) as client:
            await until(lambda: server.calls == 1)
            await server.close(grace=0.01)
            assert await client.receives() == b""
        ends.set()
        await until(lambda: server.calls == 0)

    run(main())
    text = "its flow is still running although it was cancelled; the server closes"
    assert lines_of(caplog)[0] == (logging.WARNING, text)


def test_a_call_that_is_cancelled_before_its_flow_begins_is_closed() -> None:
    async def main() -> None:
        server = Server(greet, port=0)
        await server.start()
        async with client_of(server, BLOCK) as client:
            await until(lambda: server.calls == 1)
            await server.close(grace=0)
            while await client.receives():
                pass

    run(main())


@pytest.mark.parametrize("steps", range(8))
def test_a_connection_that_comes_as_the_server_closes_is_closed_too(steps: int) -> None:
    """Whatever step of the loop has made of it by then."""

    async def main() -> None:
        server = Server(greet, port=0)
        await server.start()
        with socket.create_connection(server.address) as connection:
            connection.settimeout(5)
            for _ in range(steps):
                await asyncio.sleep(0)
            await server.close()
            with suppress(ConnectionResetError):
                assert connection.recv(100) == b""

    run(main())


def test_a_flow_may_close_the_server() -> None:
    async def closes(call: AsyncioCall) -> None:
        await server.close()
        ended.set()

    server, ended = Server(closes, port=0), asyncio.Event()

    async def main() -> None:
        await server.start()
        async with client_of(server, BLOCK) as client:
            await asyncio.wait_for(server.serve_forever(), 5)
            assert await client.receives() == b""
        await ended.wait()
        await until(lambda: server.calls == 0)

    run(main())


@pytest.mark.parametrize("flows", [2, 3])
def test_flows_that_close_the_server_do_not_wait_for_one_another(flows: int, caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async def closes(call: AsyncioCall) -> None:
            await until(lambda: server.calls == flows)
            await server.close(60)

        async def connect() -> None:
            async with client_of(server, BLOCK) as client:
                assert await client.receives() == b""

        async with Server(closes, port=0) as server:
            await asyncio.wait_for(asyncio.gather(*(connect() for _ in range(flows))), 5)

    run(main())
    assert lines_of(caplog) == [(logging.INFO, "ended")] * flows


def test_a_flow_that_closes_the_server_waits_for_those_that_do_not() -> None:
    ended: list[str] = []

    async def main() -> None:
        async def flow(call: AsyncioCall) -> None:
            if not ended:
                ended.append("first")
                await until(lambda: server.calls == 2)
                await server.close(60)
                ended.append("closer")
            else:
                await call.verbose("hello")
                ended.append("other")

        async with Server(flow, port=0) as server, client_of(server, BLOCK), client_of(server, BLOCK) as client:
            assert await client.receives() == b"VERBOSE hello\n"
            await asyncio.sleep(0.1)
            client.sends(b"200 result=1\n")
            await until(lambda: server.calls == 0)

    run(main())
    assert ended == ["first", "other", "closer"]


def test_a_server_that_was_closed_is_not_started() -> None:
    async def main() -> None:
        server = Server(greet, port=0)
        await server.close()
        with pytest.raises(RuntimeError, match="closed before it was started"):
            await server.start()

    run(main())


def test_a_start_that_is_cancelled_changes_nothing() -> None:
    async def main() -> None:
        server = Server(greet, port=0)
        starting = asyncio.ensure_future(server.start())
        await asyncio.sleep(0)
        with pytest.raises(RuntimeError, match="started before"):
            await server.start()
        if not starting.done():  # on uvloop, a server starts in one step
            starting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await starting
            await server.start()
        assert await is_served(server)
        await server.close()

    run(main())


def test_a_flow_that_will_not_end_does_not_keep_its_connection(caplog: pytest.LogCaptureFixture) -> None:
    ends = asyncio.Event()

    async def stays(call: AsyncioCall) -> None:
        while not ends.is_set():
            with suppress(asyncio.CancelledError):
                await ends.wait()

    async def main() -> None:
        async with Server(stays, port=0, call_timeout=0.05) as server:
            server.cancel_timeout = 0.05
            async with client_of(server, BLOCK) as client:
                assert await client.receives() == b""
            ends.set()

    run(main())
    text = "its flow is still running although it was cancelled; its connection is closed"
    assert lines_of(caplog) == [(logging.WARNING, text), (logging.WARNING, "ended by its time limit of 0.05 s")]


@pytest.mark.parametrize("at", range(1, 8))
def test_a_flow_is_cancelled_at_each_await(at: int) -> None:
    """Wherever a flow is when it is cancelled, the connection is closed, and another call served."""

    async def talks(call: AsyncioCall) -> None:
        for number in range(3):
            await call.verbose(str(number))
            await asyncio.sleep(0)

    async def main() -> None:
        async with Server(talks, port=0) as server, client_of(server, BLOCK) as client:
            for step in range(at):
                if step % 2 == 0:
                    await client.receives()
                else:
                    client.sends(b"200 result=1\n")
            server_closing = asyncio.ensure_future(server.close(grace=0.01))
            while await client.receives():
                pass
            await server_closing

    run(main())


PROGRAM = """
import asyncio, sys
from agicodec.commands import SetContext
from agicodec.io.asyncio import serve
async def flow(call):
    await call.verbose("1")
    await asyncio.sleep(0.2)
    await call.verbose("2")
import logging
logging.basicConfig(level=logging.INFO, format="%(message)s")
asyncio.run(serve(flow, port=0))
print("ended", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_ends_on_a_signal_when_the_calls_have_ended(number: signal.Signals) -> None:
    with subprocess.Popen(python(PROGRAM), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        port = int(process.stderr.readline().rpartition(b" ")[2])
        with socket.create_connection(("127.0.0.1", port), 5) as connection, connection.makefile("rb") as lines:
            connection.sendall(BLOCK)
            assert lines.readline() == b"VERBOSE 1\n"
            process.send_signal(number)
            connection.sendall(b"200 result=1\n")
            assert lines.readline() == b"VERBOSE 2\n"
            connection.sendall(b"200 result=1\n")
            assert lines.readline() == b""
        output, errors = process.communicate(timeout=10)
    assert process.returncode == 0, errors
    assert output == b"ended\n"


WAITING = """
import asyncio, logging
from agicodec.io.asyncio import serve
async def flow(call):
    await call.verbose("1")
    try:
        await asyncio.sleep(60)
    finally:
        print("cleaned up")
logging.basicConfig(level=logging.INFO, format="%(message)s")
asyncio.run(serve(flow, port=0))
print("ended", flush=True)
"""


@pytest.mark.parametrize("first", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("second", [signal.SIGINT, signal.SIGTERM])
def test_a_second_signal_cancels_the_calls(first: signal.Signals, second: signal.Signals) -> None:
    with subprocess.Popen(python(WAITING), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        port = int(process.stderr.readline().rpartition(b" ")[2])
        with socket.create_connection(("127.0.0.1", port), 5) as connection:
            connection.sendall(BLOCK)
            assert connection.recv(100) == b"VERBOSE 1\n"
            connection.sendall(b"200 result=1\n")
            process.send_signal(first)
            while not (line := process.stderr.readline()).startswith(b"closing;"):
                assert line
            process.send_signal(second)
            assert connection.recv(100) == b""
        output, errors = process.communicate(timeout=5)
    assert process.returncode == 0, errors
    assert output == b"cleaned up\nended\n"
    assert b"Traceback" not in errors
