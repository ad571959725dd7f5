"""A server on asyncio: whom it serves, what it refuses; nothing is left behind."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable
from typing import Any

import pytest

from agicodec import Environment
from agicodec.commands import SetContext
from agicodec.io.asyncio import AsyncioCall, Flow, Server, serve
from agicodec.serving import AsyncRouter
from agicodec.testing import Asterisk, call_fastagi, hang_up_everywhere
from examples.ivr import balance
from tests.io.asyncio_clients import client_of, greet, is_served, lines_of, run, until
from tests.io.descriptors import count_descriptors
from tests.io.refused import count_refused
from tests.sessions import BLOCK

pytestmark = pytest.mark.usefixtures("each_loop")


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")


def test_a_flow_serves_calls(caplog: pytest.LogCaptureFixture) -> None:
    def make() -> Asterisk:
        asterisk = Asterisk(database={("balance", "1234"): "42"})
        asterisk.caller.dials("1234")
        return asterisk

    async def main() -> Asterisk:
        asterisk = make()
        async with Server(balance, port=0) as server:
            await asyncio.to_thread(call_fastagi, asterisk, *server.address, "balance")
        return asterisk

    assert run(main()).heard == ["enter-pin", "your-balance-is", "42", "goodbye"]
    start, end = (record for record in caplog.records if "from 127.0.0.1 port" in record.message)
    assert start.message.endswith(f": calls {start.message.rpartition(' ')[2]}")
    assert start.levelno == end.levelno == logging.INFO
    assert start.message.startswith("PJSIP/caller-00000001 from 127.0.0.1 port ")
    assert ": ended (" in end.message


def test_a_flow_survives_a_hangup_anywhere(caplog: pytest.LogCaptureFixture) -> None:
    def make() -> Asterisk:
        asterisk = Asterisk(database={("balance", "1234"): "42"})
        asterisk.caller.dials("1234")
        return asterisk

    def call(asterisk: Asterisk) -> None:
        async def main() -> None:
            async with Server(balance, port=0) as server:
                await asyncio.to_thread(call_fastagi, asterisk, *server.address)

        run(main())

    assert hang_up_everywhere(call, make) >= 2 * 6 + 1
    assert {record.levelno for record in caplog.records} <= {logging.DEBUG, logging.INFO}


@pytest.mark.parametrize(
    ("first", "level", "text"),
    [
        (b"", logging.DEBUG, "closed by the other side, which had sent nothing"),
        (b"agi_network: y", logging.INFO, "closed by the other side before the environment had arrived; unread is"),
        (BLOCK[:-1], logging.INFO, "closed by the other side before the environment had arrived; unread is"),
        (
            b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            logging.INFO,
            "closed, since what arrived is not an environment of Asterisk: b'GET",
        ),
        (b"\n", logging.INFO, "closed, since what arrived is not an environment of Asterisk: b'\\n'"),
        (b"x" * 70000, logging.INFO, "closed, since what arrived is not an environment of Asterisk: b'xxx"),
        (
            b"agi_" + b"x" * (1 << 20),
            logging.INFO,
            "closed, since what arrived is not an environment of Asterisk: b'agi_xxx",
        ),
        (b"agi_x: y\n" * (1 << 17), logging.WARNING, "failed: an environment has more than the 65536 bytes allowed"),
    ],
)
def test_what_is_no_call_ends_with_one_line(
    first: bytes, level: int, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        async with Server(greet, port=0) as server:
            async with client_of(server, first) as client:
                await asyncio.sleep(0.05)
                assert server.calls == 0
                await client.closes()
                await until(lambda: len(lines_of(caplog)) > 0)
            assert await is_served(server)

    run(main())
    ((found_level, found), *_, (_, last)) = lines_of(caplog)
    assert found_level == level
    assert found.startswith(text)
    assert len(found) < 500
    assert last == "ended"
    assert len(lines_of(caplog)) == 2


@pytest.mark.parametrize("drip", [b"", b"a", b"agi_x: y\n"])
def test_a_slow_environment_is_not_waited_for(drip: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async with Server(greet, port=0, environment_timeout=0.2) as server, client_of(server, b"agi_") as client:
            for _ in range(5):
                client.sends(drip)
                await asyncio.sleep(0.02)
            assert await client.receives() == b""
            assert await is_served(server)

    run(main())
    assert lines_of(caplog)[0][1].startswith(
        "closed, since its environment has not arrived within 0.2 s; unread is b'agi_"
    )


def test_silent_connections_keep_nobody_out(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async with Server(greet, port=0, max_calls=20) as server:
            silent = [await asyncio.open_connection(*server.address) for _ in range(100)]
            assert await is_served(server)
            assert count_descriptors() < 150
            for _, writer in silent:
                writer.transport.abort()
            await asyncio.sleep(0.05)

    run(main())
    assert 1 <= count_refused(caplog.messages, "closed, since 20 connections are open (max_calls)") - 80 <= 1
    assert sum("max_calls" in message for message in caplog.messages) <= 3


def test_a_call_beyond_the_limit_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async with (
            Server(greet, port=0, max_calls=1) as server,
            client_of(server, BLOCK) as first,
        ):
            assert await first.receives() == b"VERBOSE hello\n"
            async with client_of(server, BLOCK) as second:
                assert await second.receives() == b""
            first.sends(b"200 result=1\n")
            assert await first.receives() == b""
            assert await is_served(server)

    run(main())


async def raises(call: AsyncioCall) -> None:
    raise ValueError("a mistake")


async def breaks(call: AsyncioCall) -> None:
    await call.get_variable("X\n")


async def is_no_coroutine(call: AsyncioCall) -> None:
    raise asyncio.CancelledError


async def exits(call: AsyncioCall) -> None:
    sys.exit(3)


def is_no_coroutine_function(call: AsyncioCall) -> Awaitable[None]:
    result: list[Awaitable[None]] = []
    return result[0] if result else asyncio.sleep(0)


@pytest.mark.parametrize(
    ("flow", "level", "text"),
    [
        (raises, logging.ERROR, "failed: ValueError('a mistake')"),
        (breaks, logging.ERROR, "failed: InvalidArgument("),
        (is_no_coroutine, logging.ERROR, "failed: CancelledError()"),
        (exits, logging.ERROR, "failed: SystemExit(3)"),
        (is_no_coroutine_function, logging.INFO, "ended"),
    ],
)
def test_whatever_a_flow_raises_ends_that_call_alone(
    flow: Flow, level: int, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        async with Server(flow, port=0) as server:
            for _ in range(2):
                async with client_of(server, BLOCK) as client:
                    assert await client.receives() == b""

    run(main())
    assert [found_level for found_level, _ in lines_of(caplog)] == [level] * 2
    assert all(found.startswith(text.partition("(")[0]) for _, found in lines_of(caplog))
    failed = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert all(record.exc_info is not None for record in failed)


def test_a_flow_that_hangs_is_ended_by_the_time_limit(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []

    async def hangs(call: AsyncioCall) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            seen.append("cancelled")

    async def main() -> None:
        async with Server(hangs, port=0, call_timeout=0.1) as server, client_of(server, BLOCK) as client:
            assert await client.receives() == b""

    run(main())
    assert seen == ["cancelled"]
    assert lines_of(caplog) == [(logging.WARNING, "ended by its time limit of 0.1 s")]


def test_a_flow_hears_of_the_time_limit_of_a_command(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async with Server(greet, port=0, command_timeout=0.1) as server, client_of(server, BLOCK) as client:
            assert await client.receives() == b"VERBOSE hello\n"
            assert await client.receives() == b""

    run(main())
    assert lines_of(caplog)[0][1].startswith("failed: TimeoutError('VERBOSE has taken longer than 0.1 s")


def test_a_hangup_is_known_to_a_flow_that_runs_no_command() -> None:
    found: list[bool] = []

    async def waits(call: AsyncioCall) -> None:
        await call.wait_for_hangup()
        found.append(call.hung_up)

    async def main() -> None:
        async with Server(waits, port=0) as server:
            async with client_of(server, BLOCK) as client:
                client.sends(b"HANGUP\n")
                assert await client.receives() == b""
            async with client_of(server, BLOCK) as client:
                await until(lambda: server.calls == 1)
                await client.closes()
                await until(lambda: server.calls == 0)

    run(main())
    assert found == [True, False]


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (True, None),
        (None, "failed: TypeError"),
        (False, "refused by admit"),
        ("not ours", "refused by admit: not ours"),
    ],
)
@pytest.mark.parametrize("awaits", [True, False])
def test_a_hook_decides_who_is_served(
    answer: Any, text: str | None, *, awaits: bool, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[tuple[str, str]] = []

    def admit(peer: str, environment: Environment) -> Any:
        seen.append((peer, environment.channel))
        return answer

    async def admit_later(peer: str, environment: Environment) -> Any:
        await asyncio.sleep(0)
        return admit(peer, environment)

    async def main() -> bool:
        async with Server(greet, port=0, admit=admit_later if awaits else admit) as server:
            if text is None:
                return await is_served(server)
            async with client_of(server, BLOCK) as client:
                return await client.receives() == b""

    assert run(main())
    ((peer, _),) = seen
    assert peer == "127.0.0.1"
    assert lines_of(caplog)[-1][1].partition("(")[0] == (text or "ended")


def test_a_hook_that_fails_lets_nobody_in(caplog: pytest.LogCaptureFixture) -> None:
    def admit(peer: str, environment: Environment) -> bool:
        raise KeyError(peer)

    async def main() -> None:
        async with Server(greet, port=0, admit=admit) as server, client_of(server, BLOCK) as client:
            assert await client.receives() == b""

    run(main())
    assert lines_of(caplog) == [(logging.ERROR, "failed: KeyError('127.0.0.1')")]


def test_a_flow_may_leave_without_hanging_up() -> None:
    async def leaves(call: AsyncioCall) -> None:
        await call.set_context("closed")

    async def main() -> Asterisk:
        asterisk = Asterisk()
        async with Server(leaves, port=0) as server:
            await asyncio.to_thread(call_fastagi, asterisk, *server.address)
        return asterisk

    assert run(main()).goes_on_at == {"context": "closed"}


def test_a_router_is_a_flow_and_its_refusal_is_run(caplog: pytest.LogCaptureFixture) -> None:
    router = AsyncRouter[AsyncioCall](refusal=[SetContext("closed")])

    @router.route("sales/{queue}")
    async def sales(call: AsyncioCall) -> None:
        await call.verbose(call.script.parameters["queue"])

    async def main() -> list[Asterisk]:
        asterisks = [Asterisk(), Asterisk()]
        async with Server(router, port=0) as server:
            for asterisk, script in zip(asterisks, ("sales/2", "other"), strict=True):
                await asyncio.to_thread(call_fastagi, asterisk, *server.address, script)
        return asterisks

    served, refused = run(main())
    assert (served.messages, served.goes_on_at) == (["2"], {})
    assert (refused.messages, refused.goes_on_at) == ([], {"context": "closed"})
    assert (logging.WARNING, "no flow is registered for the script 'other'; SET CONTEXT was run") in lines_of(caplog)


def test_a_server_starts_once() -> None:
    async def main() -> None:
        async with Server(greet, port=0) as server:
            with pytest.raises(RuntimeError, match="started before"):
                await server.start()
            with pytest.raises(OSError, match="in use"):
                await Server(greet, port=server.address[1]).start()
            assert await is_served(server)
        await Server(greet).close()

    run(main())


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"host": "0.0.0.0"}, "host '0.0.0.0' is not a loopback address"),
        ({"max_calls": 0}, "max_calls 0: expected an integer above 0"),
        ({"environment_timeout": 0}, "environment_timeout 0"),
        ({"call_timeout": -1}, "call_timeout -1"),
        ({"command_timeout": 0.0}, "command_timeout 0.0"),
    ],
)
def test_what_a_server_cannot_do_is_refused(options: dict[str, str], match: str) -> None:
    async def main() -> None:
        with pytest.raises(ValueError, match=match):
            Server(greet, **options)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
        with pytest.raises(ValueError, match=match):
            await serve(greet, **options)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]

    run(main())


def test_a_server_listens_on_ipv6_and_beyond_loopback_when_told_to() -> None:
    async def main() -> None:
        for host, remote in (("::1", False), ("localhost", False), ("0.0.0.0", True)):
            async with Server(greet, host=host, port=0, allow_remote=remote) as server:
                assert await is_served(server)

    run(main())
