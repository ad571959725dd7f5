"""AsyncAGI on panoramisk's manager client: call flows over its connection.

    python -m examples.asyncagi_panoramisk 127.0.0.1 5038 USER SECRET
    exten => 100,1,AGI(agi:async)

panoramisk logs in, pings and reconnects. agicodec decodes the messages instead of panoramisk, which drops bytes that
are not UTF-8 and the line feeds at the end of replies. The calls are served as docs/asyncagi.md describes for any AMI
client.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from panoramisk import Manager
from panoramisk.ami_protocol import AMIProtocol
from panoramisk.message import Message

from agicodec import NEED_DATA, AsyncAgiCall, AsyncAgiCalls, AsyncAgiSession, CallEnded
from agicodec.asyncagi import AmiReader, AsyncAgiEvent, Greeting
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
        self._flow = flow
        self._calls = AsyncAgiCalls(lambda session: AsyncioAgiCall(session, send))
        self._tasks: set[asyncio.Task[None]] = set()

    def take(self, message: Headers) -> None:
        """Pass on a message, and start the flows of new calls."""
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


class Protocol(AMIProtocol):
    """panoramisk's protocol, with agicodec's reader of messages."""

    def __init__(self) -> None:
        self._messages = AmiReader()

    def data_received(self, data: bytes) -> None:
        """Pass on each message that has arrived."""
        self._messages.receive_data(data)
        while (message := self._messages.next_message()) is not NEED_DATA:
            if message is not None and not isinstance(message, Greeting):
                self.handle_message(Message(dict(message)))


async def main(host: str, port: str, user: str, secret: str) -> None:
    """Serve until interrupted."""
    loop = asyncio.get_running_loop()
    manager = Manager(host=host, port=int(port), username=user, secret=secret, loop=loop, protocol_factory=Protocol)

    async def send(headers: Mapping[str, str]) -> None:
        server.take(await manager.send_action(dict(headers), as_list=False))

    server = Server(balance, send)
    manager.register_event("*", lambda _, event: server.take(event))
    await manager.connect()
    try:
        await asyncio.Event().wait()
    finally:
        manager.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
