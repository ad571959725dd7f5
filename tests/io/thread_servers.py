"""Clients of a server with threads, and what its tests look for."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

import pytest

from agicodec import Environment
from agicodec.io.threads import Server, ThreadCall
from tests.io.descriptors import count_descriptors

__all__ = ["CHANNEL", "ENVIRONMENT", "answer", "ask", "connected", "eventually", "is_closed", "levels", "nothing_left"]

CHANNEL = "PJSIP/ann-00000001"
ENVIRONMENT = Environment(channel=CHANNEL, request="agi://127.0.0.1/balance", network_script="balance").encode()


@contextmanager
def nothing_left() -> Generator[None, None, None]:
    """Check that a test leaves no thread and no descriptor."""
    threads, descriptors = set(threading.enumerate()), count_descriptors()
    yield
    assert not [thread for thread in threading.enumerate() if thread not in threads]
    assert count_descriptors() == descriptors


@contextmanager
def connected(server: Server, sent: bytes = ENVIRONMENT) -> Generator[socket.socket, None, None]:
    """Connect, and say this first."""
    with socket.create_connection(server.address, timeout=10) as asterisk:
        asterisk.sendall(sent)
        yield asterisk


def ask(call: ThreadCall) -> None:
    """Run a command, and end."""
    call.verbose("hello")


def answer(asterisk: socket.socket, reply: bytes = b"200 result=1\n") -> bytes:
    """Read a command and send the reply; return what came."""
    line = asterisk.recv(4096)
    if line:
        asterisk.sendall(reply)
    return line


def is_closed(asterisk: socket.socket) -> bool:
    """Wait for the end of the connection."""
    try:
        return asterisk.recv(4096) == b""
    except ConnectionResetError:
        return True


def levels(caplog: pytest.LogCaptureFixture, text: str) -> list[str]:
    """Return the levels of the lines of the log that have a text, which all have one line."""
    assert all("\n" not in record.getMessage() for record in caplog.records)
    return [record.levelname for record in caplog.records if text in record.getMessage()]


def eventually(is_so: Callable[[], object]) -> None:
    """Wait for what other threads do."""
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)
