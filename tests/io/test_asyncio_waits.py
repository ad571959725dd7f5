"""The waits of a call on asyncio: their time limit, and what happens after one was cancelled."""

from __future__ import annotations

import asyncio
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agicodec import (
    CommandInterrupted,
    ReplyReceived,
    State,
)
from agicodec.commands import GetVariable, Noop, StreamFile
from tests.calls.wires import connected
from tests.io.asyncio_calls import Asterisk, NotedCall, settle, with_call

pytestmark = pytest.mark.usefixtures("each_loop")


def test_a_command_has_a_time_limit_when_told_so() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        started = time.monotonic()
        with pytest.raises(TimeoutError, match=r"STREAM FILE has taken longer than 0.05 s \(command_timeout\)"):
            await call.stream_file("story")
        assert 0.04 < time.monotonic() - started < 1
        assert await asterisk.receives() == b'STREAM FILE story ""\n'
        running = asyncio.ensure_future(call.noop())
        line = await asterisk.receives()
        asterisk.sends(b"200 result=1 (" + line.split()[-1] + b")\n")
        assert await asterisk.receives() == b"NOOP\n"
        asterisk.sends(b"200 result=0\n")
        assert await running
        assert call.noted == [CommandInterrupted(StreamFile("story"))]
        await call.send(Noop())
        with pytest.raises(TimeoutError):
            await call.reply()
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(call.next_event(), 0.2)

    with_call(flow, command_timeout=0.05)


def test_a_late_reply_is_passed_on_when_it_comes() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(call.get_variable("X"), 0.01)
        await asterisk.receives()
        asterisk.sends(b"200 result=1 (late)\n")
        await settle()
        (event,) = call.noted
        assert isinstance(event, ReplyReceived)
        assert event.command == GetVariable("X")
        assert call.session.state is State.READY

    with_call(flow)


def test_a_task_that_is_cancelled_as_its_reply_comes_passes_that_on() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        running = asyncio.ensure_future(call.get_variable("X"))
        await settle()
        call.received(b"200 result=1 (late)\n")
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert [getattr(event, "command", None) for event in call.noted] == [GetVariable("X")]

    with_call(flow)


kinds = st.sampled_from(["variable", "variable", "sound", "digit", "send", "synchronize"])


async def attempt(call: NotedCall, kind: str, number: int) -> object:
    match kind:
        case "variable":
            return (await call.get_variable(f"V{number}")).value
        case "sound":
            return await call.stream_file("endless")
        case "digit":
            return await call.wait_for_digit(3000)
        case "send":
            await call.send(StreamFile("endless"))
            return await call.interrupt()
        case _:
            await call.synchronize()
            return None


@settings(max_examples=60)
@given(st.lists(st.tuples(kinds, st.none() | st.integers(0, 6)), max_size=8), st.booleans())
def test_whatever_is_cancelled_each_command_gets_its_own_reply(
    steps: list[tuple[str, int | None]], synchronizes: bool
) -> None:
    async def flow() -> None:
        with connected() as connection:
            call = await NotedCall.over(connection)
            call.noted = []
            call.synchronizes = synchronizes
            for number, (kind, cancel_after) in enumerate(steps):
                task = asyncio.ensure_future(attempt(call, kind, number))
                for _ in range(cancel_after or 0):
                    await asyncio.sleep(0)
                if cancel_after is not None or kind == "sound":
                    task.cancel()
                await asyncio.wait([task])
                if kind == "variable" and not task.cancelled():
                    assert task.result() == str(number)
            assert (await asyncio.wait_for(call.get_variable("V99"), 5)).value == "99"
            for event in call.noted:
                if isinstance(event, ReplyReceived) and isinstance(event.command, GetVariable):
                    assert event.raw.text == event.command.name[1:]
            assert call.session.state is State.READY
            call.close()
            await settle()
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(flow())
