"""Calls in AsyncAGI when several things happen at once: each command ends, and with its own reply."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine

import pytest

from agicodec import (
    AsyncAgiCalls,
    CallEnded,
    Command,
    DeadChannel,
    InvalidArgument,
    LocalProtocolError,
    NeverAnswered,
    ReplyReceived,
)
from agicodec.commands import AsyncagiBreak, GetFullVariable, GetVariable, Noop, SetVariable
from agicodec.errors import ActionRefused, NoSuchChannel, TruncatedReply
from agicodec.events import ChannelHungUp, CommandLost, CommandWithdrawn, LateReply, OtherReply, SessionEnded
from agicodec.results import EvaluatedText, VariableValue
from agicodec.testing import CallFlowError
from tests.async_calls import BrokenConnection, Line, WiredCall

LONG = "x" * 1023
"""A value whose reply has more bytes than an event brings."""


def running(test: Callable[[], Coroutine[object, object, None]]) -> Callable[[], None]:
    """Run a test on an event loop."""

    def run() -> None:
        asyncio.run(asyncio.wait_for(test(), 30))

    run.__name__ = test.__name__
    return run


def reply_to(result: ReplyReceived[object] | BaseException) -> object:
    assert isinstance(result, ReplyReceived)
    return result.reply


@running
async def test_the_rest_of_two_replies_is_fetched_for_those_who_wait_at_once() -> None:
    line = Line()
    line.variables.update({"A": "a" * 1023, "B": "b" * 1023})
    line.ask(GetVariable("A"))
    line.ask(GetVariable("B"))
    assert [reply_to(result) for result in await line.results()] == [
        VariableValue("set", "a" * 1023),
        VariableValue("set", "b" * 1023),
    ]


@running
async def test_commands_are_sent_in_the_order_in_which_they_were_asked_for() -> None:
    line = Line()
    for number in range(5):
        line.ask(GetVariable(f"V{number}"))
    await line.settle()
    sent: list[str] = []
    while line.wire.actions:
        sent += [action["Command"] for action in line.wire.actions]
        line.wire.run()
        line.deliver_all()
        await line.settle()
    assert sent == [f"GET VARIABLE V{number}" for number in range(5)]


@running
async def test_nothing_is_sent_while_a_rest_is_left() -> None:
    line = Line()
    line.variables["A"] = LONG
    line.ask(GetFullVariable("${A}"))
    line.ask(Noop())
    await line.settle()
    line.wire.run()
    line.deliver_all()
    await line.settle()
    assert [action["Command"] for action in line.wire.actions] == ["GET FULL VARIABLE agicodec-rest"]


@running
async def test_many_large_replies_never_fill_the_pipe() -> None:
    line = Line()
    line.variables["A"] = "a" * 30_000
    for _ in range(5):
        line.ask(GetFullVariable("${A}"))
    assert all(isinstance(result, ReplyReceived) for result in await line.results())


@running
async def test_large_replies_that_nobody_waits_for_any_more_never_fill_the_pipe() -> None:
    line = Line()
    line.variables["A"] = "a" * 30_000
    for _ in range(5):
        task = line.ask(GetFullVariable("${A}"))
        await line.settle()
        line.wire.run()
        line.deliver()  # the response alone
        task.cancel()
        await line.settle()
    line.ask(Noop())
    assert isinstance((await line.results())[-1], ReplyReceived)


@running
async def test_large_replies_that_were_given_up_before_the_response_came_never_fill_the_pipe() -> None:
    line = Line()
    line.variables["A"] = "a" * 60_000
    for number in range(9):
        line.wire.breaks = number % 3 == 2
        task = line.ask(GetFullVariable("${A}"))
        await line.settle()
        task.cancel()
        await line.settle()
    line.ask(GetFullVariable("${A}"))
    assert reply_to((await line.results())[-1]) == EvaluatedText("evaluated", "a" * 60_000)


@running
async def test_short_replies_that_were_given_up_before_the_response_came_are_waited_for_when_they_are_many() -> None:
    line = Line()
    line.variables["A"] = LONG
    for _ in range(80):
        task = line.ask(GetVariable("A"))
        await line.settle()
        task.cancel()
    line.ask(GetVariable("A"))
    await line.settle()
    assert sum(action["Command"] == "GET VARIABLE A" for action in line.wire.actions) < 20
    assert reply_to((await line.results())[-1]) == VariableValue("set", LONG)


@running
async def test_what_follows_a_short_reply_that_was_given_up_is_sent_at_once() -> None:
    line = Line()
    task = line.ask(GetVariable("A"))
    await line.settle()
    task.cancel()
    line.ask(GetVariable("B"))
    await line.settle()
    assert [action["Command"] for action in line.wire.actions] == ["GET VARIABLE A", "GET VARIABLE B"]
    assert isinstance((await line.results())[-1], ReplyReceived)


@running
async def test_commands_are_sent_ahead_where_a_call_says_so() -> None:
    line = Line()
    line.call.pipelines = True
    line.variables.update({"A": "a" * 1023, "B": "b" * 1023})
    line.ask(GetVariable("A"))
    line.ask(GetVariable("B"))
    await line.settle()
    assert [action["Command"] for action in line.wire.actions] == ["GET VARIABLE A", "GET VARIABLE B"]
    results = [reply_to(result) for result in await line.results()]
    assert results == [VariableValue("set", "a" * 1023), VariableValue("set", "b" * 1023)]


@running
async def test_a_kit_without_fetching_tells_that_the_pipe_is_full() -> None:
    line = Line()
    line.call.pipelines = True
    line.variables["A"] = "a" * 30_000
    for _ in range(3):
        line.ask(GetFullVariable("${A}"))
    await line.settle()
    line.wire.run()
    line.wire.run()
    with pytest.raises(CallFlowError, match="The channel hangs, or loses replies: after GET FULL VARIABLE"):
        line.wire.run()
    for task in line.tasks:
        task.cancel()
    await line.settle()


# One command twice


@running
async def test_the_retry_of_a_command_has_its_own_reply() -> None:
    line = Line()
    command = GetVariable("X")
    line.variables["X"] = "first"
    task = line.ask(command)
    await line.settle()
    line.wire.run()
    task.cancel()
    await line.settle()
    line.variables["X"] = "second"
    line.ask(command)
    cancelled, second = await line.results()
    assert isinstance(cancelled, asyncio.CancelledError)
    assert reply_to(second) == VariableValue("set", "second")
    (late,) = (event for event in line.call.noted if isinstance(event, LateReply))
    assert late.reply == VariableValue("set", "first")


@running
async def test_one_command_may_wait_twice_at_once() -> None:
    line = Line()
    command = GetVariable("X")
    line.ask(command)
    line.ask(command)
    assert [reply_to(result) for result in await line.results()] == [VariableValue("not set")] * 2


# Who is woken, and with what


@running
async def test_after_a_cancelled_command_the_next_one_goes_on() -> None:
    line = Line()
    line.variables["A"] = LONG
    task = line.ask(GetFullVariable("${A}"))
    await line.settle()
    line.wire.run()
    line.deliver_all()
    task.cancel()
    line.ask(GetVariable("B"))
    assert reply_to((await line.results())[-1]) == VariableValue("not set")


@running
async def test_who_waits_behind_a_cancelled_one_is_woken() -> None:
    line = Line()
    first, second, third = (line.ask(GetVariable(name)) for name in "abc")
    await line.settle()
    second.cancel()
    await line.settle()
    assert first.done() is third.done() is False
    results = await line.results()
    assert isinstance(results[2], ReplyReceived)
    assert CommandWithdrawn(GetVariable("b")) in line.call.noted


@running
async def test_an_action_that_fails_to_be_sent_keeps_nobody_waiting() -> None:
    line = Line()
    line.variables["A"] = LONG
    line.wire.breaks = True
    line.ask(Noop())
    line.ask(GetFullVariable("${A}"))
    first, second = await line.results()
    assert isinstance(first, BrokenConnection)
    assert isinstance(second, ReplyReceived)
    assert line.call.session.due == {}


@running
async def test_an_argument_that_cannot_be_sent_keeps_nobody_waiting() -> None:
    line = Line()
    line.ask(Noop())
    line.ask(GetVariable("a\nb"))
    line.ask(Noop())
    first, second, third = await line.results()
    assert isinstance(first, ReplyReceived)
    assert isinstance(second, InvalidArgument)
    assert isinstance(third, ReplyReceived)


@running
async def test_a_refused_action_does_not_hide_that_a_reply_is_incomplete() -> None:
    line = Line()
    line.call.pipelines = True
    line.variables["A"] = LONG
    line.ask(GetFullVariable("${A}"))
    line.ask(Noop())
    await line.settle()
    line.wire.run()
    line.wire.refuse()
    first, second = await line.results()
    assert isinstance(first, ReplyReceived)
    assert isinstance(second, ActionRefused)


@running
async def test_a_fetch_that_is_refused_is_an_error_of_the_command_that_needs_it() -> None:
    line = Line()
    line.variables["A"] = LONG
    line.ask(GetFullVariable("${A}"))
    await line.settle()
    line.wire.run()
    line.deliver_all()
    await line.settle()
    line.wire.refuse("Channel PJSIP/caller-00000001 does not exist.")
    line.deliver_all()
    line.ask(Noop())
    first, second = await line.results()
    assert isinstance(first, NoSuchChannel)
    assert str(first) == "GET FULL VARIABLE: Channel PJSIP/caller-00000001 does not exist."
    assert isinstance(second, ReplyReceived)
    (late,) = (event for event in line.call.noted if isinstance(event, LateReply))
    assert late.reply == EvaluatedText("evaluated", LONG)


@running
async def test_one_of_two_who_wait_is_told_that_a_fetch_was_refused() -> None:
    line = Line()
    line.variables["A"] = LONG
    line.ask(GetFullVariable("${A}"))
    line.ask(Noop())
    await line.settle()
    line.wire.run()
    line.deliver_all()
    await line.settle()
    line.wire.refuse()
    results = await line.results()
    assert {type(result) for result in results} == {ActionRefused, ReplyReceived}


@running
async def test_a_fetch_that_fails_to_be_sent_is_tried_again_by_who_waits() -> None:
    line = Line()
    line.variables["A"] = LONG
    line.ask(GetFullVariable("${A}"))
    line.ask(Noop())
    await line.settle()
    line.wire.run()
    line.wire.breaks = True
    line.deliver_all()
    results = await line.results()
    assert {type(result) for result in results} == {BrokenConnection, ReplyReceived}


@running
async def test_what_another_client_leaves_is_fetched_before_a_command_is_sent() -> None:
    line = Line()
    line.variables["A"] = "a" * 30_000
    channel = line.call.session.channel
    for _ in range(2):
        other = {"Action": "AGI", "Channel": channel, "Command": "GET FULL VARIABLE ${A}", "CommandID": "theirs"}
        line.wire.messages += line.wire.end.receive(other)
        line.deliver_all()
        line.ask(Noop())
        assert isinstance((await line.results())[-1], ReplyReceived)
    assert [event.reply for event in line.call.noted if isinstance(event, OtherReply)] == [None, None]


@running
async def test_too_many_commands_are_refused_at_once() -> None:
    line = Line()
    for _ in range(1000):
        line.ask(Noop())
    await line.settle()
    line.ask(Noop())
    line.ask(Noop())
    await line.settle()
    results = await line.results()
    assert [type(result) for result in results[999:]] == [ReplyReceived, ReplyReceived, LocalProtocolError]
    assert str(results[-1]) == "cannot send NOOP: 1000 commands wait, 1000 may"


@running
async def test_what_is_no_command_is_refused() -> None:
    line = Line()
    execute: Callable[[object], Awaitable[object]] = getattr(line.call, "execute")  # noqa: B009  # beside its types
    send: Callable[[object], object] = getattr(line.call.session, "send")  # noqa: B009
    for wrong in ("ANSWER", Noop, None):
        with pytest.raises(TypeError, match="expected a command"):
            await execute(wrong)
        with pytest.raises(TypeError, match="expected a command"):
            send(wrong)
    assert line.call.session.due == {}


@running
async def test_a_transport_that_does_not_wait_is_refused() -> None:
    line = Line()

    def send(headers: object) -> None:
        line.call.noted.clear()

    setattr(line.call, "send_action", send)  # noqa: B010  # beside its types
    with pytest.raises(TypeError, match=r"send_action\(\) returned None, which cannot be awaited"):
        await line.call.noop()
    assert line.call.due == {}


# Runs


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
    line.wire.end.asterisk.arguments = ("second",)
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
async def test_a_late_reply_is_matched_by_what_it_means() -> None:
    line = Line()
    task = line.ask(GetVariable("X"))
    await line.settle()
    task.cancel()
    await line.finish()
    (late,) = (event for event in line.call.noted if isinstance(event, LateReply))
    match late:
        case LateReply(GetVariable(), VariableValue("not set")):
            pass
        case _:
            pytest.fail(repr(late))


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
