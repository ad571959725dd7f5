"""Applications on calls of every kind: those of the servers, of a script, of the manager client, and of the kit."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from agicodec import CallEnded
from agicodec.applications import (
    Authenticate,
    Authenticated,
    DigitsRead,
    Done,
    Playback,
    Queue,
    Queued,
    Read,
    Record,
    Recorded,
    Set,
)
from agicodec.commands import GetFullVariable
from agicodec.results import ApplicationResult
from agicodec.testing import Asterisk, AsyncAgiTestCall, AsyncTestCall, TestCall, TestManager, call_fastagi, call_script
from tests.calls.witness import Witness
from tests.io import application_flows
from tests.io.application_flows import PIN, Flow, is_pin, queue, queue_twice, record, secretly
from tests.io.loops import run as run_on_asyncio
from tests.io.loops import until
from tests.io.managers import manager_of
from tests.io.scripts import program
from tests.io.world_threads import Awaited, drive
from tests.io.worlds import WORLDS, world_of

Runner = Callable[[Asterisk, Flow], None]

EMPTIED = [f'flow     SET VARIABLE {name} ""' for name in ("QUEUESTATUS", "ABANDONED", "QUEUE_WITHDRAW_INFO")]


def on_test_call(asterisk: Asterisk, flow: Flow) -> None:
    drive(flow(Awaited(TestCall(asterisk))))


def on_async_test_call(asterisk: Asterisk, flow: Flow) -> None:
    asyncio.run(_awaited(flow, AsyncTestCall(asterisk)))


def on_async_agi_test_call(asterisk: Asterisk, flow: Flow) -> None:
    asyncio.run(_awaited(flow, AsyncAgiTestCall(asterisk)))


async def _awaited(flow: Flow, call: object) -> None:
    await flow(call)


def on_server(name: str) -> Runner:
    def serve(asterisk: Asterisk, flow: Flow) -> None:
        with world_of(name).serving(flow, is_secret=is_pin) as served:
            call_fastagi(asterisk, *served.address)

    return serve


def on_manager(asterisk: Asterisk, flow: Flow) -> None:
    async def main() -> None:
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, flow, is_secret=is_pin) as manager:
                await until(lambda: server.is_over and manager.calls == 0)

    run_on_asyncio(main())


def in_script(asterisk: Asterisk, flow: Flow) -> None:
    lines = f"""
        import logging
        from tests.io.application_flows import FLOWS, is_pin
        from tests.io.world_threads import Awaited, drive
        logging.basicConfig(level="DEBUG", filename=os.environ.get("LOG_FILE", os.devnull))
        run(lambda call: drive(FLOWS[{flow.__name__!r}](Awaited(call))), is_secret=is_pin)
    """
    call_script(asterisk, program(lines))


OVER_STREAMS: Mapping[str, Runner] = {
    "TestCall": on_test_call,
    "AsyncTestCall": on_async_test_call,
    **{name: on_server(name) for name in WORLDS},
    "script": in_script,
}

OVER_MANAGERS: Mapping[str, Runner] = {"AsyncAgiTestCall": on_async_agi_test_call, "manager": on_manager}

RUNNERS = {**OVER_STREAMS, **OVER_MANAGERS}

everywhere = pytest.mark.parametrize("kind", RUNNERS)
over_streams = pytest.mark.parametrize("kind", OVER_STREAMS)


def lines_of(asterisk: Asterisk) -> list[str]:
    """Return the lines of the flow, in their order."""
    return [line for line in asterisk.caller.conversation.lines if line.startswith("flow ")]


@everywhere
def test_a_result_is_read_where_old_values_are_left(kind: str) -> None:
    asterisk = Asterisk(variables={"QUEUESTATUS": "FULL", "ABANDONED": "TRUE"})
    served = Queued("served", answered_seconds=12)
    asterisk.answers(Queue("sales", timeout=300), served)
    RUNNERS[kind](asterisk, queue)
    assert asterisk.variables["TOLD"] == repr(served)
    lines = lines_of(asterisk)
    assert lines[:4] == [*EMPTIED, "flow     EXEC Queue sales,,,,300"]
    assert lines[4].startswith("flow     GET FULL VARIABLE ")
    assert len([line for line in lines if "TOLD" not in line and "BREAK" not in line]) == 5


@everywhere
def test_each_run_has_its_own_values(kind: str) -> None:
    asterisk = Asterisk()
    asterisk.answers(Queue, Queued("withdrawn", withdrawal="a) : ${b}"), times=1)
    asterisk.answers(Queue, ApplicationResult("failed"))
    RUNNERS[kind](asterisk, queue_twice)
    assert asterisk.variables["TOLD"] == repr((Queued("withdrawn", withdrawal="a) : ${b}"), Queued("served")))


@everywhere
def test_an_application_that_is_not_loaded(kind: str) -> None:
    asterisk = Asterisk()
    asterisk.answers(Playback, ApplicationResult("no such application"))
    RUNNERS[kind](asterisk, application_flows.unknown)
    assert "NoSuchApplication" in asterisk.variables["TOLD"]
    assert "its module app_playback is not loaded" in asterisk.variables["TOLD"]


@over_streams
def test_variables_that_cannot_be_read_leave_a_call_that_can_be_used(kind: str) -> None:
    asterisk = Asterisk()
    asterisk.answers(Playback, ApplicationResult("ran", 0))
    asterisk.refuses(GetFullVariable, 520, times=1)
    asterisk.answers(Queue, Queued("full"))
    RUNNERS[kind](asterisk, application_flows.lost)
    assert asterisk.variables["TOLD"] == repr(("UsageError", "full"))


@everywhere
def test_nothing_is_sent_of_what_cannot_be_run(kind: str) -> None:
    asterisk = Asterisk()
    RUNNERS[kind](asterisk, application_flows.mistaken)
    assert asterisk.variables["TOLD"] == repr(["InvalidArgument", "InvalidArgument", "TypeError", "TypeError"])
    first, *more = lines_of(asterisk)
    assert first.startswith("flow     SET VARIABLE TOLD ")
    assert [line for line in more if "BREAK" not in line] == []


# Hangups


@over_streams
def test_a_run_on_a_dead_channel(kind: str) -> None:
    asterisk = Asterisk()
    asterisk.caller.hangs_up()
    asterisk.answers(Record, Recorded("key"), hangup=Recorded("hung up", file="msg"))
    RUNNERS[kind](asterisk, record)
    assert asterisk.variables["TOLD"] == repr(Recorded("hung up", file="msg"))


@over_streams
def test_a_hangup_ends_an_application_and_the_run_goes_on(kind: str) -> None:
    asterisk = Asterisk(variables={"QUEUESTATUS": "FULL"})
    asterisk.caller.hangs_up(at=20)
    asterisk.answers(Queue, Queued("served"), takes=300, hangup=Queued("abandoned"))
    RUNNERS[kind](asterisk, queue)
    assert asterisk.variables["TOLD"] == repr(Queued("abandoned"))


@pytest.mark.parametrize("kind", OVER_MANAGERS)
def test_a_hangup_ends_asyncagi_and_so_the_run(kind: str) -> None:
    asterisk = Asterisk(variables={"QUEUESTATUS": "FULL"})
    asterisk.caller.hangs_up(at=20)
    asterisk.answers(Queue, Queued("served"), takes=300, hangup=Queued("abandoned"))
    raised: list[object] = []

    async def flow(call: Any) -> None:
        try:
            await queue(call)
        except CallEnded as error:
            raised.append(error)

    RUNNERS[kind](asterisk, flow)
    assert len(raised) == 1
    assert asterisk.time == 20_000


@everywhere
def test_a_run_is_made_of_commands_that_observers_see(kind: str) -> None:
    if kind == "script":
        pytest.skip("a script is another process")
    witness = Witness()

    async def flow(call: Any) -> None:
        call.observe(witness)
        await queue(call)

    asterisk = Asterisk()
    asterisk.answers(Queue, Queued("full"))
    RUNNERS[kind](asterisk, flow)
    ran = [text for text in witness.noted if text.startswith(("sent", "reply to"))]
    steps = ["SET VARIABLE", "SET VARIABLE", "SET VARIABLE", "EXEC", "GET FULL VARIABLE", "SET VARIABLE"]
    assert ran[: 2 * len(steps)] == [text for step in steps for text in (f"sent {step}", f"reply to {step}")]
    assert witness.faults == []


# Secrets


def with_pin() -> Asterisk:
    """Return an Asterisk for a flow that uses a PIN in all ways."""
    asterisk = Asterisk()
    asterisk.answers(Set, Done("done"))
    asterisk.answers(Authenticate, Authenticated("authenticated"))
    asterisk.answers(Read, DigitsRead("read", digits=PIN))
    return asterisk


@pytest.mark.parametrize("kind", [*WORLDS, "manager", "script"])
@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
def test_secrets_of_applications_are_not_logged(
    kind: str, level: int, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    caplog.set_level(level, "agicodec")
    file = tmp_path / "log"
    monkeypatch.setenv("LOG_FILE", str(file))
    asterisk = with_pin()
    RUNNERS[kind](asterisk, secretly)
    assert asterisk.variables["TOLD"] == "True"
    logged = file.read_text() if kind == "script" else caplog.text
    assert PIN not in logged
    assert ("EXEC ***" in logged) is (level == logging.DEBUG or kind == "script")
    assert "whose text may have a secret" in logged
