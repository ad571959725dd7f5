"""AsyncAGI calls over several runs, at hangups, and restored in another process."""

from __future__ import annotations

import asyncio
import json

import pytest

from agicodec import (
    AsyncAgiCalls,
    CallEnded,
    Command,
    DeadChannel,
    LocalProtocolError,
    NeverAnswered,
    ReplyReceived,
)
from agicodec.asyncagi import CommandLost, CommandWithdrawn, LateReply, SessionEnded
from agicodec.commands import AsyncagiBreak, GetFullVariable, GetVariable, Noop, SetVariable
from agicodec.errors import NoSuchChannel, TruncatedReply
from agicodec.results import VariableValue
from agicodec.session import ChannelHungUp
from tests.asyncagi.lines import LONG, Line, WiredCall, reply_to, running


@running
async def test_a_call_ends_with_its_run() -> None:
    line = Line()
    first = line.call
    line.ask(AsyncagiBreak())
    await line.finish()
    line.wire.enter()
    line.deliver_all()
    assert line.call is not first
    for command in (AsyncagiBreak(), Noop()):
        with pytest.raises(NeverAnswered, match="this run of AsyncAGI has ended on the channel"):
            await first.execute(command)
    assert not line.wire.actions
    line.ask(Noop())
    assert isinstance((await line.results())[-1], ReplyReceived)


@running
async def test_commands_that_wait_for_their_turn_end_with_the_run() -> None:
    line = Line()
    line.ask(AsyncagiBreak())
    line.ask(Noop())
    line.ask(Noop())
    results = await line.results()
    assert isinstance(results[0], ReplyReceived)
    assert [type(result) for result in results[1:]] == [NeverAnswered] * 2


@running
async def test_the_environment_is_that_of_the_run() -> None:
    line = Line()
    first = line.call
    line.ask(AsyncagiBreak())
    await line.finish()
    line.wire.asterisk.arguments = ("second",)
    line.wire.enter()
    line.deliver_all()
    assert first.environment.arguments == ()
    assert line.call.environment.arguments == ("second",)


@running
async def test_a_hangup_reaches_the_call_and_whoever_waits() -> None:
    line = Line()
    line.ask(Noop())
    line.ask(Noop())
    await line.settle()
    line.wire.hang_up()
    line.deliver_all()
    results = await line.results()
    assert len(results) == 2
    assert all(isinstance(result, CallEnded) for result in results)
    assert [type(event) for event in line.call.noted if not isinstance(event, CommandWithdrawn)] == [
        SessionEnded,
        ChannelHungUp,
    ]
    assert line.call.hung_up
    with pytest.raises(DeadChannel):
        await line.call.noop()


@running
async def test_a_channel_that_is_gone_ends_the_call_though_no_event_has_said_so() -> None:
    line = Line()
    line.ask(Noop())
    await line.settle()
    line.wire.refuse("Channel PJSIP/caller-00000001 does not exist.")
    (result,) = await line.results()
    assert isinstance(result, CallEnded)
    assert isinstance(result, NoSuchChannel)


@running
async def test_a_late_reply_can_be_matched_by_its_command_and_what_it_means() -> None:
    line = Line()
    for name in ("X", "Y"):
        task = line.ask(GetVariable(name))
        await line.settle()
        task.cancel()
    await line.finish()
    found: list[tuple[str, str]] = []
    for event in line.call.noted:
        match event:
            case LateReply(GetVariable(name), VariableValue(outcome)):
                found.append((name, outcome))
            case _:
                assert not isinstance(event, LateReply), "it is matched by nothing"
    assert found == [("X", "not set"), ("Y", "not set")]


@running
async def test_a_connection_that_has_ended_says_why_to_whoever_waits() -> None:
    line = Line()
    line.ask(Noop())
    line.ask(Noop())
    await line.settle()
    line.calls.receive(None)
    results = await line.results()
    assert [str(result) for result in results] == ["NOOP: never answered: the manager connection has ended"] * 2
    with pytest.raises(NeverAnswered, match="the manager connection has ended"):
        await line.call.noop()


