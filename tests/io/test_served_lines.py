"""The lines of calls in the log of both servers, and what is kept out of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TypeAlias

import pytest

from agicodec import Command
from agicodec.commands import GetVariable, SetVariable
from agicodec.io.asyncio import AsyncioCall
from agicodec.io.asyncio import Server as AsyncioServer
from agicodec.io.threads import Server as ThreadServer
from agicodec.io.threads import ThreadCall
from agicodec.serving.trace import IsSecret
from agicodec.testing import Asterisk, call_fastagi

PIN, MISTAKE = "1234", "no such customer"
"""They are not to be in the lines of code that a traceback shows."""

Serve: TypeAlias = Callable[[str, IsSecret | None, Asterisk], None]
"""Serves one call, with a flow of this name."""


def set_and_get(call: ThreadCall) -> None:
    call.set_variable("PIN", PIN)
    call.get_variable("PIN")


def fail_by_reply(call: ThreadCall) -> None:
    call.set_variable("PIN", PIN)
    reply = call.ask(GetVariable("PIN"))
    raise ValueError(MISTAKE) from reply.command.unexpected(reply.raw)


def fail_by_argument(call: ThreadCall) -> None:
    call.set_variable("PIN", f"{PIN}\n")


def fail_by_itself(call: ThreadCall) -> None:
    raise ValueError(MISTAKE)


FLOWS = {flow.__name__: flow for flow in (set_and_get, fail_by_reply, fail_by_argument, fail_by_itself)}


def on_threads(flow: str, is_secret: IsSecret | None, asterisk: Asterisk) -> None:
    with ThreadServer(FLOWS[flow], port=0, is_secret=is_secret) as server:
        call_fastagi(asterisk, *server.address)


def on_asyncio(flow: str, is_secret: IsSecret | None, asterisk: Asterisk) -> None:
    async def flow_on_asyncio(call: AsyncioCall) -> None:
        if flow == "fail_by_argument":
            await call.set_variable("PIN", f"{PIN}\n")
        if flow == "fail_by_itself":
            raise ValueError(MISTAKE)
        await call.set_variable("PIN", PIN)
        reply = await call.ask(GetVariable("PIN"))
        if flow == "fail_by_reply":
            raise ValueError(MISTAKE) from reply.command.unexpected(reply.raw)

    async def main() -> None:
        async with AsyncioServer(flow_on_asyncio, port=0, is_secret=is_secret) as server:
            await asyncio.to_thread(call_fastagi, asterisk, *server.address)

    asyncio.run(main())


def is_pin(command: Command[object]) -> bool:
    return isinstance(command, (GetVariable, SetVariable)) and command.name == "PIN"


@pytest.fixture(params=[on_threads, on_asyncio])
def serve(request: pytest.FixtureRequest) -> Serve:
    chosen: Serve = request.param
    return chosen


def make_asterisk() -> Asterisk:
    return Asterisk(variables={"PIN": PIN})


def test_each_line_is_logged(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")
    serve("set_and_get", None, make_asterisk())
    lines = [line for line in caplog.messages if "<" in line]
    assert lines[0].startswith("<PJSIP/caller-00000001>AGI Tx >> agi_network: yes")
    assert [line.removeprefix("<PJSIP/caller-00000001>") for line in lines[-4:]] == [
        "AGI Rx << SET VARIABLE PIN 1234",
        "AGI Tx >> 200 result=1",
        "AGI Rx << GET VARIABLE PIN",
        "AGI Tx >> 200 result=1 (1234)",
    ]


def test_no_line_is_logged_above_debug(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "agicodec")
    serve("set_and_get", None, make_asterisk())
    assert not [line for line in caplog.messages if "AGI Rx" in line]
    assert [record.levelno for record in caplog.records if " from 127.0.0.1" in record.message] == [logging.INFO] * 2


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
def test_secrets_are_not_logged(serve: Serve, flow: str, level: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(level, "agicodec")
    serve(flow, is_pin, make_asterisk())
    assert PIN not in caplog.text
    assert ("SET VARIABLE ***" in caplog.text) is (level == logging.DEBUG and flow in ("set_and_get", "fail_by_reply"))
    assert (MISTAKE in caplog.text) is (flow == "fail_by_itself")
    assert ("Traceback" in caplog.text) is (flow != "set_and_get")


@pytest.mark.parametrize("flow", ["fail_by_reply", "fail_by_argument"])
def test_errors_have_their_texts_where_nothing_is_secret(
    serve: Serve, flow: str, caplog: pytest.LogCaptureFixture
) -> None:
    serve(flow, None, make_asterisk())
    assert PIN in caplog.text
