import asyncio
from collections.abc import Awaitable, Callable, Mapping

class Request:
    app: Application
    headers: Mapping[str, str]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    encoding: str

    def __init__(
        self,
        app: Application,
        headers: Mapping[str, str],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        encoding: str = "utf-8",
    ) -> None: ...
    async def send_command(self, command: str) -> dict[str, object]: ...
    async def _read_result(self) -> dict[str, object]: ...

class Application(dict[str, object]):
    buf_size: int
    default_encoding: str
    loop: asyncio.AbstractEventLoop
    _route: dict[str, Callable[[Request], Awaitable[object]]]

    def __init__(self, default_encoding: str = "utf-8", loop: asyncio.AbstractEventLoop | None = None) -> None: ...
    def add_route(self, path: str, endpoint: Callable[[Request], Awaitable[object]]) -> None: ...
    def del_route(self, path: str) -> None: ...
    async def handler(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None: ...
