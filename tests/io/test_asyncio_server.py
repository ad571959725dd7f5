"""What only a server on asyncio has; what every server does is in the tests of servers."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress

import pytest

from agicodec.io.asyncio import AsyncioCall, Server
from tests.io.asyncio_clients import client_of, greet, is_served, run, until
from tests.sessions import BLOCK

pytestmark = pytest.mark.usefixtures("each_loop")


@pytest.mark.parametrize("steps", range(8))
def test_a_connection_that_comes_as_the_server_closes_is_closed_too(steps: int) -> None:
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

    run(main())


def test_a_server_serves_until_it_is_closed() -> None:
    async def closes(call: AsyncioCall) -> None:
        await server.close()

    server = Server(closes, port=0)

    async def main() -> None:
        await server.start()
        async with client_of(server, BLOCK) as client:
            await asyncio.wait_for(server.serve_forever(), 5)
            assert await client.receives() == b""
        await until(lambda: server.calls == 0)

    run(main())


def test_a_start_that_is_cancelled_changes_nothing() -> None:
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
        assert await is_served(server)
        await server.close()

    run(main())
