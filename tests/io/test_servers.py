"""Every server: whom it serves, and whom it does not."""

from __future__ import annotations

import logging
import socket
import sys
import threading
import time
from contextlib import ExitStack, suppress
from typing import Any

import pytest

from agicodec import Environment
from agicodec.commands import SetContext
from agicodec.serving import AsyncRouter
from agicodec.testing import Asterisk, call_fastagi, hang_up_everywhere
from examples.ivr import balance
from tests.io.clients import connected, greet, is_served, until
from tests.io.descriptors import count_descriptors
from tests.io.logs import lines_of
from tests.io.refused import count_refused
from tests.io.worlds import LOOPED, Call, World, world_of
from tests.sessions import BLOCK

CHANNEL = "Local/fast@agi-00000003;2"
"""The channel of `BLOCK`."""


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")


def test_a_flow_serves_calls(world: World, caplog: pytest.LogCaptureFixture) -> None:
    seen: list[tuple[str, str]] = []

    async def flow(call: Call) -> None:
        seen.append((call.peer, call.script.path))
        await balance(call)

    asterisk = Asterisk(database={("balance", "1234"): "42"})
    asterisk.caller.dials("1234")
    with world.serving(flow) as served:
        call_fastagi(asterisk, *served.address, "balance")
    assert asterisk.heard == ["enter-pin", "your-balance-is", "42", "goodbye"]
    assert seen == [("127.0.0.1", "balance")]
    start, end = (record for record in caplog.records if "from 127.0.0.1 port" in record.message)
    assert start.message.endswith(f": calls agi://127.0.0.1:{served.address[1]}/balance")
    assert start.levelno == end.levelno == logging.INFO
    assert start.message.startswith("PJSIP/caller-00000001 from 127.0.0.1 port ")
    assert ": ended (" in end.message


def test_a_flow_survives_a_hangup_anywhere(world: World, caplog: pytest.LogCaptureFixture) -> None:
    def make() -> Asterisk:
        asterisk = Asterisk(database={("balance", "1234"): "42"})
        asterisk.caller.dials("1234")
        return asterisk

    with world.serving(balance) as served:
        runs = hang_up_everywhere(lambda asterisk: call_fastagi(asterisk, *served.address), make)
    assert runs >= 2 * 6 + 1
    assert {record.levelno for record in caplog.records} <= {logging.DEBUG, logging.INFO}


def names(number: int) -> bytes:
    """Return an environment with a channel of that number."""
    return Environment(request="agi://127.0.0.1", channel=f"X/{number}", unique_id=f"1.{number}").encode()


def test_many_calls_at_once_are_not_mixed_up(world: World) -> None:
    wrong: list[str] = []

    async def flow(call: Call) -> None:
        own = call.environment.channel
        for _ in range(20):
            if (await call.get_variable("X")).value != own:
                wrong.append(own)

    with world.serving(flow) as served, ExitStack() as stack:
        clients = [stack.enter_context(connected(served, names(number))) for number in range(60)]
        for _ in range(20):
            for number, client in enumerate(clients):
                assert client.answers(f"200 result=1 (X/{number})\n".encode()) == b"GET VARIABLE X\n"
        assert all(client.is_closed() for client in clients)
    assert wrong == []


def test_the_environment_may_come_bit_by_bit(world: World) -> None:
    with world.serving(greet) as served, connected(served) as client:
        for place in range(len(BLOCK)):
            client.sends(BLOCK[place : place + 1])
        assert client.answers() == b"VERBOSE hello\n"
        assert client.is_closed()


NOT_ASTERISK = "closed, since what arrived is not an environment of Asterisk: "
EARLY = "closed by the other side before the environment had arrived; unread is b'"


