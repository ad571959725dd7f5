"""The manager client on running Asterisks: its connection is cut in the middle of fifty calls, and made again."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from itertools import count
from typing import Literal

import pytest

from agicodec import CallEnded
from agicodec.io.manager import Manager, ManagerCall
from tests.io.loops import until
from tests.live.lab import PATIENCE, Lab, Laboratory
from tests.live.server import ServerAddress
from tests.live.test_asyncagi_live import Console

CALLS = 50


class Cable:
    """A connection between a client and a server, which can be cut."""

    def __init__(self, server: ServerAddress) -> None:
        self._server = server
        self._writers: list[asyncio.StreamWriter] = []
        self._copying: set[asyncio.Task[None]] = set()

    async def join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(self._server.host, self._server.port)
        self._writers += writer, far_writer
        for source, target in ((reader, far_writer), (far_reader, writer)):
            task = asyncio.create_task(self._copy(source, target))
            self._copying.add(task)
            task.add_done_callback(self._copying.discard)

    async def _copy(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await source.read(65536):
                target.write(data)
                await target.drain()
        target.close()

    def cut(self) -> None:
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def close(self) -> None:
        self.cut()
        await asyncio.gather(*self._copying, return_exceptions=True)


@asynccontextmanager
async def cable_to(server: ServerAddress) -> AsyncGenerator[tuple[Cable, int], None]:
    """Return a cable to a server, and the port of its near end."""
    cable = Cable(server)
    async with await asyncio.start_server(cable.join, "127.0.0.1", 0) as near:
        yield cable, near.sockets[0].getsockname()[1]
        await cable.close()


async def show_channels(lab: Lab) -> int:
    """Return how many channels run AsyncAGI."""
    lines = await lab.command("core show channels concise")
    return lines.count("!AGI!agi:async")


class Flow:
    """Asks each channel for its number again and again, and counts how calls begin and end.

    It ends by itself only on a channel that was adopted, so that no call ends before the connection is cut.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.mixed_up: list[tuple[str, str | None]] = []

    async def __call__(self, call: ManagerCall) -> None:
        self.counts["adopted" if call.was_waiting else "begun"] += 1
        number = call.environment.arguments[-1]
        try:
            for _ in range(40) if call.was_waiting else count():
                value = (await call.get_variable("NUMBER")).value
                if value != number:
                    self.mixed_up.append((number, value))
                await call.exec("NoOp", number)
                await asyncio.sleep(0.05)
        except CallEnded:
            self.counts["ended early"] += 1
            raise
        self.counts["done"] += 1


Check = Callable[[Lab, Flow, Manager], Awaitable[None]]


async def adopted(lab: Lab, flow: Flow, manager: Manager) -> None:
    await until_or_late(lambda: flow.counts["done"] == CALLS)
    assert flow.counts["adopted"] == flow.counts["ended early"] == CALLS


async def sent_back(lab: Lab, flow: Flow, manager: Manager) -> None:
    await until_or_late(lambda: manager.calls == 0 and manager.is_connected)
    for _ in range(PATIENCE * 5):
        if not await show_channels(lab):
            break
        await asyncio.sleep(0.2)
    assert await show_channels(lab) == 0
    assert flow.counts["done"] == 0


async def left(lab: Lab, flow: Flow, manager: Manager) -> None:
    await until_or_late(lambda: manager.is_connected)
    await asyncio.sleep(1)
    assert manager.calls == flow.counts["done"] == flow.counts["adopted"] == 0


async def until_or_late(condition: Callable[[], bool]) -> None:
    for _ in range(2):
        with suppress(AssertionError):
            return await until(condition)
    raise AssertionError("it never came about")


@pytest.mark.parametrize(("waiting", "check"), [("adopt", adopted), ("break", sent_back), ("leave", left)])
def test_a_cut_connection_is_made_again(
    laboratory: Laboratory, waiting: Literal["adopt", "break", "leave"], check: Check
) -> None:
    async def work(lab: Lab) -> None:
        flow = Flow()
        server = laboratory.server
        async with cable_to(server) as (cable, port):
            manager = Manager(
                flow, port=port, username=server.user, secret=server.secret, waiting=waiting, max_delay=0.2
            )
            async with manager:
                for number in range(CALLS):
                    await lab.originate("async", "waits", NUMBER=str(number))
                await until_or_late(lambda: flow.counts["begun"] == CALLS)
                cable.cut()
                await until_or_late(lambda: not manager.is_connected)
                await check(lab, flow, manager)
                assert flow.mixed_up == []
                assert flow.counts["begun"] == CALLS
                await manager.close()
            assert manager.calls == 0

    laboratory.run(work, record=False)


