"""AsyncAGI calls when several things happen at once: each command ends, with its own reply."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from agicodec import (
    InvalidArgument,
    LocalProtocolError,
    ReplyReceived,
)
from agicodec.asyncagi import CommandWithdrawn, LateReply, OtherReply
from agicodec.commands import GetFullVariable, GetVariable, Noop
from agicodec.errors import ActionRefused, NoSuchChannel
from agicodec.results import EvaluatedText, VariableValue
from agicodec.testing import CallFlowError
from tests.asyncagi.lines import LONG, BrokenConnection, Line, reply_to, running


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
    assert [type(result) for result in await line.results()] == [ReplyReceived] * 5


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
async def test_large_replies_of_cancelled_commands_never_fill_the_pipe() -> None:
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
async def test_after_many_cancelled_commands_a_command_waits_for_their_replies() -> None:
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
async def test_a_command_after_a_cancelled_one_with_a_short_reply_is_sent_at_once() -> None:
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
async def test_without_fetching_the_kit_fails_with_a_full_pipe() -> None:
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
async def test_a_refused_fetch_fails_one_of_two_waits() -> None:
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
        line.wire.take(other)
        line.deliver_all()
        line.ask(Noop())
        assert isinstance((await line.results())[-1], ReplyReceived)
    whole = EvaluatedText("evaluated", "a" * 30_000)
    assert [event.reply for event in line.call.noted if isinstance(event, OtherReply)] == [whole, whole]


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
    assert str(results[-1]) == "cannot send NOOP: 1000 commands wait, the limit is 1000"


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
