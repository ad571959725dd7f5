"""The waits of every call: their time limit, and what happens after one was cancelled."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from agicodec import (
    CommandInterrupted,
    LocalProtocolError,
    ReplyReceived,
    State,
)
from agicodec.commands import GetVariable, Noop, StreamFile
from tests.calls.wires import connected
from tests.io.worlds import Asterisk, World

SOON = 0.05


def test_a_command_has_a_time_limit_when_told_so(world: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        started = time.monotonic()
        with pytest.raises(TimeoutError, match=r"STREAM FILE has taken longer than 0.05 s \(command_timeout\)"):
            await call.stream_file("story")
        assert time.monotonic() - started > 0.9 * SOON
        assert await asterisk.receives() == b'STREAM FILE story ""\n'
        running = world.begin(call.noop())
        line = await asterisk.receives()
        asterisk.sends(b"200 result=1 (" + line.split()[-1] + b")\n")
        assert await asterisk.receives() == b"NOOP\n"
        asterisk.sends(b"200 result=0\n")
        assert await running.result()
        assert call.noted == [CommandInterrupted(StreamFile("story"))]

    world.with_call(flow, command_timeout=SOON)


Step = Callable[[Any], Coroutine[Any, Any, object]]

STEPS: Mapping[str, tuple[Step, ...]] = {
    "ask": (lambda call: call.ask(Noop()),),
    "execute": (lambda call: call.execute(Noop()),),
    "reply": (lambda call: call.send(Noop()), lambda call: call.reply()),
    "interrupt": (lambda call: call.send(StreamFile("story")), lambda call: call.interrupt()),
    "synchronize": (lambda call: call.synchronize(),),
    "send, which settles": (lambda call: call.send(Noop()), lambda call: call.reply(), lambda call: call.send(Noop())),
}
"""What is called in turn, when Asterisk sends nothing but the environment; the last one takes too long."""


@pytest.mark.parametrize("what", STEPS)
def test_every_wait_for_a_command_is_limited(world: World, what: str) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        *before, last = STEPS[what]
        for step in before:
            with suppress(TimeoutError):
                await step(call)
        with pytest.raises(TimeoutError, match=r"has taken longer than 0.05 s \(command_timeout\)"):
            await last(call)

    world.with_call(flow, command_timeout=SOON)


def test_the_refusal_of_a_second_command_leaves_the_first_its_time_limit(world: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        running = world.begin(call.stream_file("story"))
        assert await asterisk.receives() == b'STREAM FILE story ""\n'
        with pytest.raises(LocalProtocolError, match="while STREAM FILE is running"):
            await call.noop()
        asterisk.sends(b"HANGUP\n")  # which is no reply, so that the wait goes on
        with pytest.raises(TimeoutError, match=r"STREAM FILE has taken longer than 0.1 s \(command_timeout\)"):
            await running.result()

    world.with_call(flow, command_timeout=2 * SOON)


def test_no_event_is_waited_for_within_the_limit_of_a_command(looped: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        waiting = looped.begin(call.next_event())
        await looped.sleep(4 * SOON)
        assert not waiting.done
        waiting.cancel()
        await waiting.ends()
        assert waiting.is_cancelled

    looped.with_call(flow, command_timeout=SOON)


def test_a_late_reply_is_passed_on_when_it_comes(looped: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        running = looped.begin(call.get_variable("X"))
        assert await asterisk.receives() == b"GET VARIABLE X\n"
        running.cancel()
        await running.ends()
        assert running.is_cancelled
        asterisk.sends(b"200 result=1 (late)\n")
        await looped.settle()
        (event,) = call.noted
        assert getattr(event, "command", None) == GetVariable("X")
        assert call.session.state is State.READY

    looped.with_call(flow)


def test_a_task_that_is_cancelled_as_its_reply_comes_returns_it_or_passes_it_on(looped: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        for steps in range(6):
            call.noted.clear()
            running = looped.begin(call.get_variable("X"))
            assert await asterisk.receives() == b"GET VARIABLE X\n"
            asterisk.sends(b"200 result=1 (late)\n")
            for _ in range(steps):
                await looped.step()
            running.cancel()
            await running.ends()
            await looped.settle()
            if running.is_cancelled:
                assert [getattr(event, "command", None) for event in call.noted] == [GetVariable("X")]
            else:
                assert (await running.result()).value == "late"
                assert call.noted == []

    looped.with_call(flow)


@pytest.mark.parametrize("steps", range(6))
def test_all_who_wait_for_the_end_are_woken_whichever_of_them_is_cancelled(looped: World, steps: int) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        waiting = [looped.begin(call.wait_for_hangup()) for _ in range(3)]
        for _ in range(steps):
            await looped.step()
        cancelled = waiting.pop(1)
        cancelled.cancel()
        waiting.append(looped.begin(call.wait_for_hangup()))
        await looped.settle()
        assert cancelled.is_cancelled
        assert not any(task.done for task in waiting)
        asterisk.connection.close()
        for task in waiting:
            await task.result()
        await call.wait_for_hangup()
        assert not call.hung_up
        assert not call.is_open

    looped.with_call(flow)


kinds = st.sampled_from(["variable", "variable", "sound", "digit", "data", "send", "reply", "synchronize", "event"])
attempts = st.lists(st.tuples(kinds, st.none() | st.integers(0, 8)), max_size=8)


async def attempt(call: Any, kind: str, number: int) -> object:
    match kind:
        case "variable":
            return (await call.get_variable(f"V{number}")).value
        case "sound":
            return await call.stream_file("endless")
        case "digit":
            return await call.wait_for_digit(3000)
        case "data":
            return await call.get_data("pin", timeout=1000)
        case "send":
            await call.send(StreamFile("endless"))
            return await call.interrupt()
        case "reply":
            await call.send(GetVariable(f"V{number}"))
            return (await call.reply()).command
        case "event":
            return await call.next_event()
        case _:
            await call.synchronize()
            return None


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=attempts, synchronizes=st.booleans(), command_timeout=st.none() | st.just(10.0))
@example(
    steps=[("variable", 0), ("variable", 1), ("variable", 2), ("variable", 3)], synchronizes=False, command_timeout=None
)
@example(steps=[("variable", 1), ("synchronize", 0), ("variable", 3)], synchronizes=True, command_timeout=None)
@example(
    steps=[("sound", 4), ("variable", 0), ("variable", 1), ("variable", 2)], synchronizes=False, command_timeout=None
)
@example(steps=[("send", 1), ("reply", 2), ("variable", 0), ("event", 1)], synchronizes=False, command_timeout=10.0)
def test_whatever_is_cancelled_each_command_gets_its_own_reply(
    looped: World, steps: list[tuple[str, int | None]], synchronizes: bool, command_timeout: float | None
) -> None:
    async def main() -> None:
        with connected() as connection:
            async with looped.over(connection, command_timeout) as call:
                call.synchronizes = synchronizes
                for number, (kind, cancel_after) in enumerate(steps):
                    task = looped.begin(attempt(call, kind, number))
                    never = 3 if kind in ("sound", "event") else None  # these wait for ever of their own accord
                    if (after := never if cancel_after is None else cancel_after) is not None:
                        for _ in range(after):
                            await looped.step()
                        task.cancel()
                    await task.ends()
                    if not task.is_cancelled:
                        with suppress(LocalProtocolError):  # a command that was sent is still due
                            result = await task.result()
                            assert kind != "variable" or result == str(number)
                with suppress(LocalProtocolError):
                    await call.interrupt()
                assert (await call.get_variable("V99")).value == "99"
                for event in call.noted:
                    match event:
                        case ReplyReceived(command=GetVariable(name=name), raw=raw):
                            assert raw.text == name[1:]
                        case _:
                            pass
                assert call.session.state is State.READY
                assert call.failure is None

    looped.run_alone(main)
