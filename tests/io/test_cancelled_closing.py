"""On asyncio: a close that is cancelled, as often as that may be, leaves no flow running and no task behind."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import pytest

from agicodec.io import manager as manager_module
from agicodec.io.asyncio import Server
from agicodec.serving.admission import GRACE
from agicodec.testing import TestManager
from tests.io.loops import run, until
from tests.io.managers import callers, manager_of
from tests.io.worlds import world_of
from tests.sessions import BLOCK

pytestmark = pytest.mark.usefixtures("each_loop")

connected = world_of("asyncio").connected

STEPS = [0, 1, 2, 3, 5, 8]
"""After how many steps of the loop to cancel again."""


class Flow:
    """A flow that takes a while to end after it was cancelled."""

    def __init__(self) -> None:
        self.running = 0

    async def __call__(self, call: Any) -> None:
        self.running += 1
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.02)
            self.running -= 1


async def cancel_often(closing: asyncio.Task[None], steps: int) -> None:
    """Cancel a task a few times, each after a number of steps, and wait until it has ended."""
    for _ in range(4):
        await pause(steps)
        closing.cancel()
    with suppress(asyncio.CancelledError):
        await closing
    assert closing.cancelled()


async def pause(steps: int) -> None:
    for _ in range(steps):
        await asyncio.sleep(0)


@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("waits", [False, True])
def test_a_server(steps: int, waits: bool) -> None:
    async def main() -> None:
        flow = Flow()
        async with Server(flow, port=0) as server:
            with connected(server, BLOCK) as client, connected(server) as silent:
                await until(lambda: flow.running == 1)
                serving = asyncio.ensure_future(server.serve_forever())
                closing = asyncio.ensure_future(server.close(60))
                if waits:
                    await asyncio.sleep(0.01)
                await pause(1)
                await cancel_often(closing, steps)
                assert (flow.running, server.calls) == (0, 0)
                assert await client.receives() == await silent.receives() == b""
                await asyncio.wait_for(serving, 1)

    run(main())


@pytest.mark.parametrize("steps", STEPS)
def test_a_flow_that_closes_its_server(steps: int) -> None:
    async def main() -> None:
        other = Flow()
        ended: list[str] = []

        async def flow(call: Any) -> None:
            if not other.running:
                await other(call)
                return
            closing = asyncio.current_task()
            assert closing is not None
            for number in range(3):
                asyncio.get_running_loop().call_later(0.005 * (number + 1) + steps * 1e-4, closing.cancel)
            try:
                await server.close(60)
            finally:
                ended.append(f"{other.running} others run")

        async with Server(flow, port=0) as server:
            with connected(server, BLOCK):
                await until(lambda: other.running == 1)
                with connected(server, BLOCK):
                    await until(lambda: bool(ended))
        assert ended == ["0 others run"]

    run(main())


@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("waits", [False, True])
def test_a_manager(steps: int, waits: bool) -> None:
    async def main() -> None:
        flow = Flow()
        with TestManager(*callers(2), stays=True) as server:
            manager = manager_of(server, flow)
            await manager.start()
            await until(lambda: flow.running == 2)
            closing = asyncio.ensure_future(manager.close(60))
            if waits:
                await asyncio.sleep(0.01)
            await pause(1)
            await cancel_often(closing, steps)
            assert (flow.running, manager.calls, manager.is_connected) == (0, 0, False)

    run(main())


@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("has_calls", [False, True])
def test_serve_of_a_manager(steps: int, has_calls: bool) -> None:
    async def main() -> None:
        flow = Flow()
        with TestManager(*callers(int(has_calls)), stays=True) as server:
            grace = GRACE if steps else 0.05  # without a step in between, all is one cancellation
            serving = asyncio.ensure_future(
                manager_module.serve(flow, host=server.host, port=server.port, username="agi", secret="x", grace=grace)
            )
            if has_calls:
                await until(lambda: flow.running == 1)
            else:
                await pause(3)
            await cancel_often(serving, steps)
            assert flow.running == 0

    run(main())
