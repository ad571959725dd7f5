import asyncio

from panoramisk.message import Message

class AMIProtocol(asyncio.Protocol):
    def handle_message(self, message: Message) -> None: ...
