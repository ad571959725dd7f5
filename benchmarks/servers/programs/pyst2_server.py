"""The `AGI` of pyst2 in a `socketserver` with threads."""

from __future__ import annotations

import socket
from socketserver import StreamRequestHandler, ThreadingTCPServer
from unittest.mock import patch

from asterisk.agi import AGI

from benchmarks.material import VARIABLE
from benchmarks.peers.streams import Sink
from benchmarks.servers.programs.looping import BACKLOG


class Handler(StreamRequestHandler):
    def handle(self) -> None:
        connection: socket.socket = self.connection
        agi = AGI(connection.makefile("rb"), connection.makefile("w"), Sink())
        while True:
            agi.get_variable(VARIABLE)


class Server(ThreadingTCPServer):
    request_queue_size = BACKLOG
    daemon_threads = True


if __name__ == "__main__":
    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    with patch("signal.signal"):  # which AGI calls, but which can be called in the main thread only
        server.serve_forever()
