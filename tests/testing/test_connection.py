"""Several AsyncAGI calls in memory: on one connection, under event loops, with lost connections and timeouts."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Awaitable, Callable, Coroutine
from functools import cache, partial

import pytest
import trio
from hypothesis import given
from hypothesis import strategies as st

from agicodec import AsyncAgiCall, CallEnded, Command, NeverAnswered
from agicodec.asyncagi import LateReply, OtherReply, SessionEnded
from agicodec.commands import AsyncagiBreak, GetFullVariable, GetVariable, Noop, StreamFile
from agicodec.errors import ActionRefused, NoSuchChannel
from agicodec.results import EvaluatedText
from agicodec.session import SessionStarted
from agicodec.testing import (
    Asterisk,
    AsyncAgiTestCall,
    CallFlowError,
    ConnectedTestCall,
    ManagerInterface,
    TestConnection,
)

PAUSE = partial(asyncio.sleep, 0)


def two() -> tuple[Asterisk, Asterisk]:
    ann = Asterisk(channel="PJSIP/ann-00000001", unique_id="1.1", variables={"NAME": "Ann", "LONG": "a" * 3000})
    bob = Asterisk(channel="PJSIP/bob-00000002", unique_id="1.2", variables={"NAME": "Bob", "LONG": "b" * 3000})
    return ann, bob


async def ask(call: AsyncAgiCall, heard: list[str]) -> None:
    """Ask for long and short values, and note whose come when."""
    for name in ("LONG", "NAME"):
        value = (await call.get_full_variable(f"${{{name}}}")).value
        assert value is not None
        heard.append(value[0].lower())


def run_both(seed: int | None) -> list[str]:
    heard: list[str] = []

    async def flow() -> None:
        connection = TestConnection(ConnectedTestCall, ManagerInterface(seed=seed), pause=PAUSE)
        await asyncio.gather(*[ask(connection.enter(asterisk), heard) for asterisk in two()])

    asyncio.run(flow())
    return heard


def test_calls_of_a_connection_run_side_by_side() -> None:
    assert run_both(None) == ["a", "b", "a", "b"]


def test_a_seed_chooses_which_call_goes_on() -> None:
    orders = {seed: run_both(seed) for seed in range(20)}
    assert all(sorted(order) == ["a", "a", "b", "b"] for order in orders.values())
    assert len(set(map(tuple, orders.values()))) > 2
    assert all(run_both(seed) == order for seed, order in orders.items())


def test_calls_run_side_by_side_on_trio() -> None:
    heard: list[str] = []

    async def flow() -> None:
        connection = TestConnection(ConnectedTestCall, pause=trio.lowlevel.checkpoint)
        async with trio.open_nursery() as nursery:
            for asterisk in two():
                nursery.start_soon(ask, connection.enter(asterisk), heard)

    trio.run(flow)
    assert sorted(heard) == ["a", "a", "b", "b"]


def test_calls_need_no_event_loop() -> None:
    connection = TestConnection(ConnectedTestCall)
    ann, bob = two()
    first, second = connection.enter(ann), connection.enter(bob)

    async def flow() -> list[str | None]:
        return [(await call.get_variable("NAME")).value for call in (first, second, first)]

    assert finish(flow()) == ["Ann", "Bob", "Ann"]


def finish(flow: Coroutine[object, object, object]) -> object:
    """Run a coroutine that waits for nothing."""
    with pytest.raises(StopIteration) as ended:
        flow.send(None)
    result: object = ended.value.value
    return result


def test_a_flow_of_many_commands_at_once_has_the_answers() -> None:
    async def flow() -> None:
        connection = TestConnection(ConnectedTestCall, ManagerInterface(seed=3), pause=PAUSE)
        call = connection.enter(two()[0])
        results = await asyncio.gather(*[call.get_full_variable(f"${{NAME}} {number}") for number in range(20)])
        assert [result.value for result in results] == [f"Ann {number}" for number in range(20)]

    asyncio.run(flow())


COMMANDS = (
    GetVariable("NAME"),
    GetVariable("NOTHING"),
    GetFullVariable("${LONG}"),
    GetFullVariable("${NAME} ${LONG}"),
    StreamFile("hello"),
    Noop(),
)


@cache
def answers() -> list[list[object]]:
    """Return what each command answers on each channel."""

    async def ask_alone(call: AsyncAgiTestCall) -> list[object]:
        return [await call.execute(command) for command in COMMANDS]

    return [asyncio.run(ask_alone(AsyncAgiTestCall(asterisk))) for asterisk in two()]


@given(
    seed=st.integers(0, 1000),
    flows=st.lists(st.lists(st.sampled_from(COMMANDS), max_size=3), min_size=2, max_size=4),
    pipelines=st.booleans(),
)
def test_whatever_the_order_each_command_has_its_own_answer(
    seed: int, flows: list[list[Command[object]]], *, pipelines: bool
) -> None:
    alone = answers()

    async def flow(call: ConnectedTestCall, commands: list[Command[object]], expected: list[object]) -> None:
        for command in commands:
            assert await call.execute(command) == expected[COMMANDS.index(command)]

    async def run() -> None:
        connection = TestConnection(ConnectedTestCall, ManagerInterface(seed=seed), pause=PAUSE)
        calls = [connection.enter(asterisk) for asterisk in two()]
        for call in calls:
            call.pipelines = pipelines
        runs = [flow(calls[n % 2], commands, alone[n % 2]) for n, commands in enumerate(flows)]
        await asyncio.gather(*runs)

    asyncio.run(run())


# Time limits


def test_a_time_limit_comes_about_while_the_test_holds_what_happens() -> None:
    async def flow() -> None:
        manager = ManagerInterface()
        call = TestConnection(ConnectedTestCall, manager, pause=PAUSE).enter(two()[0])
        manager.hold()
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(call.get_variable("NAME"), 0.01)
        manager.release()
        assert (await call.get_full_variable("${LONG}")).value == "a" * 3000
        assert [type(event) for event in call.events if isinstance(event, LateReply)] == [LateReply]

    asyncio.run(flow())


def test_a_time_limit_comes_about_during_a_sound_that_never_ends() -> None:
    ann, _ = two()
    ann.sounds["music"] = math.inf

    async def flow() -> None:
        manager = ManagerInterface()
        call = TestConnection(ConnectedTestCall, manager, pause=PAUSE).enter(ann)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(call.stream_file("music"), 0.01)
        manager.hang_up(ann)
        with pytest.raises(CallEnded):
            await call.answer()

    asyncio.run(flow())


def test_a_flow_that_waits_for_ever_fails() -> None:
    ann, _ = two()
    ann.sounds["music"] = math.inf
    manager = ManagerInterface()
    call = TestConnection(ConnectedTestCall, manager).enter(ann)
    manager.hold()
    with pytest.raises(CallFlowError, match="The flow waits, and the test holds what happens"):
        asyncio.run(call.answer())
    manager.release()
    with pytest.raises(CallFlowError, match='STREAM FILE music "" never ends: nothing in the script'):
        asyncio.run(call.stream_file("music"))
    with pytest.raises(CallFlowError, match="no command runs that would be answered"):
        asyncio.run(AsyncAgiTestCall(Asterisk()).wait())


def test_a_flow_that_waits_too_long_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agicodec.testing.manager.connection.LONGEST_WAIT", 0.01)
    manager = ManagerInterface()
    call = TestConnection(ConnectedTestCall, manager, pause=PAUSE).enter(two()[0])
    manager.hold()
    with pytest.raises(CallFlowError, match="The flow waits, and the test holds what happens"):
        asyncio.run(call.answer())


def test_a_call_does_not_start_while_the_test_holds_what_happens() -> None:
    connection = TestConnection(ConnectedTestCall)
    connection.manager.hold()
    with pytest.raises(CallFlowError, match="has not heard that PJSIP/ann-00000001 is in AsyncAGI: the test holds"):
        connection.enter(two()[0])


# Lost connections


def test_a_call_is_over_with_its_connection_and_goes_on_over_another_one() -> None:
    ann, _ = two()

    async def flow() -> None:
        manager = ManagerInterface()
        connection = TestConnection(ConnectedTestCall, manager, pause=PAUSE)
        call = connection.enter(ann)
        manager.hold()
        command_id = await call.send(GetVariable("NAME"))
        manager.deliver()
        saved = json.loads(json.dumps(call.save()))
        connection.lose()
        with pytest.raises(NeverAnswered, match="the manager connection has ended"):
            await call.reply(command_id)
        again = TestConnection(ConnectedTestCall, manager, pause=PAUSE)
        restored = again.restore(saved)
        manager.release()
        reply = await restored.reply(command_id)
        assert reply.answer_to(GetVariable("NAME")).result().value == "Ann"
        assert (await restored.get_full_variable("${LONG}")).value == "a" * 3000

    asyncio.run(flow())


def test_what_ran_while_no_connection_was_there_has_run() -> None:
    ann, _ = two()

    async def flow() -> None:
        connection = TestConnection(ConnectedTestCall)
        call = connection.enter(ann)
        await call.send(GetVariable("NAME"))
        connection.lose()
        while connection.manager.step():
            pass
        with pytest.raises(NeverAnswered):
            await call.answer()
        with pytest.raises(ConnectionError):
            connection.end.send({"Action": "Ping"})
        assert (ann.number, ann.up) == (1, False)

    asyncio.run(flow())


# Runs, refusals, others


def test_each_run_is_a_call_of_its_own() -> None:
    ann, _ = two()
    connection = TestConnection(ConnectedTestCall)
    first = connection.enter(ann)

    async def flow() -> None:
        await first.asyncagi_break()
        second = connection.enter(ann)
        assert connection.started == [first, second]
        with pytest.raises(NeverAnswered):
            await first.answer()
        assert await second.answer()
        connection.manager.leave(ann)
        with pytest.raises(CallEnded):
            await second.noop()
        assert [type(event) for event in second.events if not isinstance(event, SessionStarted)][-1] is SessionEnded

    asyncio.run(flow())


def test_a_call_by_itself_begins_when_it_is_first_used() -> None:
    asterisk = Asterisk()
    call = AsyncAgiTestCall(asterisk)
    call.pipelines = True
    asterisk.arguments = ("one",)
    assert call.environment.arguments == ("one",)
    assert call.pipelines
    assert not hasattr(call, "nothing")
    assert not hasattr(AsyncAgiTestCall.__new__(AsyncAgiTestCall), "session")
    asterisk.hung_up = True
    with pytest.raises(CallFlowError, match="cannot enter AsyncAGI: it has hung up"):
        AsyncAgiTestCall(asterisk).environment  # noqa: B018


def test_a_call_by_itself_has_one_run() -> None:
    asterisk = Asterisk()
    call = AsyncAgiTestCall(asterisk)

    async def flow() -> None:
        await call.asyncagi_break()
        call.end.manager.enter(asterisk)
        while call.end.manager.step():
            pass
        with pytest.raises(NeverAnswered):
            await call.asyncagi_break()
        assert call.end.manager.is_running(asterisk)

    asyncio.run(flow())


def test_actions_are_refused_as_the_test_says() -> None:
    connection = TestConnection(ConnectedTestCall)
    call = connection.enter(two()[0])

    async def flow() -> None:
        connection.manager.responds("AGI", "Error", Message="Permission denied", times=1)
        with pytest.raises(ActionRefused, match="Permission denied"):
            await call.answer()
        assert await call.answer()
        connection.manager.responds("AGI", "Error", Message="Channel PJSIP/ann-00000001 does not exist.")
        with pytest.raises(NoSuchChannel):
            await call.answer()

    asyncio.run(flow())


def test_another_connection_hears_of_what_a_call_does() -> None:
    ann, _ = two()
    manager = ManagerInterface()
    connection, other = TestConnection(ConnectedTestCall, manager), TestConnection(ConnectedTestCall, manager)
    call = connection.enter(ann)
    asyncio.run(call.get_full_variable("${LONG}"))
    while manager.step():
        pass
    (observer,) = other.started
    heard = [event for event in observer.events if isinstance(event, OtherReply)]
    assert heard[0].command == GetFullVariable("${LONG}")
    assert heard[0].reply == EvaluatedText("evaluated", "a" * 3000)


def test_one_flow_meets_hangups_anywhere_on_a_connection_with_others() -> None:
    ann, bob = two()
    ann.caller.hangs_up_during(2)

    async def flow() -> None:
        connection = TestConnection(ConnectedTestCall, ManagerInterface(seed=1), pause=PAUSE)
        first, second = connection.enter(ann), connection.enter(bob)

        async def play(call: AsyncAgiCall) -> None:
            for _ in range(3):
                await call.stream_file("hello")

        gone, fine = await asyncio.gather(play(first), play(second), return_exceptions=True)
        assert isinstance(gone, CallEnded)
        assert fine is None
        await second.execute(AsyncagiBreak())
        with pytest.raises(CallEnded):
            await second.execute(Noop())

    asyncio.run(flow())


@pytest.mark.parametrize("pause", [asyncio.sleep, 0.1, asyncio, partial(asyncio.sleep, result=1)])
def test_a_pause_is_called_without_arguments(pause: Callable[[], Awaitable[object]]) -> None:
    with pytest.raises(TypeError, match=r"pause: expected a function .*such as partial\(asyncio\.sleep, 0\), found"):
        TestConnection(ConnectedTestCall, pause=pause)
