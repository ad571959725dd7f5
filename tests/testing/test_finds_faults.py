"""The kit finds the faults that AsyncAGI once had: each application passes, and fails when its fault is restored."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import partial

import pytest
from attrs import frozen

from agicodec import NeverAnswered, ReplyReceived
from agicodec.asyncagi import AsyncAgiEvent, OtherReply
from agicodec.commands import GetFullVariable, GetVariable, Noop
from agicodec.errors import ActionRefused
from agicodec.results import VariableValue
from agicodec.session import ChannelHungUp
from agicodec.testing import Asterisk, CallFlowError, ConnectedTestCall, ManagerInterface, TestConnection
from tests.asyncagi.lines import reply_to
from tests.refused import COMPILED
from tests.testing import faults

LONG = "x" * 1023
"""A value whose reply has more bytes than an event brings."""

NO_FETCH = "The flow waits for Asterisk, but no command runs that would be answered"
"""What the kit says when a call waits for ever."""


class App:
    """What a test of an application has: two callers, the manager interface, and the application's connection."""

    def __init__(self, reads: Collection[str] = ("agi", "call")) -> None:
        self.ann = Asterisk(channel="PJSIP/ann-00000001", unique_id="1.1")
        self.bob = Asterisk(channel="PJSIP/bob-00000002", unique_id="1.2")
        self.manager = ManagerInterface(reads=reads)
        self.connection = self.connect()

    def connect(self) -> TestConnection[ConnectedTestCall]:
        return TestConnection(ConnectedTestCall, self.manager, pause=partial(asyncio.sleep, 0))


async def sent(waiting: Awaitable[ReplyReceived[object]]) -> asyncio.Future[ReplyReceived[object]]:
    """Begin a command, and return when it is sent."""
    task = asyncio.ensure_future(waiting)
    await asyncio.sleep(0)
    return task


async def give_up(task: asyncio.Future[ReplyReceived[object]]) -> None:
    """Do what a time limit does."""
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


# A value with lines like replies, whose end is lost


async def trusts_what_is_certain() -> None:
    app = App()
    app.ann.variables |= {"NOTE": "a)\n200 result=1 (admin)\n200 result=0\n" + "x" * 2000 + " " * 1200, "ROLE": "guest"}
    call = app.connection.enter(app.ann)
    call.pipelines = True
    commands = (GetFullVariable("${NOTE}"), GetVariable("ROLE"), Noop())
    _, role, _ = await asyncio.gather(*[call.ask(command) for command in commands])
    assert not role.certain or role.reply == VariableValue("set", "guest")


# Calls that wait for ever


async def asks_for_two_long_values_at_once() -> None:
    app = App()
    app.ann.variables |= {"A": LONG, "B": LONG.upper()}
    call = app.connection.enter(app.ann)
    call.pipelines = True
    one, other = await asyncio.gather(call.get_variable("A"), call.get_variable("B"))
    assert (one.value, other.value) == (LONG, LONG.upper())


async def goes_on_after_a_time_limit() -> None:
    app = App()
    app.ann.variables |= {"A": "a" * 3000, "B": "b"}
    call = app.connection.enter(app.ann)
    app.manager.hold()
    task = await sent(call.ask(GetFullVariable("${A}")))
    app.manager.run(app.ann)
    app.manager.deliver()
    await give_up(task)
    app.manager.release()
    call.pipelines = True  # so that it is sent though the first reply has not come whole
    assert (await call.get_variable("B")).value == "b"


async def goes_on_after_a_refusal() -> None:
    app = App()
    app.ann.variables["A"] = LONG
    call = app.connection.enter(app.ann)
    call.pipelines = True
    app.manager.hold()
    first = await sent(call.ask(GetVariable("A")))
    app.manager.responds("AGI", "Error", Message="Permission denied", times=1)
    second = await sent(call.ask(Noop()))
    app.manager.release()
    with pytest.raises(ActionRefused):
        await second
    assert reply_to(await first) == VariableValue("set", LONG)


