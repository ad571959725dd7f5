"""How a server with a thread for each call closes, over real sockets."""

from __future__ import annotations

import logging
import math
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from agicodec import CallEnded
from agicodec.io.threads import Server, ThreadCall
from tests.children import python
from tests.io.thread_servers import (
    CHANNEL,
    ENVIRONMENT,
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


def test_calls_have_time_to_end_when_the_server_closes() -> None:
    with ExitStack() as stack:
        server = Server(ask, port=0)
        server.start()
        waiting = stack.enter_context(connected(server, b"agi_"))
        asterisk = stack.enter_context(connected(server))
        line = asterisk.recv(4096)
        closing = threading.Thread(target=server.close)
        closing.start()
        assert is_closed(waiting)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(server.address, timeout=1).close()
        assert line.startswith(b"VERBOSE")
        asterisk.sendall(b"200 result=1\n")
        assert is_closed(asterisk)
        closing.join(5)
        assert not closing.is_alive()
        server.wait()
        server.close()


def test_calls_that_do_not_end_are_ended(caplog: pytest.LogCaptureFixture) -> None:
    errors: list[CallEnded] = []

    def flow(call: ThreadCall) -> None:
        try:
            ask(call)
        except CallEnded as error:
            errors.append(error)

    server = Server(flow, port=0)
    server.start()
    with connected(server) as asterisk:
        assert asterisk.recv(4096)
        server.close(grace=0.05)
        assert is_closed(asterisk)
    assert len(errors) == 1
    assert levels(caplog, "ended because the server closes") == ["WARNING"]


def test_a_flow_that_does_not_end_is_named(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agicodec.io.threads.END_TIMEOUT", 0.05)
    release = threading.Event()
    server = Server(lambda call: release.wait(10), port=0)
    server.start()
    with connected(server) as asterisk:
        eventually(lambda: server.calls)
        server.close(grace=0.05)
        assert is_closed(asterisk)
        assert len(levels(caplog, f"1 flows have not ended: AGI {CHANNEL} from")) == 1
        release.set()
        server.close()


def test_a_flow_may_close_the_server() -> None:
    closed = threading.Event()

    def flow(call: ThreadCall) -> None:
        server.close(grace=0)
        closed.set()

    server = Server(flow, port=0)
    server.start()
    with connected(server) as asterisk:
        assert is_closed(asterisk)
    assert closed.wait(5)
    eventually(lambda: server.calls == 0)


@pytest.mark.parametrize("flows", [2, 3])
def test_flows_that_close_the_server_do_not_wait_for_one_another(flows: int, caplog: pytest.LogCaptureFixture) -> None:
    def flow(call: ThreadCall) -> None:
        eventually(lambda: server.calls == flows)
        server.close(60)

    server = Server(flow, port=0)
    server.start()
    began = time.monotonic()
    with ExitStack() as stack:
        for asterisk in [stack.enter_context(connected(server)) for _ in range(flows)]:
            assert is_closed(asterisk)
        eventually(lambda: server.calls == 0)
    server.close()
    assert time.monotonic() - began < 5
    assert levels(caplog, "ended because the server closes") == []
    assert levels(caplog, ": ended (") == ["INFO"] * flows


def test_a_flow_that_closes_the_server_waits_for_those_that_do_not() -> None:
    ended: list[str] = []

    def flow(call: ThreadCall) -> None:
        if not ended:
            ended.append("first")
            eventually(lambda: server.calls == 2)
            server.close(60)
            ended.append("closer")
        else:
            ask(call)
            ended.append("other")

    server = Server(flow, port=0)
    server.start()
    with connected(server), connected(server) as asterisk:
        assert asterisk.recv(4096)
        time.sleep(0.1)
        asterisk.sendall(b"200 result=1\n")
        eventually(lambda: server.calls == 0)
    server.close()
    assert ended == ["first", "other", "closer"]


def test_a_server_starts_once_and_closes_without_a_start() -> None:
    Server(ask, port=0).close()
    with Server(ask, port=0) as server, pytest.raises(RuntimeError, match="started before"):
        server.start()
    with Server(ask, port=0) as server, pytest.raises(OSError, match="in use"):
        Server(ask, port=server.address[1]).start()


def test_a_server_that_was_closed_is_not_started() -> None:
    server = Server(ask, port=0)
    server.close()
    with pytest.raises(RuntimeError, match="closed before it was started"):
        server.start()


@pytest.mark.parametrize("grace", [1e300, math.inf])
def test_calls_may_have_all_the_time_there_is_to_end(grace: float) -> None:
    server = Server(ask, port=0)
    server.start()
    with connected(server) as asterisk:
        assert asterisk.recv(4096)
        closing = threading.Thread(target=server.close, args=(grace,))
        closing.start()
        asterisk.sendall(b"200 result=1\n")
        assert is_closed(asterisk)
        closing.join(5)
        assert not closing.is_alive()


@pytest.mark.parametrize("grace", [0, -1])
def test_calls_may_have_no_time_to_end(grace: float) -> None:
    server = Server(ask, port=0)
    server.start()
    with connected(server) as asterisk:
        assert asterisk.recv(4096)
        server.close(grace)
        assert is_closed(asterisk)


def test_a_thread_that_still_waits_does_not_keep_the_connection_open() -> None:
    helpers: list[threading.Thread] = []

    def flow(call: ThreadCall) -> None:
        helper = threading.Thread(target=call.wait_for_hangup)
        helper.start()
        helpers.append(helper)
        time.sleep(0.1)

    with Server(flow, port=0) as server, connected(server) as asterisk:
        assert is_closed(asterisk)
        helpers[0].join(5)
        assert not helpers[0].is_alive()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_ends_by_a_signal(number: signal.Signals) -> None:
    program = (
        "import logging; from agicodec.io.threads import serve; logging.basicConfig(level=logging.INFO);"
        "serve(lambda call: call.verbose('x'), port=0)"
    )
    with subprocess.Popen(python(program), stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        port = int(process.stderr.readline().split()[-1])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as asterisk:
            asterisk.sendall(ENVIRONMENT)
            assert asterisk.recv(4096)
            process.send_signal(number)
            while "closing; 1 call " not in (line := process.stderr.readline()):
                assert line
            asterisk.sendall(b"200 result=1\n")
            assert is_closed(asterisk)
        assert process.wait(10) == 0
        assert "Traceback" not in process.stderr.read()
