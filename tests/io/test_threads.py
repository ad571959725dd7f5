"""The server with a thread for each call, over real sockets."""

from __future__ import annotations

import logging
import resource
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from typing import Any

import pytest

from agicodec import Environment, NeverAnswered
from agicodec.commands import SetContext
from agicodec.io.threads import Server, ThreadCall, serve
from agicodec.serving.routing import Router
from tests.io.descriptors import count_descriptors
from tests.io.refused import count_refused
from tests.io.thread_servers import (
    CHANNEL,
    ENVIRONMENT,
    answer,
    ask,
    connected,
    eventually,
    is_closed,
    levels,
    nothing_left,
)


@pytest.fixture(autouse=True)
def _looked_after(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.DEBUG, "agicodec")
    with nothing_left():
        yield


MANY = 120
"""How many silent connections come, to a server that takes fewer."""


def test_a_call_is_served(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []

    def flow(call: ThreadCall) -> None:
        seen.append(f"{call.environment.channel} {call.peer} {call.script.path}")
        ask(call)

    with Server(flow, port=0) as server, connected(server) as asterisk:
        assert answer(asterisk).startswith(b"VERBOSE")
        assert is_closed(asterisk)
    assert seen == [f"{CHANNEL} 127.0.0.1 balance"]
    assert levels(caplog, "calls agi://127.0.0.1/balance") == ["INFO"]
    assert levels(caplog, ": ended (0.") == ["INFO"]


def test_the_environment_may_come_bit_by_bit() -> None:
    with Server(ask, port=0) as server, connected(server, b"") as asterisk:
        for byte in ENVIRONMENT:
            asterisk.sendall(bytes([byte]))
        assert answer(asterisk).startswith(b"VERBOSE")
        assert is_closed(asterisk)


@pytest.mark.parametrize(
    ("sent", "level", "text"),
    [
        (b"", "DEBUG", "sent nothing"),
        (b"agi_network: yes\nagi_req", "INFO", "before the environment had arrived"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "INFO", "is not an environment"),
        (b"\x16\x03\x01", "INFO", "is not an environment"),
    ],
)
def test_what_is_no_call_is_one_line(caplog: pytest.LogCaptureFixture, sent: bytes, level: str, text: str) -> None:
    with Server(ask, port=0) as server:
        with connected(server, sent):
            pass
        eventually(lambda: levels(caplog, text) == [level])
        with connected(server) as asterisk:
            assert answer(asterisk).startswith(b"VERBOSE")
            assert is_closed(asterisk)
    assert not levels(caplog, "Traceback")


@pytest.mark.parametrize("data", [b"agi_" + b"x" * 1_000_000, b"agi_x: y\n" * 100_000, b"x" * 1_000_000])
def test_a_megabyte_is_not_taken(data: bytes) -> None:
    with Server(ask, port=0) as server:
        with connected(server, b"") as asterisk:
            with suppress(ConnectionError):
                asterisk.sendall(data)
            assert is_closed(asterisk)
        with connected(server) as asterisk:
            assert answer(asterisk)


def test_the_time_limit_is_for_the_whole_environment(caplog: pytest.LogCaptureFixture) -> None:
    with Server(ask, port=0, environment_timeout=0.3) as server, connected(server, b"agi_") as asterisk:
        began = time.monotonic()
        with suppress(ConnectionError):
            while time.monotonic() - began < 5:
                asterisk.sendall(b"x")
                time.sleep(0.02)
        assert time.monotonic() - began < 3
    assert levels(caplog, "has not arrived within 0.3 s") == ["INFO"]


def test_those_that_say_nothing_take_no_thread_and_no_place(caplog: pytest.LogCaptureFixture) -> None:
    with Server(ask, port=0, max_calls=10) as server, ExitStack() as stack:
        threads = threading.active_count()
        for _ in range(MANY):
            stack.enter_context(connected(server, b""))
        assert threading.active_count() == threads
        with connected(server) as asterisk:
            assert answer(asterisk).startswith(b"VERBOSE")
            assert is_closed(asterisk)
    assert count_refused(caplog.messages, "closed, since 10 connections are open (max_calls)") >= MANY - 10
    assert len(levels(caplog, "max_calls")) <= 5


def test_calls_are_not_closed_for_others() -> None:
    release = threading.Event()

    def flow(call: ThreadCall) -> None:
        ask(call)
        release.wait(10)

    with Server(flow, port=0, max_calls=2) as server, connected(server) as first, connected(server) as second:
        assert answer(first)
        assert answer(second)
        with connected(server) as third:
            assert is_closed(third)
        release.set()
        assert is_closed(first)
        eventually(lambda: server.calls == 0)
        with connected(server) as fourth:
            assert answer(fourth)


def test_what_a_flow_raises_ends_that_call_alone(caplog: pytest.LogCaptureFixture) -> None:
    errors = [ZeroDivisionError("no"), SystemExit("no")]

    def flow(call: ThreadCall) -> None:
        ask(call)
        raise errors.pop()

    with Server(flow, port=0) as server:
        for _ in range(2):
            with connected(server) as asterisk:
                assert answer(asterisk)
                assert is_closed(asterisk)
    failures = [record for record in caplog.records if record.levelname == "ERROR"]
    assert [record.exc_info is not None for record in failures] == [True, True]


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        (b"HANGUP\n511 Command Not Permitted on a dead channel or intercept routine\n", ": hung up"),
        (b"HANGUP\n", ": hung up"),
        (b"200 result=0 endpos=0\nHANGUP\n", ": hung up"),
        (b"", ": over: "),
    ],
)
def test_a_hangup_is_one_line(caplog: pytest.LogCaptureFixture, reply: bytes, text: str) -> None:
    def flow(call: ThreadCall) -> None:
        while True:
            call.stream_file("story")

    with Server(flow, port=0) as server, connected(server) as asterisk:
        answer(asterisk, reply)
        asterisk.shutdown(socket.SHUT_WR)
    assert levels(caplog, text) == ["INFO"]
    assert {record.levelname for record in caplog.records if not record.getMessage().startswith("<")} == {"INFO"}


