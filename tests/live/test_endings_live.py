"""How a run ends, and what the dialplan finds afterwards."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest

from agicodec import Raw, RawReply
from agicodec.commands import WaitForDigit
from agicodec.results import ApplicationResult
from tests.live.lab import PATIENCE, Lab, Laboratory, RecordedCall
from tests.live.test_ways_live import process


async def rest_of(call: RecordedCall) -> bytes:
    """Return all that comes up to the end of the stream."""
    received = b""
    while data := await asyncio.wait_for(call.read(), PATIENCE):
        received += data
    return received


async def nothing(call: RecordedCall) -> None:
    """End the run at once."""


async def fail(call: RecordedCall) -> None:
    assert not await call.stream_file("nosuch")


async def say_failure(call: RecordedCall) -> None:
    await call.write(b"failure\n")
    await rest_of(call)


async def leave(call: RecordedCall) -> None:
    """Have the channel hang up by itself, and wait until it has."""
    await call.set_autohangup(0.2)
    assert (await call.wait_for_digit(-1)).outcome == "failed"
    while not call.hung_up:
        await call.noop()


@pytest.mark.parametrize(
    ("flow", "status"), [(nothing, "SUCCESS"), (fail, "FAILURE"), (say_failure, "FAILURE"), (leave, "HANGUP")]
)
def test_agistatus_says_how_the_run_ended(
    laboratory: Laboratory, flow: Callable[[RecordedCall], Awaitable[None]], status: str
) -> None:
    async def work(lab: Lab) -> str | None:
        call = await lab.call("ends", END="fastagi")
        await flow(call)
        call.close()
        return (await asyncio.wait_for(lab.user_events.get(), PATIENCE))["Status"]

    assert laboratory.run(work, record=False) == status


@pytest.mark.parametrize(("exten", "status"), [("nosuch", "NOTFOUND"), ("refused", "FAILURE")])
def test_agistatus_says_that_no_run_began(laboratory: Laboratory, exten: str, status: str) -> None:
    async def work(lab: Lab) -> str | None:
        await lab.originate("ends", "waits", END=exten)
        return (await asyncio.wait_for(lab.user_events.get(), PATIENCE))["Status"]

    assert laboratory.run(work) == status


@pytest.mark.parametrize(("command", "status"), [("STREAM FILE nosuch #", "FAILURE"), ("ASYNCAGI BREAK", "SUCCESS")])
def test_agistatus_says_how_asyncagi_ended(laboratory: Laboratory, command: str, status: str) -> None:
    async def work(lab: Lab) -> str | None:
        call = await lab.agi_call("ends", END="async")
        await lab.action(Action="AGI", Channel=call.environment.channel, Command=command)
        return (await asyncio.wait_for(lab.user_events.get(), PATIENCE))["Status"]

    assert laboratory.run(work) == status


def test_agiexitonhangup_ends_the_run_after_the_reply(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> bytes:
        call = await lab.call(caller="leaves", after=1, AGIEXITONHANGUP="yes")
        await call.write(WaitForDigit(-1).encode())
        return await rest_of(call)

    assert laboratory.run(work, record=False) == b"200 result=-1\nHANGUP\nHANGUP\n"


@pytest.mark.parametrize(
    ("application", "options", "variable", "value"),
    [("Dial", "Local/talks@live/n,9", "DIALSTATUS", "ANSWER"), ("Queue", "agicodec,,,,9", "QUEUESTATUS", None)],
)
def test_an_application_that_connected_the_caller_returns_minus_one(
    laboratory: Laboratory, application: str, options: str, variable: str, value: str | None
) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        assert await call.exec(application, options) == ApplicationResult("failed")
        assert (await call.get_variable(variable)).value == value
        assert (await call.stream_file("short")).outcome == "finished"

    laboratory.run(work)


def test_dial_continues_after_the_call_with_its_option(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        assert await call.exec("Dial", "Local/talks@live/n,9,g") == ApplicationResult("ran", 0)
        assert (await call.get_variable("DIALSTATUS")).value == "ANSWER"

    laboratory.run(work)


@pytest.mark.parametrize(("name", "bytes_a_second"), [("ulaw", 8000), ("slin16", 32000)])
def test_eagi_audio_format_names_the_format_of_the_audio(
    laboratory: Laboratory, name: str, bytes_a_second: int
) -> None:
    async def work(lab: Lab) -> float:
        async with process(lab, "erelay", "hums", EAGI_AUDIO_FORMAT=name) as (call, notes):
            before, begun = notes.audio, time.monotonic()
            assert (await call.wait_for_digit(2000)).outcome == "timeout"
            return (notes.audio - before) / (time.monotonic() - begun)

    assert 0.6 < laboratory.run(work, record=False) / bytes_a_second < 1.4


async def returning(call: RecordedCall, number: int) -> RawReply:
    """Run an application that returns a number."""
    reply = (await call.ask(Raw("EXEC", "Returns", str(number)))).reply
    if reply != RawReply(200, str(number)):
        pytest.skip("this server has not the application of these tests")
    assert isinstance(reply, RawReply)
    return reply


def test_an_application_that_returns_one_is_answered_with_a_usage_too(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> bytes:
        call = await lab.call()
        await returning(call, 0)
        await call.write(b"EXEC Returns 1\n")
        received = b""
        while b"520 End" not in received:
            received += await asyncio.wait_for(call.read(), PATIENCE)
        return received

    received = laboratory.run(work, record=False)
    assert received.startswith(b"200 result=1\n520-Invalid command syntax.  Proper usage follows:\n")
    assert received.endswith(b"\n520 End of proper usage.\n")


def test_an_application_that_returns_two_has_failed(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> str | None:
        call = await lab.call("ends", END="fastagi")
        await returning(call, 2)
        call.close()
        return (await asyncio.wait_for(lab.user_events.get(), PATIENCE))["Status"]

    assert laboratory.run(work, record=False) == "FAILURE"


@pytest.mark.parametrize(("number", "status"), [(2, "FAILURE"), (3, "SUCCESS")])
def test_asyncagi_ends_with_an_application_that_returns_two_or_three(
    laboratory: Laboratory, number: int, status: str
) -> None:
    async def work(lab: Lab) -> str | None:
        call = await lab.agi_call("ends", END="async")
        if await call.exec("Returns", "0") != ApplicationResult("ran", 0):
            pytest.skip("this server has not the application of these tests")
        assert await call.exec("Returns", str(number)) == ApplicationResult("ran", number)
        return (await asyncio.wait_for(lab.user_events.get(), PATIENCE))["Status"]

    assert laboratory.run(work) == status
