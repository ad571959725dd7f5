"""A FastAGI server on asyncio: a whole framework in one class.

`Call` writes one method, `execute`, and has every AGI command as a typed method from `AsyncCommands`. Run it, and point
the dialplan at it:

    python -m examples.fastagi_asyncio
    exten => 100,1,AGI(agi://127.0.0.1/welcome)
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias, TypeVar

from agicodec import (
    NEED_DATA,
    AsyncCommands,
    Command,
    CommandInterrupted,
    ConnectionClosed,
    DeadChannel,
    Environment,
    Event,
    ReplyReceived,
    Session,
    SessionStarted,
)

R = TypeVar("R")

Handler: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
"""What asyncio calls for each connection."""

PORT = 4573
"""The port that `agi://` stands for."""


class Call(AsyncCommands):
    """One call, on a pair of asyncio streams."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.session = Session()
        self._reader = reader
        self._writer = writer

    async def start(self) -> Environment:
        """Wait for the environment."""
        while True:
            event = await self.next_event()
            if isinstance(event, SessionStarted):
                return event.environment

    async def execute(self, command: Command[R]) -> R:
        """Run a command and give its result."""
        await self.write(self.session.send(command))
        while True:
            event = await self.next_event()
            if isinstance(event, ReplyReceived):
                return event.answer_to(command).result()

    async def interrupt(self) -> ReplyReceived[object] | CommandInterrupted:
        """Interrupt a command that was sent but not waited for."""
        await self.write(self.session.interrupt())
        while True:
            event = await self.next_event()
            if isinstance(event, (ReplyReceived, CommandInterrupted)):
                return event

    async def next_event(self) -> Event:
        """Wait for whatever happens next."""
        while (event := self.session.next_event()) is NEED_DATA:
            self.session.receive_data(await self.read())
        if isinstance(event, ConnectionClosed):
            raise ConnectionResetError(f"Asterisk closed the connection; not answered: {event.command}")
        return event

    async def read(self) -> bytes:
        """Read what Asterisk has sent."""
        return await self._reader.read(65536)

    async def write(self, data: bytes) -> None:
        """Write a line to Asterisk."""
        self._writer.write(data)
        await self._writer.drain()


async def welcome(call: AsyncCommands, environment: Environment) -> None:
    """Ask the caller for a PIN and look it up in the Asterisk database; over FastAGI or AsyncAGI alike."""
    try:
        await call.answer()
        entry = await call.get_data("enter-pin", timeout=5000, max_digits=4)
        owner = await call.database_get("pin", entry.digits or "none")
        if owner:
            await call.set_variable("OWNER", owner.value or "")
            await call.stream_file("welcome", "#")
        else:
            await call.verbose(f"wrong PIN from {environment.caller_id_number}")
            await call.stream_file("goodbye")
    except DeadChannel:
        await call.verbose("the caller hung up")


async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Serve one connection."""
    call = Call(reader, writer)
    try:
        await welcome(call, await call.start())
    except ConnectionResetError as error:
        print(error)
    finally:
        writer.close()


async def main() -> None:
    """Serve until interrupted."""
    server = await asyncio.start_server(handle, "127.0.0.1", PORT)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
