"""What only a server on trio has; what every server does is in the tests of servers."""

from __future__ import annotations

import logging
import socket
from contextlib import suppress

import pytest
import trio

from agicodec import NeverAnswered
from agicodec.io.trio import Server, TrioCall, serve
from tests.io.clients import greet
from tests.io.logs import lines_of
from tests.io.worlds import world_of
from tests.sessions import BLOCK

WORLD = world_of("trio")


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "agicodec")


def test_a_hangup_in_a_nursery_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    async def flow(call: TrioCall) -> None:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(trio.sleep_forever)
            call.session.receive_hangup()
            await call.answer()

    async def main() -> None:
        async with Server(flow, port=0) as server:
            with WORLD.connected(server, BLOCK) as client:
                assert await client.receives() == b""

    WORLD.run_alone(main)
    assert lines_of(caplog) == [(logging.INFO, "hung up")]


def test_what_the_block_of_a_server_raises_is_in_no_group() -> None:
    async def main() -> None:
        with pytest.raises(KeyError, match="mine"):
            async with Server(greet, port=0):
                raise KeyError("mine")

    WORLD.run_alone(main)


@pytest.mark.parametrize("is_closed", [False, True])
@pytest.mark.parametrize("shielded", [0.0, 0.05])
def test_what_the_block_of_a_server_raises_is_raised_though_it_is_cancelled(
    shielded: float, *, is_closed: bool
) -> None:
    async def fail() -> None:
        async with Server(greet, port=0) as server:
            try:
                await trio.sleep_forever()
            finally:
                with trio.CancelScope(shield=True):
                    await trio.sleep(shielded)
                    if is_closed:
                        await server.close()
                raise KeyError("mine")

    async def main() -> None:
        with trio.move_on_after(0.02):
            await fail()

    with pytest.raises(KeyError, match="mine"):
        WORLD.run_alone(main)


def test_a_server_whose_block_is_cancelled_raises_that_alone() -> None:
    async def main() -> None:
        with trio.move_on_after(0.02) as scope:
            async with Server(greet, port=0):
                await trio.sleep_forever()
        assert scope.cancelled_caught

    WORLD.run_alone(main)


def test_nothing_is_read_while_a_command_waits_to_be_written() -> None:
    async def ask(call: TrioCall) -> None:
        with suppress(NeverAnswered):
            await call.noop()

    async def main() -> None:
        near, far = socket.socketpair()
        near.setblocking(False)
        far.setblocking(False)
        far.send(BLOCK)
        with suppress(BlockingIOError):
            while True:
                near.send(bytes(65536))
        sent = 0
        async with TrioCall.over(trio.SocketStream(trio.socket.from_stdlib_socket(near))) as call:
            await call.start()
            async with trio.open_nursery() as nursery:
                nursery.start_soon(ask, call)
                await trio.sleep(0.05)
                with trio.move_on_after(0.5):
                    while sent < 20_000_000:
                        with suppress(BlockingIOError):
                            sent += far.send(b"x\n" * 5000)
                        await trio.sleep(0)
                far.close()
        assert sent < 2_000_000

    WORLD.run_alone(main)


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

    WORLD.run_alone(main)
    assert seen == ["closed"]


def test_serve_is_a_task_of_a_nursery() -> None:
    async def main() -> None:
        async with trio.open_nursery() as nursery:
            server: Server = await nursery.start(serve, greet)
            assert await WORLD.is_served(server)
            nursery.cancel_scope.cancel()

    WORLD.run_alone(main)


def test_a_flow_that_ends_within_its_time_to_end_keeps_its_connection() -> None:
    async def says_goodbye(call: TrioCall) -> None:
        try:
            await trio.sleep_forever()
        finally:
            with trio.CancelScope(shield=True):
                await call.verbose("goodbye")

    async def main() -> None:
        async with Server(says_goodbye, port=0, call_timeout=0.05) as server:
            with WORLD.connected(server, BLOCK) as client:
                assert await client.receives() == b"VERBOSE goodbye\n"
                client.sends(b"200 result=1\n")
                assert await client.receives() == b""

    WORLD.run_alone(main)


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

        async with Server(flow, port=0) as server:
            with WORLD.connected(server, BLOCK) as client:
                assert await client.receives() == b""

    WORLD.run_alone(main)
    assert len(errors) == 1


def test_a_server_that_is_closed_while_it_looks_up_its_host_is_not_started() -> None:
    async def main() -> None:
        server = Server(greet, host="localhost", port=0)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(server.close)
            with pytest.raises(RuntimeError, match="closed before it was started"):
                await server.__aenter__()

    WORLD.run_alone(main)


def test_serve_ends_when_its_server_is_closed() -> None:
    async def main() -> None:
        async with trio.open_nursery() as nursery:
            server: Server = await nursery.start(serve, greet)
            assert await WORLD.is_served(server)
            await server.close()

    WORLD.run_alone(main)


def test_a_flow_that_exits_in_a_nursery_ends_its_call_alone(caplog: pytest.LogCaptureFixture) -> None:
    async def exits() -> None:
        raise SystemExit(3)

    async def flow(call: TrioCall) -> None:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(exits)

    async def main() -> None:
        async with Server(flow, port=0) as server:
            for _ in range(2):
                with WORLD.connected(server, BLOCK) as client:
                    assert await client.receives() == b""

    WORLD.run_alone(main)
    assert [level for level, _ in lines_of(caplog)] == [logging.ERROR] * 2
    assert "SystemExit(3)" in caplog.text
