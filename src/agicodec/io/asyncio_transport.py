"""What a call on asyncio needs of its connection: the transport, and sockets that listen."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final, Protocol, runtime_checkable

from agicodec.io.listening import addresses_in, listen, resolve
from agicodec.serving.addresses import BACKLOG

__all__ = [
    "Transport",
    "peer_of",
    "require_transport",
    "start_listening",
    "stop_listening",
]

_READ: Final = 16384
"""How many bytes to read at most at a time. For 128 KiB and more, each read may map memory and unmap it again."""

_STEPS: Final = 3
"""How many steps of the loop lie between accepting a connection and calling its protocol."""


@runtime_checkable
class Transport(Protocol):
    """The methods of a transport that a call uses; the transports of asyncio and uvloop have them."""

    def write(self, data: bytes) -> None:
        """Send bytes, now or as soon as the other side reads them."""

    def pause_reading(self) -> None:
        """Take nothing that arrives until `resume_reading`."""

    def resume_reading(self) -> None:
        """Take what arrives again."""

    def close(self) -> None:
        """Send what is buffered, then close the connection."""

    def abort(self) -> None:
        """Close the connection at once."""

    def is_closing(self) -> bool:
        """Return whether the transport is closed or closing."""
        ...

    def get_extra_info(self, name: str) -> Sequence[object] | None:
        """Return information about the connection, such as its `peername`."""
        ...

    def get_write_buffer_size(self) -> int:
        """Return how many bytes have not been sent yet."""
        ...


def require_transport(transport: asyncio.BaseTransport) -> Transport:
    """Return the transport of a connection that goes both ways, which reads small chunks.

    Raises:
        TypeError: it cannot be written to.
    """
    if not isinstance(transport, Transport):
        raise TypeError(f"{transport!r} cannot be written to: a call needs a connection that goes both ways")
    if hasattr(transport, "max_size"):  # asyncio has it; uvloop has one buffer for all transports
        setattr(transport, "max_size", _READ)  # noqa: B010  # no stub declares it
    return transport


def peer_of(transport: Transport) -> tuple[str, str]:
    """Return the address and the port of the other side; empty when it has none, as on a Unix socket."""
    address = transport.get_extra_info("peername")
    if address is None or isinstance(address, str) or len(address) < 2:
        return "", ""
    return str(address[0]), str(address[1])


async def start_listening(
    make_protocol: Callable[[], asyncio.BaseProtocol], host: str, port: int
) -> list[asyncio.Server]:
    """Listen on every address of a host, and look up its name without blocking the loop.

    Raises:
        OSError: an address is in use, or none is available.
    """
    loop = asyncio.get_running_loop()
    try:
        addresses = resolve(host, port, numeric=True)
    except OSError:  # a name
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        addresses = addresses_in(found)
    sockets = listen(addresses)
    servers: list[asyncio.Server] = []
    try:
        for listening in sockets:
            servers.append(
                await loop.create_server(make_protocol, sock=listening, backlog=BACKLOG, start_serving=False)
            )
        for server in servers:
            await server.start_serving()
    except BaseException:
        for server in servers:
            server.close()
        for listening in sockets:
            listening.close()
        raise
    return servers


async def stop_listening(servers: Sequence[asyncio.Server]) -> None:
    """Stop accepting connections, once those that are accepted already have reached their protocols.

    asyncio makes the transport of a connection in a later step than it accepts it. If a server were closed between
    the two, the socket would be left open.
    """
    loop = asyncio.get_running_loop()
    try:
        with suppress(NotImplementedError):  # a proactor loop has no readers
            for listening in (listening for server in servers for listening in server.sockets):
                loop.remove_reader(listening)
        for _ in range(_STEPS):
            await asyncio.sleep(0)
    finally:
        for server in servers:
            server.close()
