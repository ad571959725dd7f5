"""A server on trio: whom it serves, what it refuses, and how it ends."""

from __future__ import annotations

import logging
import os
import socket
import sys
from contextlib import suppress
from typing import Any

import pytest
import trio

from agicodec import CallEvent, ChannelHungUp, Environment, NeverAnswered
from agicodec.commands import SetContext
from agicodec.io.trio import Flow, Server, TrioCall, serve
from agicodec.serving import AsyncRouter
from agicodec.testing import Asterisk, call_fastagi, hang_up_everywhere
from examples.ivr import balance
from tests.io.asyncio_clients import lines_of
from tests.io.trio_clients import client_of, greet, is_served, run, until
from tests.sessions import BLOCK


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "agicodec")


def test_a_flow_survives_a_hangup_anywhere(caplog: pytest.LogCaptureFixture) -> None:
    def make() -> Asterisk:
        asterisk = Asterisk(database={("balance", "1234"): "42"})
        asterisk.caller.dials("1234")
        return asterisk

    def call(asterisk: Asterisk) -> None:
        async def main() -> None:
            async with Server(balance, port=0) as server:
                await trio.to_thread.run_sync(call_fastagi, asterisk, *server.address)

        trio.run(main)

    assert hang_up_everywhere(call, make) >= 2 * 6 + 1
    assert {record.levelno for record in caplog.records} <= {logging.DEBUG, logging.INFO}


@pytest.mark.parametrize(
    ("first", "level", "text"),
    [
        (b"", logging.DEBUG, "closed by the other side, which had sent nothing"),
        (BLOCK[:-1], logging.INFO, "closed by the other side before the environment had arrived; unread is"),
        (
            b"GET / HTTP/1.1\r\n\r\n",
            logging.INFO,
            "closed, since what arrived is not an environment of Asterisk: b'GET",
        ),
        (b"agi_" + b"x" * (1 << 20), logging.INFO, "closed, since what arrived is not an environment of Asterisk"),
        (b"agi_x: y\n" * (1 << 17), logging.WARNING, "failed: an environment has more than the 65536 bytes allowed"),
    ],
)
def test_what_is_no_call_ends_with_one_line(
    first: bytes, level: int, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")

    async def main() -> None:
        async with Server(greet, port=0) as server:
            async with client_of(server, first):
                await trio.sleep(0.05)
                assert server.calls == 0
            await until(lambda: len(lines_of(caplog)) == 1)

    run(main)
    ((found_level, found),) = lines_of(caplog)
    assert found_level == level
    assert found.startswith(text)


def test_a_slow_environment_is_not_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async with Server(greet, port=0, environment_timeout=0.2) as server, client_of(server, b"agi_") as client:
            assert await client.receives() == b""
            assert await is_served(server)

    run(main)
    assert lines_of(caplog)[0][1].startswith(
        "closed, since its environment has not arrived within 0.2 s; unread is b'a"
    )


def test_silent_connections_keep_nobody_out_and_calls_do() -> None:
    async def main() -> None:
        async with Server(greet, port=0, max_calls=2) as server:
            silent = [await trio.open_tcp_stream(*server.address) for _ in range(20)]
            assert await is_served(server)
            async with client_of(server, BLOCK) as one, client_of(server, BLOCK) as two:
                assert await one.receives() == await two.receives() == b"VERBOSE hello\n"
                async with client_of(server, BLOCK) as three:
                    assert await three.receives() == b""
            for stream in silent:
                stream.socket.close()

    run(main)


async def raises(call: TrioCall) -> None:
    raise ValueError("a mistake")


async def hangs_up_in_a_nursery(call: TrioCall) -> None:
    async with trio.open_nursery() as nursery:
        nursery.start_soon(trio.sleep_forever)
        call.session.receive_hangup()
        await call.answer()


@pytest.mark.parametrize(
    ("flow", "level", "text"),
    [(raises, logging.ERROR, "failed: ValueError"), (hangs_up_in_a_nursery, logging.INFO, "hung up")],
)
def test_whatever_a_flow_raises_ends_that_call_alone(
    flow: Flow, level: int, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        async with Server(flow, port=0) as server:
            for _ in range(2):
                async with client_of(server, BLOCK) as client:
                    assert await client.receives() == b""

    run(main)
    assert [found_level for found_level, _ in lines_of(caplog)] == [level] * 2
    assert all(found.startswith(text) for _, found in lines_of(caplog))


def test_a_flow_that_hangs_is_ended_by_the_time_limit(caplog: pytest.LogCaptureFixture) -> None:
    async def hangs(call: TrioCall) -> None:
        await call.wait_for_digit(-1)

    async def main() -> None:
        async with Server(hangs, port=0, call_timeout=0.1) as server, client_of(server, BLOCK) as client:
            assert await client.receives() == b"WAIT FOR DIGIT -1\n"
            assert await client.receives() == b""

    run(main)
    assert lines_of(caplog) == [(logging.WARNING, "ended by its time limit of 0.1 s")]


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (True, "ended"),
        (None, "failed: TypeError"),
        (False, "refused by admit"),
        ("not ours", "refused by admit: not ours"),
    ],
)
def test_a_hook_decides_who_is_served(answer: Any, text: str, caplog: pytest.LogCaptureFixture) -> None:
    async def admit(peer: str, environment: Environment) -> Any:
        await trio.sleep(0)
        assert peer == "127.0.0.1"
        return answer

    async def main() -> None:
        async with Server(greet, port=0, admit=admit) as server:
            assert await is_served(server) == (text == "ended")

    run(main)
    assert lines_of(caplog)[-1][1].partition("(")[0] == text


