"""The queue and the pipe of an AsyncAGI channel: what survives a run, and what blocks a channel."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from contextlib import closing, suppress
from typing import Final

import pytest

from agicodec.asyncagi import unquote_uri
from agicodec.commands import GetFullVariable
from agicodec.wire.protocol import MAX_ASYNC_REPLY
from tests.live.lab import Lab, Laboratory
from tests.live.server import ServerAddress
from tests.live.test_asyncagi_live import Console

PIPE: Final = 65536
"""How many bytes the pipe of an AsyncAGI session holds; a part of the last ones is of no use."""

REPLY: Final = len("200 result=0\n")

FETCHES: Final = 70
"""How many replies take out all that a full pipe holds, and more."""


def converse(server: ServerAddress, conversation: Callable[[Console], Coroutine[None, None, None]]) -> None:
    """Log in, and do something."""

    async def run() -> None:
        console = await Console.open(server)
        with closing(console):
            await conversation(console)

    asyncio.run(run())


def evaluation(size: int) -> str:
    """Write a command whose reply has so many bytes."""
    times, rest = divmod(size - len("200 result=1 ()\n"), 500)
    return f"GET FULL VARIABLE {'${X}' * times}{'y' * rest}"


async def enter(console: Console) -> str:
    """Have a channel enter AsyncAGI, and give it the variable that makes long replies."""
    channel = await console.enter("twice")
    await console.run(channel, "SET VARIABLE X " + "x" * 500)
    console.take()
    return channel


def results(received: bytes) -> list[tuple[str, bytes]]:
    """Return the ids of the commands that were run, and what was read after each."""
    found = re.findall(rb"Event: AsyncAGIExec\r\n.*?\r\n\r\n", received, re.DOTALL)
    headers = [dict(re.findall("(.*?): (.*?)\r\n", message.decode())) for message in found]
    return [(header["CommandId"], unquote_uri(header["Result"])) for header in headers]


async def fetched(console: Console, *sizes: int) -> list[tuple[str, bytes]]:
    """Get replies of so many bytes, and then those of commands that fetch the rest."""
    channel = await enter(console)
    fetches = await console.queue(channel, *map(evaluation, sizes), *["NOOP"] * FETCHES)
    await console.until(f"CommandId: {fetches[-1]}\r\n".encode())
    return results(console.take())


@pytest.mark.parametrize("sizes", [(MAX_ASYNC_REPLY,), (20_000, 20_000)], ids=str)
def test_a_pipe_that_is_nearly_full_is_emptied(laboratory: Laboratory, sizes: tuple[int, ...]) -> None:
    async def conversation(console: Console) -> None:
        received = b"".join(data for _, data in await fetched(console, *sizes))
        assert len(received) == sum(sizes) + FETCHES * REPLY
        assert received.endswith(b"200 result=0\n" * FETCHES)

    converse(laboratory.server, conversation)


def test_a_call_has_long_values_whole(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.agi_call()
        assert await call.set_variable("X", "x" * 500)
        for size in (60_000, 30_000, 30_000, 30_000, 61_000, 30_000):
            assert (await call.get_full_variable("${X}" * (size // 500))).value == "x" * size
        assert await call.noop()

    laboratory.run(work)


def test_what_finds_the_pipe_full_is_lost(laboratory: Laboratory) -> None:
    async def conversation(console: Console) -> None:
        run = await fetched(console, PIPE)
        received = b"".join(data for _, data in run)
        assert len(run) == 1 + FETCHES  # each command was run
        lost, rest = divmod(PIPE + FETCHES * REPLY - len(received), REPLY)
        assert rest == 0
        assert 1 <= lost <= 10

    converse(laboratory.server, conversation)


def test_calls_that_wait_at_once_or_are_cancelled_have_their_own_replies(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.agi_call()
        await call.set_variable("X", "x" * 900)
        long = GetFullVariable("${X}" * 33)
        for _ in range(4):
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(call.execute(long), 0.001)
        values = await asyncio.gather(*(call.get_full_variable(f"{number}${{X}}${{X}}") for number in range(5)))
        assert [value.value for value in values] == [f"{number}{'x' * 1800}" for number in range(5)]
        assert len((await call.execute(long)).value or "") == 33 * 900
        assert (await call.get_variable("UNIQUEID")).value == call.session.unique_id

    laboratory.run(work)


@pytest.mark.parametrize("sizes", [(PIPE + 1,), (30_000, 30_000, 30_000)], ids=str)
def test_a_reply_without_room_stops_the_channel_for_good(own_server: ServerAddress, sizes: tuple[int, ...]) -> None:
    async def conversation(console: Console) -> None:
        channel = await enter(console)
        *whole, stuck = await console.queue(channel, *map(evaluation, sizes))
        while len(results(console.received)) < len(whole):
            await console.until(b"Event: AsyncAGIExec\r\n")
        with pytest.raises(AssertionError):
            await console.until(f"CommandId: {stuck}\r\n".encode(), patience=3)
        assert len(results(console.take())) == len(whole)
        (noop,) = await console.queue(channel, "NOOP")
        await console.until(b"Added AGI command to queue")
        await console.action(Action="Hangup", ActionID="h", Channel=channel)
        with pytest.raises(AssertionError):
            await console.until(f"CommandId: {noop}\r\n".encode(), patience=3)
        received = console.take()
        assert b"Response: Success\r\nActionID: h\r\n" in received
        assert b"Event: AsyncAGIEnd\r\n" not in received
        await console.action(Action="Command", ActionID="c", Command="core show channels concise")
        assert channel.encode() in await console.until(b"ActionID: c\r\n")

    converse(own_server, conversation)


def unique_id(received: bytes) -> str:
    """Return the unique id of the channel that has entered AsyncAGI."""
    found = re.search(rb"Event: AsyncAGIStart\r\n.*?Uniqueid: (.*?)\r\n", received, re.DOTALL)
    assert found is not None
    return found[1].decode()


def test_the_action_takes_the_unique_id_of_a_channel(laboratory: Laboratory) -> None:
    async def conversation(console: Console) -> None:
        channel = await console.enter("twice")
        identity = unique_id(console.take())
        await console.run(identity, "GET VARIABLE CHANNEL(name)")
        ((_, data),) = results(console.take())
        assert data == f"200 result=1 ({channel})\n".encode()
        await console.queue(identity + "0", "NOOP")
        assert f"Channel {identity}0 does not exist.".encode() in await console.until(b"ActionID: ")

    converse(laboratory.server, conversation)


@pytest.mark.parametrize("ending", ["ASYNCAGI BREAK", 'STREAM FILE nosuch ""'])
def test_the_queue_outlives_the_run(laboratory: Laboratory, ending: str) -> None:
    """What is queued behind the end of a run, and what is sent after it, runs when the channel enters again."""

    async def conversation(console: Console) -> None:
        channel = await console.enter("again")
        console.take()
        queued = await console.queue(channel, ending, "NOOP", "GET VARIABLE CHANNEL(name)")
        await console.until(b"Event: AsyncAGIEnd")
        received = console.take()
        assert [command_id for command_id, _ in results(received)] == queued[:1]
        (late,) = await console.queue(channel, "NOOP")
        assert b"Added AGI command to queue" in await console.until(b"ActionID: ")
        await console.until(f"CommandId: {late}\r\n".encode())
        received += console.take()
        assert received.count(b"Event: AsyncAGIStart\r\n") == 1
        assert [command_id for command_id, _ in results(received)] == [*queued, late]
        assert received.index(b"Event: AsyncAGIEnd") < received.index(b"Event: AsyncAGIStart")

    converse(laboratory.server, conversation)
