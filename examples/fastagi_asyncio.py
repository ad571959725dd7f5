"""A FastAGI server on asyncio.

python -m examples.fastagi_asyncio
exten => 100,1,AGI(agi://127.0.0.1/balance)
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from agicodec import AsyncCall
from examples.ivr import balance

Handler: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
"""A function that asyncio calls for each connection."""

PORT = 4573
"""The default port of `agi://`."""


class AsyncioCall(AsyncCall):
    """One call, on a pair of asyncio streams."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        super().__init__()
        self._reader = reader
        self._writer = writer

    async def read(self) -> bytes:
        """Read what Asterisk has sent."""
        return await self._reader.read(65536)

    async def write(self, data: bytes) -> None:
        """Write a line to Asterisk."""
        self._writer.write(data)
        await self._writer.drain()


async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Serve one connection."""
    try:
        await balance(AsyncioCall(reader, writer))
    finally:
        writer.close()


async def main() -> None:
    """Serve until interrupted."""
    async with await asyncio.start_server(handle, "127.0.0.1", PORT) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
