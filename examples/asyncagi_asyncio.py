"""AsyncAGI on asyncio streams: call flows over one manager connection.

    python -m examples.asyncagi_asyncio 127.0.0.1 5038 USER SECRET
    exten => 100,1,AGI(agi:async)

The manager user needs `read = agi,call` (`call` is for events about hangups) and `write = agi`.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from agicodec import NEED_DATA, AsyncAgiCall, AsyncAgiCalls, AsyncAgiSession, CallEnded, NeedData
from agicodec.asyncagi import AmiReader, AsyncAgiEvent, Greeting, encode_action
from agicodec.asyncagi.messages import Headers
from examples.ivr import balance

Flow: TypeAlias = Callable[[AsyncAgiCall], Awaitable[None]]
"""A call flow."""

Send: TypeAlias = Callable[[Mapping[str, str]], Awaitable[None]]
"""A function that sends a manager action."""


class AsyncioAgiCall(AsyncAgiCall):
    """One call in AsyncAGI."""

    def __init__(self, session: AsyncAgiSession, send: Send) -> None:
        super().__init__(session)
        self._send = send
        self._received = asyncio.Event()

    async def send_action(self, headers: Mapping[str, str]) -> None:
        """Send an action."""
        await self._send(headers)

    async def wait(self) -> None:
        """Wait for an event."""
        self._received.clear()
        await self._received.wait()

    def receive(self, event: AsyncAgiEvent) -> None:
        """Receive an event, and wake the flow."""
        super().receive(event)
        self._received.set()


class Server:
    """Runs a call flow for each channel that enters AsyncAGI."""

    def __init__(self, flow: Flow, send: Send) -> None:
        self.send = send
        self._flow = flow
        self._calls = AsyncAgiCalls(self.make_call)
        self._tasks: set[asyncio.Task[None]] = set()

    def make_call(self, session: AsyncAgiSession) -> AsyncioAgiCall:
        """Create the call for a session."""
        return AsyncioAgiCall(session, self.send)

    def take(self, message: Headers | Greeting | NeedData) -> None:
        """Pass on what the reader returned, and start the flows of new calls."""
        for call in self._calls.receive(message):
            task = asyncio.ensure_future(self.serve(call))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def serve(self, call: AsyncioAgiCall) -> None:
        """Run the flow, then let the channel continue in the dialplan."""
        try:
            await self._flow(call)
            await call.asyncagi_break()
        except CallEnded:
            return

    async def close(self) -> None:
        """End the calls, since the connection has ended."""
        self._calls.close("the manager connection has ended")
        await asyncio.gather(*self._tasks)


async def run(reader: asyncio.StreamReader, server: Server, user: str, secret: str) -> None:
    """Log in, and serve calls until the connection ends."""
    messages = AmiReader()
    await server.send({"Action": "Login", "Username": user, "Secret": secret})
    while (message := messages.next_message()) is not None:
        if message is NEED_DATA:
            messages.receive_data(await reader.read(65536))
        server.take(message)
    await server.close()


async def main(host: str, port: str, user: str, secret: str) -> None:
    """Serve until the connection ends."""
    reader, writer = await asyncio.open_connection(host, int(port))

    async def send(headers: Mapping[str, str]) -> None:
        writer.write(encode_action(headers.items()))
        await writer.drain()

    try:
        await run(reader, Server(balance, send), user, secret)
    finally:
        writer.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
