"""All transports: FastAGI, a process, EAGI and AsyncAGI, and their environments."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing

import pytest

from agicodec import Command, CommandInterrupted, DeadChannel, Environment
from agicodec.commands import SayAlpha, SayDigits
from tests.live.lab import PATIENCE, Lab, Laboratory, RecordedCall
from tests.live.server import RATE


def checked(environment: Environment) -> Environment:
    """Check that an environment is as Asterisk writes it: read, written, and read again."""
    assert environment.irregularities == ()
    assert Environment.decode(environment.encode(), strict=True) == environment
    assert environment.version is not None
    return environment


def test_the_environment_of_fastagi(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> Environment:
        return (await lab.call(script="a/path?with=query")).environment

    environment = checked(laboratory.run(work))
    assert environment.network
    assert environment.network_script == "a/path?with=query"
    assert environment.arguments[:3] == ("one", "", "three")
    assert environment.type == "Local"


def test_the_environment_of_asyncagi(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> Environment:
        return (await lab.agi_call()).environment

    environment = checked(laboratory.run(work))
    assert environment.request == "async"
    assert environment.arguments[:3] == ("one", "", "three")
    assert not environment.network


def test_hagi_is_fastagi_when_it_names_a_port(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> RecordedCall:
        call = await lab.call("hagi", script="a/path")
        assert await call.noop()
        return call

    call = laboratory.run(work)
    environment = checked(call.environment)
    host, port = call.address
    assert environment.request == f"hagi://{host}:{port}/a/path"
    assert environment.network
    assert environment.network_script == "a/path"


def test_a_hangup_handler_runs_on_a_dead_channel(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> RecordedCall:
        call = await lab.call("handled", caller="leaves", DELAY="1")
        assert (await call.get_variable("CHANNEL(name)")).value == call.environment.channel
        assert not call.hung_up
        with pytest.raises(DeadChannel):
            await call.answer()
        assert call.hung_up
        assert (await call.exec("NoOp")).outcome == "ran"
        return call

    environment = checked(laboratory.run(work).environment)
    assert environment.extension == "fastagi"


class Notes:
    """What a process tells of itself."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._came = asyncio.Event()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take the notes of a process."""
        with closing(writer):
            while line := await reader.readline():
                self.lines.append(line.decode().strip())
                self._came.set()

    @property
    def audio(self) -> int:
        """How many bytes of audio have come."""
        return sum(int(line.split()[1]) for line in self.lines if line.startswith("audio "))

    async def until(self, line: str) -> None:
        """Wait for a note."""
        while line not in self.lines:
            self._came.clear()
            await asyncio.wait_for(self._came.wait(), PATIENCE)


@asynccontextmanager
async def process(
    lab: Lab, exten: str, caller: str = "waits", after: float | None = None, **variables: str
) -> AsyncGenerator[tuple[RecordedCall, Notes]]:
    """Have a caller call, and a server start a process for it."""
    if not lab.address.root:
        pytest.skip("a named server has not the process of these tests")
    notes = Notes()
    async with await asyncio.start_server(notes.take, "127.0.0.1", 0) as server:
        port = str(server.sockets[0].getsockname()[1])
        yield await lab.call(exten, caller, after=after, NOTES_PORT=port, **variables), notes


def test_a_process_speaks_as_fastagi_does(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> Environment:
        async with process(lab, "relay") as (call, _):
            assert await call.set_variable("LIVE", 'a "b" \\')
            assert (await call.get_variable("LIVE")).value == 'a "b" \\'
            assert (await call.stream_file("short")).outcome == "finished"
            call.close()
            later = await lab.expect(f"{call.environment.arguments[-1]}-afterwards")
            assert (await later.get_variable("AGISTATUS")).value == "SUCCESS"
            return call.environment

    environment = checked(laboratory.run(work))
    assert environment.request == "relay.py"
    assert not environment.network
    assert not environment.enhanced


def test_a_signal_reports_a_hangup_to_a_process(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        async with process(lab, "relay", "leaves", after=1) as (call, notes):
            assert (await call.stream_file("long")).outcome == "hung up"
            await notes.until("SIGHUP")
            assert not call.hung_up
            call.session.receive_hangup()
            assert call.hung_up
            assert (await call.get_variable("CHANNEL(name)")).value == call.environment.channel
            assert notes.lines == ["SIGHUP"]
            with pytest.raises(DeadChannel):
                await call.answer()

    laboratory.run(work)


def test_eagi_brings_the_audio(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> tuple[Environment, float]:
        async with process(lab, "erelay", "hums") as (call, notes):
            before, begun = notes.audio, time.monotonic()
            assert (await call.wait_for_digit(2000)).outcome == "timeout"
            return call.environment, (notes.audio - before) / (time.monotonic() - begun)

    environment, bytes_a_second = laboratory.run(work)
    assert checked(environment).enhanced
    assert 0.6 < bytes_a_second / (2 * RATE) < 1.4


@pytest.mark.parametrize("command", [SayDigits("1234567890"), SayAlpha("abcdef")], ids=str)
def test_eagi_has_its_own_interruptions(laboratory: Laboratory, command: Command[object]) -> None:
    async def work(lab: Lab) -> None:
        async with process(lab, "erelay") as (call, _):
            assert await call.set_variable("CHANNEL(language)", "slow")
            async with lab.beginning(call, command):
                await call.send(command)
            assert isinstance(await asyncio.wait_for(call.interrupt(), PATIENCE), CommandInterrupted)

    laboratory.run(work)
