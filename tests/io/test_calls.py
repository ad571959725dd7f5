"""Every call over a pair of sockets: what is known when, and what a command that cannot run is told."""

from __future__ import annotations

import socket
from typing import Any

import pytest

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
from agicodec.commands import Noop, WaitForDigit
from tests.io.world import Noting
from tests.io.worlds import Asterisk, World


def test_a_hangup_is_known_while_no_command_runs(world: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        asterisk.sends(b"HANG")
        await world.settle()
        assert not call.hung_up
        asterisk.sends(b"UP\n")
        await world.settle()
        assert call.hung_up
        assert call.noted == [ChannelHungUp()]
        await call.wait_for_hangup()
        with pytest.raises(DeadChannel):
            await call.answer()

    world.with_call(flow)


def test_who_waits_for_a_hangup_is_woken_by_it(looped: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        waiting = looped.begin(call.wait_for_hangup())
        await looped.settle()
        asterisk.sends(b"HANG")
        await looped.settle()
        assert not waiting.done
        asterisk.sends(b"UP\n")
        await waiting.result()
        assert call.hung_up
        assert call.noted == [ChannelHungUp()]

    looped.with_call(flow)


def test_a_hangup_is_known_while_a_command_runs(looped: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        running = looped.begin(call.wait_for_digit(-1))
        assert await asterisk.receives() == b"WAIT FOR DIGIT -1\n"
        waiting = looped.begin(call.wait_for_hangup())
        asterisk.sends(b"HANGUP\n")
        await waiting.result()
        assert call.noted == [ChannelHungUp()]
        assert not running.done
        asterisk.sends(b"200 result=-1\n")
        assert (await running.result()).outcome == "failed"

    looped.with_call(flow)


def test_a_hangup_is_known_while_a_command_runs_that_is_not_waited_for(world: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        await call.send(WaitForDigit(-1))
        asterisk.sends(b"HANGUP\n200 result=-1\n")
        await call.wait_for_hangup()
        await world.settle()
        assert call.noted == [ChannelHungUp()]
        with pytest.raises(LocalProtocolError, match=r"the reply to WAIT FOR DIGIT is due; reply\(\) waits for it"):
            await call.noop()
        assert (await call.reply()).raw.result == "-1"
        with pytest.raises(LocalProtocolError, match="no command is running"):
            await call.reply()

    world.with_call(flow)


@pytest.mark.parametrize("hangs_up", [False, True])
@pytest.mark.parametrize("way", ["reply", "interrupt", "next_event"])
def test_a_reply_that_comes_before_it_is_waited_for_is_kept(world: World, way: str, hangs_up: bool) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        command = WaitForDigit(5000)
        await call.send(command)
        assert await asterisk.receives() == b"WAIT FOR DIGIT 5000\n"
        asterisk.sends(b"200 result=49\nHANGUP\n" if hangs_up else b"200 result=49\n")
        await world.settle()
        if hangs_up:
            await call.wait_for_hangup()
            with pytest.raises(LocalProtocolError, match=r"the reply to WAIT FOR DIGIT is due; reply\(\) waits for it"):
                await call.noop()
        event = await getattr(call, way)()
        assert event.command == command
        assert event.answer_to(command).result().digit == "1"
        with pytest.raises(LocalProtocolError, match="no command is running"):
            await call.reply()
        noop = world.begin(call.noop())
        assert await asterisk.receives() == b"NOOP\n"
        asterisk.sends(b"200 result=0\n")
        assert await noop.result()

    world.with_call(flow)


def test_a_hangup_behind_a_reply_is_known_with_it(world: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        running = world.begin(call.noop())
        assert await asterisk.receives() == b"NOOP\n"
        asterisk.sends(b"200 result=0\nHANGUP\nforged\n")
        assert await running.result()
        assert call.hung_up
        assert call.noted == [ChannelHungUp(), UnexpectedLine("forged")]

    world.with_call(flow)


def test_a_hangup_that_the_refusal_of_a_command_shows_is_known(world: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        running = world.begin(call.answer())
        assert await asterisk.receives() == b"ANSWER\n"
        asterisk.sends(b"511 Command Not Permitted on a dead channel or intercept routine\n")
        with pytest.raises(DeadChannel):
            await running.result()
        assert call.hung_up
        await call.wait_for_hangup()

    world.with_call(flow)


def test_the_refusal_of_a_command_wakes_who_waits_for_a_hangup(looped: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        waiting = looped.begin(call.wait_for_hangup())
        running = looped.begin(call.answer())
        assert await asterisk.receives() == b"ANSWER\n"
        asterisk.sends(b"511 Command Not Permitted on a dead channel or intercept routine\n")
        with pytest.raises(DeadChannel):
            await running.result()
        await waiting.result()

    looped.with_call(flow)


@pytest.mark.parametrize("when", ["idle", "while it runs", "within the reply"])
def test_a_connection_that_is_closed_ends_the_call(world: World, when: str) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        if when == "idle":
            asterisk.connection.shutdown(socket.SHUT_RDWR)
            await call.wait_for_hangup()
        else:
            running = world.begin(call.get_variable("X"))
            assert await asterisk.receives() == b"GET VARIABLE X\n"
            asterisk.sends(b"200 res" if when == "within the reply" else b"")
            asterisk.connection.shutdown(socket.SHUT_RDWR)
            with pytest.raises(NeverAnswered, match="GET VARIABLE: never answered: Asterisk has closed the connection"):
                await running.result()
        assert not call.hung_up
        assert world.name == "threads" or not call.is_open
        for _ in range(2):
            with pytest.raises(NeverAnswered, match="NOOP: never answered: Asterisk has closed the connection"):
                await call.noop()
        assert isinstance(await call.next_event(), ConnectionClosed)

    world.with_call(flow)


def test_a_call_that_is_closed_wakes_who_waits(looped: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        running = looped.begin(call.stream_file("story"))
        waiting = looped.begin(call.wait_for_hangup())
        assert await asterisk.receives() == b'STREAM FILE story ""\n'
        call.close()
        call.close()
        with pytest.raises(NeverAnswered, match="STREAM FILE: never answered: the call was closed on this side"):
            await running.result()
        await waiting.result()
        with pytest.raises(NeverAnswered, match="NOOP: never answered: the call was closed on this side"):
            await call.noop()
        assert await asterisk.receives() == b""

    looped.with_call(flow)


def test_unexpected_lines_while_no_command_runs_are_passed_on_and_bounded(looped: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        asterisk.sends(b"one\ntwo\n")
        await looped.settle()
        assert call.noted == [UnexpectedLine("one"), UnexpectedLine("two")]
        await asterisk.sends_all(b"x\n" * (MAX_UNEXPECTED - 2))
        await looped.settle()
        assert call.failure is None
        await asterisk.sends_all(b"HANGUP\n")
        await looped.settle()
        assert len(call.noted) == MAX_UNEXPECTED
        with pytest.raises(RemoteProtocolError, match="more than the 65536 lines"):
            await call.noop()

    looped.with_call(flow)


def test_a_line_that_is_too_long_ends_the_call_at_once(looped: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        sending = looped.begin(asterisk.sends_all(b"x" * (4 << 20)))
        while call.failure is None:
            assert not sending.done
            await looped.step()
        assert isinstance(call.failure, RemoteProtocolError)
        with pytest.raises(RemoteProtocolError):
            await call.noop()
        call.close()
        await sending.result()

    looped.with_call(flow)


@pytest.mark.parametrize("way", ["ask", "send"])
def test_what_cannot_be_sent_changes_nothing(world: World, way: str) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        with pytest.raises(InvalidArgument):
            await call.get_variable("X\nNOOP")
        if way == "ask":
            running = world.begin(call.ask(Noop()))
        else:
            await call.send(Noop())
            running = world.begin(call.reply())
        assert await asterisk.receives() == b"NOOP\n"
        asterisk.sends(b"200 result=0\n")
        assert (await running.result()).command == Noop()

    world.with_call(flow)


def test_an_error_of_on_event_is_logged(
    looped: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(call: object, event: CallEvent) -> None:
        raise ValueError(event)

    async def flow(call: Any, asterisk: Asterisk) -> None:
        asterisk.sends(b"HANGUP\nHANGUP\n")
        await looped.settle()
        assert call.hung_up

    monkeypatch.setattr(Noting, "on_event", fail)
    looped.with_call(flow)
    (name,) = {message.partition(".")[0] for message in caplog.messages}
    assert name.startswith("Noted")
    assert caplog.messages == [f"{name}.on_event() failed on a ChannelHungUp"] * 2


def test_what_arrives_is_not_read_by_hand(looped: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        with pytest.raises(LocalProtocolError, match=r"next_event\(\) waits for it"):
            await call.read()

    looped.with_call(flow)


# Two tasks


def test_an_error_names_the_running_command_to_a_second_task(world: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        playing = world.begin(call.stream_file("story"))
        assert await asterisk.receives() == b'STREAM FILE story ""\n'
        for second in (call.get_data("x"), call.start(), call.reply(), call.interrupt(), call.synchronize()):
            with pytest.raises(LocalProtocolError, match=r"cannot begin .* while STREAM FILE is running"):
                await second
        asterisk.sends(b"200 result=0 endpos=8000\n")
        assert (await playing.result()).endpos == 8000

    world.with_call(flow)


@pytest.mark.parametrize("command_timeout", [None, 5])
def test_the_second_of_two_commands_at_once_is_refused(world: World, command_timeout: float | None) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        results: list[object] = []

        async def asks(name: str) -> None:
            try:
                results.append((await call.get_variable(name)).value)
            except LocalProtocolError as error:
                results.append(str(error))

        asking = [world.begin(asks(name)) for name in ("V1", "V2")]
        line = await asterisk.receives()
        await world.settle()
        asterisk.sends(b"200 result=1 (" + line.split()[-1] + b")\n")
        for task in asking:
            await task.result()
        refused, value = results
        assert value == line.split()[-1].decode()
        assert str(refused).startswith("cannot begin GET VARIABLE while GET VARIABLE is running")

    world.with_call(flow, command_timeout=command_timeout)


def test_tasks_may_take_turns(world: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        turn = world.lock()

        async def asks(number: int) -> None:
            for _ in range(5):
                async with turn:
                    assert (await call.get_variable(f"V{number}")).value == f"V{number}"

        tasks = [world.begin(asks(number)) for number in range(4)]
        for _ in range(20):
            line = await asterisk.receives()
            asterisk.sends(b"200 result=1 (" + line.split()[-1] + b")\n")
        for task in tasks:
            await task.result()

    world.with_call(flow)
