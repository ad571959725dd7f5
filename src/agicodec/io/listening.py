"""How the servers listen: the addresses of a host, and how a dead peer is found out."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from typing import Final, Protocol, TypeAlias

from agicodec.serving.addresses import BACKLOG

__all__ = ["Address", "address_of", "addresses_in", "listen", "resolve"]

Address: TypeAlias = tuple[int, tuple[object, ...]]
"""A family of addresses, and the host and the port, which IPv6 adds to."""

_TRIES: Final = 10
"""How many free ports are tried until one is free on every address."""

_UNAVAILABLE: Final = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)
"""The errors that say that this machine does not have an address."""

_KEEPALIVE: Final = [
    (int(getattr(socket, name)), value)
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))
    if hasattr(socket, name)
]
"""How TCP finds out within two minutes that the other side is gone; the system's default is over two hours."""


def resolve(host: str, port: int, *, numeric: bool = False) -> list[Address]:
    """Return every address of a host, each once.

    Args:
        host: an address or a name; empty for every address of this machine.
        port: the port.
        numeric: look up no name, which may take seconds.

    Raises:
        OSError: the host has no address, or is a name that is not to be looked up.
    """
    flags = socket.AI_PASSIVE | (socket.AI_NUMERICHOST if numeric else 0)
    return addresses_in(socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=flags))


def addresses_in(found: Iterable[tuple[int, int, int, str, tuple[object, ...]]]) -> list[Address]:
    """Return the addresses in what `getaddrinfo` has found, each once."""
    return list(dict.fromkeys((family, address) for family, *_, address in found))


def listen(addresses: Sequence[Address]) -> list[socket.socket]:
    """Listen on every address, with TCP keepalive and without Nagle's delay, which accepted connections inherit.

    Where the port is 0, one free port is chosen for all. An address that this machine does not have, such as that of
    IPv6 where it is switched off, is left out, as long as there is another.

    Raises:
        OSError: an address is in use, or none is available.
    """
    for _ in range(_TRIES - 1):
        try:
            return _listen(addresses)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or len(addresses) == 1 or addresses[0][1][1] != 0:
                raise
    return _listen(addresses)  # the free port of one address was in use on another


class _Bound(Protocol):
    """A socket that has an address, of the standard library or of trio."""

    def getsockname(self) -> tuple[str, int] | tuple[str, int, int, int]:
        """Return the host and the port, and more for IPv6."""
        ...


def address_of(listening: _Bound) -> tuple[str, int]:
    """Return the host and the port that a socket listens on."""
    address = listening.getsockname()
    return address[0], address[1]


def _listen(addresses: Sequence[Address]) -> list[socket.socket]:
    sockets: list[socket.socket] = []
    left_out: OSError | None = None
    with ExitStack() as stack:
        for family, (host, port, *rest) in addresses:
            chosen = address_of(sockets[0])[1] if sockets else port
            try:
                listening = socket.create_server((host, chosen, *rest), family=family, backlog=BACKLOG)
            except OSError as error:
                if error.errno not in _UNAVAILABLE:
                    raise
                left_out = error
                continue
            stack.callback(listening.close)
            sockets.append(listening)
            _set_options(listening)
        if left_out is not None and not sockets:
            raise left_out
        stack.pop_all()
    return sockets


def _set_options(listening: socket.socket) -> None:
    with suppress(OSError):  # asyncio sets it only where the protocol is named, which `create_server` does not
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with suppress(OSError):
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in _KEEPALIVE:
            listening.setsockopt(socket.IPPROTO_TCP, option, value)