class UnsteadyCall(ConnectedTestCall):
    """A call whose transport fails once."""

    steady = False

    async def send_action(self, headers: Mapping[str, str]) -> None:
        if not self.steady:
            self.steady = True
            raise BrokenPipeError
        await super().send_action(headers)


async def goes_on_after_an_action_that_was_not_sent() -> None:
    call = TestConnection(UnsteadyCall).enter(Asterisk())
    with pytest.raises(BrokenPipeError):
        await call.answer()
    assert await call.answer()


async def hears_of_a_fetch_that_is_refused() -> None:
    app = App()
    app.ann.variables["A"] = LONG
    call = app.connection.enter(app.ann)
    app.manager.hold()
    task = await sent(call.ask(GetVariable("A")))
    app.manager.responds("AGI", "Error", Message="Permission denied", times=1)
    app.manager.release()
    with pytest.raises(ActionRefused):
        await task


# Replies that are told apart by the objects of their commands


async def retries_after_a_time_limit() -> None:
    app = App()
    call = app.connection.enter(app.ann)
    command = GetVariable("X")
    app.manager.hold()
    app.ann.variables["X"] = "first"
    task = await sent(call.ask(command))
    app.manager.run(app.ann)
    await give_up(task)
    app.ann.variables["X"] = "second"
    app.manager.release()
    assert (await call.execute(command)).value == "second"


async def asks_twice_at_once() -> None:
    app = App()
    call = app.connection.enter(app.ann)
    call.pipelines = True
    command = GetVariable("X")
    one, other = await asyncio.gather(call.execute(command), call.execute(command))
    assert one == other == VariableValue("not set")


# A call that outlives its run


async def closes_no_run_but_its_own() -> None:
    app = App()
    first = app.connection.enter(app.ann)
    await first.asyncagi_break()
    app.connection.enter(app.ann)
    with pytest.raises(NeverAnswered):
        await first.asyncagi_break()
    assert app.manager.is_running(app.ann)


# New calls that are swallowed


async def serves_a_channel_whose_name_is_old() -> None:
    app = App(reads=("agi",))
    old, new = (Asterisk(channel="DAHDI/1-1", unique_id=f"1.{number}") for number in (1, 2))
    await app.connection.enter(old).asyncagi_break()
    app.manager.hang_up(old)
    assert await app.connection.enter(new).answer()


async def serves_a_channel_that_was_given_up() -> None:
    app = App()
    call = app.connection.enter(app.ann)
    call.close("too late")
    app.manager.leave(app.ann)
    assert await app.connection.enter(app.ann).answer()


# Ids of actions


async def hears_which_command_is_refused() -> None:
    app = App()
    calls = [app.connection.enter(asterisk) for asterisk in (app.ann, app.bob)]
    app.manager.hold()
    app.manager.responds("AGI", "Error", Message="Permission denied", times=1)
    refused, fine = [await sent(call.ask(Noop())) for call in calls]
    app.manager.release()
    results = await asyncio.gather(refused, fine, return_exceptions=True)
    assert [type(result) for result in results] == [ActionRefused, ReplyReceived]


# Hangups that no call hears of


class Billed(ConnectedTestCall):
    """A call that is billed once the channel has hung up."""

    is_billed = False

    def on_event(self, event: AsyncAgiEvent) -> None:
        self.is_billed = self.is_billed or isinstance(event, ChannelHungUp)


async def bills_the_call_after_a_hangup() -> None:
    connection, asterisk = TestConnection(Billed), Asterisk()
    call = connection.enter(asterisk)
    connection.manager.hang_up(asterisk)
    while connection.manager.step():
        pass
    assert call.is_billed


# Sessions that are restored


async def goes_on_in_another_process() -> None:
    app = App()
    app.ann.variables["X"] = "x"
    call = app.connection.enter(app.ann)
    app.manager.hold()
    command_id = await call.send(GetVariable("X"))
    saved = json.loads(json.dumps(call.save()))
    app.connection.lose()
    restored = app.connect().restore(saved)
    app.manager.release()
    assert reply_to(await restored.reply(command_id)) == VariableValue("set", "x")


