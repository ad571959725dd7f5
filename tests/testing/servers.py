"""A server for one call, whose behaviour a test controls."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress

Serve = Callable[[socket.socket], object]


@contextmanager
def server(serve: Serve, family: int = socket.AF_INET) -> Generator[tuple[str, int], None, None]:
    """Serve one connection in a thread, and close it."""
    with socket.socket(family) as listener:
        listener.bind(("::1" if family == socket.AF_INET6 else "127.0.0.1", 0))
        listener.listen()

        def run() -> None:
            connection, _ = listener.accept()
            with connection, suppress(ConnectionError):
                serve(connection)

        thread = threading.Thread(target=run)
        thread.start()
        yield listener.getsockname()[:2]
        thread.join(10)
        assert not thread.is_alive()
