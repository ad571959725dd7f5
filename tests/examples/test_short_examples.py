"""The examples of one thing each: dialling, leaving, and a deadline."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from math import inf

import pytest

from agicodec.commands import Exec
from agicodec.io import threads
from agicodec.io.asyncio import Server
from agicodec.results import ApplicationResult
from agicodec.testing import Asterisk, AsyncTestCall, Caller, call_fastagi
from examples import deadline
from examples.deadline import survey, survey_blocking
from examples.dialstatus import connect
from examples.leaving import choose


@pytest.mark.parametrize(
    ("hangs_up", "status", "heard", "text"),
    [
        (False, "BUSY", ["sorry"], "BUSY"),
        (False, "ANSWER", [], "ANSWER"),
        (True, "CANCEL", [], "CANCEL, and the caller has hung up"),
    ],
)
def test_the_end_of_dialling_is_logged(
    hangs_up: bool, status: str, heard: list[str], text: str, asterisk: Asterisk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    asterisk.variables["DIALSTATUS"] = status
    asterisk.answers(
        Exec("Dial", "PJSIP/sales,20"), ApplicationResult("failed") if hangs_up else ApplicationResult("ran", value=0)
    )
    if hangs_up:
        asterisk.caller.hangs_up_during(2)

    async def main() -> None:
        async with Server(connect, port=0) as server:
            await asyncio.to_thread(call_fastagi, asterisk, *server.address)

    asyncio.run(main())
    assert asterisk.heard == heard
    assert caplog.messages.count(f"PJSIP/caller-00000001: {text}") == 1


@pytest.mark.parametrize(("digit", "context"), [("1", "sales"), ("2", "support"), ("9", None)])
def test_a_flow_leaves_without_hanging_up(
    digit: str, context: str | None, async_agi: AsyncTestCall, asterisk: Asterisk, caller: Caller
) -> None:
    caller.dials(digit)
    asyncio.run(choose(async_agi))
    assert asterisk.goes_on_at.get("context") == context
    assert asterisk.up


def over_asyncio(asterisk: Asterisk) -> None:
    async def main() -> None:
        async with Server(survey, port=0) as server:
            await asyncio.to_thread(call_fastagi, asterisk, *server.address)

    asyncio.run(main())


def over_threads(asterisk: Asterisk) -> None:
    with threads.Server(survey_blocking, port=0) as server:
        call_fastagi(asterisk, *server.address)


@pytest.mark.parametrize("run", [over_asyncio, over_threads])
def test_what_takes_too_long_is_left(
    run: Callable[[Asterisk], None], asterisk: Asterisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "LIMIT", 0.2)
    asterisk.sounds["what-was-good"] = inf
    run(asterisk)
    assert asterisk.messages == ["the survey has taken too long"]
    assert asterisk.heard[-1] == "goodbye"


@pytest.mark.parametrize("run", [over_asyncio, over_threads])
def test_what_takes_long_enough_ends(run: Callable[[Asterisk], None], asterisk: Asterisk) -> None:
    run(asterisk)
    assert asterisk.messages == []
    assert asterisk.heard == ["how-was-it", "what-was-good", "goodbye"]
