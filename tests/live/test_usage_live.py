"""A server whose commands have no usage text: a refusal is one line."""

from __future__ import annotations

import asyncio

from agicodec import NEED_DATA, Raw, RawReply, ReplyReceived, Session, UsageError
from agicodec.commands import Exec, GetVariable
from tests.live.lab import PATIENCE, Lab, Laboratory
from tests.live.server import ServerAddress

REFUSAL = b"520 Invalid command syntax.  Proper usage not available.\n"


def test_a_refusal_without_usage_is_one_line(own_server: ServerAddress) -> None:
    async def work(lab: Lab) -> bytes:
        call = await lab.call()
        assert isinstance((await call.ask(Raw("GET VARIABLE"))).reply, UsageError)
        await call.write(b"GET VARIABLE\n")
        return await asyncio.wait_for(call.read(), PATIENCE)

    assert Laboratory(own_server, {}).run(work, record=False) == REFUSAL


def test_an_application_that_returns_one_is_answered_with_that_line_too(own_server: ServerAddress) -> None:
    async def work(lab: Lab) -> tuple[bytes, Session]:
        call = await lab.call()
        call.session.send(Exec("Returns", "1"))
        await call.write(b"EXEC Returns 1\n")
        received = b""
        while not received.endswith(REFUSAL):
            received += await asyncio.wait_for(call.read(), PATIENCE)
        return received, call.session

    received, session = Laboratory(own_server, {}).run(work, record=False)
    assert received == b"200 result=1\n" + REFUSAL
    session.receive_data(received)
    event = session.next_event()
    assert isinstance(event, ReplyReceived)
    assert event.raw == RawReply(200, "1")
    assert session.next_event() is NEED_DATA
    session.send(GetVariable("X"))
    session.receive_data(b"200 result=0\n")
    event = session.next_event()
    assert isinstance(event, ReplyReceived)
    assert event.raw == RawReply(200, "0")
