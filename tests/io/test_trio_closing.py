"""How a server on trio closes, and ends the flows that go on."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
from contextlib import suppress

import pytest
import trio

from agicodec import NeverAnswered
from agicodec.io.trio import Server, TrioCall, serve
from tests.children import python
from tests.io.asyncio_clients import lines_of
from tests.io.trio_clients import client_of, greet, is_served, run, until
from tests.places import ROOT
from tests.sessions import BLOCK


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "agicodec")


def test_a_server_that_closes_lets_calls_end_and_cancels_what_takes_longer(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async with Server(greet, port=0) as server, client_of(server, BLOCK) as one, client_of(server, BLOCK) as two:
            assert await one.receives() == await two.receives() == b"VERBOSE hello\n"
            await one.sends(b"200 result=1\n")
            await server.close(0.1)
            with pytest.raises(OSError, match="connect"):
                await trio.open_tcp_stream(*server.address)
            assert await one.receives() == await two.receives() == b""
            await trio.sleep(0)  # the block is not cancelled

    run(main)
    assert [text for _, text in lines_of(caplog)] == ["ended", "ended because the server closes"]


def test_a_server_that_is_cancelled_cancels_its_flows_which_may_still_run_commands() -> None:
    seen: list[str] = []

    async def flow(call: TrioCall) -> None:
        try:
            await call.verbose("hello")
        finally:
            with trio.move_on_after(5) as scope:
                scope.shield = True
                await call.set_context("closed")
                seen.append("closed")

    async def asterisk(stream: trio.SocketStream) -> None:
        await trio.sleep(0.2)
        await stream.send_all(b"200 result=1\n")
        while await stream.receive_some():
            await stream.send_all(b"200 result=0\n")

    async def main() -> None:
        streams: list[trio.SocketStream] = []
        async with trio.open_nursery() as nursery:
            with trio.move_on_after(0.1):
                async with Server(flow, port=0) as server:
                    stream = await trio.open_tcp_stream(*server.address)
                    streams.append(stream)
                    await stream.send_all(BLOCK)
                    assert await stream.receive_some() == b"VERBOSE hello\n"
                    nursery.start_soon(asterisk, stream)
                    await trio.sleep_forever()
            nursery.cancel_scope.cancel()
        streams[0].socket.close()

    run(main)
    assert seen == ["closed"]


def test_a_flow_that_will_not_end_loses_its_connection(caplog: pytest.LogCaptureFixture) -> None:
    async def stays(call: TrioCall) -> None:
        with trio.CancelScope(shield=True), suppress(NeverAnswered):
            await call.wait_for_digit(-1)

    async def main() -> None:
        async with Server(stays, port=0) as server, client_of(server, BLOCK) as client:
            assert await client.receives()
            server.cancel_timeout = 0.05
            await server.close(0)
            assert await client.receives() == b""

    run(main)
    text = "its flow is still running although it was cancelled; the server closes"
    assert lines_of(caplog)[0] == (logging.WARNING, text)


def test_a_flow_may_close_the_server() -> None:
    async def main() -> None:
        async def flow(call: TrioCall) -> None:
            await server.close(0)

        async with Server(flow, port=0) as server, client_of(server, BLOCK) as client:
            assert await client.receives() == b""

    run(main)


@pytest.mark.parametrize("at", range(1, 8))
def test_a_flow_is_cancelled_at_each_await(at: int) -> None:
    async def talks(call: TrioCall) -> None:
        for number in range(3):
            await call.verbose(str(number))
            await trio.sleep(0)

    async def main() -> None:
        async with Server(talks, port=0) as server, client_of(server, BLOCK) as client:
            for step in range(at):
                if step % 2 == 0:
                    await client.receives()
                else:
                    await client.sends(b"200 result=1\n")
            await server.close(0.01)
            while await client.receives():
                pass

    run(main)


def test_serve_is_a_task_of_a_nursery() -> None:
    async def main() -> None:
        async with trio.open_nursery() as nursery:
            server: Server = await nursery.start(serve, greet)
            assert await is_served(server)
            nursery.cancel_scope.cancel()

    run(main)


PROGRAM = """
import logging, trio
from functools import partial
from agicodec.io.trio import serve
async def flow(call):
    await call.verbose("1")
    await trio.sleep(0.2)
    await call.verbose("2")
