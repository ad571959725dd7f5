"""Asterisk's end of a FastAGI connection, played from a recording of a real server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from attrs import frozen

from agicodec.wire import split

__all__ = ["Exchange", "Replay", "read_recording", "write_exchange"]

PIECE = 7
"""The number of bytes to send at a time; it is small, since nothing may depend on how a stream is divided."""


@frozen
class Exchange:
    """One exchange of a recording; see tests/data/README.md."""

    asterisk: str
    state: str
    received: bytes
    sent: bytes = b""
    running: bytes = b""


def read_recording(path: Path) -> Iterator[Exchange]:
    """Read a file of exchanges."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry: dict[str, str] = json.loads(line)
        data = {key: entry.get(key, "").encode("latin-1") for key in ("received", "sent", "running")}
        yield Exchange(entry["asterisk"], entry["state"], **data)


def write_exchange(exchange: Exchange) -> str:
    """Write an exchange as a line of a file."""
    data = {"running": exchange.running, "sent": exchange.sent, "received": exchange.received}
    texts = {key: value.decode("latin-1") for key, value in data.items() if value or key == "received"}
    return json.dumps({"asterisk": exchange.asterisk, "state": exchange.state, **texts}) + "\n"


class Replay:
    """Answers each command line with the reply that was recorded for it, in the order of the recording."""

    def __init__(self, exchanges: Iterable[Exchange]) -> None:
        self.environment = b""
        self._steps: list[tuple[list[bytes], bytes]] = []
        self._position = 0
        for exchange in exchanges:
            if exchange.state == "env":
                self.environment = self.environment or exchange.received
                continue
            if exchange.running:
                self._steps.append((_words(exchange.running), b""))
            self._steps.append((_words(exchange.sent), exchange.received))

    def answer(self, line: bytes) -> bytes:
        """Return the reply to the next occurrence of a line in the recording.

        Raises:
            LookupError: the line is not in the recording.
        """
        words = _words(line)
        for index in chain(range(self._position, len(self._steps)), range(self._position)):
            if self._steps[index][0] == words:
                self._position = index + 1
                return self._steps[index][1]
        raise LookupError(f"nothing was recorded for {line!r}")

    async def call(self, host: str, port: int) -> None:
        """Call a FastAGI server, as Asterisk does, and answer until it closes."""
        reader, writer = await asyncio.open_connection(host, port)
        await _write(writer, self.environment)
        while line := await reader.readline():
            await _write(writer, self.answer(line))
        writer.close()
        await writer.wait_closed()


async def _write(writer: asyncio.StreamWriter, data: bytes) -> None:
    for start in range(0, len(data), PIECE):
        writer.write(data[start : start + PIECE])
        await writer.drain()


def _words(line: bytes) -> list[bytes]:
    return split(line.removesuffix(b"\n"))
