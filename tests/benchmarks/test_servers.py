"""The benchmarks of servers: the load generator, the servers that need no other package, and the goals."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from benchmarks.report import FLOOR, OWN
from benchmarks.servers.contestants import CONTESTANTS, Contestant, World
from benchmarks.servers.load import COMPILER, build, held_calls, measure
from benchmarks.servers.race import CALLS, Row, bars
from benchmarks.servers.running import processors, running

needs_compiler = pytest.mark.skipif(
    COMPILER is None or sys.platform != "linux", reason="needs a C compiler, and epoll, which only Linux has"
)
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="needs the memory of a process, from /proc"
)


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return [str(build(tmp_path_factory.mktemp("load")))]


@needs_compiler
@needs_proc
@pytest.mark.parametrize("module", ["own_asyncio", "own_threads", "floor_asyncio", "floor_threads"])
def test_a_server_is_measured(module: str, load: list[str]) -> None:
    with running(module, processor=min(os.sched_getaffinity(0))) as server:
        found = measure(load, server.port, 5, 0.2, server.pid)
        assert found.exchanges >= 5
        assert found.seconds >= 0.2
        assert 0 < found.median <= found.p99
        assert 0 < found.first_median <= found.first_p99
        assert found.cost > 0
        assert 0 < found.load <= 1
        before = server.memory
        with held_calls(load, server.port, 50, server.pid):
            assert server.memory > before


@needs_compiler
def test_a_server_that_closes_calls_is_not_measured(load: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    def close_all(listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            connection.recv(4096)
            connection.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        closing = threading.Thread(target=close_all, args=(listening,))
        closing.start()
        port = int(listening.getsockname()[1])
        with pytest.raises(subprocess.CalledProcessError):
            measure(load, port, 3, 0.2, os.getpid())
        with pytest.raises(RuntimeError, match="does not serve 3 calls"), held_calls(load, port, 3, os.getpid()):
            pass
        listening.shutdown(socket.SHUT_RDWR)
        closing.join()
    assert "the server has closed a call" in capfd.readouterr().err


def test_servers_have_two_processors_or_none() -> None:
    if len(os.sched_getaffinity(0)) < 2:
        with pytest.raises(RuntimeError, match="takes two"):
            processors()
    else:
        assert len(set(processors())) == 2


def _row(one: Contestant, calls: int, rate: float, cost: float) -> Row:
    return Row(one, calls, rate, median=1, p99=2, first_median=3, first_p99=4, cost=cost, load=0.5)


@pytest.mark.parametrize(("rate", "cost", "size", "held"), [(1.2, 1.5, 8192, True), (0.99, 1.9, 8193, False)])
def test_the_goals_compare_with_the_fastest_peer_and_the_floor(rate: float, cost: float, size: int, held: bool) -> None:
    rates = {OWN: rate, FLOOR: 9.0, "panoramisk": 1.0, "pystrix": 1.0}
    rows = [
        _row(one, calls, rates.get(one.name, 0.1), cost if one.name == OWN else 1.0)
        for one in CONTESTANTS
        for calls in CALLS
    ]
    found = list(bars(rows, dict.fromkeys(CONTESTANTS, size)))
    assert [bar.held for bar in found] == [held] * (len(CALLS) * len(World) + 4 + 2)
    assert found[0].what == "server, asyncio, 1 calls: at least 1.0 times the exchanges of the fastest peer"
    assert found[0].found == f"{rate:.2f} of panoramisk"
    assert found[-1].found == f"{size:,} bytes"
