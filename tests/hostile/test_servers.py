"""Every server holds little for whoever connects and does no more than that, and serves calls meanwhile."""

from __future__ import annotations

import asyncio
import gc
import logging
import resource
import socket
import threading
import time
import tracemalloc
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from queue import Queue

import pytest
import trio

import agicodec.io.asyncio as on_asyncio
import agicodec.io.threads as in_threads
import agicodec.io.trio as on_trio
from agicodec import AsyncCall, Call
from agicodec.serving.admission import BACKLOG
from tests.sessions import BLOCK

Address = tuple[str, int]

MANY = min(10_000, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 1000)
"""How many connections say nothing: 10,000, or as many as the limit of descriptors allows in one process with the
server, which keeps 500 of them.
"""

MUCH = 1_000_000
"""How many bytes without a line feed are sent."""

HELD = 8 * 1024 * 1024
"""How many bytes of memory may be held at most: a few times what a reply may have."""

PER_CLIENT = 1024
"""How many bytes of memory the test itself holds for each of its connections, at most."""

PER_CONNECTION = 8192
"""How many bytes a connection takes at most; asyncio may accept all that wait at once, before it closes some."""

TIMEOUT = 0.5
"""How many seconds an environment may take."""


async def greet(call: AsyncCall) -> None:
    await call.verbose("hello")


def greet_blocking(call: Call) -> None:
    call.verbose("hello")


def serve_on_asyncio(found: Queue[Address], stop: threading.Event, timeout: float) -> None:
    async def main() -> None:
        async with on_asyncio.Server(greet, port=0, environment_timeout=timeout) as server:
            found.put(server.address)
            await asyncio.to_thread(stop.wait)
            await server.close(0)

    asyncio.run(main())


def serve_on_trio(found: Queue[Address], stop: threading.Event, timeout: float) -> None:
    async def main() -> None:
        async with on_trio.Server(greet, port=0, environment_timeout=timeout) as server:
            found.put(server.address)
            await trio.to_thread.run_sync(stop.wait)
            await server.close(0)

    trio.run(main)


def serve_in_threads(found: Queue[Address], stop: threading.Event, timeout: float) -> None:
    with in_threads.Server(greet_blocking, port=0, environment_timeout=timeout) as server:
        found.put(server.address)
        stop.wait()
        server.close(0)


SERVERS = {"asyncio": serve_on_asyncio, "threads": serve_in_threads, "trio": serve_on_trio}


@contextmanager
def running(
    serve: Callable[[Queue[Address], threading.Event, float], None], timeout: float
) -> Generator[Address, None, None]:
    """Run a server in a thread."""
    found: Queue[Address] = Queue()
    stop = threading.Event()
    thread = threading.Thread(target=serve, args=(found, stop, timeout))
    thread.start()
    try:
        yield found.get(timeout=10)
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    """Keep the records of the log out of the memory that is measured: pytest would hold each."""
    caplog.set_level(logging.CRITICAL, "agicodec")


@pytest.fixture(params=SERVERS)
def address(request: pytest.FixtureRequest) -> Iterator[Address]:
    """Return the address of a server whose environments may take their time."""
    with running(SERVERS[request.param], 60) as found:
        yield found


@pytest.fixture(params=SERVERS)
def hasty(request: pytest.FixtureRequest) -> Iterator[Address]:
    """Return the address of a server with a short limit for environments."""
    with running(SERVERS[request.param], TIMEOUT) as found:
        yield found


def require_served(address: Address) -> None:
    """Place a call."""
    with socket.create_connection(address, timeout=10) as asterisk:
        asterisk.sendall(BLOCK)
        assert asterisk.recv(4096) == b"VERBOSE hello\n"
        asterisk.sendall(b"200 result=1\n")
        assert asterisk.recv(4096) == b""


@contextmanager
def held(most: int) -> Generator[None, None, None]:
    """Check how much more memory was held at its peak."""
    gc.collect()
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()


def flood(connection: socket.socket, data: bytes) -> bool:
    """Send data until the other side closes, or reads no more; return whether it has closed."""
    connection.settimeout(5)
    try:
        for _ in range(MUCH // len(data)):
            connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass
    except TimeoutError:
        return False
    except ConnectionError:
        pass
    return True


def test_connections_that_say_nothing_keep_out_no_call(address: Address) -> None:
    require_served(address)
    with ExitStack() as stack, held(HELD + MANY * PER_CLIENT + BACKLOG * PER_CONNECTION):
        for _ in range(MANY):
            stack.enter_context(socket.create_connection(address, timeout=10))
        require_served(address)
        gc.collect()
        assert tracemalloc.get_traced_memory()[0] < HELD + MANY * PER_CLIENT


def test_a_connection_that_sends_one_byte_at_a_time_is_closed(hasty: Address) -> None:
    with socket.create_connection(hasty, timeout=10) as slow:
        began = time.monotonic()
        with suppress(ConnectionError):
            for place in range(len(BLOCK)):
                slow.sendall(BLOCK[place : place + 1])
                time.sleep(0.05)
                if place == 1:
                    require_served(hasty)
        assert time.monotonic() - began < 10 * TIMEOUT


def test_half_a_line_is_not_waited_for_for_ever(hasty: Address) -> None:
    with socket.create_connection(hasty, timeout=10) as half:
        half.sendall(BLOCK[:20])
        require_served(hasty)
        with suppress(ConnectionResetError):
            assert half.recv(4096) == b""


@pytest.mark.parametrize("beginning", [b"", b"agi_request: ", BLOCK[:-1]])
def test_a_megabyte_without_a_line_feed_is_no_environment(address: Address, beginning: bytes) -> None:
    require_served(address)
    with socket.create_connection(address, timeout=10) as connection, held(HELD):
        connection.sendall(beginning)
        assert flood(connection, b"x" * 1000)
        require_served(address)


@pytest.mark.parametrize("beginning", [b"", b"200 result=1 (", b"HANG", b"520-"])
def test_a_megabyte_without_a_line_feed_within_a_call_is_bounded(address: Address, beginning: bytes) -> None:
    require_served(address)
    with socket.create_connection(address, timeout=10) as connection, held(HELD):
        connection.sendall(BLOCK)
        assert connection.recv(4096) == b"VERBOSE hello\n"
        connection.sendall(beginning)
        flood(connection, b"x" * 1000)
        require_served(address)


def test_half_a_line_within_a_call_keeps_out_no_other(address: Address) -> None:
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall(BLOCK)
        assert connection.recv(4096) == b"VERBOSE hello\n"
        connection.sendall(b"200 res")
        require_served(address)
        connection.sendall(b"ult=1\n")
        assert connection.recv(4096) == b""
