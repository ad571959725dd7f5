"""What only a server on asyncio has; what every server does is in the tests of servers."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress

import pytest

from agicodec.io.asyncio import Server
from tests.io.clients import greet
from tests.io.worlds import World, world_of


@pytest.fixture(params=["asyncio", "uvloop"])
def world(request: pytest.FixtureRequest) -> World:
    return world_of(str(request.param))


@pytest.mark.parametrize("steps", range(8))
def test_a_connection_that_comes_as_the_server_closes_is_closed_too(world: World, steps: int) -> None:
    """Whatever step of the loop has made of it by then."""

    async def main() -> None:
        server = Server(greet, port=0)
        await server.start()
        with socket.create_connection(server.address) as connection:
            connection.settimeout(5)
            for _ in range(steps):
                await asyncio.sleep(0)
            await server.close()
            with suppress(ConnectionResetError):
                assert connection.recv(100) == b""

    world.run_alone(main)


def test_a_start_that_is_cancelled_changes_nothing(world: World) -> None:
    async def main() -> None:
        server = Server(greet, port=0)
        starting = asyncio.ensure_future(server.start())
        await asyncio.sleep(0)
        with pytest.raises(RuntimeError, match="started before"):
            await server.start()
        if not starting.done():  # on uvloop, a server starts in one step
            starting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await starting
            await server.start()
        assert await world.is_served(server)
        await server.close()

    world.run_alone(main)
