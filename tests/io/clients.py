"""Whoever connects to a server, on blocking sockets."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress

from tests.io.worlds import Call, Served
from tests.sessions import BLOCK

__all__ = ["Client", "connected", "greet", "is_served", "until"]

TIMEOUT = 10
"""How many seconds a test waits for what is to come at once."""


class Client:
    """Whoever has connected."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._lines = connection.makefile("rb")

    def sends(self, data: bytes) -> None:
        """Send bytes, unless the server has closed."""
        with suppress(ConnectionError):
            self.connection.sendall(data)

    def receives(self) -> bytes:
        """Return the next line, b"" at the end."""
        try:
            return self._lines.readline()
        except ConnectionError:
            return b""

    def answers(self, reply: bytes = b"200 result=1\n") -> bytes:
        """Return the next line, and answer it."""
        line = self.receives()
        if line:
            self.sends(reply)
        return line

    def is_closed(self) -> bool:
        """Wait for the end of the connection, or for what else comes."""
        return self.receives() == b""

    def ends(self) -> None:
        """Send no more."""
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)

    def closes(self, *, abruptly: bool = False) -> None:
        """Close the connection; abruptly, so that the server sees it reset, as by the scan of a port."""
        if abruptly:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._lines.close()
        self.connection.close()


@contextmanager
def connected(server: Served | tuple[str, int], first: bytes = b"") -> Generator[Client, None, None]:
    """Connect to a server, and send something first."""
    address = server.address if isinstance(server, Served) else server
    client = Client(socket.create_connection(address, timeout=TIMEOUT))
    try:
        client.sends(first)
        yield client
    finally:
        client.closes()


def until(condition: Callable[[], object]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.002)


async def greet(call: Call) -> None:
    """Serve a call with one command."""
    await call.verbose("hello")


def is_served(server: Served) -> bool:
    """Return whether a server still serves a call, with `greet`."""
    with connected(server, BLOCK) as client:
        return client.answers() == b"VERBOSE hello\n" and client.is_closed()
