"""How the servers listen: an address, and how a dead peer is found out."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import Final

from agicodec.serving.admission import BACKLOG

__all__ = ["listen"]

_KEEPALIVE: Final = [
    (int(getattr(socket, name)), value)
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))
    if hasattr(socket, name)
]
"""How TCP finds out within two minutes that the other side is gone; the system's default is over two hours."""


def listen(host: str, port: int) -> socket.socket:
    """Listen on an address, with TCP keepalive, which accepted connections inherit.

    Raises:
        OSError: the address is in use or not available.
    """
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    listening = socket.create_server((str(address[0]), int(address[1])), family=family, backlog=BACKLOG)
    with suppress(OSError):
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in _KEEPALIVE:
            listening.setsockopt(socket.IPPROTO_TCP, option, value)
    return listening
