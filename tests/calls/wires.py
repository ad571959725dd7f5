"""Asterisk's end of a simulated connection, for calls whose waits are cancelled at any point."""

from __future__ import annotations

import math
import socket
import types
from collections.abc import Coroutine, Generator
from contextlib import contextmanager
from threading import Thread
from typing import TypeVar

from agicodec import AsyncCall, CallEvent
from agicodec.testing import Asterisk
from agicodec.testing.streams.calls import StreamEnd

T = TypeVar("T")


class Cancelled(BaseException):
    """What an event loop throws into a wait."""


@types.coroutine
def pause() -> Generator[None, None, None]:
    """Wait for whoever drives the coroutine."""
    yield


class Hangs(Exception):
    """A wait for what will never come."""


class Wire:
    """Asterisk at the other end of a wire that may be slow.

    Args:
        size: how many bytes arrive at a time.
        late: whether what is written reaches Asterisk only when something is read, perhaps two lines at once.
    """

    def __init__(self, size: int, *, late: bool = False) -> None:
        self.asterisk = Asterisk(variables={f"V{number}": str(number) for number in range(100)})
        self.asterisk.sounds["endless"] = 1 if late else math.inf
        self.end = StreamEnd(self.asterisk, self.asterisk.environment())
        self.size = size
        self.late = late
        self.written = b""
        self.arriving = self.end.start()

    def write(self, data: bytes) -> None:
        """Take what the application writes."""
        self.written += data
        if not self.late:
            self.flush()

    def flush(self) -> None:
        """Have what was written reach Asterisk."""
        written, self.written = self.written, b""
        self.arriving += self.end.receive(written)

    def read(self) -> bytes:
        """Return what the application reads."""
        if self.written:
            self.flush()
        if not self.arriving:
            raise Hangs(str(self.end.conversation))
        data, self.arriving = self.arriving[: self.size], self.arriving[self.size :]
        return data


class PausingCall(AsyncCall):
    """A call that can be cancelled before and after each thing it does."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self.wire = wire
        self.noted: list[CallEvent] = []

    async def read(self) -> bytes:
        await pause()
        return self.wire.read()

    async def write(self, data: bytes) -> None:
        await pause()
        self.wire.write(data)
        await pause()

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)


def drive(coroutine: Coroutine[object, None, T], cancel_at: int | None = None) -> T | None:
    """Run a coroutine, and cancel it at one of its pauses; None when it was."""
    pauses = 0
    try:
        coroutine.send(None)
        while pauses != cancel_at:
            pauses += 1
            coroutine.send(None)
        coroutine.throw(Cancelled())
    except StopIteration as done:
        result: T = done.value
        return result
    except Cancelled:
        return None
    raise AssertionError("it went on after it was cancelled")


@contextmanager
def connected() -> Generator[socket.socket, None, None]:
    """Connect to an Asterisk in a thread, which reads a line at a time; the other end of its socket."""
    near, far = socket.socketpair()
    thread = Thread(target=_serve, args=(far, Wire(1)))
    thread.start()
    try:
        yield near
    finally:
        near.close()
        thread.join(10)
    assert not thread.is_alive()


def _serve(connection: socket.socket, wire: Wire) -> None:
    with connection, connection.makefile("rb") as lines:
        connection.sendall(wire.arriving)
        while not wire.end.ended:
            try:
                connection.sendall(wire.end.receive(lines.readline()))
            except OSError:
                return  # the application is gone
