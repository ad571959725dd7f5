"""Clients of a server on trio, and what its tests ask of it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import trio

from agicodec.io.trio import Server, TrioCall
from tests.io.descriptors import count_descriptors
from tests.sessions import BLOCK

__all__ = ["Client", "client_of", "greet", "is_served", "run", "until"]


def run(main: Callable[[], Awaitable[None]]) -> None:
    """Run a test, and see to it that no descriptor and no task is left behind."""

    async def run_and_look() -> None:
        before, tasks = count_descriptors(), trio.lowlevel.current_statistics().tasks_living
        with trio.fail_after(20):
            await main()
        assert count_descriptors() <= before
        assert trio.lowlevel.current_statistics().tasks_living == tasks

    trio.run(run_and_look)


class Client:
    """Whoever connects to a server."""

    def __init__(self, stream: trio.SocketStream) -> None:
        self.stream = stream

    async def sends(self, data: bytes) -> None:
        with suppress(trio.BrokenResourceError):
            await self.stream.send_all(data)

    async def receives(self) -> bytes:
        """Return what comes next, b"" at the end."""
        with trio.fail_after(5), suppress(trio.BrokenResourceError):
            return bytes(await self.stream.receive_some())
        return b""


@asynccontextmanager
async def client_of(server: Server, first: bytes = b"") -> AsyncGenerator[Client, None]:
    stream = await trio.open_tcp_stream(*server.address)
    try:
        client = Client(stream)
        if first:
            await client.sends(first)
        yield client
    finally:
        stream.socket.close()


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    with trio.fail_after(5):
        while not condition():
            await trio.sleep(0.01)


async def greet(call: TrioCall) -> None:
    await call.verbose("hello")


async def is_served(server: Server) -> bool:
    async with client_of(server, BLOCK) as client:
        line = await client.receives()
        await client.sends(b"200 result=1\n")
        return line == b"VERBOSE hello\n" and await client.receives() == b""
