"""Clients of a server on asyncio, and what its tests ask of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import TypeVar

import pytest

from agicodec.io.asyncio import AsyncioCall, Server
from tests.io.descriptors import count_descriptors
from tests.io.garbage import collected
from tests.io.loops import run_on_loop
from tests.sessions import BLOCK

__all__ = ["Client", "T", "client_of", "greet", "is_served", "lines_of", "run", "until"]

T = TypeVar("T")

PATIENCE = 60.0
"""How many seconds a test may take, also on a machine that does much else."""


def run(main: Coroutine[object, object, T]) -> T:
    """Run a test, and see to it that nothing is left behind: no task, no descriptor, no warning, no unheard error."""

    async def run_and_look() -> T:
        problems: list[str] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: problems.append(str(context)))
        async with await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0):
            pass  # uvloop keeps a descriptor in reserve from the first server of a loop on
        before = count_descriptors()
        with collected():
            result = await asyncio.wait_for(main, PATIENCE)
            for _ in range(3):
                await asyncio.sleep(0)
            assert asyncio.all_tasks() == {asyncio.current_task()}
            assert count_descriptors() <= before
        assert problems == []
        return result

    return run_on_loop(run_and_look())


class Client:
    """Whoever connects to a server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def sends(self, data: bytes) -> None:
        self.writer.write(data)

    async def receives(self) -> bytes:
        """Return the next line, b"" at the end."""
        try:
            return await asyncio.wait_for(self.reader.readline(), 5)
        except ConnectionError:
            return b""

    async def closes(self) -> None:
        self.writer.transport.abort()
        await asyncio.sleep(0)
        await asyncio.sleep(0)


@asynccontextmanager
async def client_of(server: Server, first: bytes = b"") -> AsyncGenerator[Client, None]:
    reader, writer = await asyncio.open_connection(*server.address)
    client = Client(reader, writer)
    client.sends(first)
    try:
        yield client
    finally:
        await client.closes()


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE / 2
    while not condition():
        assert time.monotonic() < deadline, "it never came about"
        await asyncio.sleep(0.01)


async def greet(call: AsyncioCall) -> None:
    await call.verbose("hello")


async def is_served(server: Server) -> bool:
    """Return whether the server still serves a call, with `greet`."""
    async with client_of(server, BLOCK) as client:
        line = await client.receives()
        client.sends(b"200 result=1\n")
        return line == b"VERBOSE hello\n" and await client.receives() == b""


def lines_of(caplog: pytest.LogCaptureFixture) -> list[tuple[int, str]]:
    """Return what the log says of connections, without their names and times, and without the lines of calls."""
    return [
        (record.levelno, record.message.partition(": ")[2].rpartition(" (")[0] or record.message.partition(": ")[2])
        for record in caplog.records
        if record.name == "agicodec"
        and ": " in record.message
        and " calls " not in record.message
        and not record.message.startswith("<")
    ]
