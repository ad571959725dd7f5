"""Every server: how it starts and closes, and what becomes of its calls then."""

from __future__ import annotations

import logging
import math
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import pytest

from agicodec.serving.admission import GRACE
from tests.children import python
from tests.io.clients import Client, connected, greet, is_served, until
from tests.io.logs import lines_of
from tests.io.staying import staying
from tests.io.worlds import Call, World
from tests.places import ROOT
from tests.sessions import BLOCK


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "agicodec")


def test_a_server_starts_once(world: World) -> None:
    with world.serving(greet) as served:

        async def start_again() -> None:
            with pytest.raises(RuntimeError, match="started before"):
                await world.start(served.server)
            with pytest.raises(OSError, match="in use"):
                await world.start(world.make(greet, port=served.address[1]))

        world.run(start_again)
        assert is_served(served)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_server_that_was_closed_is_not_started(world: World, host: str) -> None:
    async def main() -> None:
        server = world.make(greet, host=host)
        await world.close(server)
        with pytest.raises(RuntimeError, match="closed before it was started"):
            await world.start(server)

    world.run(main)


def test_calls_have_time_to_end(world: World) -> None:
    ended: list[str] = []

    async def talks(call: Call) -> None:
        await call.verbose("1")
        await world.sleep(0.05)
        await call.verbose("2")
        ended.append("whole")

    with world.serving(talks) as served, connected(served, BLOCK) as client, connected(served, b"agi_") as waiting:
        assert client.receives() == b"VERBOSE 1\n"
        with meanwhile(served.close):
            assert waiting.is_closed()
            until(lambda: is_refused(served.address))
            client.sends(b"200 result=1\n")
            assert client.answers() == b"VERBOSE 2\n"
            assert client.is_closed()
    assert ended == ["whole"]


@pytest.mark.parametrize("grace", [1e300, math.inf])
def test_calls_may_have_all_the_time_there_is(world: World, grace: float) -> None:
    with world.serving(greet) as served, connected(served, BLOCK) as client:
        assert client.receives() == b"VERBOSE hello\n"
        with meanwhile(served.close, grace):
            client.sends(b"200 result=1\n")
            assert client.is_closed()


@pytest.mark.parametrize("grace", [0.05, 0, -1])
def test_what_takes_longer_is_ended(world: World, grace: float, caplog: pytest.LogCaptureFixture) -> None:
    left: list[str] = []

    async def waits(call: Call) -> None:
        try:
            await call.wait_for_digit(-1)
        finally:
            left.append("left")

    with world.serving(waits) as served, connected(served, BLOCK) as client:
        assert client.receives() == b"WAIT FOR DIGIT -1\n"
        began = time.monotonic()
        served.close(grace)
        assert time.monotonic() - began < 4
        assert client.is_closed()
    assert left == ["left"]
    assert lines_of(caplog) == [(logging.WARNING, "ended because the server closes")]


