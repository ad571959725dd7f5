"""Servers listen on every address of a host, on one port."""

from __future__ import annotations

import asyncio
import errno
import socket
import threading

import pytest

from agicodec.io import asyncio as on_asyncio
from agicodec.io import threads
from agicodec.io.listening import address_of, addresses_in, listen, resolve
from tests.io.asyncio_clients import greet, run
from tests.io.thread_servers import ask, connected, is_closed

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


def test_a_server_on_asyncio_listens_on_every_address_of_a_name(lookups: list[threading.Thread]) -> None:
    async def main() -> None:
        async with on_asyncio.Server(greet, host="localhost", port=0) as server:
            port = server.address[1]
            assert server.addresses == (("127.0.0.1", port), ("::1", port))
            for address in server.addresses:
                _, writer = await asyncio.open_connection(*address)
                writer.transport.abort()
            await asyncio.sleep(0.05)

    run(main())
    assert lookups
    assert threading.main_thread() not in lookups


def test_a_server_with_threads_listens_on_every_address_of_a_name(lookups: list[threading.Thread]) -> None:
    with threads.Server(ask, host="localhost", port=0) as server:
        port = server.address[1]
        assert server.addresses == (("127.0.0.1", port), ("::1", port))
        for address in server.addresses:
            with socket.create_connection(address, timeout=5) as connection:
                connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
                assert is_closed(connection)
        with connected(server) as asterisk:
            assert asterisk.recv(4096)
    assert len(lookups) == 1


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
