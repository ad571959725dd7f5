"""Servers listen on every address of a host, on one port."""

from __future__ import annotations

import errno
import os
import socket
import stat
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from agicodec.io.listening import address_of, addresses_in, listen, resolve
from agicodec.serving.addresses import BACKLOG
from tests.io.clients import connected, greet, until
from tests.io.worlds import Call, World, world_of
from tests.sessions import BLOCK

SOMAXCONN = Path("/proc/sys/net/core/somaxconn")
"""Says how many connections the system lets wait at most."""

BOTH = [(socket.AF_INET, ("127.0.0.1", 0)), (socket.AF_INET6, ("::1", 0, 0, 0))]


@pytest.fixture
def lookups(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """Let localhost have two addresses, one of them twice; return the threads that look it up."""
    genuine = socket.getaddrinfo
    found: list[threading.Thread] = []

    def getaddrinfo(host: str | None, port: int, *arguments: int, **options: int) -> list[object]:
        if host != "localhost":
            return [*genuine(host, port, *arguments, **options)]
        if options.get("flags", 0) & socket.AI_NUMERICHOST:
            raise socket.gaierror(socket.EAI_NONAME, "no number")
        found.append(threading.current_thread())
        stream = (socket.SOCK_STREAM, 6, "")
        return [(family, *stream, (*address[:1], port, *address[2:])) for family, address in (BOTH[0], *BOTH)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return found


@pytest.mark.parametrize("name", ["asyncio", "trio", "threads"])
def test_a_server_listens_on_every_address_of_a_name(name: str, lookups: list[threading.Thread]) -> None:
    """That on uvloop does too, which looks up names without Python."""
    serving: list[threading.Thread] = []

    async def notes_its_thread(call: Call) -> None:
        serving.append(threading.current_thread())

    with world_of(name).serving(notes_its_thread, host="localhost") as served:
        port = served.address[1]
        assert served.server.addresses == (("127.0.0.1", port), ("::1", port))
        for address in served.server.addresses:
            with connected(address, BLOCK) as client:
                assert client.is_closed()
    assert lookups
    assert not set(lookups) & set(serving), "an event loop was blocked"


@pytest.mark.skipif(not (hasattr(socket, "TCP_INFO") and SOMAXCONN.exists()), reason="only Linux with /proc says so")
def test_many_may_wait_to_be_accepted(world: World) -> None:
    with world.serving(greet) as served, socket_named(served.address) as listening:
        info = listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104)
        assert int.from_bytes(info[28:32], sys.byteorder) == min(BACKLOG, int(SOMAXCONN.read_text("ascii")))


def test_connections_are_kept_alive(world: World) -> None:
    async def waits(call: Call) -> None:
        await call.wait_for_hangup()

    with world.serving(waits) as served, connected(served, BLOCK) as client:
        until(lambda: served.calls)
        with socket_named(served.address, client.connection.getsockname()) as accepted:
            assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@contextmanager
def socket_named(own: tuple[str, int], peer: tuple[str, int] | None = None) -> Generator[socket.socket, None, None]:
    """Return a copy of the socket of this process that has an address, and a peer or none."""
    for descriptor in range(4096):
        if not is_socket(descriptor):
            continue
        with socket.socket(fileno=os.dup(descriptor)) as found:
            if found.family == socket.AF_INET and found.getsockname() == own and peer_of(found) == peer:
                yield found
                return
    raise AssertionError("it has no such socket")


def is_socket(descriptor: int) -> bool:
    """Return whether a descriptor is open, and that of a socket."""
    try:
        return stat.S_ISSOCK(os.fstat(descriptor).st_mode)
    except OSError:
        return False


def peer_of(connection: socket.socket) -> tuple[str, int] | None:
    """Return the peer of a connection; None if it has none."""
    try:
        host, port = connection.getpeername()
    except OSError:
        return None
    return str(host), int(port)


def test_an_address_that_is_not_there_is_left_out_if_there_is_another() -> None:
    away = (socket.AF_INET, ("192.0.2.1", 0))
    (listening,) = listen([away, BOTH[0]])
    with listening:
        assert address_of(listening)[0] == "127.0.0.1"
    with pytest.raises(OSError, match="assign requested address"):
        listen([away])


def test_a_port_in_use_on_one_address_leaves_nothing_open() -> None:
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as other:
        port = address_of(other)[1]
        with pytest.raises(OSError, match="in use") as caught:
            listen([(socket.AF_INET, ("127.0.0.1", port)), (socket.AF_INET6, ("::1", port, 0, 0))])
        assert caught.value.errno == errno.EADDRINUSE
        socket.create_server(("127.0.0.1", port)).close()


def test_a_free_port_is_free_on_every_address(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine, failures = socket.create_server, [1, 1, 1]

    def create_server(address: tuple[str, int], **options: int) -> socket.socket:
        if address[0] == "::1" and failures and failures.pop():
            raise OSError(errno.EADDRINUSE, "Address already in use")
        return genuine(address, family=options["family"], backlog=options["backlog"])

    monkeypatch.setattr(socket, "create_server", create_server)
    sockets = listen(BOTH)
    assert len({address_of(one)[1] for one in sockets}) == 1
    assert not failures
    for one in sockets:
        one.close()


def test_every_address_is_that_of_all_interfaces() -> None:
    assert ("0.0.0.0", 4573) in [address[:2] for _, address in resolve("", 4573)]
    assert len(addresses_in([(2, 1, 6, "", ("127.0.0.1", 1))] * 3)) == 1
    with pytest.raises(OSError, match=r".+"):
        resolve("localhost", 1, numeric=True)