@running
async def test_a_call_that_raises_takes_no_event_from_another() -> None:
    line = Line()

    def fail(event: object) -> None:
        raise ValueError(event)

    line.call.on_event = fail  # type: ignore[method-assign]
    line.ask(Noop())
    await line.settle()
    line.wire.messages.clear()
    line.wire.hang_up()
    while line.wire.messages:
        with pytest.raises(ValueError, match=r"SessionEnded|ChannelHungUp"):
            line.deliver()
    assert isinstance((await line.results())[0], CallEnded)


# Saved calls


def moved(line: Line, call: WiredCall) -> tuple[AsyncAgiCalls[WiredCall], WiredCall]:
    """Restore a call at a connection of its own."""
    calls = AsyncAgiCalls(lambda session: WiredCall(session, line.wire))
    return calls, calls.restore(json.loads(json.dumps(call.save())))


@running
async def test_a_call_is_restored_in_the_middle_of_a_command() -> None:
    line = Line()
    line.variables["X"] = "value"
    line.ask(GetVariable("X"))
    await line.settle()
    calls, restored = moved(line, line.call)
    ((command_id, command),) = restored.due.items()
    assert command == GetVariable("X")
    waiting = asyncio.ensure_future(restored.reply(command_id))
    line.wire.run()
    while line.wire.messages:
        calls.receive(line.wire.messages.popleft())
    reply = (await waiting).answer_to(GetVariable("X"))
    assert reply.result().value == "value"
    assert restored.due == {}
    line.tasks.pop().cancel()


@running
async def test_a_reply_that_comes_before_anybody_waits_is_kept() -> None:
    line = Line()
    command_id = await line.call.send(Noop())
    calls, restored = moved(line, line.call)
    line.wire.run()
    while line.wire.messages:
        calls.receive(line.wire.messages.popleft())
    assert restored.due == {command_id: Noop()}
    assert (await restored.reply(command_id)).reply
    with pytest.raises(LocalProtocolError, match=r"no reply to .* is due"):
        await restored.reply(command_id)


@running
async def test_a_session_that_was_added_has_a_call_from_its_next_message_on() -> None:
    line = Line()
    command_id = await line.call.send(Noop())
    restored = type(line.call.session).restore(line.call.session.save())
    calls = AsyncAgiCalls(lambda session: WiredCall(session, line.wire))
    calls.sessions.add(restored)
    line.wire.run()
    while line.wire.messages:
        assert calls.receive(line.wire.messages.popleft()) == []
    assert (await calls.call_of(restored).reply(command_id)).reply


@running
async def test_a_call_is_not_saved_when_something_would_be_lost() -> None:
    line = Line()
    line.ask(Noop())
    line.ask(Noop())
    await line.settle()
    with pytest.raises(LocalProtocolError, match="cannot save the call yet: NOOP has not been sent"):
        line.call.save()
    await line.results()
    command_id = await line.call.send(Noop())
    line.wire.run()
    line.deliver_all()
    with pytest.raises(LocalProtocolError, match="cannot save the call yet: take the reply to NOOP first"):
        line.call.save()
    await line.call.reply(command_id)
    assert line.call.save() == line.call.session.save()
    line.ask(AsyncagiBreak())
    await line.finish()
    with pytest.raises(LocalProtocolError, match="cannot save the call: the channel has left AsyncAGI"):
        line.call.save()


@running
async def test_a_reply_may_be_waited_for_again_after_a_time_limit() -> None:
    line = Line()
    command_id = await line.call.send(SetVariable("X", "1"))
    waiting = asyncio.ensure_future(line.call.reply(command_id))
    await line.settle()
    waiting.cancel()
    await line.settle()
    line.wire.run()
    line.deliver_all()
    assert (await line.call.reply(command_id)).reply


@running
async def test_a_lost_end_is_a_truncated_reply() -> None:
    line = Line()
    line.variables["A"] = LONG
    line.ask(GetFullVariable("${A}"))
    await line.settle()
    line.wire.run()
    line.deliver_all()
    await line.settle()
    line.wire.hang_up()
    line.deliver_all()
    (result,) = await line.results()
    assert isinstance(reply_to(result), TruncatedReply)


def test_a_lost_command_says_so_to_its_call() -> None:
    command: Command[object] = Noop()
    assert CommandLost(command, NeverAnswered("NOOP", "x"), "c-1").command_id == "c-1"
