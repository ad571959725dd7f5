"""Observers of calls in AsyncAGI."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import AsyncAgiCalls, AsyncAgiSession, AsyncAgiSessions, NeverAnswered, SessionStarted
from agicodec.asyncagi import LateReply, OtherReply
from agicodec.commands import AsyncagiBreak, GetVariable, Noop
from agicodec.errors import ActionRefused
from tests.asyncagi.lines import LONG, BrokenConnection, Line, Wire, WiredCall, running
from tests.calls.witness import Broken, Witness, untyped


def observed() -> tuple[Line, Witness]:
    line, witness = Line(), Witness()
    line.call.observe(witness)
    return line, witness


@running
async def test_a_command_and_its_reply_are_observed() -> None:
    line, witness = observed()
    line.ask(GetVariable("A"))
    await line.finish()
    assert witness.noted == [
        "SessionStarted",
        "line GET VARIABLE",
        "sent GET VARIABLE",
        "CommandQueued",
        "ReplyReceived",
        "reply to GET VARIABLE",
    ]
    assert witness.lines == [b"GET VARIABLE A\n"]
    assert witness.replies[0].command_id


@running
async def test_equal_commands_that_run_at_the_same_time_are_told_apart() -> None:
    line, witness = observed()
    line.call.pipelines = True
    command = Noop()
    line.ask(command)
    line.ask(command)
    await line.settle()
    assert witness.noted[1:] == ["line NOOP", "sent NOOP"] * 2
    await line.finish()
    assert [note for note in witness.noted if "reply to" in note] == ["reply to NOOP"] * 2
    assert len({reply.command_id for reply in witness.replies}) == 2
    assert (witness.due, witness.faults) == ([], [])


@running
async def test_the_line_that_fetches_a_rest_is_the_sessions_own() -> None:
    line, witness = observed()
    line.variables["A"] = LONG
    line.ask(GetVariable("A"))
    await line.finish()
    assert "line of the session" in witness.noted
    assert witness.lines[-1] == b"GET FULL VARIABLE agicodec-rest\n"
    assert witness.noted[-2:] == ["reply to GET VARIABLE", "FetchAnswered"]


@running
async def test_a_refused_command_is_lost() -> None:
    line, witness = observed()
    line.ask(Noop())
    await line.settle()
    line.wire.refuse()
    await line.finish()
    assert witness.noted[-1] == "lost NOOP"
    assert isinstance(witness.errors[0], ActionRefused)


@running
async def test_a_command_that_cannot_be_sent_is_lost() -> None:
    line, witness = observed()
    line.wire.breaks = True
    line.ask(Noop())
    await line.finish()
    assert witness.noted[-1] == "lost NOOP"
    assert isinstance(witness.errors[0], BrokenConnection)


@running
async def test_a_late_reply_is_observed_once() -> None:
    line, witness = observed()
    task = line.ask(Noop())
    await line.settle()
    task.cancel()
    await line.finish()
    assert witness.noted[-2:] == ["LateReply", "reply to NOOP"]
    assert not witness.faults


@running
async def test_a_reply_that_nobody_takes_is_observed_once() -> None:
    line, witness = observed()
    task = line.ask(Noop())
    await line.settle()
    line.wire.run()
    line.deliver_all()
    task.cancel()
    await line.finish()
    assert any(isinstance(event, LateReply) for event in line.call.noted)
    assert witness.noted[-2:] == ["ReplyReceived", "reply to NOOP"]


@running
async def test_a_command_that_nobody_waits_for_is_lost_when_the_run_ends() -> None:
    line, witness = observed()
    task = line.ask(Noop())
    await line.settle()
    line.wire.actions.clear()
    task.cancel()
    await line.settle()
    line.wire.hang_up()
    line.deliver_all()
    assert witness.noted[-4:] == ["SessionEnded", "lost NOOP", "ChannelHungUp", "hung up"]
    assert witness.errors == [NeverAnswered("NOOP", "AsyncAGI has ended on the channel")]


@running
async def test_the_command_of_another_client_is_an_event_alone() -> None:
    line, witness = observed()
    line.wire.take(
        {"Action": "AGI", "Channel": line.call.session.channel, "Command": "NOOP", "CommandID": "x", "ActionID": "y"}
    )
    line.deliver_all()
    assert any(isinstance(event, OtherReply) for event in witness.events)
    assert not witness.due
    assert not witness.replies


@running
async def test_a_restored_call_has_its_commands_observed() -> None:
    line = Line()
    line.ask(Noop())
    await line.settle()
    line.move(line.call.save())
    witness = Witness()
    line.call.observe(witness)
    assert witness.noted == ["SessionStarted", "sent NOOP"]
    await line.finish()
    assert witness.noted[-1] == "reply to NOOP"
    assert not witness.faults


@running
async def test_a_call_that_is_observed_before_its_run_begins_with_it() -> None:
    wire, witness = Wire(), Witness()
    session = AsyncAgiSession(wire.asterisk.channel)
    sessions = AsyncAgiSessions()
    sessions.add(session)
    calls = AsyncAgiCalls(lambda session: WiredCall(session, wire), sessions)
    call = calls.call_of(session)
    call.observe(witness)
    assert witness.noted == []
    wire.enter()
    while wire.messages:
        calls.receive(wire.messages.popleft())
    assert witness.noted == ["SessionStarted"]
    assert isinstance(witness.events[0], SessionStarted)
    assert witness.events[0].environment == call.environment
    assert call.noted == []


@running
async def test_observers_that_raise_change_nothing() -> None:
    line, witness = Line(), Witness()
    line.call.observe(Broken())
    line.call.observe(witness)
    line.ask(Noop())
    line.ask(AsyncagiBreak())
    results = await line.results()
    line.wire.hang_up()
    line.deliver_all()
    assert not [result for result in results if isinstance(result, BaseException)]
    assert (witness.due, witness.faults) == ([], [])


STEPS: dict[str, Callable[[Line], object]] = {
    "ask": lambda line: line.ask(GetVariable("A")),
    "ask for much": lambda line: line.ask(GetVariable("LONG")),
    "break": lambda line: line.ask(AsyncagiBreak()),
    "cancel": lambda line: [task.cancel() for task in line.tasks if not task.done()][:1],
    "run": lambda line: line.wire.run(),
    "deliver": lambda line: line.deliver(),
    "deliver all": lambda line: line.deliver_all(),
    "refuse": lambda line: line.wire.refuse(),
    "lose an action": lambda line: line.wire.actions.clear(),
    "fail": lambda line: setattr(line.wire, "breaks", True),
    "enter": lambda line: line.wire.enter(),
    "hang up": lambda line: line.wire.hang_up(),
    "settle": lambda line: None,
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=30), st.booleans())
def test_whatever_happens_each_command_ends_once(steps: list[str], pipelines: bool) -> None:
    async def play() -> None:
        line = Line()
        line.variables["LONG"] = LONG
        witnesses: list[Witness] = []
        for step in steps:
            for call in line.started[len(witnesses) :]:
                call.pipelines = pipelines
                witnesses.append(Witness())
                call.observe(witnesses[-1])
            STEPS[step](line)
            await line.settle()
        line.calls.close("the test ends")
        await asyncio.gather(*line.tasks, return_exceptions=True)
        for witness in witnesses:
            assert (witness.faults, witness.due) == ([], [])

    asyncio.run(asyncio.wait_for(play(), 30))


@pytest.mark.parametrize("wrong", [None, Witness])
def test_what_is_no_observer_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError, match="expected an Observer"):
        untyped(Line().call.observe)(wrong)
