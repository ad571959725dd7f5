"""Every command on the server: through the typed classes, on a live channel and on a dead one."""

from __future__ import annotations

import asyncio

import pytest

from agicodec import DeadChannel, InvalidCommand, Raw, UsageError
from agicodec.asyncagi import AsyncAgiState
from agicodec.commands import Exec
from tests.live.cases import QUIET_CALLER
from tests.live.lab import Lab, Laboratory
from tests.tables import COMMANDS, make


def test_every_command_has_a_case() -> None:
    assert {str(one.command) for one in QUIET_CALLER} == set(COMMANDS)


def test_every_argument_has_a_case() -> None:
    for title, spec in COMMANDS.items():
        commands = [one.command for one in QUIET_CALLER if str(one.command) == title]
        for argument in spec.arguments:
            assert any(getattr(command, argument.name) is not None for command in commands), (title, argument.name)


def test_every_command_answers_on_a_live_channel(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        for one in QUIET_CALLER:
            result = await asyncio.wait_for(call.execute(one.command), 20)
            assert getattr(result, "outcome") == one.outcome, one.command  # noqa: B009
        assert (await call.get_variable("CALLERID(num)")).value == "5678"

    laboratory.run(work)


def test_every_command_answers_in_asyncagi(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.agi_call()
        for one in QUIET_CALLER:
            if call.session.state is not AsyncAgiState.RUNNING:
                call = await lab.agi_call()
            result = await asyncio.wait_for(call.execute(one.command), 20)
            assert getattr(result, "outcome") == one.outcome, one.command  # noqa: B009

    laboratory.run(work)


def test_every_command_answers_on_a_dead_channel(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call(caller="leaves", after=1)
        await call.wait_for_digit(5000)
        for name, spec in COMMANDS.items():
            command = make(spec, full=False) if name != "EXEC" else Exec("NoOp")
            await call.write(call.session.send(command, even_if_hung_up=True))
            reply = (await asyncio.wait_for(call.reply(), 20)).reply
            assert isinstance(reply, DeadChannel) is not spec.dead, (name, reply)
        assert call.hung_up

    laboratory.run(work)


@pytest.mark.parametrize("name", ["WAIT FOR DIGIT", "STREAM FILE", "GET DATA", "DATABASE PUT", "EXEC", "GOSUB"])
def test_wrong_usage_is_answered_with_the_servers_documentation(laboratory: Laboratory, name: str) -> None:
    async def work(lab: Lab) -> object:
        return (await (await lab.call()).ask(Raw(name))).reply

    refusal = laboratory.run(work)
    assert isinstance(refusal, UsageError)
    assert len(refusal.text) > 100


def test_what_is_no_command_is_refused(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> object:
        return (await (await lab.call()).ask(Raw("NO", "SUCH", "COMMAND"))).reply

    assert isinstance(laboratory.run(work), InvalidCommand)
