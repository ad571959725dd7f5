"""A call on asyncio over a pair of sockets: what is known when, in whatever pieces it arrives."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import (
    CallEvent,
    ChannelHungUp,
    ConnectionClosed,
    DeadChannel,
    InvalidArgument,
    LocalProtocolError,
    NeverAnswered,
    RemoteProtocolError,
    UnexpectedLine,
)
from agicodec.calls.call import MAX_UNEXPECTED
from agicodec.commands import WaitForDigit
from agicodec.io.asyncio import AsyncioCall
from tests.io.asyncio_calls import Asterisk, NotedCall, settle, with_call
from tests.sessions import BLOCK

pytestmark = pytest.mark.usefixtures("each_loop")


def test_a_hangup_is_known_while_no_command_runs() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        waiting = asyncio.ensure_future(call.wait_for_hangup())
        await settle()
        assert not call.hung_up
        asterisk.sends(b"HANG")
        await settle()
        assert not call.hung_up
        assert not waiting.done()
        asterisk.sends(b"UP\n")
        await asyncio.wait_for(waiting, 1)
        assert call.hung_up
        assert call.noted == [ChannelHungUp()]
        with pytest.raises(DeadChannel):
            await call.answer()

    with_call(flow)


def test_a_hangup_is_known_while_a_command_runs() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        running = asyncio.ensure_future(call.wait_for_digit(-1))
        await settle()
        waiting = asyncio.ensure_future(call.wait_for_hangup())
        asterisk.sends(b"HANGUP\n")
        await asyncio.wait_for(waiting, 1)
        assert call.noted == [ChannelHungUp()]
        assert not running.done()
        asterisk.sends(b"200 result=-1\n")
        assert (await running).outcome == "failed"

    with_call(flow)


def test_a_hangup_is_known_while_a_command_runs_that_is_not_waited_for() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        await call.send(WaitForDigit(-1))
        asterisk.sends(b"HANGUP\n200 result=-1\n")
        await asyncio.wait_for(call.wait_for_hangup(), 1)
        await settle()
        assert call.noted == [ChannelHungUp()]
        with pytest.raises(LocalProtocolError, match=r"the reply to WAIT FOR DIGIT is due; reply\(\) waits for it"):
            await call.noop()
        assert (await call.reply()).raw.result == "-1"
        with pytest.raises(LocalProtocolError, match="no command is running"):
            await call.reply()

    with_call(flow)


@pytest.mark.parametrize("way", ["reply", "interrupt", "next_event"])
def test_a_reply_that_comes_before_it_is_waited_for_is_kept(way: str) -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        command = WaitForDigit(5000)
        await call.send(command)
        await asterisk.receives()
        asterisk.sends(b"200 result=49\n")
        await settle()
        ways: dict[str, Callable[[], Awaitable[object]]] = {
            "reply": call.reply,
            "interrupt": call.interrupt,
            "next_event": call.next_event,
        }
        event = await ways[way]()
        assert getattr(event, "command", None) == command
        noop = asyncio.ensure_future(call.noop())
        assert await asterisk.receives() == b"NOOP\n"
        asterisk.sends(b"200 result=0\n")
        assert await noop

    with_call(flow)


def test_a_hangup_behind_a_reply_is_known_with_it() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        asterisk.sends(b"")
        running = asyncio.ensure_future(call.noop())
        await asterisk.receives()
        asterisk.sends(b"200 result=0\nHANGUP\nforged\n")
        assert await running
        assert call.hung_up
        assert call.noted == [ChannelHungUp(), UnexpectedLine("forged")]

    with_call(flow)


def test_a_hangup_that_the_refusal_of_a_command_shows_is_known() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        waiting = asyncio.ensure_future(call.wait_for_hangup())
        running = asyncio.ensure_future(call.answer())
        await asterisk.receives()
        asterisk.sends(b"511 Command Not Permitted on a dead channel or intercept routine\n")
        with pytest.raises(DeadChannel):
            await running
        await asyncio.wait_for(waiting, 1)

    with_call(flow)


def test_all_who_wait_for_the_hangup_are_woken_whatever_one_of_them_is_cancelled() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        waiting = [asyncio.ensure_future(call.wait_for_hangup()) for _ in range(3)]
        await settle()
        waiting[1].cancel()
        await settle()
        asterisk.connection.close()
        await asyncio.wait_for(asyncio.gather(waiting[0], waiting[2], call.wait_for_hangup()), 1)
        assert not call.hung_up
        assert not call.is_open

    with_call(flow)


@pytest.mark.parametrize("when", ["idle", "while it runs", "within the reply"])
def test_a_connection_that_is_closed_ends_the_call(when: str) -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        running = asyncio.ensure_future(call.get_variable("X")) if when != "idle" else None
        await settle()
        if when == "within the reply":
            asterisk.sends(b"200 res")
        asterisk.connection.shutdown(socket.SHUT_RDWR)
        if running is not None:
            with pytest.raises(NeverAnswered, match="GET VARIABLE: never answered: Asterisk has closed the connection"):
                await running
        await settle()
        for _ in range(2):
            with pytest.raises(NeverAnswered, match="NOOP: never answered: Asterisk has closed the connection"):
                await call.noop()
        assert isinstance(await call.next_event(), ConnectionClosed)

    with_call(flow)


def test_a_call_that_is_closed_wakes_who_waits() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        running = asyncio.ensure_future(call.stream_file("story"))
        waiting = asyncio.ensure_future(call.wait_for_hangup())
        await asterisk.receives()
        call.close()
        call.close()
        with pytest.raises(NeverAnswered, match="STREAM FILE: never answered: the call was closed on this side"):
            await running
        await waiting
        with pytest.raises(NeverAnswered, match="NOOP: never answered: the call was closed on this side"):
            await call.noop()
        assert await asterisk.receives() == b""

    with_call(flow)


def test_what_cannot_be_sent_changes_nothing() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        with pytest.raises(InvalidArgument):
            await call.get_variable("X\nNOOP")
        running = asyncio.ensure_future(call.noop())
        assert await asterisk.receives() == b"NOOP\n"
        asterisk.sends(b"200 result=0\n")
        assert await running

    with_call(flow)


def test_unexpected_lines_while_no_command_runs_are_passed_on_and_bounded() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        asterisk.sends(b"one\ntwo\n")
        await settle()
        assert call.noted == [UnexpectedLine("one"), UnexpectedLine("two")]
        call.received(b"x\n" * (MAX_UNEXPECTED - 2))
        assert call.failure is None
        call.received(b"HANGUP\n")
        assert len(call.noted) == MAX_UNEXPECTED
        with pytest.raises(RemoteProtocolError, match="more than the 65536 lines"):
            await call.noop()

    with_call(flow)


def test_a_line_that_is_too_long_ends_the_call_at_once() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        call.received(b"x" * (2 << 20))
        assert isinstance(call.failure, RemoteProtocolError)
        call.received(b"x" * (2 << 20))
        with pytest.raises(RemoteProtocolError):
            await call.noop()

    with_call(flow)


def test_an_error_of_on_event_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    class Failing(AsyncioCall):
        def on_event(self, event: CallEvent) -> None:
            raise ValueError(event)

    async def run() -> None:
        near, far = socket.socketpair()
        with far:
            call = await Failing.over(near)
            far.sendall(BLOCK + b"HANGUP\nHANGUP\n")
            await call.start()
            await settle()
            call.close()
            await settle()
        assert call.hung_up

    asyncio.run(run())
    assert caplog.messages == ["Failing.on_event() failed on a ChannelHungUp"] * 2


def test_a_peer_that_does_not_read_makes_a_command_wait() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        call.paused()
        running = asyncio.ensure_future(call.noop())
        cancelled = await asyncio.wait([running], timeout=0.01)
        assert not cancelled[0]
        call.resumed()
        assert await asterisk.receives() == b"NOOP\n"
        asterisk.sends(b"200 result=0\n")
        assert await running
        call.paused()
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(call.noop(), 0.01)
        running = asyncio.ensure_future(call.noop())
        await settle()
        call.close()
        with pytest.raises(NeverAnswered, match="closed"):
            await running

    with_call(flow)


def test_a_peer_that_does_not_read_is_not_waited_for_longer_than_a_command_may_take() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        call.paused()
        with pytest.raises(NeverAnswered, match=r"NOOP.*Asterisk has read nothing for 0.05 s \(command_timeout\)"):
            await call.noop()

    with_call(flow, command_timeout=0.05)


def test_a_peer_that_does_not_read_cannot_fill_the_memory() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        call.paused()
        running = asyncio.ensure_future(call.noop())
        with suppress(BlockingIOError):
            for _ in range(500):
                asterisk.sends(b"hello\n" * 10_000)
                await settle()
        assert len(call.session.unread) <= 200_000
        call.resumed()
        assert await asterisk.receives() == b"NOOP\n"
        running.cancel()
        await settle()

    with_call(flow)


def test_what_arrives_is_not_read_by_hand() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        with pytest.raises(LocalProtocolError, match=r"next_event\(\) waits for it"):
            await call.read()

    with_call(flow)


ARRIVING = b"HANGUP\nx\n200 result=1 (a)\nrest)\nHANGUP\n"


@given(st.lists(st.integers(1, len(ARRIVING)), max_size=8), st.booleans())
def test_it_is_the_same_however_the_stream_is_divided(cuts: list[int], waits: bool) -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        places = sorted({0, *cuts, len(ARRIVING)})
        running = asyncio.ensure_future(call.get_variable("A"))
        await settle()
        for start, end in pairwise(places):
            call.received(ARRIVING[start:end])
            if waits:
                await settle()
        assert (await running).value == "a"
        assert call.noted == [ChannelHungUp(), UnexpectedLine("x"), UnexpectedLine("rest)"), ChannelHungUp()]
        assert not call.session.has_more

    with_call(flow)
