"""FastAGI servers that misbehave: the call ends as on Asterisk, or fails in time, and shows the conversation."""

from __future__ import annotations

import socket
import struct
import threading
import time

import pytest

from agicodec import Raw
from agicodec.testing import Asterisk, CallFlowError, call_fastagi
from tests.testing.servers import Serve, server


def read_environment(connection: socket.socket) -> None:
    data = b""
    while not data.endswith(b"\n\n"):
        data += connection.recv(65536)


def reset(connection: socket.socket) -> None:
    """Have the connection be reset when it is closed."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def closes_at_once(connection: socket.socket) -> None:
    pass


def closes_with_the_environment_unread(connection: socket.socket) -> None:
    connection.recv(1)


def resets_at_once(connection: socket.socket) -> None:
    read_environment(connection)
    reset(connection)


def closes_behind_a_command(connection: socket.socket) -> None:
    read_environment(connection)
    connection.sendall(b"VERBOSE hello\n")


def closes_with_a_reply_unread(connection: socket.socket) -> None:
    closes_behind_a_command(connection)
    connection.recv(3)


def resets_with_a_reply_unread(connection: socket.socket) -> None:
    closes_with_a_reply_unread(connection)
    reset(connection)


@pytest.mark.parametrize(
    "serve",
    [
        closes_at_once,
        closes_with_the_environment_unread,
        resets_at_once,
        closes_behind_a_command,
        closes_with_a_reply_unread,
        resets_with_a_reply_unread,
    ],
)
def test_a_server_that_closes_early_ends_the_call_as_on_asterisk(serve: Serve) -> None:
    asterisk = Asterisk()
    with server(serve) as (host, port):
        call_fastagi(asterisk, host, port)
    assert asterisk.messages == (["hello"] if "repl" in serve.__name__ or "behind" in serve.__name__ else [])


def test_a_reset_is_in_the_conversation() -> None:
    asterisk = Asterisk()
    with server(resets_with_a_reply_unread) as (host, port):
        call_fastagi(asterisk, host, port)
    assert "the server has closed the connection before it read all" in str(asterisk.caller.conversation)


def test_a_server_that_reads_on_reads_the_end() -> None:
    read: list[bytes] = []

    def serve(connection: socket.socket) -> None:
        connection.shutdown(socket.SHUT_WR)
        with connection.makefile("rb") as lines:
            read.extend(lines)

    with server(serve) as (host, port):
        call_fastagi(Asterisk(), host, port)
    assert read[-2:] == [b"\n", b"HANGUP\n"]


def test_a_server_that_cannot_be_reached_fails() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        host, port = closed.getsockname()
        with pytest.raises(
            CallFlowError, match=rf"cannot connect to agi://127\.0\.0\.1:{port}/pin.*AGISTATUS.*FAILURE"
        ):
            call_fastagi(Asterisk(), host, port, "pin")


def test_a_server_that_dribbles_does_not_stretch_the_time() -> None:
    def serve(connection: socket.socket) -> None:
        while True:
            connection.sendall(b"N")
            time.sleep(0.05)

    asterisk = Asterisk()
    began = time.monotonic()
    with server(serve) as (host, port):
        with pytest.raises(CallFlowError, match=r"not read this.*b'N+'.* The call was to end in 0\.3 s\."):
            call_fastagi(asterisk, host, port, timeout=0.3)
        assert time.monotonic() - began < 10
    assert len(asterisk.caller.conversation.lines) == 1


def test_a_server_that_runs_commands_for_ever_does_not_stretch_the_time() -> None:
    def serve(connection: socket.socket) -> None:
        read_environment(connection)
        while True:
            connection.sendall(b"NOOP\n")
            connection.recv(65536)
            time.sleep(0.02)

    began = time.monotonic()
    with server(serve) as (host, port):
        with pytest.raises(CallFlowError, match=r"The call was to end in 0\.3 s\."):
            call_fastagi(Asterisk(), host, port, timeout=0.3)
        assert time.monotonic() - began < 10


def test_a_server_that_does_not_read_fails_in_time() -> None:
    gone = threading.Event()

    def serve(connection: socket.socket) -> None:
        read_environment(connection)
        connection.sendall(b"GET FULL VARIABLE ${X}\n")
        gone.wait(10)

    asterisk = Asterisk(variables={"X": "x" * 20_000_000})
    with server(serve) as (host, port):
        with pytest.raises(CallFlowError, match=r"The server does not read what Asterisk writes"):
            call_fastagi(asterisk, host, port, timeout=0.3)
        gone.set()


def test_a_line_that_arrives_in_pieces_is_one_line_of_the_conversation() -> None:
    def serve(connection: socket.socket) -> None:
        read_environment(connection)
        for byte in "VERBOSE é\n".encode():
            connection.sendall(bytes((byte,)))
            time.sleep(0.001)
        connection.recv(65536)

    asterisk = Asterisk()
    with server(serve) as (host, port):
        call_fastagi(asterisk, host, port)
    assert asterisk.caller.conversation.lines[1:3] == ["flow     VERBOSE é", "Asterisk 200 result=1"]


def test_a_server_with_an_ipv6_address_has_a_url_with_brackets() -> None:
    asterisk = Asterisk()
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("there is no IPv6 here")
    with server(closes_behind_a_command, socket.AF_INET6) as (host, port):
        call_fastagi(asterisk, host, port)
    assert f"(the environment of agi://[::1]:{port}/, called by 1001)" in asterisk.caller.conversation.lines[0]


@pytest.mark.parametrize("timeout", [0, -1.5, float("nan")])
def test_a_timeout_that_is_none_is_refused(timeout: float) -> None:
    with pytest.raises(ValueError, match=rf"timeout {timeout}: expected a number of seconds above 0"):
        call_fastagi(Asterisk(), "127.0.0.1", 1, timeout=timeout)


@pytest.mark.parametrize("garbage", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"hello\n", b"\x16\x03\x01\n", b"\n"])
def test_a_server_that_writes_no_commands_fails(garbage: bytes) -> None:
    def serve(connection: socket.socket) -> None:
        read_environment(connection)
        connection.sendall(garbage)
        connection.recv(4096)

    asterisk = Asterisk()
    with server(serve) as (host, port), pytest.raises(CallFlowError, match="The server wrote a line that is no comm"):
        call_fastagi(asterisk, host, port)


def test_a_server_may_write_what_the_test_says_is_refused() -> None:
    def serve(connection: socket.socket) -> None:
        read_environment(connection)
        connection.sendall(b"MYCMD 1\n")
        assert connection.recv(4096).startswith(b"510")

    asterisk = Asterisk()
    asterisk.refuses(Raw("MYCMD", "1"))
    with server(serve) as (host, port):
        call_fastagi(asterisk, host, port)
