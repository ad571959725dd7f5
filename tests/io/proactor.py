"""The event loop that asyncio uses on Windows, on a proactor made of a selector, so that it runs on any system.

Only the completion of reads and writes is imitated: the loop, and the transports, are those of asyncio.
"""

from __future__ import annotations

import asyncio
import errno
import selectors
import socket
from asyncio.proactor_events import BaseProactorEventLoop
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

__all__ = ["run_on_proactor"]

T = TypeVar("T")

_ROUND = 0.01
"""How many seconds a round of the loop takes at most."""

_READ, _WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


def run_on_proactor(main: Coroutine[Any, Any, T]) -> T:
    """Do what `asyncio.run` does, on the loop of Windows."""
    loop = BaseProactorEventLoop(_Proactor())
    try:
        return loop.run_until_complete(main)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


class _Proactor:
    """Completes what was begun on a socket as soon as the socket is ready."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._begun: dict[int, dict[int, tuple[asyncio.Future[Any], Callable[[], object]]]] = {}
        """What was begun, by descriptor and event."""

    def set_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def close(self) -> None:
        self._selector.close()

    def select(self, timeout: float | None = None) -> list[object]:
        """Complete what can be completed; called once in each round of the loop."""
        # Other threads cannot wake this loop, which only that of Windows does completely.
        for key, events in self._selector.select(_ROUND if timeout is None else min(timeout, _ROUND)):
            begun = self._begun.get(key.fd, {})
            for event in [event for event in begun if event & events]:
                future, attempt = begun[event]
                if not future.done():
                    try:
                        result = attempt()
                    except BlockingIOError:
                        continue
                    except OSError as error:
                        future.set_exception(error)
                    else:
                        future.set_result(result)
                del begun[event]
            self._watch(key.fd)
        return []

    def recv(self, connection: socket.socket, size: int, flags: int = 0) -> asyncio.Future[bytes]:
        return self._begin(connection, _READ, lambda: connection.recv(size, flags))

    def recv_into(self, connection: socket.socket, buffer: bytearray, flags: int = 0) -> asyncio.Future[int]:
        return self._begin(connection, _READ, lambda: connection.recv_into(buffer, 0, flags))

    def send(self, connection: socket.socket, data: bytes, flags: int = 0) -> asyncio.Future[int]:
        left = memoryview(bytes(data))

        def attempt() -> int:
            nonlocal left
            while left:
                left = left[connection.send(left, flags) :]
            return len(data)

        return self._begin(connection, _WRITE, attempt)

    def accept(self, listening: socket.socket) -> asyncio.Future[tuple[socket.socket, object]]:
        def attempt() -> tuple[socket.socket, object]:
            connection, address = listening.accept()
            connection.setblocking(False)
            return connection, address

        return self._begin(listening, _READ, attempt)

    def _stop_serving(self, listening: socket.socket) -> None:
        self._begun.pop(listening.fileno(), None)
        self._watch(listening.fileno())

    def _begin(self, connection: socket.socket, event: int, attempt: Callable[[], T]) -> asyncio.Future[T]:
        assert self._loop is not None
        if connection.fileno() < 0:
            raise OSError(errno.EBADF, "the socket is closed")
        future: asyncio.Future[T] = self._loop.create_future()
        self._begun.setdefault(connection.fileno(), {})[event] = (future, attempt)
        self._watch(connection.fileno())
        return future

    def _watch(self, descriptor: int) -> None:
        with suppress(KeyError, ValueError):
            self._selector.unregister(descriptor)
        begun = self._begun.get(descriptor)
        if begun:
            with suppress(OSError):  # it is closed
                self._selector.register(descriptor, sum(begun))
