"""A laboratory around one Asterisk: calls are made over the manager interface, and answered by FastAGI or AsyncAGI."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Mapping
from types import TracebackType

from agicodec import NEED_DATA, AsyncAgiCalls, AsyncSession
from agicodec.ami import AmiReader, Message, encode_action
from examples.asyncagi_asyncio import AsyncioAgiCall
from examples.fastagi_asyncio import AsyncioCall
from tests.live.server import ServerAddress

__all__ = ["Lab"]

PATIENCE = 20
"""How many seconds anything may take."""


class Lab:
    """One Asterisk, a manager connection to it, and a FastAGI server that it can call."""

    def __init__(self, address: ServerAddress) -> None:
        self.address = address
        self._numbers = itertools.count(1)
        self._responses: dict[str, asyncio.Future[Message]] = {}
        self._calls: asyncio.Queue[AsyncioCall] = asyncio.Queue()
        self._agi_calls: asyncio.Queue[AsyncioAgiCall] = asyncio.Queue()
        self._async = AsyncAgiCalls(self._make_call)
        self._writers: list[asyncio.StreamWriter] = []

    async def __aenter__(self) -> Lab:
        self._reader, self._writer = await asyncio.open_connection(self.address.host, self.address.port)
        self._task = asyncio.ensure_future(self._read())
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        response = await self.action(Action="Login", Username=self.address.user, Secret=self.address.secret)
        assert response["Response"] == "Success", response
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.command("channel request hangup all")
        for writer in (*self._writers, self._writer):
            writer.close()
        self._server.close()
        self._task.cancel()
        await asyncio.wait([self._task])

    async def action(self, **headers: str) -> Message:
        """Send an action, and give its response."""
        action_id = f"lab-{next(self._numbers)}"
        return await self._send({**headers, "ActionID": action_id})

    async def command(self, line: str) -> str:
        """Run a command on the console, and give its output."""
        message = await self.action(Action="Command", Command=line)
        return "\n".join((*message.output, *(value for name, value in message.headers if name == "Output")))

    async def call(
        self, exten: str = "answered", caller: str = "waits", *, script: str = "live", **variables: str
    ) -> AsyncioCall:
        """Have a caller call, and give the call once its FastAGI session is here."""
        host, port = self._server.sockets[0].getsockname()[:2]
        assert host == "127.0.0.1"
        await self.originate(exten, caller, AGI_PORT=str(port), AGI_SCRIPT=script, **variables)
        call = await asyncio.wait_for(self._calls.get(), PATIENCE)
        await call.start()
        return call

    async def agi_call(self, exten: str = "async", caller: str = "waits", **variables: str) -> AsyncioAgiCall:
        """Have a caller call, and give the call once it is in AsyncAGI."""
        await self.originate(exten, caller, **variables)
        return await asyncio.wait_for(self._agi_calls.get(), PATIENCE)

    async def originate(self, exten: str, caller: str, **variables: str) -> None:
        """Have a caller call an extension."""
        values = ",".join(f"__{name}={value}" for name, value in variables.items())
        response = await self.action(
            Action="Originate",
            Channel=f"Local/{exten}@live/n",
            Context="caller",
            Exten=caller,
            Priority="1",
            Async="true",
            **({"Variable": values} if values else {}),
        )
        assert response["Response"] == "Success", response

    async def _send(self, headers: Mapping[str, str]) -> Message:
        future: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._responses[headers["ActionID"]] = future
        self._writer.write(encode_action(headers.items()))
        return await asyncio.wait_for(future, PATIENCE)

    async def _send_agi(self, headers: Mapping[str, str]) -> None:
        self._writer.write(encode_action(headers.items()))

    def _make_call(self, session: AsyncSession) -> AsyncioAgiCall:
        return AsyncioAgiCall(session, self._send_agi)

    async def _read(self) -> None:
        messages = AmiReader()
        while (message := messages.next_message()) is not None:
            if message is NEED_DATA:
                messages.receive_data(await self._reader.read(65536))
            elif isinstance(message, Message):
                self._take(message)

    def _take(self, message: Message) -> None:
        response = self._responses.pop(message.get("ActionID", ""), None) if "Response" in message else None
        if response is not None and not response.done():
            response.set_result(message)
        for call in self._async.receive(message):
            self._agi_calls.put_nowait(call)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        self._calls.put_nowait(AsyncioCall(reader, writer))
