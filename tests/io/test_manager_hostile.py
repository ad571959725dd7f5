"""A manager client against a server that is hostile or broken: a clear error, or another connection; never a wait."""

from __future__ import annotations

import asyncio
import logging

import pytest

from tests.io.manager_world import World
from tests.io.virtual_time import run_in_virtual_time

PING = 10.0
HALF = b"Event: AsyncAGIStart\r\nChannel: PJSIP/0\r\n"


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "agicodec")


async def started(*, waiting: str = "leave") -> World:
    """Return a world whose client is logged in and serves the first channel, which never ends by itself."""
    world = World([["endless"]], None, ping_interval=PING, connect_timeout=5.0, max_delay=2.0, waiting=waiting)
    starting = asyncio.ensure_future(world.manager.start())
    await world.step("run", 20)
    await starting
    await world.step("enter", 0)
    await world.step("run", 10)
    assert world.manager.calls == 1
    return world


async def lost(world: World, seconds: float, caplog: pytest.LogCaptureFixture) -> str:
    """Wait until the connection counts as lost and its call has ended, and log in anew; return the reason."""
    for _ in range(int(seconds * 10)):
        if not world.manager.is_connected:
            break
        await asyncio.sleep(0.1)
    await asyncio.sleep(0.1)
    assert (world.manager.calls, world.open) == (0, 0)
    for _ in range(50):
        await asyncio.sleep(0.1)
        await world.step("run", 5)
    assert world.manager.is_connected
    (line,) = [message for message in caplog.messages if message.startswith("the connection to ")]
    await world.close(lives=True, is_cancelled=False, grace=0)
    return line.partition("has ended: ")[2]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"x" * (1 << 20), "65536"),
        (b"Event: x\r\n" * (1 << 18), "1048576"),
        (HALF + b"A: " + b"y" * 100_000, "65536"),
        (HALF + b"Env: " + b"%41" * 30_000, "65536"),
    ],
)
def test_a_message_without_an_end_ends_the_connection(
    data: bytes, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        world = await started()
        wire = world.network.wire
        assert wire is not None
        for begin in range(0, len(data), 65536):
            wire.feed(data[begin : begin + 65536])
        found = await lost(world, 1, caplog)
        assert reason in found
        assert len(found) < 1000

    run_in_virtual_time(main())


@pytest.mark.parametrize("piece", [b"", b"y", b"Event: Newexten\r\nChannel: PJSIP/9\r\n\r\n", b"\r\n\r\n"])
def test_a_server_that_answers_nothing_is_lost_whatever_else_it_sends(
    piece: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        world = await started()
        wire = world.network.wire
        assert wire is not None
        if piece == b"y":
            wire.feed(HALF + b"A: ")
        world.network.ignores_actions = True

        async def trickle() -> None:
            while not wire.is_closed:
                wire.feed(piece)
                await asyncio.sleep(1)

        trickling = asyncio.ensure_future(trickle())
        began = world.loop.time()
        while world.manager.is_connected:
            await asyncio.sleep(0.1)
        assert world.loop.time() - began < 2 * PING + 1
        await trickling
        world.network.ignores_actions = False
        assert await lost(world, 1, caplog) == "Asterisk has not answered a Ping"

    run_in_virtual_time(main())


def test_a_silent_server_that_answers_pings_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        world = await started()
        for _ in range(50):
            await asyncio.sleep(PING / 2)
            await world.step("run", 10)
        assert world.manager.calls == 1
        await world.close(lives=True, is_cancelled=False, grace=0)

    run_in_virtual_time(main())
    assert not any("has ended" in message for message in caplog.messages)


def test_events_of_unknown_channels_and_without_sense_are_ignored() -> None:
    async def main() -> None:
        world = await started()
        wire = world.network.wire
        assert wire is not None
        for event in ("AsyncAGIExec", "AsyncAGIEnd", "Hangup", "Rename", "AGIExecStart", "AGIExecEnd", "AsyncAGIStart"):
            for headers in (
                "",
                "Channel: \r\n",
                "Channel: None/1\r\nUniqueid: 9.9\r\n",
                "Uniqueid: 9.9\r\n",
                "Channel: None/1\r\nUniqueid: 9.9\r\nNewname: \r\nCommandID: 5\r\nResult: %\r\n",
            ):
                if event != "AsyncAGIStart" or "None" not in headers:
                    wire.feed(f"Event: {event}\r\n{headers}\r\n".encode())
        wire.feed(b"Response: Success\r\nActionID: 5\r\n\r\nResponse: \r\n\r\n: x\r\n\r\n")
        await asyncio.sleep(0.1)
        assert world.manager.is_connected
        assert world.manager.calls == 1
        await world.close(lives=True, is_cancelled=False, grace=0)

    run_in_virtual_time(main())


def test_a_flood_of_events_is_no_flood_of_calls_or_lines(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        world = await started()
        wire = world.network.wire
        assert wire is not None
        for number in range(2000):
            headers = f"Channel: F/{number}\r\nUniqueid: 5.{number}\r\nEnv: agi_request%3A%20x%0A%0A"
            wire.feed(f"Event: AsyncAGIStart\r\n{headers}\r\n\r\n".encode())
        await asyncio.sleep(0.1)
        assert world.manager.calls == 2
        await world.close(lives=True, is_cancelled=False, grace=0)

    run_in_virtual_time(main())
    assert sum("not served" in message for message in caplog.messages) <= 5
