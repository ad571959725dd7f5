"""The peers at the work: the code of each, from the application's call to its answer, on streams in memory.

None of them checks what it writes, and none knows what a reply means to its command. Where one gets the bytes wrong,
its time counts all the same; `WRONG` tells.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import suppress
from types import SimpleNamespace
from typing import BinaryIO, TypeAlias, TypeVar

import aioagi.agi
import asterisk.agi
from aioagi.agi_writer import AGIPayloadWriter
from aioagi.ami.action import AMIAction
from aioagi.ami.parser import AMIMessageParser
from aioagi.parser import AGIMessage, AGIPayloadParser, AGIRequestMessage, AGIRequestParser
from aiohttp import DataQueue
from basicagi import BasicAGI
from panoramisk.actions import Command as PanoramiskAction
from panoramisk.fast_agi import Application, Request
from panoramisk.message import Message
from panoramisk.utils import parse_agi_result
from pystrix.agi import core
from pystrix.agi.agi_core import AGIHangup, AGIUsageError
from pystrix.agi.fastagi import FastAGI
from typing_extensions import Buffer

from benchmarks.material import (
    CHANNEL,
    DIGITS,
    ENDPOS_REPLY,
    ENVIRONMENT,
    EXEC_EVENTS,
    FILE,
    HANGUP,
    ID,
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

T = TypeVar("T")
Calls: TypeAlias = dict[Work, Callable[[], object]]

WRONG = {
    ("pyst2", Work.SET_VARIABLE): "does not escape",
    ("pyst2", Work.TIMEOUT_REPLY): "loses the timeout",
    ("pyst2", Work.TEXT_REPLY): "takes the text `hangup` for a hangup",
    ("pystrix", Work.SET_VARIABLE): "does not escape",
    ("panoramisk", Work.SET_VARIABLE): "the application writes the line",
    ("panoramisk", Work.STREAM_FILE): "the application writes the line",
    ("panoramisk", Work.TIMEOUT_REPLY): "loses the timeout",
    ("panoramisk", Work.USAGE_REPLY): "reads the second line only, and is out of step from then on",
    ("panoramisk", Work.ASYNC_START): "leaves the environment encoded",
    ("aioagi-ik", Work.SET_VARIABLE): "does not escape",
    ("aioagi-ik", Work.TIMEOUT_REPLY): "loses the timeout",
    ("aioagi-ik", Work.ASYNC_START): "leaves the environment encoded",
    ("basicagi", Work.SET_VARIABLE): "does not escape",
    ("basicagi", Work.USAGE_REPLY): "reads the first line only, and is out of step from then on",
}
"""What a peer does wrong at a work, besides checking nothing."""

_WHOLE = b"".join([ENVIRONMENT, *REPLIES, HANGUP])


class Sink(io.StringIO):
    """Where nothing that is written stays."""

    def write(self, text: str) -> int:
        return len(text)


class ByteSink(io.BytesIO):
    def write(self, data: Buffer) -> int:
        return 1


class _OneByOne(io.RawIOBase):
    """Gives data byte by byte, as a slow transport does."""

    def __init__(self, data: bytes) -> None:
        self._bytes = iter(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        for byte in self._bytes:
            memoryview(buffer)[0] = byte
            return 1
        return 0


def _bytewise() -> io.BufferedReader:
    return io.BufferedReader(_OneByOne(_WHOLE))


def _run(coroutine: Coroutine[object, object, T]) -> T:
    """Run a coroutine that never has to wait."""
    try:
        coroutine.send(None)
    except StopIteration as ended:
        value: T = ended.value
        return value
    raise AssertionError("there was something to wait for")


def pyst2() -> Calls:
    def session(stdin: BinaryIO) -> int:
        agi = asterisk.agi.AGI(stdin, Sink(), Sink())
        done = 0
        for _ in range(ROUNDS):
            agi.set_variable(NAME, VALUE)
            done += 1
            done += agi.get_variable(VARIABLE) == "some value"
            done += agi.stream_file(FILE) == ""
            done += agi.get_data(PROMPT, TIMEOUT, DIGITS) == "1234"
        with suppress(ValueError):  # which is what a hangup becomes
            agi.get_result()
            return done
        return done + 1

    agi = asterisk.agi.AGI(io.BytesIO(ENVIRONMENT), Sink(), Sink())

    def environment() -> object:
        agi.stdin = io.BytesIO(ENVIRONMENT)
        agi._get_agi_env()
        return agi.env

    def decode(data: bytes) -> object:
        agi.stdin = io.BytesIO(data)
        try:
            return agi.get_result()
        except Exception as error:
            return error

    return {
        Work.ENVIRONMENT: environment,
        Work.SET_VARIABLE: lambda: agi.send_command("SET VARIABLE", agi._quote(NAME), agi._quote(VALUE)),
        Work.STREAM_FILE: lambda: agi.send_command("STREAM FILE", FILE, agi._quote(""), 0),
        Work.TEXT_REPLY: lambda: decode(TEXT_REPLY),
        Work.ENDPOS_REPLY: lambda: decode(ENDPOS_REPLY),
        Work.TIMEOUT_REPLY: lambda: decode(TIMEOUT_REPLY),
        Work.USAGE_REPLY: lambda: decode(USAGE_REPLY),
        Work.SESSION: lambda: session(io.BytesIO(_WHOLE)),
        Work.SESSION_BY_BYTE: lambda: session(_bytewise()),
    }


def pystrix() -> Calls:
    def session(stdin: BinaryIO) -> int:
        agi = FastAGI(stdin, ByteSink())
        done = 0
        for _ in range(ROUNDS):
            done += agi.execute(core.SetVariable(NAME, VALUE)) is not None
            done += agi.execute(core.GetVariable(VARIABLE)) == "some value"
            done += agi.execute(core.StreamFile(FILE)) is None
            done += agi.execute(core.GetData(PROMPT, TIMEOUT, DIGITS)) == ("1234", False)
        with suppress(AGIHangup):
            agi._get_result()
            return done
        return done + 1

    agi = FastAGI(io.BytesIO(ENVIRONMENT), ByteSink())

    def environment() -> object:
        return FastAGI(io.BytesIO(ENVIRONMENT), ByteSink()).get_environment()

    def decode(action: core.GetVariable | core.StreamFile | core.GetData, data: bytes) -> object:
        agi._rfile = io.BytesIO(data)
        try:
            return action.process_response(agi._get_result(action.check_hangup))
        except AGIUsageError as error:
            return error

    get_variable, stream_file, get_data = core.GetVariable(VARIABLE), core.StreamFile(FILE), core.GetData(PROMPT)
    return {
        Work.ENVIRONMENT: environment,
        Work.SET_VARIABLE: lambda: agi._send_command(core.SetVariable(NAME, VALUE).command),
        Work.STREAM_FILE: lambda: agi._send_command(core.StreamFile(FILE).command),
        Work.TEXT_REPLY: lambda: decode(get_variable, TEXT_REPLY),
        Work.ENDPOS_REPLY: lambda: decode(stream_file, ENDPOS_REPLY),
        Work.TIMEOUT_REPLY: lambda: decode(get_data, TIMEOUT_REPLY),
        Work.USAGE_REPLY: lambda: decode(stream_file, USAGE_REPLY),
        Work.SESSION: lambda: session(io.BytesIO(_WHOLE)),
        Work.SESSION_BY_BYTE: lambda: session(_bytewise()),
    }


class Writer(asyncio.StreamWriter):
    """Answers each command as it is written: panoramisk loses what comes together with the environment."""

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
    """Ends where a reply would be read."""

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
        _run(app.handler(reader, Writer(reader, replies)))
        return done

    async def nothing(request: Request) -> None: ...

    app.add_route("nothing", nothing)
    environment = ENVIRONMENT.replace(b"agi_network_script: menu", b"agi_network_script: nothing")
    writing = Request(app, {}, _Silent(loop=loop), Writer())

    def encode(line: str) -> None:
        with suppress(EOFError):
            _run(writing.send_command(line))

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
        Work.ENVIRONMENT: lambda: _run(app.handler(reader_of([environment]), Writer())),
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


def aioagi_ik() -> Calls:
    loop = asyncio.new_event_loop()

    class Transport:
        """Answers each command as it is written."""

        def __init__(self, parser: AGIPayloadParser, replies: Iterator[list[bytes]]) -> None:
            self.transport = self
            self._parser = parser
            self._replies = replies

        def is_closing(self) -> bool:
            return False

        def write(self, data: bytes) -> None:
            for chunk in next(self._replies):
                self._parser.feed_data(chunk)

        async def _drain_helper(self) -> None: ...

    def connect(message: AGIRequestMessage, replies: list[list[bytes]]) -> tuple[aioagi.agi.AGI, DataQueue[AGIMessage]]:
        queue: DataQueue[AGIMessage] = DataQueue(loop)
        transport = Transport(AGIPayloadParser(queue), iter(replies))
        writer = AGIPayloadWriter(transport, loop)
        return aioagi.agi.AGI(SimpleNamespace(headers=message.headers, reader=queue, writer=writer)), queue

    async def flow(agi: aioagi.agi.AGI) -> int:
        done = 0
        for _ in range(ROUNDS):
            await agi.set_variable(NAME, VALUE)
            done += 1
            done += (await agi.get_variable(VARIABLE)).data["data"] == "some value"
            done += (await agi.stream_file(FILE)).data["endpos"] == "12345"
            done += (await agi.get_data(PROMPT, TIMEOUT, DIGITS)).result == "1234"
        return done

    def environment(chunks: list[bytes]) -> AGIRequestMessage:
        parser = AGIRequestParser(None, loop)
        for chunk in chunks:
            message = parser.feed_data(chunk)
            if message is not None:
                return message
        raise AssertionError("the environment never ended")

    def session(environments: list[bytes], replies: list[list[bytes]], end: list[bytes]) -> int:
        agi, queue = connect(environment(environments), replies)
        done = _run(flow(agi))
        parser = AGIPayloadParser(queue)
        ended = [parser.feed_data(chunk)[0] for chunk in end]
        return done + ended[-1]

    def decode(data: bytes) -> object:
        queue: DataQueue[AGIMessage] = DataQueue(loop)
        AGIPayloadParser(queue).feed_data(data)
        return _run(queue.read())

    silent, _ = connect(environment([ENVIRONMENT]), [])

    def encode(command: Coroutine[object, object, object]) -> None:
        with suppress(RuntimeError):  # there is no reply, so its end is where one would be read
            _run(command)

    def run_async() -> object:
        headers = {"Action": "AGI", "Channel": CHANNEL, "Command": f"GET VARIABLE {VARIABLE}", "CommandID": ID}
        action = AMIAction(headers).as_message()
        return action, AMIMessageParser("utf-8").feed_data(EXEC_EVENTS)[1].agi_result()

    asyncio.set_event_loop(loop)
    return {
        Work.ENVIRONMENT: lambda: environment([ENVIRONMENT]),
        Work.SET_VARIABLE: lambda: encode(silent.set_variable(NAME, VALUE)),
        Work.STREAM_FILE: lambda: encode(silent.stream_file(FILE)),
        Work.TEXT_REPLY: lambda: decode(TEXT_REPLY),
        Work.ENDPOS_REPLY: lambda: decode(ENDPOS_REPLY),
        Work.TIMEOUT_REPLY: lambda: decode(TIMEOUT_REPLY),
        Work.USAGE_REPLY: lambda: decode(USAGE_REPLY),
        Work.SESSION: lambda: session([ENVIRONMENT], [[reply] for reply in REPLIES], [HANGUP]),
        Work.SESSION_BY_BYTE: lambda: session(
            by_byte(ENVIRONMENT), [by_byte(reply) for reply in REPLIES], by_byte(HANGUP)
        ),
        Work.ASYNC_START: lambda: AMIMessageParser("utf-8").feed_data(START_EVENT),
        Work.ASYNC_EXEC: run_async,
    }


def basicagi() -> Calls:
    """Read replies to the end of their lines, and return them as they are."""
    sink = Sink()

    def start(data: bytes) -> BasicAGI:
        sys.stdin, sys.stdout = io.StringIO(data.decode()), sink
        return BasicAGI()

    def restored(call: Callable[[], T]) -> T:
        stdin, stdout = sys.stdin, sys.stdout
        try:
            return call()
        finally:
            sys.stdin, sys.stdout = stdin, stdout

    def session() -> int:
        agi = start(_WHOLE)
        done = 0
        for _ in range(ROUNDS):
            agi.set_variable(NAME, VALUE)
            done += 1
            done += agi.get_variable(VARIABLE) == "some value"
            done += agi.stream_file(FILE) == "0"
            done += agi.get_data(PROMPT, TIMEOUT, DIGITS) == "200 result=1234"
        return done + (sys.stdin.readline() == "HANGUP\n")

    agi = restored(lambda: start(ENVIRONMENT))

    def answered(call: Callable[[], object], reply: bytes = b"200 result=0\n") -> Callable[[], object]:
        def work() -> object:
            sys.stdin, sys.stdout = io.StringIO(reply.decode()), sink
            return call()

        return lambda: restored(work)

    return {
        Work.ENVIRONMENT: lambda: restored(lambda: start(ENVIRONMENT).env),
        Work.SET_VARIABLE: answered(lambda: agi.set_variable(NAME, VALUE)),
        Work.STREAM_FILE: answered(lambda: agi.stream_file(FILE)),
        Work.TEXT_REPLY: answered(lambda: agi.get_variable(VARIABLE), TEXT_REPLY),
        Work.ENDPOS_REPLY: answered(lambda: agi.stream_file(FILE), ENDPOS_REPLY),
        Work.TIMEOUT_REPLY: answered(lambda: agi.get_data(PROMPT), TIMEOUT_REPLY),
        Work.USAGE_REPLY: answered(lambda: agi.stream_file(FILE), USAGE_REPLY),
        Work.SESSION: lambda: restored(session),
    }


PEERS: dict[str, Callable[[], Calls]] = {
    "pyst2": pyst2,
    "pystrix": pystrix,
    "panoramisk": panoramisk,
    "aioagi-ik": aioagi_ik,
    "basicagi": basicagi,
}
"""The peers by the names of their distributions."""
