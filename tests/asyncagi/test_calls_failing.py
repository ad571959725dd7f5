"""AsyncAGI calls whose own code raises, or that are closed: all others continue, and every wait ends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping

import pytest

from agicodec import AsyncAgiCalls, AsyncAgiSession, Environment, NeverAnswered, ReplyReceived
from agicodec.asyncagi import CommandWithdrawn, LateReply, OtherReply, SessionEnded, quote_uri
from agicodec.commands import AsyncagiBreak, Noop
from agicodec.errors import LocalProtocolError
from agicodec.session import ChannelHungUp
from tests.asyncagi.lines import BrokenConnection, Line, OnEventError, Wire, WiredCall, reply_to, running

ENVIRONMENT = quote_uri(Environment(request="async").encode())


class MakingError(Exception):
    """The `make_call` of a test fails."""


def event(name: str, channel: str, unique_id: str = "") -> Mapping[str, str]:
    return {"Event": name, "Channel": channel, "Uniqueid": unique_id or channel, "Env": ENVIRONMENT}


def connection(wire: Wire) -> AsyncAgiCalls[WiredCall]:
    return AsyncAgiCalls(lambda session: WiredCall(session, wire))


# on_event raises


@running
async def test_an_error_of_one_call_keeps_no_other_one_waiting_at_the_end_of_the_connection() -> None:
    wire = Wire()
    calls = connection(wire)
    one, two = (call for name in "ab" for call in calls.receive(event("AsyncAGIStart", name)))
    one.fails_on = (SessionEnded,)
    waiting = asyncio.ensure_future(two.noop())
    await asyncio.sleep(0)
    with pytest.raises(OnEventError):
        calls.receive(None)
    with pytest.raises(NeverAnswered, match="the manager connection has ended"):
        await asyncio.wait_for(waiting, 1)


@running
async def test_who_waits_for_its_turn_is_woken_though_on_event_raises() -> None:
    line = Line()
    line.call.fails_on = (LateReply,)
    task = line.ask(Noop())
    await line.settle()
    line.wire.run()
    line.deliver()  # the response alone
    task.cancel()
    line.ask(Noop())
    await line.settle()
    with pytest.raises(OnEventError):
        line.deliver_all()
    assert isinstance((await line.results())[1], ReplyReceived)


@running
async def test_who_waits_behind_one_that_is_cancelled_is_woken_though_on_event_raises() -> None:
    line = Line()
    line.call.fails_on = (CommandWithdrawn,)
    line.ask(Noop())
    second, _ = line.ask(Noop()), line.ask(Noop())
    await line.settle()
    second.cancel()
    first, second_result, third = await line.results()
    assert isinstance(first, ReplyReceived)
    assert isinstance(second_result, OnEventError)
    assert isinstance(second_result.__context__, asyncio.CancelledError)
    assert isinstance(third, ReplyReceived)


# make_call raises


@running
async def test_a_call_that_cannot_be_made_keeps_no_message_from_its_session() -> None:
    def make(session: AsyncAgiSession) -> WiredCall:
        if session.channel == "a":
            raise MakingError
        return WiredCall(session, wire)

    wire = Wire()
    calls = AsyncAgiCalls(make)
    with pytest.raises(MakingError):
        calls.receive(event("AsyncAGIStart", "a"))
    assert calls.receive(event("Newstate", "a")) == []
    (other,) = calls.receive(event("AsyncAGIStart", "b"))
    assert other.session.channel == "b"
    assert calls.receive(event("Hangup", "a")) == []
    assert list(calls.sessions.sessions) == ["b"]


@running
async def test_what_ends_a_program_keeps_no_event_from_other_calls() -> None:
    wire = Wire()
    calls = connection(wire)
    first, second, third = (call for name in "abc" for call in calls.receive(event("AsyncAGIStart", name)))
    first.fails_on = second.fails_on = (SessionEnded,)
    second.failure = SystemExit
    waiting = asyncio.ensure_future(third.noop())
    await asyncio.sleep(0)
    with pytest.raises(SystemExit):
        calls.receive(None)
    with pytest.raises(NeverAnswered):
        await asyncio.wait_for(waiting, 1)


@running
async def test_a_call_that_cannot_be_made_when_it_is_restored_leaves_nothing_behind() -> None:
    line = Line()
    saved = line.call.save()
    works = False

    def make(session: AsyncAgiSession) -> WiredCall:
        if not works:
            raise MakingError
        return WiredCall(session, line.wire)

    calls = AsyncAgiCalls(make)
    with pytest.raises(MakingError):
        calls.restore(saved)
    assert calls.sessions.sessions == {}
    works = True
    assert calls.restore(saved).session.channel == line.call.session.channel


# Given up


@running
async def test_closing_a_call_wakes_its_waits() -> None:
    line = Line()
    line.ask(Noop())
    line.ask(Noop())
    await line.settle()
    line.call.close("too late")
    results = await line.results()
    assert [str(result) for result in results] == ["NOOP: never answered: too late"] * 2
    with pytest.raises(NeverAnswered, match="too late"):
        await line.call.noop()


@running
async def test_a_call_whose_run_is_over_closes_no_other_one() -> None:
    line = Line()
    first = line.call
    line.ask(AsyncagiBreak())
    await line.finish()
    line.wire.enter()
    line.deliver_all()
    first.close("too late")
    line.ask(Noop())
    assert isinstance((await line.results())[-1], ReplyReceived)


@running
async def test_a_call_is_closed_completely_though_on_event_raises() -> None:
    line = Line()
    line.call.fails_on = (OtherReply, SessionEnded)
    line.ask(Noop())
    await line.settle()
    with pytest.raises(OnEventError):
        line.call.close("too late")
    assert isinstance((await line.results())[0], NeverAnswered)


@running
async def test_closing_the_session_alone_wakes_the_waits_of_its_call() -> None:
    line = Line()
    line.ask(Noop())
    await line.settle()
    line.wire.messages.clear()
    line.call.session.close("too late")
    line.wire.hang_up()
    assert isinstance((await line.results())[0], NeverAnswered)


# What is kept


@pytest.mark.parametrize("last", [[], ["AsyncAGIEnd"], ["AsyncAGIEnd", "Hangup"], ["Hangup"]])
def test_no_call_is_kept_once_its_session_is_closed(last: list[str]) -> None:
    made: list[WiredCall] = []

    def make(session: AsyncAgiSession) -> WiredCall:
        made.append(WiredCall(session, wire))
        return made[-1]

    wire = Wire()
    calls = AsyncAgiCalls(make)
    for number in range(20):
        calls.receive(event("AsyncAGIStart", "DAHDI/1-1", str(number)))
        session = made[-1].session
        for name in last:
            calls.receive(event(name, "DAHDI/1-1", str(number)))
        if number % 2:
            session.close("given up")
    calls.receive(None)
    before = len(made)
    assert all(calls.call_of(call.session) is not call for call in made[:])
    assert len(made) == 2 * before


@running
async def test_sending_that_failed_often_keeps_no_command_from_being_sent() -> None:
    line = Line()
    for _ in range(line.call.session.max_queued + 10):
        line.wire.breaks = True
        with pytest.raises(BrokenConnection):
            await line.call.noop()
    line.ask(Noop())
    assert isinstance((await line.results())[-1], ReplyReceived)


@running
async def test_a_call_that_was_made_before_its_run_is_that_of_the_run() -> None:
    line = Line()
    line.ask(AsyncagiBreak())
    await line.finish()
    calls = connection(line.wire)
    restored = calls.restore(json.loads(json.dumps(line.call.session.save())))
    with pytest.raises(LocalProtocolError, match="the channel has left AsyncAGI"):
        await restored.noop()
    line.wire.enter()
    assert [call for message in line.wire.messages for call in calls.receive(message)] == [restored]
    line.wire.messages.clear()
    waiting = asyncio.ensure_future(restored.ask(Noop()))
    await line.settle()
    line.wire.run()
    while line.wire.messages:
        calls.receive(line.wire.messages.popleft())
    assert reply_to(await asyncio.wait_for(waiting, 1)) is not None


@running
async def test_a_call_is_not_saved_while_its_reply_is_on_its_way_to_it() -> None:
    line = Line()
    problems: list[str] = []

    class Saving(WiredCall):
        def on_event(self, event: object) -> None:
            if isinstance(event, SessionEnded | ChannelHungUp | CommandWithdrawn):
                return
            try:
                self.save()
            except LocalProtocolError as error:
                problems.append(str(error))

    line.call.pipelines = True
    line.variables["A"] = "x" * 1023
    session = line.call.session
    calls = AsyncAgiCalls(lambda session: Saving(session, line.wire))
    saved = session.save()
    call = calls.restore(saved)
    call.pipelines = True
    other = {"Action": "AGI", "Channel": session.channel, "Command": "GET VARIABLE A", "CommandID": "theirs"}
    line.wire.take(other)
    waiting = asyncio.ensure_future(call.ask(Noop()))
    await line.settle()
    line.wire.run()
    while line.wire.messages:
        calls.receive(line.wire.messages.popleft())
    assert isinstance(await asyncio.wait_for(waiting, 1), ReplyReceived)
    assert "cannot save the call yet: take the reply to NOOP first" in problems
