"""Applications on calls that own a connection: a run is made of commands, each of which goes through `ask`."""

from __future__ import annotations

from typing import Any, TypeVar

import pytest

from agicodec import Command, ReplyReceived
from agicodec.applications import Dial, Dialled, Queue
from agicodec.commands import Exec, SetVariable
from agicodec.dialplan import WholeVariables
from agicodec.testing import Asterisk as SimulatedAsterisk
from agicodec.testing import TestCall
from tests.io.worlds import Asterisk, World

R = TypeVar("R")

DIAL = Dial("PJSIP/ann", timeout=30)
VALUES = WholeVariables(tuple(DIAL.variables)).reply_with(("BUSY", *[""] * (len(DIAL.variables) - 1))).encode()


def test_each_step_of_a_run_goes_through_ask() -> None:
    class Seeing(TestCall):
        __test__ = False
        seen: list[Command[object]]

        def ask(self, command: Command[R]) -> ReplyReceived[R]:
            self.seen.append(command)
            return super().ask(command)

    asterisk = SimulatedAsterisk()
    asterisk.answers(Queue, Queue.ending()("full"))
    call = Seeing(asterisk)
    call.seen = []
    assert call.run(Queue("sales")).outcome == "full"
    assert [type(command) for command in call.seen] == [SetVariable, SetVariable, SetVariable, Exec, WholeVariables]


async def answers(asterisk: Asterisk) -> None:
    """Let the application end, and answer what is read then."""
    asterisk.sends(b"200 result=0\n")
    assert (await asterisk.receives()).startswith(b"GET FULL VARIABLE")
    asterisk.sends(VALUES)


def test_an_application_runs(world: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        running = world.begin(call.run(DIAL))
        assert await asterisk.receives() == b"EXEC Dial PJSIP/ann,30\n"
        await answers(asterisk)
        assert await running.result() == Dialled("busy")

    world.with_call(flow)


def test_a_run_that_is_cancelled_leaves_a_call_that_can_be_used(looped: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        running = looped.begin(call.run(DIAL))
        assert await asterisk.receives() == b"EXEC Dial PJSIP/ann,30\n"
        running.cancel()
        await running.ends()
        assert running.is_cancelled
        again = looped.begin(call.run(DIAL))
        await looped.settle()
        asterisk.sends(b"200 result=-1\n")  # the first Dial ends
        assert await asterisk.receives() == b"EXEC Dial PJSIP/ann,30\n"
        await answers(asterisk)
        assert await again.result() == Dialled("busy")
        (late,) = call.noted
        assert late.command == Exec("Dial", "PJSIP/ann,30")

    looped.with_call(flow)


def test_each_step_has_the_time_limit_of_commands(world: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        with pytest.raises(TimeoutError, match=r"EXEC has taken longer than 0.05 s \(command_timeout\)"):
            await call.run(DIAL)

    world.with_call(flow, command_timeout=0.05)
