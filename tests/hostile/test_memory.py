"""The memory that a session holds is bounded, for any input."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sized
from itertools import count

import pytest

from agicodec import NEED_DATA, AgicodecError, AsyncAgiSessions, Command, RemoteProtocolError, Session, commands
from agicodec.asterisk import ApplicationClosed, AsteriskSession
from agicodec.asyncagi import AmiReader, quote_uri
from agicodec.commands import DatabaseGet, Exec, Noop, StreamFile
from agicodec.wire import RawReply
from tests.sessions import BLOCK, ENVIRONMENT, MARK

LIMIT = 4096
"""The limit of what is read, in bytes."""

FACTOR = 128
"""How many bytes of memory a byte of input may take at most: each line of a few bytes becomes an event of its own."""

MUCH = 40 * LIMIT
CHUNK = 1024

Sink = Callable[[bytes], None]


def ask(command: Command[object] | None, *, interrupt: bool = False, synchronize: bool = False) -> Callable[[], Sink]:
    """Return what makes a session that has asked for something, and takes what comes."""

    def make() -> Sink:
        session = Session(max_environment=LIMIT, max_reply=LIMIT, mark=MARK)
        if command is not None or synchronize:
            session.receive_data(BLOCK)
            session.next_event()
        if command is not None:
            session.send(command)
        if interrupt:
            session.interrupt()
        if synchronize:
            session.synchronize()

        def take(data: bytes) -> None:
            session.receive_data(data)
            while session.next_event() is not NEED_DATA:
                pass

        return take

    return make


def manager() -> Sink:
    reader = AmiReader(max_line=LIMIT, max_message=LIMIT)

    def take(data: bytes) -> None:
        reader.receive_data(data)
        while reader.next_message() is not NEED_DATA:
            pass

    return take


def asterisk(*, running: bool) -> Callable[[], Sink]:
    def make() -> Sink:
        session = AsteriskSession(ENVIRONMENT, max_ahead=LIMIT)
        session.start()
        if running:
            session.receive_data(b"NOOP\n")
            session.next_event()

        def take(data: bytes) -> None:
            session.receive_data(data)
            while (event := session.next_event()) is not NEED_DATA:
                if session.command is not None and not running:
                    session.reply(RawReply(200, "0"))
                if isinstance(event, ApplicationClosed):
                    return

        return take

    return make


SINKS = {
    "environment": ask(None),
    "reply": ask(Noop()),
    "value": ask(DatabaseGet("a", "b")),
    "application": ask(Exec("X")),
    "interrupted": ask(StreamFile("x"), interrupt=True),
    "synchronizing": ask(None, synchronize=True),
    "manager": manager,
    "asterisk": asterisk(running=False),
    "asterisk, running": asterisk(running=True),
}
UNITS = {
    "no line end": b"x",
    "empty lines": b"\n",
    "short lines": b"xy\n",
    "fields": b"agi_arg_1: x\n",
    "provisional": b"100 x\n",
    "replies": b"200 result=0\n",
    "open values": b"200 result=1 (\n",
    "usage": b"520-\n",
    "hangups": b"HANGUP\n",
    "glued hangups": b"HANGUP200 result=0\n",
    "NULs": b"a\0\n",
    "headers": b"a: b\r\n",
    "output": b"Response: Follows\nx\n",
    "commands": b"SET VARIABLE a b\n",
    "quotes": b'"a\\" ',
}


def grown(make: Callable[[], Sink], chunks: Iterable[bytes]) -> int:
    """Return the peak of memory while chunks are received, without the chunks."""
    for family in commands.__all__:
        assert getattr(commands, family)  # what is loaded when it is first used is no growth
    take = make()
    blamed: list[int] = []
    tracemalloc.start()
    try:
        for chunk in chunks:
            try:
                take(chunk)
            except RemoteProtocolError as error:
                blamed.append(len(error.data))
        assert all(size <= LIMIT for size in blamed)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("sink", SINKS)
def test_what_is_held_is_bounded(sink: str, unit: str) -> None:
    chunk = UNITS[unit] * (CHUNK // len(UNITS[unit]))
    assert grown(SINKS[sink], [chunk] * (MUCH // len(chunk))) < LIMIT * FACTOR


@pytest.mark.parametrize("start", [BLOCK + b"200 result=1\n520-\n", BLOCK + b"200 result=1 (x", b"agi_x: "])
def test_so_is_what_is_held_behind_a_beginning(start: bytes) -> None:
    def chunks() -> Iterator[bytes]:
        yield start
        yield from [b"x\n" * 500] * (MUCH // 1000)

    def make() -> Sink:
        session = Session(max_environment=LIMIT, max_reply=LIMIT)

        def take(data: bytes) -> None:
            session.receive_data(data)
            while session.next_event() is not NEED_DATA:
                if session.environment is not None and session.command is None:
                    session.send(Exec("X"))

        return take

    assert grown(make, chunks()) < LIMIT * FACTOR


# AsyncAGI, where messages name channels and commands


def start(channel: object, unique_id: object) -> dict[str, str]:
    return {
        "Event": "AsyncAGIStart",
        "Channel": f"PJSIP/{channel}",
        "Uniqueid": f"{unique_id}",
        "Env": quote_uri(b"agi_request: async\n\n"),
    }


def executed(command_id: object, result: bytes) -> dict[str, str]:
    return {
        "Event": "AsyncAGIExec",
        "Channel": "PJSIP/1",
        "Uniqueid": "1",
        "CommandID": f"{command_id}",
        "Result": quote_uri(result),
    }


MESSAGES: dict[str, Callable[[int], dict[str, str]]] = {
    "channels": lambda number: start(number, number),
    "channels without ids": lambda number: {**start(number, ""), "Uniqueid": ""},
    "names of one channel": lambda number: start(number, 1),
    "ids of one channel": lambda number: start(1, number),
    "starts": lambda _: start(1, 1),
    "commands of others": lambda number: executed(number, b"200 result=0\n"),
    "full pieces": lambda number: executed(number, b"200 result=1 (" + b"x\n" * 505),
    "pieces of one value": lambda number: executed(number, b"xy\n" * 341 + b"x"),
    "responses": lambda number: {"Response": "Success", "ActionID": f"{number}"},
    "events": lambda number: {"Event": "Newexten", "Channel": "PJSIP/1", "Uniqueid": "1", "Extension": f"{number}"},
}


@pytest.mark.parametrize("kind", MESSAGES)
def test_what_asyncagi_holds_is_bounded(kind: str) -> None:
    sessions = AsyncAgiSessions(max_sessions=8, max_reply=LIMIT, max_queued=8)
    sessions.receive(start(1, 1))
    sessions.sessions["PJSIP/1"].send(Noop())
    message = MESSAGES[kind]

    def flood(messages: int) -> int:
        tracemalloc.start()
        try:
            for number in range(messages):
                sessions.receive(message(number))
                for session in tuple(sessions.sessions.values()):
                    try:
                        session.send(Noop())
                    except AgicodecError:
                        continue
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert flood(400) < LIMIT * FACTOR
    assert len(sessions.sessions) <= 8


def test_every_id_of_a_command_is_forgotten_with_it() -> None:
    sessions = AsyncAgiSessions(max_sessions=4, max_queued=4)
    for number in count():
        sessions.receive(start(number, number))
        session = list(sessions.sessions.values())[-1]
        headers = [session.send_headers(Noop()) for _ in range(4)]
        sessions.receive({"Response": "Success", "ActionID": headers[0]["ActionID"]})
        reply = {**executed(headers[1]["CommandID"], b"200 result=0\n"), **start(number, number)}
        sessions.receive({**reply, "Event": "AsyncAGIExec"})
        assert len(session.commands) == 3
        if number == 20:
            break
    kept = tuple(sessions.sessions.values())
    assert len(kept) == 4
    tables: list[Sized] = [getattr(sessions, name) for name in ("_sessions", "_by_unique_id", "_by_action")]
    assert [len(table) for table in tables] == [4, 4, 2 * 4]
