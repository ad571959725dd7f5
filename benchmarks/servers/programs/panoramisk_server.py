"""The `Application` of panoramisk."""

from __future__ import annotations

import asyncio

from panoramisk.fast_agi import Application, Request

from benchmarks.material import VARIABLE
from benchmarks.servers.programs.looping import BACKLOG, run


async def flow(request: Request) -> None:
    while True:
        await request.send_command(f"GET VARIABLE {VARIABLE}")


async def serve() -> None:
    app = Application(loop=asyncio.get_running_loop())
    app.add_route("menu", flow)
    server = await asyncio.start_server(app.handler, "127.0.0.1", 0, backlog=BACKLOG)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    run(serve())
