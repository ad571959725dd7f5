"""The floor on asyncio: a protocol that reads nothing, and answers whatever arrives with the same line."""

from __future__ import annotations

import asyncio
from typing import Protocol, runtime_checkable

from benchmarks.material import GET_VARIABLE
from benchmarks.servers.programs.looping import BACKLOG, run


@runtime_checkable
class Writable(Protocol):
    """A transport, whose class asyncio and uvloop do not share."""

    def write(self, data: bytes) -> None: ...


class Floor(asyncio.BufferedProtocol):
    _buffer = memoryview(bytearray(65536))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, Writable)
        self._transport = transport

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        self._transport.write(GET_VARIABLE)


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Floor, "127.0.0.1", 0, backlog=BACKLOG)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    run(serve())
