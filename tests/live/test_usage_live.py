"""A server whose commands have no usage text: a refusal is one line."""

from __future__ import annotations

import asyncio

import pytest

from agicodec import Raw, RawReply, ReplyReceived, Session, UsageError
from agicodec.commands import Exec, GetVariable
from tests.live.lab import PATIENCE, Lab, Laboratory
from tests.live.server import ServerAddress
from tests.sessions import events

REFUSAL = b"520 Invalid command syntax.  Proper usage not available.\n"


def test_a_refusal_without_usage_is_one_line(own_server: ServerAddress) -> None:
    async def work(lab: Lab) -> bytes:
        call = await lab.call()
        assert isinstance((await call.ask(Raw("GET VARIABLE"))).reply, UsageError)
        await call.write(b"GET VARIABLE\n")
        return await asyncio.wait_for(call.read(), PATIENCE)

    assert Laboratory(own_server, {}).run(work, record=False) == REFUSAL


@pytest.mark.parametrize("late", [False, True])
def test_an_application_that_returns_one_is_answered_with_that_line_too(own_server: ServerAddress, late: bool) -> None:
    async def work(lab: Lab) -> tuple[bytes, Session]:
        call = await lab.call()
        call.session.send(Exec("Returns", "1"))
        await call.write(b"EXEC Returns 1\n")
        received = b""
        while not received.endswith(REFUSAL):
            received += await asyncio.wait_for(call.read(), PATIENCE)
        return received, call.session

    received, session = Laboratory(own_server, {}).run(work, record=False)
    reply = b"200 result=1\n"
    assert received == reply + REFUSAL
    session.receive_data(reply if late else received)
    assert [event.raw for event in events(session) if isinstance(event, ReplyReceived)] == [RawReply(200, "1")]
    session.send(GetVariable("X"))
    session.receive_data((REFUSAL if late else b"") + b"200 result=0\n")
    assert [event.raw for event in events(session) if isinstance(event, ReplyReceived)] == [RawReply(200, "0")]
