"""A FastAGI server with a thread for each call.

python -m examples.fastagi_threads
exten => 100,1,AGI(agi://127.0.0.1/balance)
"""

from __future__ import annotations

import socket
from socketserver import BaseRequestHandler, ThreadingTCPServer

from agicodec import Call
from examples.ivr import balance_blocking

PORT = 4573
"""The default port of `agi://`."""


class SocketCall(Call):
    """One call, on a socket."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__()
        self._connection = connection

    def read(self) -> bytes:
        """Read what Asterisk has sent."""
        return self._connection.recv(65536)

    def write(self, data: bytes) -> None:
        """Write a line to Asterisk."""
        self._connection.sendall(data)


class Handler(BaseRequestHandler):
    """One connection."""

    request: socket.socket

    def handle(self) -> None:
        """Serve it."""
        balance_blocking(SocketCall(self.request))


if __name__ == "__main__":
    with ThreadingTCPServer(("127.0.0.1", PORT), Handler) as server:
        server.serve_forever()
