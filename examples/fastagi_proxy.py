"""A FastAGI proxy between Asterisk and a FastAGI server that records conversations.

    python -m examples.fastagi_proxy 4574 127.0.0.1 4573 recordings/
    exten => 100,1,AGI(agi://127.0.0.1:4574/balance)

All bytes pass unchanged. Each call is written to a file of exchanges, which `examples.replay` plays back to a server
without Asterisk. The typed commands and their results are printed.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

from attrs import evolve

from agicodec import (
    NEED_DATA,
    AgicodecError,
    AsteriskSession,
    Command,
    LocalProtocolError,
    Raw,
    ReplyReceived,
    Session,
    SessionStarted,
)
from agicodec.asterisk import ApplicationClosed, CommandReceived, LineRefused, UnknownCommand, to_command
from examples.replay import Exchange, write_exchange


class Listener:
    """Decodes both sides of a conversation, with a session for each."""

    def __init__(self) -> None:
        self.from_asterisk = Session()
        self.from_application: AsteriskSession | None = None

    def received(self, data: bytes) -> Iterator[str]:
        """Decode what Asterisk has written, and print it."""
        self.from_asterisk.receive_data(data)
        while (event := self.from_asterisk.next_event()) is not NEED_DATA:
            if isinstance(event, SessionStarted):
                self.from_application = AsteriskSession(event.environment)
                self.from_application.start()
            if isinstance(event, ReplyReceived):
                yield f"    {event.reply!r}"
                self._answer(event)
            else:
                yield f"{event!r}"

    def sent(self, data: bytes) -> Iterator[str]:
        """Decode what the application has written, and print it."""
        if self.from_application is None:
            return
        self.from_application.receive_data(data)
        while (event := self.from_application.next_event()) is not NEED_DATA:
            if isinstance(event, ApplicationClosed):
                yield f"{event!r}"
                return
            command = _command(event)
            yield f"{command!r}"
            try:
                self.from_asterisk.send(command, even_if_hung_up=True)
            except LocalProtocolError as error:
                yield f"    ({error})"

    def _answer(self, event: ReplyReceived[object]) -> None:
        if self.from_application is not None and self.from_application.command is not None:
            self.from_application.reply(event.raw)


def _command(event: CommandReceived | LineRefused) -> Command[object]:
    """Return the command of a line; if agicodec would not send it like this, a `Raw` of its words."""
    received = event.command if isinstance(event, CommandReceived) else event.received
    return Raw("?") if received == UnknownCommand(()) else to_command(received)


class Recorder:
    """Writes the conversation of one call to a file, an exchange to a line; see tests/data/README.md."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._listener = Listener()
        self._exchange = Exchange("", "env", b"")

    def received(self, data: bytes) -> None:
        """Record what Asterisk has written."""
        self._exchange = evolve(self._exchange, received=self._exchange.received + data)
        self._show(self._listener.received(data))

    def sent(self, data: bytes) -> None:
        """Record what the application has written, which begins the next exchange."""
        self.flush()
        state = "dead" if self._listener.from_asterisk.hung_up else "up"
        self._exchange = Exchange("", state, b"", sent=data)
        self._show(self._listener.sent(data))

    def flush(self) -> None:
        """Write the last exchange."""
        if not self._exchange.sent and not self._exchange.received:
            return
        environment = self._listener.from_asterisk.environment
        version = "" if environment is None or environment.version is None else environment.version.raw
        with self._path.open("a", encoding="utf-8") as file:
            file.write(write_exchange(evolve(self._exchange, asterisk=version)))

    @staticmethod
    def _show(lines: Iterator[str]) -> None:
        try:
            for line in lines:
                print(line)
        except AgicodecError as error:
            print(f"(not understood: {error})")


class Proxy:
    """Accepts calls, and passes each on to a server."""

    def __init__(self, host: str, port: int, directory: Path) -> None:
        self._server = (host, port)
        self._directory = directory
        self._numbers = itertools.count(1)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one call."""
        server_reader, server_writer = await asyncio.open_connection(*self._server)
        recorder = Recorder(self._directory / f"call-{next(self._numbers)}.jsonl")

        async def from_asterisk() -> None:
            while data := await reader.read(65536):
                recorder.received(data)
                server_writer.write(data)
                await server_writer.drain()
            server_writer.close()

        async def from_application() -> None:
            while data := await server_reader.read(65536):
                recorder.sent(data)
                writer.write(data)
                await writer.drain()
            writer.close()

        await asyncio.gather(from_asterisk(), from_application(), return_exceptions=True)
        recorder.flush()


async def main(port: str, host: str, server_port: str, directory: str) -> None:
    """Serve until interrupted."""
    proxy = Proxy(host, int(server_port), Path(directory))
    async with await asyncio.start_server(proxy.handle, "127.0.0.1", int(port)) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
