"""A router that has no flow for a call: what is run then, and what the log says of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

import pytest
import trio

from agicodec.commands import Hangup, Noop, SetContext
from agicodec.io import asyncio as on_asyncio
from agicodec.io import threads
from agicodec.io import trio as on_trio
from agicodec.serving import AsyncRouter, Router
from agicodec.testing import Asterisk, call_fastagi

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