def test_a_flow_that_will_not_end_is_named_and_loses_its_connection(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    flow, release = staying(world)
    with world.serving(flow, cancel_timeout=0.05) as served, release as ends, connected(served, BLOCK) as client:
        until(lambda: served.calls == 1)
        served.close(0.01)
        assert client.is_closed()
        (named,) = [record.message for record in caplog.records if record.levelno == logging.WARNING]
        ends.set()
        until(lambda: served.calls == 0)
    assert named.startswith("Local/fast@agi-00000003;2 from 127.0.0.1 port")
    why = "its connection was closed" if world.name == "threads" else "it was cancelled"
    assert named.endswith(f": its flow is still running although {why}; the server closes")


@pytest.mark.parametrize("calls", [1, 2, 3])
def test_flows_may_close_the_server_and_do_not_wait_for_one_another(world: World, calls: int) -> None:
    closed: list[str] = []

    async def closes(call: Call) -> None:
        while served.calls < calls:
            await world.sleep(0.002)
        found = served.server.close(60)
        if found is not None:
            await found
        closed.append("closed")

    with world.serving(closes) as served, ExitStack() as stack:
        began = time.monotonic()
        clients = [stack.enter_context(connected(served, BLOCK)) for _ in range(calls)]
        assert all(client.is_closed() for client in clients)
        assert time.monotonic() - began < 5
        until(lambda: served.calls == 0)
    assert closed == ["closed"] * calls


def test_a_flow_that_closes_the_server_waits_for_those_that_do_not(world: World) -> None:
    ended: list[str] = []

    async def flow(call: Call) -> None:
        if call.script.path == "hello":
            while served.calls < 2:
                await world.sleep(0.002)
            found = served.server.close(60)
            if found is not None:
                await found
            ended.append("closer")
        else:
            await greet(call)
            ended.append("other")

    other = BLOCK.replace(b"agi_network_script: hello", b"agi_network_script: other")
    with world.serving(flow) as served, connected(served, BLOCK) as closer, connected(served, other) as client:
        assert client.receives() == b"VERBOSE hello\n"
        time.sleep(0.05)
        client.sends(b"200 result=1\n")
        assert client.is_closed()
        assert closer.is_closed()
        until(lambda: served.calls == 0)
    assert ended == ["other", "closer"]


@pytest.mark.parametrize("closer", ["a flow", "another task"])
def test_a_server_serves_until_it_is_closed(looped: World, closer: str) -> None:
    async def flow(call: Call) -> None:
        await greet(call)
        if closer == "a flow":
            await server.close()

    server = looped.make(flow)

    async def main() -> None:
        await looped.start(server)
        serving = looped.begin(server.serve_forever())
        assert await looped.is_served(server)
        if closer == "another task":
            await looped.settle()
            assert not serving.done
            await server.close()
        await serving.result()
        await looped.close(server)
        while server.calls:
            await looped.step()

    looped.run_alone(main)


def test_a_call_that_is_ended_before_its_flow_begins_is_closed(world: World) -> None:
    with world.serving(greet) as served, connected(served, BLOCK) as client:
        until(lambda: served.calls == 1)
        served.close(0)
        while not client.is_closed():
            pass


@pytest.mark.parametrize("after", [0, 0.001, 0.005, 0.02])
def test_no_connection_is_left_whenever_the_server_closes(world: World, after: float) -> None:
    """Others connect all the while; each connection is closed."""
    if world.name == "proactor":
        pytest.skip("asyncio forgets a connection that it accepts in the moment in which its server closes")
    over = threading.Event()
    opened: list[Client] = []

    def connect() -> None:
        while not over.is_set() and len(opened) < 100:
            time.sleep(0.0005)
            with suppress(OSError):
                client = Client(socket.create_connection(served.address, timeout=10))
                opened.append(client)
                client.sends(BLOCK[: len(BLOCK) * (len(opened) % 3) // 2])

    with world.serving(greet) as served:
        threads = [threading.Thread(target=connect) for _ in range(2)]
        for thread in threads:
            thread.start()
        until(lambda: opened)
        time.sleep(after)
        served.close(0)
        over.set()
        for thread in threads:
            thread.join()
        for client in opened:
            while not client.is_closed():
                pass
            client.closes()


@pytest.mark.parametrize(
    ("wrong", "error"), [("5", TypeError), (None, TypeError), (math.nan, ValueError), (True, TypeError)]
)
def test_the_time_to_end_is_a_number(world: World, wrong: Any, error: type[Exception]) -> None:
    with world.serving(greet) as served:
        with pytest.raises(error, match="grace"):
            served.close(wrong)
        assert is_served(served)


@contextmanager
def meanwhile(close: Callable[[float], None], grace: float = GRACE) -> Generator[None, None, None]:
    """Close a server in another thread during a block, after which it must have closed."""
    thread = threading.Thread(target=close, args=(grace,))
    thread.start()
    yield
    thread.join(20)
    assert not thread.is_alive()


def is_refused(address: tuple[str, int]) -> bool:
    """Return whether nobody listens."""
    try:
        with socket.create_connection(address, timeout=1):
            return False
    except OSError:
        return True


ON_ASYNCIO = """
import asyncio, {loop}, logging
from agicodec.io.asyncio import serve
async def flow(call):
    try:
        await call.verbose("1")
        await asyncio.sleep(0.05)
        await call.verbose("2")
    finally:
        print("left")
logging.basicConfig(level=logging.INFO, format="%(message)s")
{loop}.run(serve(flow, port=0))
print("ended", flush=True)
"""
PROGRAMS = {
    "asyncio": ON_ASYNCIO.format(loop="asyncio"),
    "uvloop": ON_ASYNCIO.format(loop="uvloop"),
    "trio": """
import logging, trio
from functools import partial
from agicodec.io.trio import serve
async def flow(call):
    try:
        await call.verbose("1")
        await trio.sleep(0.05)
        await call.verbose("2")
    finally:
        print("left")
logging.basicConfig(level=logging.INFO, format="%(message)s")
trio.run(partial(serve, flow, port=0))
print("ended", flush=True)
""",
    "threads": """
import logging, time
from agicodec.io.threads import serve
def flow(call):
    try:
        call.verbose("1")
        time.sleep(0.05)
        call.verbose("2")
    finally:
        print("left")
logging.basicConfig(level=logging.INFO, format="%(message)s")
serve(flow, port=0)
print("ended", flush=True)
""",
}
INT, TERM = signal.SIGINT, signal.SIGTERM


@pytest.mark.parametrize("signals", [[INT], [TERM], [INT, TERM], [TERM, INT]])
@pytest.mark.parametrize("world_name", PROGRAMS)
def test_serve_ends_on_a_signal_when_the_calls_have_ended_and_on_a_second_at_once(
    world_name: str, signals: list[signal.Signals]
) -> None:
    if world_name == "uvloop":
        pytest.importorskip("uvloop")
    program = python(PROGRAMS[world_name])
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        port = int(process.stderr.readline().rpartition(b" ")[2])
        with connected(("127.0.0.1", port), BLOCK) as client:
            assert client.receives() == b"VERBOSE 1\n"
            process.send_signal(signals[0])
            while b"closing; 1 call has 10 s to end" not in (line := process.stderr.readline()):
                assert line
            if len(signals) == 1:
                client.sends(b"200 result=1\n")
                assert client.answers() == b"VERBOSE 2\n"
            for number in signals[1:]:
                process.send_signal(number)
            assert client.is_closed()
        output, errors = process.communicate(timeout=10)
    assert process.returncode == 0, errors
    assert output == b"left\nended\n"
    assert b"Traceback" not in errors