def test_a_hangup_before_the_first_command_is_known() -> None:
    seen: list[bool] = []

    def flow(call: ThreadCall) -> None:
        eventually(lambda: call.hung_up)
        seen.append(call.wait_for_hangup())

    with Server(flow, port=0) as server, connected(server, ENVIRONMENT + b"HANGUP\n") as asterisk:
        assert is_closed(asterisk)
    assert seen == [True]


def test_a_call_has_a_time_limit(caplog: pytest.LogCaptureFixture) -> None:
    errors: list[BaseException] = []

    def flow(call: ThreadCall) -> None:
        try:
            call.record_file("message", "wav")
        except NeverAnswered as error:
            errors.append(error)
            raise

    with Server(flow, port=0, call_timeout=0.2) as server, connected(server) as asterisk:
        assert asterisk.recv(4096).startswith(b"RECORD FILE")
        assert is_closed(asterisk)
        eventually(lambda: server.calls == 0)
    assert len(errors) == 1
    assert levels(caplog, "time limit of 0.2 s") == ["WARNING"]


def test_a_command_has_a_time_limit() -> None:
    results: list[object] = []

    def flow(call: ThreadCall) -> None:
        try:
            call.record_file("message", "wav")
        except TimeoutError as error:
            results.append(str(error))
        results.append(call.noop().ok)

    with Server(flow, port=0, command_timeout=0.2) as server, connected(server) as asterisk:
        assert asterisk.recv(4096).startswith(b"RECORD FILE")
        eventually(lambda: results)
        asterisk.sendall(b"200 result=0 (timeout) endpos=8000\n")
        assert answer(asterisk, b"200 result=0\n") == b"NOOP\n"
        assert is_closed(asterisk)
    assert results == ["RECORD FILE has taken longer than 0.2 s (command_timeout)", True]


