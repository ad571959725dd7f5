"""A router that has no flow for a call: what is run then, and what the log says of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import trio

from agicodec.commands import Hangup, Noop, SetContext
from agicodec.io import asyncio as on_asyncio
from agicodec.io import threads
from agicodec.io import trio as on_trio
from agicodec.serving import AsyncRouter, Router
from agicodec.testing import Asterisk, call_fastagi
from tests.io.clients import connected
from tests.io.logs import lines_of
from tests.io.worlds import World
from tests.sessions import BLOCK

REFUSAL = (Noop(), SetContext("closed"), Hangup())


def call_threads(asterisk: Asterisk) -> None:
    with threads.Server(Router[threads.ThreadCall, None](refusal=REFUSAL), port=0) as server:
        call_fastagi(asterisk, *server.address, "ivr")


def call_asyncio(asterisk: Asterisk) -> None:
    async def main() -> None:
        async with on_asyncio.Server(AsyncRouter[on_asyncio.AsyncioCall](refusal=REFUSAL), port=0) as server:
            await asyncio.to_thread(call_fastagi, asterisk, *server.address, "ivr")

    asyncio.run(main())


def call_trio(asterisk: Asterisk) -> None:
    async def main() -> None:
        async with on_trio.Server(AsyncRouter[on_trio.TrioCall](refusal=REFUSAL), port=0) as server:
            await trio.to_thread.run_sync(partial(call_fastagi, asterisk, *server.address, "ivr"))

    trio.run(main)


@pytest.mark.parametrize("serve", [call_threads, call_asyncio, call_trio])
@pytest.mark.parametrize("number", range(4))
def test_the_log_says_which_commands_of_a_refusal_were_run(
    number: int, serve: Callable[[Asterisk], None], caplog: pytest.LogCaptureFixture
) -> None:
    asterisk = Asterisk()
    if number < 3:
        asterisk.refuses(REFUSAL[number], 520)
    serve(asterisk)
    said = [
        "NOOP, SET CONTEXT, HANGUP were not run",
        "NOOP was run; SET CONTEXT, HANGUP were not run",
        "NOOP, SET CONTEXT were run; HANGUP was not run",
        "NOOP, SET CONTEXT, HANGUP were run",
    ]
    assert f"no flow is registered for the script 'ivr'; {said[number]} (" in caplog.text
    assert asterisk.hung_up is (number == 3)


@pytest.mark.parametrize(
    ("reply", "command_timeout"),
    [
        (b"200 result=zzz\n", None),
        (b"HANGUP\n511 Command Not Permitted on a dead channel or intercept routine\n", None),
        (b"200 result=1 (" + b"x" * (1 << 20) + b")\n", None),
        (b"", 0.05),
    ],
    ids=["unexpected", "hung up", "too long", "none in time"],
)
def test_whatever_ends_a_refusal_is_no_error_of_the_flow(
    reply: bytes, command_timeout: float | None, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "agicodec")
    flow = Router[Any, Any](refusal=REFUSAL[1:])
    with world.serving(flow, command_timeout=command_timeout) as served, connected(served, BLOCK) as client:
        assert client.answers(reply) == b"SET CONTEXT closed\n"
        assert client.is_closed()
    assert lines_of(caplog)[-1][0] == logging.WARNING
    assert "no flow is registered for the script" in lines_of(caplog)[-1][1]
    assert lines_of(caplog)[-1][1].endswith("SET CONTEXT, HANGUP were not run")
