"""What must type-check: each result is inferred. `make types` holds both checkers to it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import datetime, timezone
from typing import TypeVar

from typing_extensions import assert_type

import agicodec
from agicodec import (
    NEED_DATA,
    AsteriskVersion,
    AsyncAgiCall,
    AsyncAgiCalls,
    AsyncCall,
    AsyncCommands,
    Call,
    CallerId,
    ChannelHungUp,
    Command,
    CommandInterrupted,
    Commands,
    ConnectionClosed,
    Event,
    NeedData,
    Raw,
    RawReply,
    ReplyError,
    ReplyReceived,
    Session,
    SessionStarted,
    Synchronized,
    UnexpectedLine,
)
from agicodec.applications import CallLimit, Dial, Dialled, Queue, Queued, Read, Record, Recorded
from agicodec.applications import Playback as PlaybackApplication
from agicodec.asterisk import (
    ApplicationClosed,
    AsteriskEvent,
    CommandReceived,
    Decoded,
    LineRefused,
    MalformedCommand,
    UnknownCommand,
)
from agicodec.asyncagi import (
    AsyncAgiEvent,
    CommandLost,
    CommandQueued,
    CommandRefused,
    CommandWithdrawn,
    EnvironmentCompleted,
    FetchAnswered,
    LateReply,
    OtherReply,
    ReplyIncomplete,
    SessionEnded,
    SessionEnding,
)
from agicodec.commands import (
    DatabaseDeltree,
    GetData,
    GetVariable,
    RecordFile,
    SayAlpha,
    SayDate,
    SetCallerid,
    SpeechRecognize,
    StreamFile,
)
from agicodec.dialplan import Run
from agicodec.functions import CALLERID, CHANNEL, CONFBRIDGE, HINT
from agicodec.io.asyncio import AsyncioCall, Server
from agicodec.results import DatabaseTreeDeleted, DigitsEntered, Playback, Recognition, Spoken, VariableValue
from agicodec.serving import AsyncRouter, Router
from agicodec.testing import Asterisk, AsyncTestCall, TestCall
from agicodec.wire import SpeechMatch
from examples.own_commands.agi.commands import QueuePosition
from examples.own_commands.agi.results import QueuePlace

R = TypeVar("R")


class Blocking:
    """What a framework writes: one method."""

    def execute(self, command: Command[R]) -> R:
        """Run a command."""
        raise NotImplementedError


class Asynchronous:
    """The same, asynchronously."""

    async def execute(self, command: Command[R]) -> R:
        """Run a command."""
        raise NotImplementedError


def every_command_gives_execute_its_result_type(call: Blocking) -> None:
    assert_type(call.execute(GetData("pin", timeout=5000, max_digits=4)), DigitsEntered)
    assert_type(call.execute(GetVariable("X")), VariableValue)
    assert_type(call.execute(StreamFile("welcome")), Playback)
    assert_type(call.execute(DatabaseDeltree("family")), DatabaseTreeDeleted)
    assert_type(call.execute(SayAlpha("Ann", "#", "upper")), Spoken)
    assert_type(call.execute(SayDate(datetime.now(timezone.utc))), Spoken)
    assert_type(call.execute(SpeechRecognize("say", 5)).matches, tuple[SpeechMatch, ...])
    assert_type(call.execute(Raw("MYCMD", "a b")), RawReply)
    assert_type(call.execute(QueuePosition("sales")), QueuePlace)


def a_module_is_an_attribute_of_its_package(call: Blocking) -> None:
    assert_type(call.execute(agicodec.commands.GetData("pin")), DigitsEntered)
    assert_type(call.execute(agicodec.commands.media.StreamFile("welcome")), agicodec.results.Playback)
    assert_type(agicodec.session.ChannelHungUp(), ChannelHungUp)
    assert_type(agicodec.errors.ReplyError("GET DATA", "x"), ReplyError)
    assert_type(agicodec.testing.Caller().conversation.lines, list[str])
    assert_type(agicodec.__version__, str)


async def so_does_every_command_that_is_awaited(call: Asynchronous) -> None:
    assert_type(await call.execute(GetData("pin")), DigitsEntered)
    assert_type((await call.execute(GetVariable("X"))).value, str | None)
    assert_type((await call.execute(GetData("pin"))).digits, str)
    assert_type((await call.execute(GetData("pin"))).timed_out, bool)


async def so_does_every_call_over_a_transport(call: Call, awaited: AsyncCall, in_async_agi: AsyncAgiCall) -> None:
    assert_type(call.ask(GetData("pin")), ReplyReceived[DigitsEntered])
    assert_type(await awaited.ask(GetData("pin")), ReplyReceived[DigitsEntered])
    assert_type(call.execute(QueuePosition("sales")), QueuePlace)
    assert_type(await awaited.get_data("pin"), DigitsEntered)
    assert_type(await in_async_agi.execute(GetVariable("X")), VariableValue)
    assert_type(await awaited.interrupt(), ReplyReceived[object] | CommandInterrupted)


async_router = AsyncRouter[AsyncCall]()


@async_router.route("welcome")
async def welcome(call: AsyncCall) -> bool:
    """Serve a call."""
    return bool(await call.answer())


def an_awaited_flow(call: AsyncCall) -> Awaitable[object]:
    """Serve a call."""
    return welcome(call)


def a_router_runs_in_a_test_as_its_flows_do(asterisk: Asterisk, in_async_agi: AsyncAgiCall) -> None:
    assert_type(asyncio.run(async_router(AsyncTestCall(asterisk))), object)
    asyncio.run(AsyncRouter[AsyncAgiCall]()(in_async_agi))
    tested = AsyncRouter[AsyncTestCall](fallback=async_router)
    tested.add("all", an_awaited_flow)
    asyncio.run(tested(AsyncTestCall(asterisk)))
    served = AsyncRouter[AsyncioCall](fallback=async_router)
    served.add("welcome", welcome)
    served.add("all", an_awaited_flow)
    Server(served)
    assert_type(Router[Call, int]()(TestCall(asterisk)), int)
    assert_type(Router[TestCall, int]()(TestCall(asterisk)), int)


async def a_router_runs_as_a_task(call: AsyncTestCall) -> None:
    assert_type(asyncio.create_task(async_router(call)), asyncio.Task[object])
    assert_type(await asyncio.wait_for(async_router(call), 3), object)
    assert_type(await async_router(call), object)


def the_calls_of_a_connection_are_of_the_class_that_was_given(calls: AsyncAgiCalls[AsyncAgiCall]) -> None:
    assert_type(calls.receive({"Event": "AsyncAGIStart"}), list[AsyncAgiCall])


def all_that_a_line_may_be_is_known(decoded: Decoded) -> str:
    match decoded:
        case UnknownCommand(words):
            return " ".join(words)
        case MalformedCommand(command, words, problem, refused):
            assert_type(command, type[Command[object]])
            assert_type(refused, bool)
            return problem + " ".join(words)
        case command:
            return str(command)


def all_that_an_application_may_send_is_known(event: AsteriskEvent | NeedData) -> object:
    match event:
        case CommandReceived(command):
            assert_type(command, Command[object] | MalformedCommand)
            return command
        case LineRefused(received, reply, data):
            assert_type(reply, RawReply)
            assert_type(data, bytes)
            return received
        case ApplicationClosed(failed):
            return failed
        case NeedData.NEED_DATA:
            return None


async def the_facade_says_the_same(blocking: Commands, asynchronous: AsyncCommands) -> None:
    assert_type(blocking.get_data("pin"), DigitsEntered)
    assert_type(await asynchronous.get_data("pin", timeout=1), DigitsEntered)
    assert_type(blocking.execute(SpeechRecognize("say", 5)), Recognition)
    assert_type(blocking.set_callerid(CallerId("1", "Ann")).ok, bool)


def a_reply_is_a_result_or_a_refusal(event: ReplyReceived[DigitsEntered], command: GetVariable) -> None:
    assert_type(event.reply, DigitsEntered | ReplyError)
    assert_type(event.result(), DigitsEntered)
    assert_type(event.answer_to(command).result(), VariableValue)
    match event.reply:
        case ReplyError() as error:
            assert_type(error.text, str)
        case DigitsEntered("timeout", digits):
            assert_type(digits, str)
        case result:
            assert_type(result, DigitsEntered)


def every_outcome_is_known_so_nothing_is_left_to_return(played: Playback) -> str:
    match played.outcome:
        case "finished" | "not played" | "hung up":
            return played.outcome
        case "digit":
            return played.digit or ""


def every_event_is_known_so_nothing_is_left_to_return(event: Event | NeedData) -> object:
    match event:
        case SessionStarted(environment):
            return environment.version
        case ReplyReceived(command, reply):
            return command, reply
        case CommandInterrupted(command) | ConnectionClosed(command):
            return command
        case UnexpectedLine(line):
            return line
        case Synchronized():
            return "synchronized"
        case ChannelHungUp():
            return None
        case NeedData.NEED_DATA:
            return None


def every_event_of_async_agi_is_known_so_nothing_is_left_to_return(event: AsyncAgiEvent | NeedData) -> object:
    match event:
        case SessionStarted(environment) | EnvironmentCompleted(environment):
            return environment.version
        case ReplyReceived(command, reply):
            return command, reply
        case CommandQueued(command) | CommandWithdrawn(command) | ReplyIncomplete(command) | SessionEnding(command):
            return command
        case CommandRefused(_, error) | CommandLost(_, error):
            return error.command
        case LateReply() | OtherReply() | FetchAnswered():
            return event.raw
        case UnexpectedLine(line):
            return line
        case SessionEnded() | ChannelHungUp() | NeedData.NEED_DATA:
            return None


def what_may_be_equal_can_be_compared(call: Commands, event: Event | NeedData, command: Command[object]) -> bool:
    said = call.get_variable("X")
    return (
        said == VariableValue("set", "yes")
        or said.value == "yes"
        or said.outcome == "set"
        or call.stream_file("x").digit in ("1", "2")
        or event == Synchronized()
        or command == GetVariable("X")
        or GetVariable("X") == command
    )


def a_session_sends_any_command(session: Session) -> bytes:
    if session.next_event() is NEED_DATA:
        session.receive_data(b"")
    return session.send(SetCallerid("1234")) + session.send(RecordFile("x", "wav", beep=True, silence=3))


async def an_application_has_its_result(call: Call, awaited: AsyncCall, in_async_agi: AsyncAgiCall) -> None:
    dialled = call.run(Dial("PJSIP/ann", timeout=30, callee_may_transfer=True, limit=CallLimit(60_000, warn_at=10_000)))
    assert_type(dialled, Dialled)
    assert_type(dialled.answered_seconds, int | None)
    assert_type(await awaited.run(Queue("sales")), Queued)
    assert_type((await in_async_agi.run(Read())).digits, str)
    assert_type(call.asterisk_version, AsteriskVersion | None)
    if dialled.outcome == "answered" and dialled == Dialled("answered"):
        call.run(PlaybackApplication(["beep", "hello"]))


def a_framework_takes_the_steps_of_an_application(call: Blocking) -> Recorded:
    run = Record("x", "wav").start()
    assert_type(run, Run[Recorded])
    for command in run:
        assert_type(command, Command[object])
        run.take(call.execute(command))
    return run.result


def a_function_is_the_name_of_a_variable(call: Commands, asterisk: Asterisk) -> None:
    assert_type(call.get_variable(CALLERID("name")), VariableValue)
    call.set_variable(CALLERID("ANI-num"), "100")
    call.set_variable(CHANNEL("of our own"), "1")
    call.set_variable(CONFBRIDGE("user", "template"), "loud")
    call.get_full_variable(CALLERID("name").expression)
    assert_type(call.get_variable(HINT("100")), VariableValue)
    call.get_full_variable(HINT("100").expression)
    asterisk.answers(Dial("PJSIP/ann"), Dialled("busy"))
    asterisk.answers(Dial, Dialled("busy"))
