"""A FastAGI server on trio.

python -m examples.fastagi_trio
exten => 100,1,AGI(agi://127.0.0.1/balance)
"""

from __future__ import annotations

from functools import partial

import trio

from agicodec import AsyncCall
from examples.ivr import balance

PORT = 4573
"""The default port of `agi://`."""


class TrioCall(AsyncCall):
    """One call, on a trio stream."""

    def __init__(self, stream: trio.SocketStream) -> None:
        super().__init__()
        self._stream = stream

    async def read(self) -> bytes:
        """Read what Asterisk has sent."""
        try:
            return bytes(await self._stream.receive_some())
        except trio.BrokenResourceError as error:
            raise ConnectionResetError(str(error)) from error  # from which agicodec concludes that the call is over

    async def write(self, data: bytes) -> None:
        """Write a line to Asterisk."""
        try:
            await self._stream.send_all(data)
        except trio.BrokenResourceError as error:
            raise ConnectionResetError(str(error)) from error


async def handle(stream: trio.SocketStream) -> None:
    """Serve one connection."""
    async with stream:
        await balance(TrioCall(stream))


if __name__ == "__main__":
    trio.run(partial(trio.serve_tcp, handle, PORT, host="127.0.0.1"))
