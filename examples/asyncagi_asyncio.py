"""AsyncAGI on asyncio: call flows over one manager connection, the same flows as over FastAGI.

    python -m examples.asyncagi_asyncio 127.0.0.1 5038 USER SECRET
    exten => 100,1,Answer()
     same => n,AGI(agi:async)

The manager user needs `read = agi,call` (call tells of hangups) and `write = agi`.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TypeAlias, TypeVar

from agicodec import (
    NEED_DATA,
    AgicodecError,
    AsyncCommands,
    AsyncSession,
    AsyncSessions,
    Command,
    Environment,
    ReplyReceived,
    SessionStarted,
)
from agicodec.ami import AmiReader, Greeting, encode_action
from agicodec.errors import NeverAnswered
from agicodec.events import AsyncEvent, CommandLost, CommandRefused, ReplyIncomplete, SessionEnded
from examples.fastagi_asyncio import welcome

R = TypeVar("R")

Flow: TypeAlias = Callable[[AsyncCommands, Environment], Awaitable[None]]
"""A call flow, which does not know what carries the call."""


class AsyncCall(AsyncCommands):
    """One call in AsyncAGI."""

    def __init__(self, session: AsyncSession, write: Callable[[bytes], None]) -> None:
        self.session = session
        self.events: asyncio.Queue[AsyncEvent] = asyncio.Queue()
        self.ended = False
        self.write = write

    async def execute(self, command: Command[R]) -> R:
        """Run a command and give its result."""
        if self.ended:
            raise NeverAnswered(str(command), "AsyncAGI has ended on the channel")
        self.write(self.session.send(command))
        return await self.reply_to(command)

    async def reply_to(self, command: Command[R], *, fetch: bool = True) -> R:
        """Wait for the reply to a command that was sent; `fetch` the rest of a long one rather than wait for it."""
        while True:
            match await self.events.get():
                case ReplyReceived() as event if event.command is command:
                    return event.answer_to(command).result()
                case CommandRefused(asked, error) | CommandLost(asked, error) if asked is command:
                    raise error
                case ReplyIncomplete() if fetch:
                    self.write(self.session.fetch())
                case _:
                    pass


class Manager:
    """A manager connection whose AsyncAGI sessions each run a call flow."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, flow: Flow) -> None:
        self._reader = reader
        self._writer = writer
        self._flow = flow
        self._messages = AmiReader()
        self._sessions = AsyncSessions()
        self._calls: dict[AsyncSession, AsyncCall] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self, user: str, secret: str) -> None:
        """Log in, and serve calls until the connection ends."""
        self.write(encode_action([("Action", "Login"), ("Username", user), ("Secret", secret)]))
        while (message := self._messages.next_message()) is not None:
            if message is NEED_DATA:
                self._messages.receive_data(await self._reader.read(65536))
            elif not isinstance(message, Greeting):
                for session, event in self._sessions.receive(message):
                    self.take(session, event)
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def write(self, data: bytes) -> None:
        """Write an action."""
        self._writer.write(data)

    def take(self, session: AsyncSession, event: AsyncEvent) -> None:
        """Hand an event to its call; start a call flow when a session starts."""
        if isinstance(event, SessionStarted):
            self._calls[session] = call = self.make_call(session)
            task = asyncio.ensure_future(self.serve(call, event.environment))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif (running := self._calls.get(session)) is not None:
            running.events.put_nowait(event)
            if isinstance(event, SessionEnded):
                running.ended = True
                del self._calls[session]

    def make_call(self, session: AsyncSession) -> AsyncCall:
        """Make the call of a session."""
        return AsyncCall(session, self.write)

    async def serve(self, call: AsyncCall, environment: Environment) -> None:
        """Run the flow, then let the channel go on in the dialplan."""
        try:
            await self._flow(call, environment)
            await call.asyncagi_break()
        except AgicodecError as error:
            print(error)


async def main(host: str, port: str, user: str, secret: str) -> None:
    """Serve until the connection ends."""
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        await Manager(reader, writer, welcome).run(user, secret)
    finally:
        writer.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
