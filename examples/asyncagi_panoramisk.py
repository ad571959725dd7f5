"""AsyncAGI on panoramisk's manager client: call flows over its connection.

    python -m examples.asyncagi_panoramisk 127.0.0.1 5038 USER SECRET
    exten => 100,1,AGI(agi:async)

panoramisk logs in, pings and reconnects. agicodec decodes the messages instead of panoramisk, which drops bytes that
are not UTF-8 and the line feeds at the end of replies. `examples.asyncagi_asyncio` serves the calls.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping

from panoramisk import Manager
from panoramisk.ami_protocol import AMIProtocol
from panoramisk.message import Message

from agicodec import NEED_DATA
from agicodec.asyncagi import AmiReader, Greeting
from examples.asyncagi_asyncio import Server
from examples.ivr import balance


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