def test_a_router_is_a_flow_and_its_refusal_is_run() -> None:
    router = AsyncRouter[TrioCall](refusal=[SetContext("closed")])
    asterisk = Asterisk()

    async def main() -> None:
        async with Server(router, port=0) as server:
            await trio.to_thread.run_sync(call_fastagi, asterisk, *server.address, "other")

    run(main)
    assert asterisk.goes_on_at == {"context": "closed"}


class OwnCall(TrioCall):
    """A call with an `on_event`, and with a method of its own."""

    noted: list[CallEvent]

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)

    async def greet(self) -> None:
        await self.verbose("hello")


def test_a_server_makes_calls_of_the_class_of_the_flow() -> None:
    noted: list[CallEvent] = []

    async def flow(call: OwnCall) -> None:
        call.noted = noted
        await call.wait_for_hangup()
        assert call.hung_up
        await call.greet()

    async def main() -> None:
        async with Server(flow, call_class=OwnCall, port=0) as server, client_of(server, BLOCK + b"HANGUP\n") as client:
            assert await client.receives() == b"VERBOSE hello\n"
        with pytest.raises(TypeError, match="call_class"):
            Server(flow, call_class=object)  # type: ignore[type-var, arg-type]  # pyright: ignore[reportArgumentType]

    run(main)
    assert noted == [ChannelHungUp()]


def test_a_secret_is_kept_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")

    async def main() -> None:
        async with Server(greet, port=0, is_secret=lambda command: True) as server:
            assert await is_served(server)

    run(main)
    assert "AGI Rx << VERBOSE ***" in caplog.text
    assert "hello?" in caplog.text
    assert "VERBOSE hello" not in caplog.text


def test_what_the_block_of_a_server_raises_is_in_no_group() -> None:
    async def main() -> None:
        with pytest.raises(KeyError, match="mine"):
            async with Server(greet, port=0):
                raise KeyError("mine")

    run(main)


def test_a_server_starts_once_and_refuses_what_it_cannot_do() -> None:
    async def main() -> None:
        async with Server(greet, port=0) as server:
            with pytest.raises(RuntimeError, match="started before"):
                await server.__aenter__()
            with pytest.raises(OSError, match="in use"):
                await Server(greet, port=server.address[1]).__aenter__()
        with pytest.raises(ValueError, match="not a loopback address"):
            await serve(greet, host="0.0.0.0")
        with pytest.raises(ValueError, match="call_timeout"):
            Server(greet, call_timeout=0)

    run(main)


def test_a_name_stands_for_all_its_addresses() -> None:
    async def main() -> None:
        async with Server(greet, host="localhost", port=0) as server:
            assert server.addresses[0] == server.address
            assert len({port for _, port in server.addresses}) == 1
            assert await is_served(server)

    run(main)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_the_last_descriptor_is_for_whoever_calls(caplog: pytest.LogCaptureFixture) -> None:
    import resource

    async def greet(call: TrioCall) -> None:
        await call.verbose("hello")

    async def main() -> None:
        limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        async with Server(greet, port=0) as server, client_of(server) as silent:
            await trio.sleep(0.1)
            caller = trio.socket.socket()
            free = os.dup(caller.fileno())
            os.close(free)
            resource.setrlimit(resource.RLIMIT_NOFILE, (free, limits[1]))
            try:
                await caller.connect(server.address)
                await caller.send(BLOCK)
                assert await caller.recv(4096) == b"VERBOSE hello\n"
            finally:
                resource.setrlimit(resource.RLIMIT_NOFILE, limits)
                caller.close()
            assert await silent.receives() == b""

    run(main)
    assert "closed, since no other can be accepted" in caplog.text


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

    run(main)