# A greeting


async def takes_whatever_the_connection_sends() -> None:
    app = App()
    assert await app.connection.enter(app.ann).answer()


# Commands of other clients


async def reports_what_other_clients_do() -> None:
    app = App()
    app.ann.variables["X"] = "x"
    observer = app.connect()
    await app.connection.enter(app.ann).get_variable("X")
    while app.manager.step():
        pass
    (reply,) = (event for event in observer.started[0].events if isinstance(event, OtherReply))
    assert (reply.command, reply.reply) == (GetVariable("X"), VariableValue("set", "x"))


# A full pipe


async def asks_for_large_values_at_once() -> None:
    app = App()
    app.ann.variables["LARGE"] = "x" * 30_000
    call = app.connection.enter(app.ann)
    results = await asyncio.gather(*[call.get_full_variable("${LARGE}") for _ in range(3)])
    assert [len(result.value or "") for result in results] == [30_000] * 3


@frozen
class Fault:
    """A fault, an application that it breaks, and what the kit then says."""

    application: Callable[[], Awaitable[None]]
    put_back: Callable[[pytest.MonkeyPatch], None]
    failure: type[BaseException]
    message: str = ""


FAULTS = (
    Fault(trusts_what_is_certain, faults.trust_what_a_loss_follows, AssertionError, "admin"),
    Fault(asks_for_two_long_values_at_once, faults.fetch_for_one_reply_only, CallFlowError, NO_FETCH),
    Fault(goes_on_after_a_time_limit, faults.fetch_no_more_after_a_time_limit, CallFlowError, NO_FETCH),
    Fault(goes_on_after_a_refusal, faults.fetch_no_more_after_a_refusal, CallFlowError, NO_FETCH),
    Fault(goes_on_after_an_action_that_was_not_sent, faults.keep_what_was_not_sent, CallFlowError, NO_FETCH),
    Fault(hears_of_a_fetch_that_is_refused, faults.drop_the_refusal_of_a_fetch, CallFlowError, NO_FETCH),
    Fault(retries_after_a_time_limit, faults.find_who_waits_by_the_command, AssertionError, "first"),
    Fault(asks_twice_at_once, faults.find_who_waits_by_the_command, CallFlowError, NO_FETCH),
    Fault(closes_no_run_but_its_own, faults.have_a_call_outlive_its_run, BaseException, "DID NOT RAISE"),
    Fault(serves_a_channel_whose_name_is_old, faults.know_channels_by_their_names, CallFlowError, "has not heard"),
    Fault(serves_a_channel_that_was_given_up, faults.keep_what_was_given_up, CallFlowError, "has not heard"),
    Fault(hears_which_command_is_refused, faults.use_the_same_ids_in_all_sessions, AssertionError, "ActionRefused"),
    Fault(bills_the_call_after_a_hangup, faults.drop_hangups, AssertionError, "is_billed"),
    Fault(goes_on_in_another_process, faults.forget_what_was_sent_before, BaseException, "no reply to .* is due"),
    Fault(takes_whatever_the_connection_sends, faults.take_headers_only, TypeError, "Greeting"),
    Fault(reports_what_other_clients_do, faults.forget_the_commands_of_others, AssertionError, "GetVariable"),
    Fault(
        asks_for_large_values_at_once, faults.let_rests_pile_up, CallFlowError, "The channel hangs, or loses replies"
    ),
)


def run(application: Callable[[], Awaitable[None]]) -> None:
    async def limited() -> None:
        await asyncio.wait_for(application(), 10)

    asyncio.run(limited())


@pytest.mark.skipif(COMPILED, reason="what is compiled cannot be patched")
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.application.__name__)
def test_the_kit_finds_a_fault_that_is_put_back(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    run(fault.application)
    fault.put_back(monkeypatch)
    with pytest.raises(fault.failure, match=fault.message):
        run(fault.application)
