"""Manager clients, and what their tests ask of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

from agicodec.io.manager import Flow, Manager, ManagerCall
from agicodec.testing import Asterisk, TestManager

__all__ = ["HEARD", "PIN", "SECRET", "callers", "idle", "manager_of", "peer"]

SECRET = "correct horse"
PIN = "1234"

HEARD = ["enter-pin", "your-balance-is", "0", "goodbye"]
"""What the first caller hears of the flow `balance`."""


def callers(count: int) -> list[Asterisk]:
    """Return callers who dial their PIN, each with another balance."""
    found: list[Asterisk] = []
    for number in range(count):
        asterisk = Asterisk(
            database={("balance", PIN): str(number)},
            channel=f"PJSIP/caller-{number:08x}",
            unique_id=f"1795471672.{number}",
        )
        asterisk.caller.dials(PIN)
        found.append(asterisk)
    return found


def manager_of(server: TestManager, flow: Flow, **options: Any) -> Manager:
    """Return a client of the server; `options` are further arguments of `Manager`."""
    address = {"host": server.host, "port": server.port}
    arguments: dict[str, Any] = {**address, "username": "agi", "secret": SECRET, "max_delay": 0.05, **options}
    return Manager(flow, **arguments)


async def idle(call: ManagerCall) -> None:
    """Serve a call until the channel has hung up."""
    await call.wait_for_hangup()


@asynccontextmanager
async def peer(data: bytes, *, stays: bool = True) -> AsyncGenerator[tuple[str, int], None]:
    """Return the address of a server that says something to each client, and then closes, or waits for it to leave."""
    talks: set[asyncio.Task[None] | None] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.add(asyncio.current_task())
        with suppress(ConnectionError):
            writer.write(data)
            await writer.drain()
            if stays:
                await reader.read(-1)
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        yield host, port
        await asyncio.gather(*(talk for talk in talks if talk is not None))
