"""A call on trio over a pair of sockets, with a test at the other end."""

from __future__ import annotations

import socket
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import trio
import trio.testing

from agicodec import (
    CallEvent,
)
from agicodec.io.trio import TrioCall
from tests.io.descriptors import count_descriptors
from tests.sessions import BLOCK

__all__ = ["Asterisk", "NotedCall", "settle", "with_call"]


class NotedCall(TrioCall):
    """A call that notes what else happens."""

    noted: list[CallEvent]

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)


class Asterisk:
    """The other end of a connection."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self.connection = connection
        self.stream = trio.SocketStream(trio.socket.from_stdlib_socket(connection))

    def sends(self, data: bytes) -> None:
        self.connection.sendall(data)

    async def receives(self) -> bytes:
        with trio.fail_after(5):
            return bytes(await self.stream.receive_some())


async def settle() -> None:
    """Let what was sent arrive."""
    await trio.testing.wait_all_tasks_blocked(0.002)


@asynccontextmanager
async def called(command_timeout: float | None = None) -> AsyncGenerator[tuple[NotedCall, Asterisk], None]:
    """Connect a call whose environment has come."""
    near, far = socket.socketpair()
    near.setblocking(False)
    stream = trio.SocketStream(trio.socket.from_stdlib_socket(near))
    with far:
        far.sendall(BLOCK)
        async with NotedCall.over(stream, command_timeout=command_timeout) as call:
            call.noted = []
            await call.start()
            yield call, Asterisk(far)


def with_call(
    flow: Callable[[NotedCall, Asterisk], Awaitable[object]], *, command_timeout: float | None = None
) -> None:
    """Run a flow; no task and no descriptor is left behind."""

    async def run() -> None:
        before, tasks = count_descriptors(), trio.lowlevel.current_statistics().tasks_living
        with trio.fail_after(20):
            async with called(command_timeout) as (call, asterisk):
                await flow(call, asterisk)
        assert count_descriptors() == before
        assert trio.lowlevel.current_statistics().tasks_living == tasks

    trio.run(run)
