"""The server of agicodec on asyncio."""

from __future__ import annotations

from agicodec.io.asyncio import AsyncioCall, Server
from benchmarks.material import VARIABLE
from benchmarks.servers.programs.looping import BACKLOG, run


async def flow(call: AsyncioCall) -> None:
    while True:
        await call.get_variable(VARIABLE)


async def serve() -> None:
    async with Server(flow, port=0, max_calls=BACKLOG) as server:
        print(server.address[1], flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    run(serve())