@pytest.mark.parametrize("seconds", [3_000_000, 1e300])
def test_limits_may_be_longer_than_a_system_can_wait(seconds: float) -> None:
    def flow(call: ThreadCall) -> None:
        with call.time_limit(seconds):
            call.verbose("hello")
        call.wait_for_hangup(seconds)

    with Server(flow, port=0, environment_timeout=seconds, call_timeout=seconds, command_timeout=seconds) as server:
        for _ in range(2):
            with connected(server, ENVIRONMENT[:9]) as asterisk:
                time.sleep(0.05)
                asterisk.sendall(ENVIRONMENT[9:])
                assert answer(asterisk) == b"VERBOSE hello\n"
                asterisk.sendall(b"HANGUP\n")
                assert is_closed(asterisk)


@pytest.mark.parametrize(
    ("returned", "text"),
    [(False, "refused by admit"), ("a stranger", "refused by admit: a stranger"), (3, "failed"), (None, "failed")],
)
def test_a_call_may_be_refused(caplog: pytest.LogCaptureFixture, returned: Any, text: str) -> None:
    asked: list[tuple[str, str | None]] = []

    def admit(peer: str, environment: Environment) -> Any:
        asked.append((peer, environment.channel))
        return returned

    with Server(ask, port=0, admit=admit) as server, connected(server) as asterisk:
        assert is_closed(asterisk)
    assert asked == [("127.0.0.1", CHANNEL)]
    assert len(levels(caplog, text)) == 1


def test_a_call_may_be_let_in() -> None:
    with Server(ask, port=0, admit=lambda peer, environment: True) as server, connected(server) as asterisk:
        assert answer(asterisk).startswith(b"VERBOSE")


def test_what_no_flow_is_for_is_refused_as_the_router_says(caplog: pytest.LogCaptureFixture) -> None:
    router: Router[ThreadCall, None] = Router(refusal=[SetContext("closed")])
    router.add("ivr/{queue}", ask)
    with Server(router, port=0) as server, connected(server) as asterisk:
        assert answer(asterisk, b"200 result=0\n") == b"SET CONTEXT closed\n"
        assert is_closed(asterisk)
    assert levels(caplog, "no flow is registered for the script 'balance'; SET CONTEXT was run") == ["WARNING"]


def test_remote_hosts_must_be_allowed() -> None:
    for host in ("0.0.0.0", "::", "", "192.0.2.1"):
        with pytest.raises(ValueError, match="no authentication"):
            Server(ask, host=host)
    with Server(ask, host="0.0.0.0", port=0, allow_remote=True) as server:
        assert server.address[1]


def test_a_process_without_descriptors_goes_on_serving(caplog: pytest.LogCaptureFixture) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with Server(ask, port=0) as server, ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(60)]
        resource.setrlimit(resource.RLIMIT_NOFILE, (count_descriptors() + 20, hard))
        try:
            for one in sockets[:-1]:
                one.settimeout(10)
                one.connect(server.address)
            eventually(lambda: levels(caplog, "no other can be accepted"))
            sockets[-1].settimeout(10)
            sockets[-1].connect(server.address)
            sockets[-1].sendall(ENVIRONMENT)
            assert answer(sockets[-1]).startswith(b"VERBOSE")
            assert is_closed(sockets[-1])
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_many_calls_at_once_are_not_mixed_up() -> None:
    wrong: list[str] = []

    def flow(call: ThreadCall) -> None:
        own = call.environment.channel
        wrong.extend(own for _ in range(20) if call.get_variable("X").value != own)

    def caller(number: int) -> None:
        with connected(server, Environment(channel=f"X/{number}").encode()) as asterisk:
            for _ in range(20):
                assert answer(asterisk, f"200 result=1 (X/{number})\n".encode())
            assert is_closed(asterisk)

    with Server(flow, port=0) as server:
        callers = [threading.Thread(target=caller, args=(number,)) for number in range(60)]
        for thread in callers:
            thread.start()
        for thread in callers:
            thread.join()
    assert wrong == []


def test_serve_passes_on_what_it_is_told() -> None:
    with pytest.raises(ValueError, match="no authentication"):
        serve(ask, host="0.0.0.0")
