"""A call on trio over a pair of sockets: what is known when."""

from __future__ import annotations

import socket
from contextlib import suppress

import pytest
import trio

from agicodec import (
    ChannelHungUp,
    CommandInterrupted,
    ConnectionClosed,
    DeadChannel,
    InvalidArgument,
    LocalProtocolError,
    NeverAnswered,
    RemoteProtocolError,
    UnexpectedLine,
)
from agicodec.calls.call import MAX_UNEXPECTED
from agicodec.commands import Noop, StreamFile, WaitForDigit
from tests.io.trio_calls import Asterisk, NotedCall, settle, with_call


def test_a_hangup_is_known_while_no_command_runs() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        asterisk.sends(b"HANG")
        await settle()
        assert not call.hung_up
        async with trio.open_nursery() as nursery:
            nursery.start_soon(call.wait_for_hangup)
            await settle()
            assert len(nursery.child_tasks) == 1
            asterisk.sends(b"UP\n")
        assert call.hung_up
        assert call.noted == [ChannelHungUp()]
        with pytest.raises(DeadChannel):
            await call.answer()

    with_call(flow)


def test_a_hangup_is_known_while_a_command_runs() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        async def runs() -> None:
            assert (await call.wait_for_digit(-1)).outcome == "failed"

        async with trio.open_nursery() as nursery:
            nursery.start_soon(runs)
            assert await asterisk.receives() == b"WAIT FOR DIGIT -1\n"
            asterisk.sends(b"HANGUP\n")
            await call.wait_for_hangup()
            assert call.noted == [ChannelHungUp()]
            assert len(nursery.child_tasks) == 1
            asterisk.sends(b"200 result=-1\n")

    with_call(flow)


@pytest.mark.parametrize("way", ["reply", "interrupt", "next_event"])
def test_a_reply_that_comes_before_it_is_waited_for_is_kept(way: str) -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        command = WaitForDigit(5000)
        await call.send(command)
        await asterisk.receives()
        asterisk.sends(b"200 result=49\nHANGUP\n")
        await call.wait_for_hangup()
        with pytest.raises(LocalProtocolError, match=r"the reply to WAIT FOR DIGIT is due; reply\(\) waits for it"):
            await call.noop()
        event = await getattr(call, way)()
        assert event.command == command
        with pytest.raises(LocalProtocolError, match="no command is running"):
            await call.reply()

    with_call(flow)


@pytest.mark.parametrize("when", ["idle", "while it runs", "within the reply"])
def test_a_connection_that_is_closed_ends_the_call(when: str) -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        if when == "idle":
            asterisk.connection.shutdown(socket.SHUT_RDWR)
            await call.wait_for_hangup()
        else:
            async with trio.open_nursery() as nursery:

                async def runs() -> None:
                    text = "GET VARIABLE: never answered: Asterisk has closed the connection"
                    with pytest.raises(NeverAnswered, match=text):
                        await call.get_variable("X")

                nursery.start_soon(runs)
                await asterisk.receives()
                asterisk.sends(b"200 res" if when == "within the reply" else b"")
                asterisk.connection.shutdown(socket.SHUT_RDWR)
        assert not call.is_open
        assert not call.hung_up
        for _ in range(2):
            with pytest.raises(NeverAnswered, match="NOOP: never answered: Asterisk has closed the connection"):
                await call.noop()
        assert isinstance(await call.next_event(), ConnectionClosed)

    with_call(flow)


def test_a_call_that_is_closed_wakes_who_waits() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        async def runs() -> None:
            with pytest.raises(NeverAnswered, match="STREAM FILE: never answered: the call was closed on this side"):
                await call.stream_file("story")

        async with trio.open_nursery() as nursery:
            nursery.start_soon(runs)
            nursery.start_soon(call.wait_for_hangup)
            await asterisk.receives()
            call.close()
            call.close()
        with pytest.raises(NeverAnswered, match="NOOP: never answered: the call was closed on this side"):
            await call.noop()
        assert await asterisk.receives() == b""

    with_call(flow)


