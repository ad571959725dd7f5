"""What only a call on asyncio does: its transport pauses it, and its protocol passes on bytes within a step."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agicodec import ChannelHungUp, NeverAnswered, UnexpectedLine
from agicodec.commands import GetVariable
from tests.io.world_looped import NotedAsyncioCall
from tests.io.worlds import ON_ASYNCIO, Asterisk, World, world_of


@pytest.fixture(params=ON_ASYNCIO)
def world(request: pytest.FixtureRequest) -> World:
    return world_of(str(request.param))


def test_a_peer_that_does_not_read_makes_a_command_wait(world: World) -> None:
    async def flow(call: NotedAsyncioCall, asterisk: Asterisk) -> None:
        call.paused()
        running = world.begin(call.noop())
        await world.sleep(0.01)
        assert not running.done
        call.resumed()
        assert await asterisk.receives() == b"NOOP\n"
        asterisk.sends(b"200 result=0\n")
        assert await running.result()
        call.paused()
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(call.noop(), 0.01)
        running = world.begin(call.noop())
        await world.settle()
        call.close()
        with pytest.raises(NeverAnswered, match="closed"):
            await running.result()

    world.with_call(flow)


def test_a_peer_that_does_not_read_is_not_waited_for_longer_than_a_command_may_take(world: World) -> None:
    async def flow(call: NotedAsyncioCall, asterisk: Asterisk) -> None:
        call.paused()
        with pytest.raises(NeverAnswered, match=r"NOOP.*no more could be written within 0.05 s \(command_timeout\)"):
            await call.noop()

    world.with_call(flow, command_timeout=0.05)


def test_a_peer_that_does_not_read_cannot_fill_the_memory(world: World) -> None:
    async def flow(call: NotedAsyncioCall, asterisk: Asterisk) -> None:
        call.paused()
        running = world.begin(call.noop())
        sending = world.begin(asterisk.sends_all(b"hello\n" * 5_000_000))
        await world.sleep(0.1)
        assert not sending.done
        assert len(call.session.unread) <= 200_000
        call.resumed()
        assert await asterisk.receives() == b"NOOP\n"
        running.cancel()
        await running.ends()
        call.close()
        await sending.result()

    world.with_call(flow)


def test_a_task_that_is_cancelled_as_its_reply_comes_passes_that_on(world: World) -> None:
    async def flow(call: NotedAsyncioCall, asterisk: Asterisk) -> None:
        running = world.begin(call.get_variable("X"))
        await world.settle()
        call.received(b"200 result=1 (late)\n")
        running.cancel()
        await running.ends()
        assert running.is_cancelled
        assert [getattr(event, "command", None) for event in call.noted] == [GetVariable("X")]

    world.with_call(flow)


ARRIVING = b"HANGUP\nx\n200 result=1 (a)\nrest)\nHANGUP\n"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(cuts=st.lists(st.integers(1, len(ARRIVING)), max_size=8), waits=st.booleans())
def test_it_is_the_same_however_the_stream_is_divided(world: World, cuts: list[int], waits: bool) -> None:
    async def flow(call: NotedAsyncioCall, asterisk: Asterisk) -> None:
        places = sorted({0, *cuts, len(ARRIVING)})
        running = world.begin(call.get_variable("A"))
        await world.settle()
        for start, end in pairwise(places):
            call.received(ARRIVING[start:end])
            if waits:
                await world.settle()
        assert (await running.result()).value == "a"
        assert call.noted == [ChannelHungUp(), UnexpectedLine("x"), UnexpectedLine("rest)"), ChannelHungUp()]
        assert not call.session.has_more

    world.with_call(flow)
