"""The work, with panoramisk."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress

from panoramisk.actions import Command as PanoramiskAction
from panoramisk.fast_agi import Application, Request
from panoramisk.message import Message
from panoramisk.utils import parse_agi_result

from benchmarks.material import (
    CHANNEL,
    DIGITS,
    ENDPOS_REPLY,
    ENVIRONMENT,
    EXEC_EVENTS,
    FILE,
    HANGUP,
    NAME,
    PROMPT,
    REPLIES,
    ROUNDS,
    START_EVENT,
    TEXT_REPLY,
    TIMEOUT,
    TIMEOUT_REPLY,
    USAGE_REPLY,
    VALUE,
    VARIABLE,
    Work,
    by_byte,
)
from benchmarks.peers.streams import Calls, run

__all__ = ["Writer", "panoramisk"]


class Writer(asyncio.StreamWriter):
    """Answers each command when it is written: panoramisk loses what arrives together with the environment."""

    def __init__(self, reader: asyncio.StreamReader | None = None, replies: Iterable[Sequence[bytes]] = ()) -> None:
        self._reader: asyncio.StreamReader | None = reader
        self._replies = iter(replies)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if self._reader is not None:
            for chunk in next(self._replies):
                self._reader.feed_data(chunk)

    async def drain(self) -> None: ...

    def close(self) -> None: ...

    def get_extra_info(self, name: str, default: object = None) -> object:
        return default

    def __del__(self) -> None: ...  # there is no transport to close


class _Silent(asyncio.StreamReader):
    """Ends the work where a reply would be read."""

    async def readline(self) -> bytes:
        raise EOFError


def panoramisk() -> Calls:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    app = Application(loop=loop)
    done = 0

    async def flow(request: Request) -> None:
        nonlocal done
        done = 0
        for _ in range(ROUNDS):
            done += "result" in await request.send_command(f'SET VARIABLE {NAME} "{VALUE}"')
            done += (await request.send_command(f"GET VARIABLE {VARIABLE}"))["result"] == ("1", "some value")
            done += (await request.send_command(f'STREAM FILE {FILE} ""'))["endpos"] == ("12345", "")
            done += (await request.send_command(f"GET DATA {PROMPT} {TIMEOUT} {DIGITS}"))["result"] == ("1234", "")
        done += "error" in await request._read_result()

    app.add_route("menu", flow)

    def reader_of(chunks: Sequence[bytes]) -> asyncio.StreamReader:
        reader = asyncio.StreamReader(loop=loop)
        for chunk in chunks:
            reader.feed_data(chunk)
        return reader

    def session(environment: Sequence[bytes], replies: Sequence[Sequence[bytes]]) -> int:
        reader = reader_of(environment)
        run(app.handler(reader, Writer(reader, replies)))
        return done

    async def nothing(request: Request) -> None: ...

    app.add_route("nothing", nothing)
    environment = ENVIRONMENT.replace(b"agi_network_script: menu", b"agi_network_script: nothing")
    writing = Request(app, {}, _Silent(loop=loop), Writer())

    def encode(line: str) -> None:
        with suppress(EOFError):
            run(writing.send_command(line))

    def decode_usage() -> object:
        first, second = USAGE_REPLY.split(b"\n")[:2]
        result = parse_agi_result(first.decode())
        return result, second.decode()

    def run_async() -> object:
        action = str(PanoramiskAction({"Action": "AGI", "Channel": CHANNEL, "Command": f"GET VARIABLE {VARIABLE}"}))
        response, event, _ = EXEC_EVENTS.decode("ascii", "ignore").split("\r\n\r\n")
        return action.encode(), Message.from_line(response), Message.from_line(event).parsed_result()

    replies = [*REPLIES[:-1], REPLIES[-1] + HANGUP]
    whole, bytewise = [[reply] for reply in replies], [by_byte(reply) for reply in replies]
    environments = by_byte(ENVIRONMENT)
    return {
        Work.ENVIRONMENT: lambda: run(app.handler(reader_of([environment]), Writer())),
        Work.SET_VARIABLE: lambda: encode(f'SET VARIABLE {NAME} "{VALUE}"'),
        Work.STREAM_FILE: lambda: encode(f'STREAM FILE {FILE} ""'),
        Work.TEXT_REPLY: lambda: parse_agi_result(TEXT_REPLY.decode()[:-1]),
        Work.ENDPOS_REPLY: lambda: parse_agi_result(ENDPOS_REPLY.decode()[:-1]),
        Work.TIMEOUT_REPLY: lambda: parse_agi_result(TIMEOUT_REPLY.decode()[:-1]),
        Work.USAGE_REPLY: decode_usage,
        Work.SESSION: lambda: session([ENVIRONMENT], whole),
        Work.SESSION_BY_BYTE: lambda: session(environments, bytewise),
        Work.ASYNC_START: lambda: Message.from_line(START_EVENT.decode("ascii", "ignore").strip()),
        Work.ASYNC_EXEC: run_async,
    }
