"""AsyncAGI on panoramisk's manager client: call flows over the connection that it keeps.

    python -m examples.asyncagi_panoramisk 127.0.0.1 5038 USER SECRET
    exten => 100,1,AGI(agi:async)

panoramisk logs in, pings and reconnects; it is only kept from decoding the messages, since it drops bytes that are no
UTF-8 and the line feeds at the end of replies.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping

from panoramisk import Manager
from panoramisk.ami_protocol import AMIProtocol
from panoramisk.message import Message

from agicodec import NEED_DATA, AsyncAgiCall, AsyncAgiCalls, AsyncSession, DeadChannel, NeverAnswered
from agicodec.ami import AmiReader, Greeting
from agicodec.events import AsyncEvent
from examples.ivr import balance


class Protocol(AMIProtocol):
    """panoramisk's protocol, with agicodec's reader of messages."""

    def __init__(self) -> None:
        self._messages = AmiReader()

    def data_received(self, data: bytes) -> None:
        """Hand on each message that has come."""
        self._messages.receive_data(data)
        while (message := self._messages.next_message()) is not NEED_DATA:
            if message is not None and not isinstance(message, Greeting):
                self.handle_message(Message(dict(message)))


class PanoramiskCall(AsyncAgiCall):
    """One call in AsyncAGI."""

    def __init__(self, session: AsyncSession, server: Server) -> None:
        super().__init__(session)
        self._server = server
        self._received = asyncio.Event()

    async def send_action(self, headers: Mapping[str, str]) -> None:
        """Have panoramisk send an action, and hand its response on."""
        self._server.take(await self._server.manager.send_action(dict(headers), as_list=False))

    async def wait(self) -> None:
        """Wait for an event."""
        self._received.clear()
        await self._received.wait()

    def receive(self, event: AsyncEvent) -> None:
        """Take an event, and wake the flow."""
        super().receive(event)
        self._received.set()


class Server:
    """Runs the call flow for each channel that enters AsyncAGI."""

    def __init__(self, manager: Manager) -> None:
        self.manager = manager
        self._calls = AsyncAgiCalls(lambda session: PanoramiskCall(session, self))
        self._tasks: set[asyncio.Task[None]] = set()
        manager.register_event("*", lambda _, event: self.take(event))

    def take(self, message: Message) -> None:
        """Hand a message to its call, and start the flow of a call that has started."""
        for call in self._calls.receive(message):
            task = asyncio.ensure_future(self.serve(call))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def serve(self, call: PanoramiskCall) -> None:
        """Run the flow, then let the channel go on in the dialplan."""
        await balance(call)
        try:
            await call.asyncagi_break()
        except (DeadChannel, NeverAnswered):
            return


async def main(host: str, port: str, user: str, secret: str) -> None:
    """Serve until interrupted."""
    loop = asyncio.get_running_loop()
    manager = Manager(host=host, port=int(port), username=user, secret=secret, loop=loop, protocol_factory=Protocol)
    Server(manager)
    await manager.connect()
    try:
        await asyncio.Event().wait()
    finally:
        manager.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
