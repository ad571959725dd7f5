"""The floor with threads: a thread for each connection, which reads nothing and writes the same line each time."""

from __future__ import annotations

import socket
import threading

from benchmarks.material import GET_VARIABLE
from benchmarks.servers.programs.looping import BACKLOG


def serve(connection: socket.socket) -> None:
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while connection.recv(4096):
        connection.sendall(GET_VARIABLE)


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0), backlog=BACKLOG) as listening:
        print(listening.getsockname()[1], flush=True)
        while True:
            connection, _ = listening.accept()
            threading.Thread(target=serve, args=(connection,), daemon=True).start()