logging.basicConfig(level=logging.INFO, format="%(message)s")
trio.run(partial(serve, flow, port=0))
print("ended", flush=True)
"""


@pytest.mark.parametrize(
    ("number", "times"), [(signal.SIGINT, 1), (signal.SIGTERM, 1), (signal.SIGINT, 2), (signal.SIGTERM, 2)]
)
def test_serve_ends_on_a_signal_when_the_calls_have_ended(number: signal.Signals, times: int) -> None:
    with subprocess.Popen(python(PROGRAM), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        port = int(process.stderr.readline().rpartition(b" ")[2])
        with socket.create_connection(("127.0.0.1", port), 5) as connection, connection.makefile("rb") as lines:
            connection.sendall(BLOCK)
            assert lines.readline() == b"VERBOSE 1\n"
            process.send_signal(number)
            while b"closing; 1 call " not in (line := process.stderr.readline()):
                assert line
            if times == 2:
                process.send_signal(number)
            else:
                connection.sendall(b"200 result=1\n")
                assert lines.readline() == b"VERBOSE 2\n"
                connection.sendall(b"200 result=1\n")
            assert lines.readline() == b""
        output, errors = process.communicate(timeout=10)
    assert process.returncode == 0, errors
    assert output == b"ended\n"


def test_a_flow_that_goes_on_after_its_time_limit_loses_its_connection(caplog: pytest.LogCaptureFixture) -> None:
    async def stays(call: TrioCall) -> None:
        with trio.CancelScope(shield=True), suppress(NeverAnswered):
            await call.wait_for_digit(-1)

    async def main() -> None:
        server = Server(stays, port=0, call_timeout=0.05)
        server.cancel_timeout = 0.05
        async with server, client_of(server, BLOCK) as client:
            assert await client.receives() == b"WAIT FOR DIGIT -1\n"
            assert await client.receives() == b""
            await until(lambda: server.calls == 0)

    run(main)
    assert lines_of(caplog) == [
        (logging.WARNING, "its flow is still running although it was cancelled; its connection is closed"),
        (logging.WARNING, "ended by its time limit of 0.05 s"),
    ]


def test_a_flow_that_ends_within_its_time_to_end_keeps_its_connection() -> None:
    async def says_goodbye(call: TrioCall) -> None:
        try:
            await trio.sleep_forever()
        finally:
            with trio.CancelScope(shield=True):
                await call.verbose("goodbye")

    async def main() -> None:
        async with Server(says_goodbye, port=0, call_timeout=0.05) as server, client_of(server, BLOCK) as client:
            assert await client.receives() == b"VERBOSE goodbye\n"
            await client.sends(b"200 result=1\n")
            assert await client.receives() == b""

    run(main)


def test_a_flow_that_closes_the_server_loses_its_connection_too() -> None:
    errors: list[Exception] = []

    async def main() -> None:
        async def flow(call: TrioCall) -> None:
            await server.close(0)
            assert server.calls == 1
            try:
                await call.verbose("too late")
            except NeverAnswered as error:
                errors.append(error)

        async with Server(flow, port=0) as server, client_of(server, BLOCK) as client:
            assert await client.receives() == b""

    run(main)
    assert len(errors) == 1


@pytest.mark.parametrize("flows", [2, 3])
def test_flows_that_close_the_server_do_not_wait_for_one_another(flows: int, caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async def flow(call: TrioCall) -> None:
            await until(lambda: server.calls == flows)
            await server.close(60)

        async with Server(flow, port=0) as server, trio.open_nursery() as nursery:

            async def connect() -> None:
                async with client_of(server, BLOCK) as client:
                    assert await client.receives() == b""

            for _ in range(flows):
                nursery.start_soon(connect)

    run(main)
    assert lines_of(caplog) == [(logging.INFO, "ended")] * flows


def test_no_connection_is_left_when_the_server_has_closed() -> None:
    async def main() -> None:
        async with Server(greet, port=0) as server:
            streams = [await trio.open_tcp_stream(*server.address) for _ in range(5)]
            await trio.sleep(0.05)
            await server.close(0)
            for stream in streams:
                with trio.fail_after(0.5), suppress(trio.BrokenResourceError):
                    assert await stream.receive_some() == b""
                stream.socket.close()

    run(main)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_server_that_was_closed_is_not_started(host: str) -> None:
    async def main() -> None:
        server = Server(greet, host=host, port=0)
        await server.close()
        with pytest.raises(RuntimeError, match="closed before it was started"):
            await server.__aenter__()

        server = Server(greet, host="localhost", port=0)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(server.close)
            with pytest.raises(RuntimeError, match="closed before it was started"):
                await server.__aenter__()

    run(main)


def test_a_server_serves_until_it_is_closed() -> None:
    async def main() -> None:
        async with Server(greet, port=0) as server, trio.open_nursery() as nursery:
            nursery.start_soon(server.serve_forever)
            assert await is_served(server)
            assert nursery.child_tasks
            await server.close()

    run(main)


def test_serve_ends_when_its_server_is_closed() -> None:
    async def main() -> None:
        async with trio.open_nursery() as nursery:
            server: Server = await nursery.start(serve, greet)
            assert await is_served(server)
            await server.close()

    run(main)


def test_a_flow_that_exits_in_a_nursery_ends_its_call_alone(caplog: pytest.LogCaptureFixture) -> None:
    async def exits() -> None:
        raise SystemExit(3)

    async def flow(call: TrioCall) -> None:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(exits)

    async def main() -> None:
        async with Server(flow, port=0) as server:
            for _ in range(2):
                async with client_of(server, BLOCK) as client:
                    assert await client.receives() == b""

    run(main)
    assert [level for level, _ in lines_of(caplog)] == [logging.ERROR] * 2
    assert "SystemExit(3)" in caplog.text


def test_many_refusals_of_a_kind_are_counted(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async with Server(greet, port=0) as server:
            for _ in range(20):
                async with client_of(server, b"GET / HTTP/1.1\r\n\r\n") as client:
                    assert await client.receives() == b""
            assert len(lines_of(caplog)) == 1
            await until(lambda: len(lines_of(caplog)) == 2)  # a second later
            async with client_of(server, b"GET / HTTP/1.1\r\n\r\n") as client:
                assert await client.receives() == b""

    run(main)
    assert [record.getMessage().partition(":")[0] for record in caplog.records][2:] == [
        "19 more connections",
        "1 more connection",
    ]
