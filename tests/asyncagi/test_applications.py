"""Applications in AsyncAGI: several at a time on one channel, cancelled at any point, and lost with the call."""

from __future__ import annotations

import asyncio

import pytest

from agicodec import CallEnded
from agicodec.applications import Playback, Played, Queue, Queued
from agicodec.asyncagi import CommandWithdrawn
from tests.asyncagi.lines import Line, running

STEPS = 3
"""How many commands a run of Playback has."""


def line_of() -> Line:
    """Return a line whose Asterisk plays only the file that exists."""
    line = Line()
    line.wire.asterisk.answers(Playback("lost"), Played("failed"))
    line.wire.asterisk.answers(Playback("beep"), Played("played"))
    line.wire.asterisk.answers(Queue, Queued("served"), hangup=Queued("abandoned"))
    return line


def play(line: Line, name: str) -> asyncio.Task[Played]:
    return asyncio.ensure_future(line.call.run(Playback(name)))


@pytest.mark.parametrize("pipelines", [False, True])
def test_each_run_reads_its_own_variables(pipelines: bool) -> None:
    @running
    async def test() -> None:
        line = line_of()
        line.call.pipelines = pipelines
        names = ["beep", "lost", "lost", "beep", "lost", "beep"]
        runs = [play(line, name) for name in names]
        await line.finish()
        outcomes = [(await run).outcome for run in runs]
        assert outcomes == ["played" if name == "beep" else "failed" for name in names]

    test()


@pytest.mark.parametrize("steps", range(STEPS + 1))
@pytest.mark.parametrize("is_taken", [False, True])
def test_a_run_that_is_cancelled_at_any_step_leaves_the_others_alone(steps: int, is_taken: bool) -> None:
    @running
    async def test() -> None:
        line = line_of()
        cancelled, waiting, dropped, last = (play(line, name) for name in ("lost", "beep", "lost", "beep"))
        await line.settle()
        for _ in range(steps):
            line.wire.run()
            line.deliver_all()
            await line.settle()
        if is_taken:
            line.wire.run()
        cancelled.cancel()
        dropped.cancel()
        await line.finish()
        assert (await waiting).outcome == (await last).outcome == "played"
        assert dropped.cancelled()
        assert cancelled.cancelled() is (steps < STEPS)
        withdrawn = [event.command for event in line.call.noted if isinstance(event, CommandWithdrawn)]
        assert len(withdrawn) == (steps < STEPS)
        assert line.variables["PLAYBACKSTATUS"] == "SUCCESS"

    test()


@pytest.mark.parametrize("steps", range(STEPS))
def test_a_hangup_ends_all_runs(steps: int) -> None:
    @running
    async def test() -> None:
        line = line_of()
        runs = [play(line, name) for name in ("beep", "lost", "beep")]
        await line.settle()
        for _ in range(steps):
            line.wire.run()
            line.deliver_all()
            await line.settle()
        line.wire.hang_up()
        await line.finish()
        results = await asyncio.gather(*runs, return_exceptions=True)
        assert all(isinstance(result, CallEnded) for result in results), results

    test()


@running
async def test_a_run_and_commands_take_turns() -> None:
    line = line_of()
    run = asyncio.ensure_future(line.call.run(Queue("sales")))
    value = asyncio.ensure_future(line.call.get_variable("X"))
    await line.finish()
    assert (await run).outcome == "served"
    assert (await value).value is None
