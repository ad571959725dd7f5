import asyncio
from collections.abc import Callable, Mapping

from panoramisk.ami_protocol import AMIProtocol
from panoramisk.message import Message

class Manager:
    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 5038,
        username: str,
        secret: str,
        loop: asyncio.AbstractEventLoop,
        protocol_factory: Callable[[], AMIProtocol] = ...,
    ) -> None: ...
    def connect(self) -> asyncio.Task[tuple[asyncio.BaseTransport, AMIProtocol]]: ...
    def close(self) -> None: ...
    def register_event(self, pattern: str, callback: Callable[[Manager, Message], object]) -> object: ...
    def send_action(self, action: Mapping[str, str], as_list: bool | None = None) -> asyncio.Future[Message]: ...
