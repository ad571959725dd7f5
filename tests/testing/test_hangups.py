"""Hangups at a numbered command of a flow: each one happens, or is reported as left."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from contextlib import suppress

import pytest

from agicodec import CallEnded, Command, InvalidCommand, Raw
from agicodec.commands import StreamFile, WaitForDigit
from agicodec.testing import (
    Asterisk,
    AsyncAgiTestCall,
    AsyncTestCall,
    Caller,
    CallFlowError,
    TestCall,
    hang_up_everywhere,
)


def plays_and_stops(asterisk: Asterisk) -> None:
    """Interrupt what never ends: the line that does so is the second one that Asterisk reads."""
    agi = TestCall(asterisk)
    try:
        agi.send(StreamFile("music"))
        agi.interrupt()
        agi.answer()
    except CallEnded:
        pass


def endless() -> Asterisk:
    return Asterisk(sounds={"music": math.inf})


def two_commands(asterisk: Asterisk) -> None:
    agi = TestCall(asterisk)
    agi.noop()
    agi.noop()


def two_in_asyncagi(asterisk: Asterisk) -> None:
    async def run() -> None:
        agi = AsyncAgiTestCall(asterisk)
        await agi.noop()
        await agi.noop()

    asyncio.run(run())


def two_over_fastagi(asterisk: Asterisk) -> None:
    async def run() -> None:
        agi = AsyncTestCall(asterisk)
        await agi.noop()
        await agi.noop()

    asyncio.run(run())


@pytest.mark.parametrize("run", [two_commands, two_over_fastagi, two_in_asyncagi])
@pytest.mark.parametrize("plan", [Caller.hangs_up_before, Caller.hangs_up_during, Caller.hangs_up_after])
def test_a_hangup_that_never_comes_is_still_to_come(
    run: Callable[[Asterisk], object], plan: Callable[[Caller, int], None]
) -> None:
    asterisk = Asterisk()
    plan(asterisk.caller, 4)
    assert asterisk.caller.is_to_hang_up_at_a_command
    run(asterisk)
    with pytest.raises(CallFlowError, match=r"was still to: hangs up (before|during|after) command 4\."):
        asterisk.caller.check()


def test_a_hangup_before_a_command_that_never_comes_does_not_come_early() -> None:
    asterisk = Asterisk()
    asterisk.caller.hangs_up_before(3)
    two_commands(asterisk)
    assert not asterisk.hung_up
    assert asterisk.caller.left == ("hangs up before command 3",)


@pytest.mark.parametrize("plan", [Caller.hangs_up_before, Caller.hangs_up_during, Caller.hangs_up_after])
@pytest.mark.parametrize("command", [StreamFile("music"), WaitForDigit(-1)])
def test_a_hangup_comes_at_the_line_that_interrupts(
    plan: Callable[[Caller, int], None], command: Command[object]
) -> None:
    asterisk = endless()
    plan(asterisk.caller, 2)
    agi = TestCall(asterisk)
    agi.send(command)
    agi.interrupt()
    assert asterisk.hung_up
    asterisk.caller.check()
    with pytest.raises(CallEnded):
        agi.answer()
    assert agi.hung_up


def test_a_flow_is_hung_up_everywhere_where_it_interrupts_too() -> None:
    runs: list[Asterisk] = []

    def run(asterisk: Asterisk) -> None:
        runs.append(asterisk)
        plays_and_stops(asterisk)

    assert hang_up_everywhere(run, endless) == 1 + 4 * 3 + 1
    assert [asterisk.hung_up for asterisk in runs] == [False] + [True] * 13


def test_a_flow_is_hung_up_while_a_line_is_refused() -> None:
    def run(asterisk: Asterisk) -> None:
        with pytest.raises(InvalidCommand):
            TestCall(asterisk).execute(Raw("NOSUCH"))

    async def run_async(asterisk: Asterisk) -> None:
        try:
            with pytest.raises(InvalidCommand):
                await AsyncAgiTestCall(asterisk).execute(Raw("NOSUCH"))
        except CallEnded:
            assert asterisk.hung_up

    assert hang_up_everywhere(run) == 1 + 4 + 1
    assert hang_up_everywhere(lambda asterisk: asyncio.run(run_async(asterisk))) == 1 + 4 + 1


def test_what_runs_when_the_call_has_ended_is_not_counted() -> None:
    def run(asterisk: Asterisk) -> None:
        agi = TestCall(asterisk)
        try:
            agi.hangup()
        except CallEnded:
            return
        agi.set_variable("X", "1")

    assert hang_up_everywhere(run) == 1 + 4


def test_a_flow_that_does_not_reach_the_place_again_fails() -> None:
    runs = iter(range(10))

    def run(asterisk: Asterisk) -> None:
        agi = TestCall(asterisk)
        agi.noop()
        if next(runs) == 0:
            agi.noop()

    with pytest.raises(CallFlowError, match="did not come to a hangup before its command 2, which it ran when"):
        hang_up_everywhere(run)


def test_a_flow_does_not_hide_what_cannot_work() -> None:
    def flow(asterisk: Asterisk) -> None:
        agi = TestCall(asterisk)
        with suppress(Exception):
            agi.answer()
            agi.exec("Dial")

    with pytest.raises(CallFlowError, match=r"What Exec\(.*Dial.*\) does is for the test to say"):
        hang_up_everywhere(flow)