@pytest.mark.parametrize(
    ("first", "level", "text"),
    [
        (b"", logging.DEBUG, "closed by the other side, which had sent nothing"),
        (b"agi_network: y", logging.INFO, EARLY),
        (BLOCK[:-1], logging.INFO, EARLY),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", logging.INFO, f"{NOT_ASTERISK}b'GET"),
        (b"\x16\x03\x01", logging.INFO, f"{NOT_ASTERISK}b'\\x16"),
        (b"\n", logging.INFO, f"{NOT_ASTERISK}b'\\n'"),
        (b"x" * 70000, logging.INFO, f"{NOT_ASTERISK}b'xxx"),
        (b"agi_" + b"x" * (1 << 20), logging.INFO, f"{NOT_ASTERISK}b'agi_xxx"),
        (b"agi_x: y\n" * (1 << 17), logging.WARNING, "failed: an environment has more than the 65536 bytes allowed"),
    ],
    ids=["nothing", "half", "no end", "HTTP", "TLS", "empty", "long", "long line", "long block"],
)
def test_what_is_no_call_ends_with_one_line(
    world: World, first: bytes, level: int, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    with world.serving(greet) as served:
        with connected(served, first) as client:
            client.ends()
            assert client.is_closed()
            assert served.calls == 0
        until(lambda: lines_of(caplog))
        assert is_served(served)
    ((found_level, found), (_, last)) = lines_of(caplog)
    assert found_level == level
    assert found.startswith(text)
    assert len(found) < 500
    assert last == "ended"


def test_a_connection_that_is_reset_ends_as_one_that_is_closed(world: World, caplog: pytest.LogCaptureFixture) -> None:
    if world.name == "proactor":
        pytest.skip("asyncio shuts a socket down there that was reset, which fails on Linux")
    with world.serving(greet) as served:
        for first in (b"", BLOCK[:20]):
            with connected(served, first) as client:
                time.sleep(0.02)
                client.closes(abruptly=True)
        until(lambda: len(lines_of(caplog)) == 2)
        assert is_served(served)
    found = sorted(lines_of(caplog)[:2])
    assert [level for level, _ in found] == [logging.DEBUG, logging.INFO]
    assert [text[: len(EARLY)] for _, text in found] == ["closed by the other side, which had sent nothing", EARLY]


@pytest.mark.parametrize("drip", [b"", b"a", b"agi_x: y\n"])
def test_a_slow_environment_is_not_waited_for(world: World, drip: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with world.serving(greet, environment_timeout=0.15) as served:
        with connected(served, b"agi_") as client:
            began = time.monotonic()
            while drip and not lines_of(caplog) and time.monotonic() - began < 5:
                client.sends(drip)
                time.sleep(0.02)
            assert client.is_closed()
            assert 0.1 < time.monotonic() - began < 4
        assert is_served(served)
    level, text = lines_of(caplog)[0]
    assert level == logging.INFO
    assert text.startswith("closed, since its environment has not arrived within 0.15 s; unread is b'agi_")


def test_silent_connections_take_no_thread_and_keep_nobody_out(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with world.serving(greet, max_calls=20) as served, ExitStack() as stack:
        threads, descriptors = threading.active_count(), count_descriptors()
        for _ in range(100):
            stack.enter_context(connected(served))
        assert is_served(served)
        until(lambda: threading.active_count() <= threads)
        assert count_descriptors() - descriptors <= 100 + 20
    assert 1 <= count_refused(caplog.messages, "closed, since 20 connections are open (max_calls)") - 80 <= 1
    assert sum("max_calls" in message for message in caplog.messages) <= 3


def test_a_call_beyond_the_limit_is_refused_and_none_is_closed_for_others(world: World) -> None:
    with world.serving(greet, max_calls=2) as served:
        with connected(served, BLOCK) as first, connected(served, BLOCK) as second:
            assert first.receives() == second.receives() == b"VERBOSE hello\n"
            with connected(served, BLOCK) as third:
                assert third.is_closed()
            for client in (first, second):
                client.sends(b"200 result=1\n")
                assert client.is_closed()
        until(lambda: served.calls == 0)
        assert is_served(served)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.1", "example.org"])
def test_a_server_listens_beyond_loopback_only_when_told_to(world: World, host: str) -> None:
    with pytest.raises(ValueError, match=f"host '{host}' is not a loopback address, and FastAGI has no authentication"):
        world.make(greet, host=host)


@pytest.mark.parametrize(
    ("host", "allow_remote"), [("127.0.0.1", False), ("::1", False), ("localhost", False), ("0.0.0.0", True)]
)
def test_where_a_server_listens(world: World, host: str, *, allow_remote: bool) -> None:
    with world.serving(greet, host=host, allow_remote=allow_remote) as served:
        assert served.address == served.server.addresses[0]
        assert len({port for _, port in served.server.addresses}) == 1
        assert is_served(served)


@pytest.mark.parametrize(
    ("answer", "level", "text"),
    [
        (True, logging.INFO, "ended"),
        (None, logging.ERROR, "failed: TypeError("),
        (3, logging.ERROR, "failed: TypeError("),
        (False, logging.WARNING, "refused by admit"),
        ("", logging.WARNING, "refused by admit"),
        ("not ours", logging.WARNING, "refused by admit: not ours"),
        ("two\nlines", logging.WARNING, "refused by admit: 'two\\nlines'"),
    ],
    ids=repr,
)
def test_a_hook_decides_who_is_served(
    world: World, answer: Any, level: int, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[tuple[str, str]] = []

    def admit(peer: str, environment: Environment) -> Any:
        seen.append((peer, environment.channel))
        return answer

    with world.serving(greet, admit=admit) as served, connected(served, BLOCK) as client:
        assert client.answers() == (b"VERBOSE hello\n" if answer is True else b"")
        assert client.is_closed()
    assert seen == [("127.0.0.1", CHANNEL)]
    ((found_level, found),) = lines_of(caplog)
    assert found_level == level
    assert found.startswith(text) if level == logging.ERROR else found == text


@pytest.mark.parametrize("answer", [True, None, False, "not ours"])
@pytest.mark.parametrize("looped", LOOPED)
def test_a_hook_may_await(looped: str, answer: Any) -> None:
    world = world_of(looped)

    async def admit(peer: str, environment: Environment) -> Any:
        await world.sleep(0)
        return answer

    with world.serving(greet, admit=admit) as served:
        assert is_served(served) == (answer is True)


def test_a_hook_that_fails_lets_nobody_in(world: World, caplog: pytest.LogCaptureFixture) -> None:
    def admit(peer: str, environment: Environment) -> bool:
        raise KeyError(peer)

    with world.serving(greet, admit=admit) as served, connected(served, BLOCK) as client:
        assert client.is_closed()
    assert lines_of(caplog) == [(logging.ERROR, "failed: KeyError('127.0.0.1')")]


def test_a_flow_may_leave_without_hanging_up(world: World) -> None:
    async def leaves(call: Call) -> None:
        await call.set_context("closed")

    asterisk = Asterisk()
    with world.serving(leaves) as served:
        call_fastagi(asterisk, *served.address)
    assert asterisk.goes_on_at == {"context": "closed"}


def test_a_router_is_a_flow_and_its_refusal_is_run(world: World, caplog: pytest.LogCaptureFixture) -> None:
    router = AsyncRouter[Any](refusal=[SetContext("closed")])

    @router.route("sales/{queue}")
    async def sales(call: Call) -> None:
        await call.verbose(call.script.parameters["queue"])

    called, refused = Asterisk(), Asterisk()
    with world.serving(router) as served:
        call_fastagi(called, *served.address, "sales/2")
        call_fastagi(refused, *served.address, "other")
    assert (called.messages, called.goes_on_at) == (["2"], {})
    assert (refused.messages, refused.goes_on_at) == ([], {"context": "closed"})
    assert (logging.WARNING, "no flow is registered for the script 'other'; SET CONTEXT was run") in lines_of(caplog)


def test_a_refusal_of_a_router_may_be_hung_up_on(world: World, caplog: pytest.LogCaptureFixture) -> None:
    router = AsyncRouter[Any](refusal=[SetContext("closed"), SetContext("shut")])
    with world.serving(router) as served:
        with connected(served, BLOCK) as client:
            assert client.receives() == b"SET CONTEXT closed\n"
        until(lambda: lines_of(caplog))
    text = "no flow is registered for the script 'hello'; SET CONTEXT, SET CONTEXT were not run"
    assert lines_of(caplog) == [(logging.WARNING, text)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("name", ["trio", "threads"])
def test_connections_that_cannot_be_accepted_are_counted_in_the_log(
    name: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    text = "cannot accept a connection: [Errno 24]"
    for module in ("lobby", "trio_listening"):
        monkeypatch.setattr(f"agicodec.io.{module}.ACCEPT_PAUSE", 0.01)
    monkeypatch.setattr("agicodec.serving.counting.INTERVAL", 0.1)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    with world_of(name).serving(greet) as served, socket.socket() as client, ExitStack() as stack:
        host, port = served.address
        client.settimeout(10)
        resource.setrlimit(resource.RLIMIT_NOFILE, (count_descriptors() + 20, limits[1]))
        try:
            with suppress(OSError):
                while True:
                    stack.enter_context(socket.socket())
            client.connect(served.address)
            until(lambda: sum("more connections: cannot accept" in message for message in caplog.messages) >= 2)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        client.sendall(BLOCK)
        assert client.recv(4096) == b"VERBOSE hello\n"
        client.sendall(b"200 result=1\n")
    (line,) = [record for record in caplog.records if text in record.message and "more" not in record.message]
    assert (line.levelno, line.message.partition(text)[0]) == (logging.WARNING, f"{host} port {port}: ")


def test_calls_without_a_thread_are_counted_in_the_log(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "closed, since no thread can be started"
    with world_of("threads").serving(greet) as served:
        start = threading.Thread.start

        def refuse(thread: threading.Thread) -> None:
            if thread.name.startswith("AGI "):
                raise RuntimeError("can't start new thread")
            start(thread)

        monkeypatch.setattr(threading.Thread, "start", refuse)
        for _ in range(5):
            with connected(served, BLOCK) as client:
                assert client.is_closed()
        until(lambda: served.calls == 0)
    assert count_refused(caplog.messages, text) == 5
    found = [record for record in caplog.records if text in record.message]
    assert len(found) < 5
    assert {record.levelno for record in found} == {logging.WARNING}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("name", ["trio", "threads"])
def test_a_process_without_descriptors_goes_on_serving(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """The loops of asyncio accept connections themselves, and do as they like then."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    with world_of(name).serving(greet) as served, ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(60)]
        for one in sockets:
            one.settimeout(10)
        resource.setrlimit(resource.RLIMIT_NOFILE, (count_descriptors() + 20, limits[1]))
        try:
            for one in sockets[:-1]:
                one.connect(served.address)
            sockets[-1].connect(served.address)
            sockets[-1].sendall(BLOCK)
            assert sockets[-1].recv(4096) == b"VERBOSE hello\n"
            sockets[-1].sendall(b"200 result=1\n")
            assert sockets[-1].recv(4096) == b""
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert "closed, since no other can be accepted" in caplog.text