async def application_of(console: Console, channel: str, action: str, event: str) -> str:
    """Return the application that a list reports for a channel."""
    await console.action(Action=action)
    came = (await console.until(f"Event: {action}Complete".encode())).decode()
    for message in came.split("\r\n\r\n"):
        if f"Event: {event}\r\n" in message and f"\r\nChannel: {channel}\r\n" in message:
            return message.partition("\r\nApplication: ")[2].partition("\r\n")[0]
    raise AssertionError(came)


def test_core_show_channels_reports_the_application_of_exec_even_afterwards_and_status_only_meanwhile(
    laboratory: Laboratory,
) -> None:
    async def work(lab: Lab) -> None:
        with closing(await Console.open(laboratory.server)) as console:

            async def listed() -> tuple[str, str]:
                channel = call.session.channel
                return (
                    await application_of(console, channel, "CoreShowChannels", "CoreShowChannel"),
                    await application_of(console, channel, "Status", "Status"),
                )

            call = await lab.agi_call()
            assert await listed() == ("AGI", "AGI")
            running = asyncio.ensure_future(call.exec("Wait", "4"))
            await asyncio.sleep(0.5)
            assert await listed() == ("Wait", "Wait")
            await running
            assert await listed() == ("Wait", "AGI")

    laboratory.run(work, record=False)


@pytest.mark.parametrize("waiting", ["adopt", "break"])
@pytest.mark.parametrize("runs", [True, False])
def test_a_channel_that_runs_or_has_run_exec_is_found_by_a_client_that_does_not_know_it(
    laboratory: Laboratory, waiting: Literal["adopt", "break"], *, runs: bool
) -> None:
    found: list[tuple[bool, int]] = []

    async def flow(call: ManagerCall) -> None:
        assert call.environment.version is not None
        found.append((call.was_waiting, call.environment.version.release[0]))

    async def work(lab: Lab) -> None:
        server = laboratory.server
        call = await lab.agi_call()
        running = asyncio.ensure_future(call.exec("Wait", "2"))
        await asyncio.sleep(0.5)
        if not runs:
            await running
        async with Manager(flow, port=server.port, username=server.user, secret=server.secret, waiting=waiting):
            await running
            await until_or_late(lambda: call.session.over != "")
        assert found == ([(True, await lab.release())] if waiting == "adopt" else [])

    laboratory.run(work, record=False)


@pytest.mark.parametrize("waiting", ["adopt", "break", "leave"])
def test_a_channel_that_runs_exec_while_the_connection_is_cut_is_looked_after_when_that_ends(
    laboratory: Laboratory, waiting: Literal["adopt", "break", "leave"]
) -> None:
    found: list[tuple[bool, str]] = []

    async def flow(call: ManagerCall) -> None:
        found.append((call.was_waiting, call.environment.arguments[-1]))
        if not call.was_waiting:
            await call.exec("Wait", "3")

    async def work(lab: Lab) -> None:
        server = laboratory.server
        async with cable_to(server) as (cable, port):
            manager = Manager(
                flow, port=port, username=server.user, secret=server.secret, waiting=waiting, max_delay=0.2
            )
            async with manager:
                call = await lab.agi_call()
                await until_or_late(lambda: len(found) == 1)
                await asyncio.sleep(0.5)
                cable.cut()
                await until_or_late(lambda: not manager.is_connected)
                await until_or_late(lambda: manager.is_connected)
                if waiting == "leave":
                    await asyncio.sleep(4)
                else:
                    await until_or_late(lambda: call.session.over != "")
                assert (call.session.over == "") == (waiting == "leave")
        number = call.environment.arguments[-1]
        assert found == [(False, number), *([(True, number)] if waiting == "adopt" else [])]

    laboratory.run(work, record=False)
