"""A call on asyncio over a pair of sockets, with a test at the other end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import TypeVar

from agicodec import (
    CallEvent,
)
from agicodec.io.asyncio import AsyncioCall
from tests.io.loops import run_on_loop
from tests.sessions import BLOCK

__all__ = ["Asterisk", "NotedCall", "T", "settle", "with_call"]

T = TypeVar("T")


class NotedCall(AsyncioCall):
    """A call that notes what else happens."""

    noted: list[CallEvent]

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)


class Asterisk:
    """The other end of a connection: what a test has it send, and what the call has written."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        connection.setblocking(False)

    def sends(self, data: bytes) -> None:
        self.connection.sendall(data)

    async def receives(self) -> bytes:
        return await asyncio.wait_for(asyncio.get_running_loop().sock_recv(self.connection, 65536), 5)


def with_call(flow: Callable[[NotedCall, Asterisk], Awaitable[T]], *, command_timeout: float | None = None) -> T:
    """Run a flow over a pair of sockets, whose environment has come; nothing is left behind."""

    async def run() -> T:
        near, far = socket.socketpair()
        problems: list[str] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: problems.append(str(context)))
        with far:
            call = await NotedCall.over(near, command_timeout=command_timeout)
            call.noted = []
            asterisk = Asterisk(far)
            asterisk.sends(BLOCK)
            try:
                await call.start()
                return await asyncio.wait_for(flow(call, asterisk), 10)
            finally:
                call.close()
                for _ in range(3):
                    await asyncio.sleep(0)
                assert asyncio.all_tasks() == {asyncio.current_task()}
                assert near.fileno() == -1
                assert problems == []

    return run_on_loop(run())


async def settle() -> None:
    """Let what was sent arrive."""
    for _ in range(5):
        await asyncio.sleep(0)