def test_unexpected_lines_while_no_command_runs_are_passed_on_and_bounded() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        asterisk.sends(b"one\ntwo\n")
        await settle()
        assert call.noted == [UnexpectedLine("one"), UnexpectedLine("two")]
        with suppress(trio.BrokenResourceError):
            await asterisk.stream.send_all(b"x\n" * MAX_UNEXPECTED)
        await settle()
        assert len(call.noted) == MAX_UNEXPECTED
        with pytest.raises(RemoteProtocolError, match="more than the 65536 lines"):
            await call.noop()

    with_call(flow)


def test_what_cannot_be_sent_changes_nothing() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        with pytest.raises(InvalidArgument):
            await call.get_variable("X\nNOOP")
        asterisk.sends(b"")
        await call.send(Noop())
        assert await asterisk.receives() == b"NOOP\n"
        asterisk.sends(b"200 result=0\n")
        assert (await call.reply()).command == Noop()

    with_call(flow)


def test_what_arrives_is_not_read_by_hand() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        with pytest.raises(LocalProtocolError, match=r"next_event\(\) waits for it"):
            await call.read()

    with_call(flow)


def test_a_command_has_a_time_limit_when_told_so() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        with pytest.raises(TimeoutError, match=r"STREAM FILE has taken longer than 0.05 s \(command_timeout\)"):
            await call.stream_file("story")
        assert await asterisk.receives() == b'STREAM FILE story ""\n'

        async def runs() -> None:
            assert await call.noop()

        async with trio.open_nursery() as nursery:
            nursery.start_soon(runs)
            line = await asterisk.receives()
            asterisk.sends(b"200 result=1 (" + line.split()[-1] + b")\n")
            assert await asterisk.receives() == b"NOOP\n"
            asterisk.sends(b"200 result=0\n")
        assert call.noted == [CommandInterrupted(StreamFile("story"))]
        await call.send(Noop())
        with pytest.raises(TimeoutError):
            await call.reply()

    with_call(flow, command_timeout=0.05)


# Two tasks


def test_an_error_names_the_running_command_to_a_second_task() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        async def plays() -> None:
            await call.stream_file("story")

        async with trio.open_nursery() as nursery:
            nursery.start_soon(plays)
            await asterisk.receives()
            for second in (call.get_data("x"), call.start(), call.reply(), call.interrupt(), call.synchronize()):
                with pytest.raises(LocalProtocolError, match=r"cannot begin .* while STREAM FILE is running"):
                    await second
            asterisk.sends(b"200 result=0 endpos=8000\n")

    with_call(flow)


@pytest.mark.parametrize("command_timeout", [None, 5])
def test_the_second_of_two_commands_at_once_is_refused(command_timeout: float | None) -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        results: list[object] = []

        async def asks(name: str) -> None:
            try:
                results.append((await call.get_variable(name)).value)
            except LocalProtocolError as error:
                results.append(str(error))

        async with trio.open_nursery() as nursery:
            nursery.start_soon(asks, "V1")
            nursery.start_soon(asks, "V2")
            line = await asterisk.receives()
            asterisk.sends(b"200 result=1 (" + line.split()[-1] + b")\n")
        refused, value = results
        assert value == line.split()[-1].decode()
        assert str(refused).startswith("cannot begin GET VARIABLE while GET VARIABLE is running")

    with_call(flow, command_timeout=command_timeout)


def test_tasks_may_take_turns() -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        turn = trio.Lock()

        async def asks(number: int) -> None:
            for _ in range(5):
                async with turn:
                    assert (await call.get_variable(f"V{number}")).value == f"V{number}"

        async with trio.open_nursery() as nursery:
            for number in range(4):
                nursery.start_soon(asks, number)
            for _ in range(20):
                line = await asterisk.receives()
                asterisk.sends(b"200 result=1 (" + line.split()[-1] + b")\n")

    with_call(flow)
