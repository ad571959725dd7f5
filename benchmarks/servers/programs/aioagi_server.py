"""The `AGIApplication` of aioagi-ik."""

from __future__ import annotations

import asyncio

from aioagi.app import AGIApplication
from aioagi.request import AGIRequest
from aioagi.runner import AGISite
from aiohttp.web_runner import AppRunner

from benchmarks.material import VARIABLE
from benchmarks.servers.programs.looping import BACKLOG, run


async def flow(request: AGIRequest) -> None:
    while True:
        await request.agi.get_variable(VARIABLE)


async def serve() -> None:
    app = AGIApplication()
    app.router.add_route("PJSIP", "/menu", flow)
    runner = AppRunner(app)
    await runner.setup()
    await AGISite(runner, "127.0.0.1", 0, backlog=BACKLOG).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    run(serve())
