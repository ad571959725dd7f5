"""The work, with aioagi-ik."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from types import SimpleNamespace

import aioagi.agi
from aioagi.agi_writer import AGIPayloadWriter
from aioagi.ami.action import AMIAction
from aioagi.ami.parser import AMIMessageParser
from aioagi.parser import AGIMessage, AGIPayloadParser, AGIRequestMessage, AGIRequestParser
from aiohttp import DataQueue

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
from benchmarks.peers.streams import Calls, run

__all__ = ["aioagi_ik"]


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
        done = run(flow(agi))
        parser = AGIPayloadParser(queue)
        ended = [parser.feed_data(chunk)[0] for chunk in end]
        return done + ended[-1]

    def decode(data: bytes) -> object:
        queue: DataQueue[AGIMessage] = DataQueue(loop)
        AGIPayloadParser(queue).feed_data(data)
        return run(queue.read())

    silent, _ = connect(environment([ENVIRONMENT]), [])

    def encode(command: Coroutine[object, object, object]) -> None:
        with suppress(RuntimeError):  # there is no reply; the work ends where it would be read
            run(command)

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
