"""Every server holds little for whoever connects and does no more than that, and serves calls meanwhile."""

from __future__ import annotations

import gc
import logging
import resource
import socket
import time
import tracemalloc
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from agicodec import LocalProtocolError
from agicodec.commands import Verbose
from agicodec.serving.addresses import BACKLOG
from tests.io.clients import Client, connected, greet, until
from tests.io.worlds import WORLDS, Call, Flow, World, world_of
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


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    """Keep the records of the log out of the memory that is measured: pytest would hold each."""
    caplog.set_level(logging.CRITICAL, "agicodec")


@pytest.fixture(params=[name for name in WORLDS if name != "proactor"])
def world(request: pytest.FixtureRequest) -> World:
    """Try it in each world, but for the loop of Windows, which keeps 64 KiB to read into for each connection."""
    return world_of(request.param)


@pytest.fixture
def address(world: World) -> Iterator[Address]:
    """Return the address of a server whose environments may take their time."""
    with world.serving(greet, environment_timeout=60) as served:
        yield served.address
        served.close(0)


@pytest.fixture
def hasty(world: World) -> Iterator[Address]:
    """Return the address of a server with a short limit for environments."""
    with world.serving(greet, environment_timeout=TIMEOUT) as served:
        yield served.address


def require_served(address: Address) -> None:
    """Place a call, which may have to wait until thousands of others are accepted."""
    with socket.create_connection(address, timeout=60) as asterisk:
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


CALLS = 300
"""How many calls have flows that fail."""

HELD_FOR_EACH = 1000
"""How many bytes may be held for each at most, a tenth of what the text of its error takes."""

AT_ONCE = 150
"""How many of them are placed at once."""

PLACES = 6
"""At how many places of its commands and waits a flow fails."""


async def raises(call: Call) -> None:
    raise ValueError("x" * 10_000)


async def exits(call: Call) -> None:
    raise SystemExit("x" * 10_000)


async def hangs(call: Call) -> None:
    await call.wait_for_hangup()


async def runs_for_ever(call: Call) -> None:
    await call.wait_for_digit(-1)


def talks_and(world: World, ends: Flow) -> Flow:
    """Return a flow that runs some commands, and does something else at the place that its script names."""

    async def flow(call: Call) -> None:
        place = int(call.script.path)
        for number in range(PLACES // 2):
            if place == 2 * number:
                await ends(call)
            await world.sleep(0)
            if place == 2 * number + 1:
                await call.send(Verbose(str(number)))
                with suppress(LocalProtocolError):  # the reply is due
                    await ends(call)
            else:
                await call.verbose(str(number))

    return flow


@pytest.mark.parametrize("ends", [raises, exits, hangs, runs_for_ever])
def test_flows_that_fail_or_hang_at_each_await_hold_nothing(world: World, ends: Flow) -> None:
    """Those that hang are cancelled, by the time limit of the call."""

    def place_calls() -> None:
        with ExitStack() as stack:
            for number in range(AT_ONCE):
                script = f"agi_network_script: {number % PLACES}".encode()
                block = BLOCK.replace(b"agi_network_script: hello?x=1", script)
                client = stack.enter_context(connected(served, block))
                client.sends(b"200 result=1\n" * (number % (PLACES + 1)))
                if not hanging:
                    client.ends()
                clients.append(client)
            while clients:
                client = clients.pop()
                while not client.is_closed():
                    pass
        until(lambda: served.calls == 0)

    clients: list[Client] = []
    hanging = ends in (hangs, runs_for_ever)
    with world.serving(talks_and(world, ends), call_timeout=0.5 if hanging else None) as served:
        place_calls()
        gc.collect()
        tracemalloc.start()
        try:
            for _ in range(CALLS // AT_ONCE):
                place_calls()
            gc.collect()
            assert tracemalloc.get_traced_memory()[0] < CALLS * HELD_FOR_EACH
        finally:
            tracemalloc.stop()
        with connected(served, BLOCK.replace(b"agi_network_script: hello?x=1", b"agi_network_script: 99")) as client:
            assert client.answers() == b"VERBOSE 0\n"
