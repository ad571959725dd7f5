"""Every command on the server: through the typed classes, on a live channel and on a dead one."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone

import pytest
from attrs import frozen

from agicodec import CallerId, Command, DeadChannel, Raw, UsageError
from agicodec.commands import (
    Answer,
    AsyncagiBreak,
    ChannelStatus,
    ControlStreamFile,
    DatabaseDel,
    DatabaseDeltree,
    DatabaseGet,
    DatabasePut,
    Exec,
    GetData,
    GetFullVariable,
    GetOption,
    GetVariable,
    Gosub,
    Hangup,
    Noop,
    ReceiveChar,
    ReceiveText,
    RecordFile,
    SayAlpha,
    SayDate,
    SayDatetime,
    SayDigits,
    SayNumber,
    SayPhonetic,
    SayTime,
    SendImage,
    SendText,
    SetAutohangup,
    SetCallerid,
    SetContext,
    SetExtension,
    SetMusic,
    SetPriority,
    SetVariable,
    SpeechActivateGrammar,
    SpeechCreate,
    SpeechDeactivateGrammar,
    SpeechDestroy,
    SpeechLoadGrammar,
    SpeechRecognize,
    SpeechSet,
    SpeechUnloadGrammar,
    StreamFile,
    TddMode,
    Verbose,
    WaitForDigit,
)
from tests.live.lab import Lab
from tests.live.server import ServerAddress
from tests.tables import COMMANDS, make

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=timezone.utc)


@frozen
class Case:
    """A command, and the outcomes that it may have on a live channel whose caller waits."""

    command: Command[object]
    outcomes: tuple[str, ...]


def case(command: Command[object], *outcomes: str) -> Case:
    return Case(command, outcomes)


QUIET_CALLER = [
    case(Answer(), "answered"),
    case(AsyncagiBreak(), "done"),
    case(ChannelStatus(), "up"),
    case(ChannelStatus("PJSIP/nobody"), "no such channel"),
    case(DatabasePut("live", "a", "1"), "stored"),
    case(DatabaseGet("live", "a"), "found"),
    case(DatabaseGet("live", "none"), "not found"),
    case(DatabaseDel("live", "a"), "deleted"),
    case(DatabasePut("live", "tree/b", "2"), "stored"),
    case(DatabaseDeltree("live", "tree"), "deleted"),
    case(DatabaseDeltree("live-none"), "nothing deleted"),
    case(Exec("NoOp"), "ran"),
    case(Exec("NoOp", "a,b c"), "ran"),
    case(Exec("NoSuchApplication"), "no such application"),
    case(GetData("short", 300, 4), "timeout"),
    case(GetData("", 200), "timeout"),
    case(GetData("nosuch"), "failed"),
    case(GetOption("short", "12", 300), "no digit"),
    case(GetOption("nosuch", "12", 300), "not played"),
    case(WaitForDigit(200), "timeout"),
    case(WaitForDigit(0), "timeout"),
    case(SetVariable("LIVE", "a b"), "done"),
    case(GetVariable("LIVE"), "set"),
    case(GetVariable("NONE"), "not set"),
    case(GetVariable("LEN(abc)"), "set"),
    case(GetFullVariable("${LIVE}"), "evaluated"),
    case(GetFullVariable("${LIVE}", "PJSIP/nobody"), "no such channel"),
    case(Gosub("live", "sub", 1), "complete"),
    case(Gosub("live", "sub", 1, "one,two"), "complete"),
    case(Gosub("live", "nowhere", 1), "label not found"),
    case(Hangup("PJSIP/nobody"), "no such channel"),
    case(Noop(), "done"),
    case(ReceiveChar(200), "failed"),
    case(ReceiveText(200), "failed"),
    case(RecordFile("/tmp/agicodec-live", "wav", "#", 300), "timeout"),
    case(RecordFile("/tmp/agicodec-live", "wav", "#", 300, offset=800, beep=True, silence=1), "timeout"),
    case(RecordFile("/nowhere/at/all", "wav", "#", 300), "cannot write"),
    case(SayAlpha("Ann", "#"), "finished"),
    case(SayDate(NOON), "finished"),
    case(SayDatetime(NOON, "#", "HM", "UTC"), "finished"),
    case(SayDigits("0049", "#"), "finished"),
    case(SayNumber(42, "#"), "finished"),
    case(SayPhonetic("bob", "#"), "finished"),
    case(SayTime(NOON), "finished"),
    case(SendImage("nosuch"), "sent", "failed"),
    case(SendText("hello"), "sent", "failed"),
    case(SetAutohangup(600.5), "done"),
    case(SetAutohangup(0), "done"),
    case(SetCallerid(CallerId("1234", 'A "B" C')), "done"),
    case(SetCallerid("5678"), "done"),
    case(SetContext("live"), "done"),
    case(SetExtension("100"), "done"),
    case(SetMusic(on=True), "done"),
    case(SetMusic(on=False, music_class="default"), "done"),
    case(SetPriority(2), "done"),
    case(SpeechCreate(), "failed"),
    case(SpeechCreate("none"), "failed"),
    case(SpeechSet("a", "b"), "failed"),
    case(SpeechLoadGrammar("a", "/b"), "failed"),
    case(SpeechActivateGrammar("a"), "failed"),
    case(SpeechDeactivateGrammar("a"), "failed"),
    case(SpeechUnloadGrammar("a"), "failed"),
    case(SpeechRecognize("short", 1, 100), "failed"),
    case(SpeechDestroy(), "failed"),
    case(StreamFile("short", "12"), "finished"),
    case(StreamFile("short", offset=800), "finished"),
    case(StreamFile("nosuch"), "not played"),
    case(ControlStreamFile("short"), "finished"),
    case(ControlStreamFile("short", "1", 100, "2", "3", "4", 100), "finished"),
    case(ControlStreamFile("nosuch"), "not played"),
    case(TddMode("on"), "not supported"),
    case(Verbose("hello", 2), "done"),
]


def test_every_command_has_a_case() -> None:
    assert {str(one.command) for one in QUIET_CALLER} == set(COMMANDS)


def test_every_command_answers_on_a_live_channel(server: ServerAddress) -> None:
    async def run() -> None:
        async with Lab(server) as lab:
            call = await lab.call()
            for one in QUIET_CALLER:
                result = await asyncio.wait_for(call.execute(one.command), 20)
                assert getattr(result, "outcome") in one.outcomes, one.command  # noqa: B009
            with pytest.raises(UsageError):
                await call.set_priority("nowhere")
            assert (await call.get_variable("CALLERID(num)")).value == "5678"

    asyncio.run(run())


def test_every_command_answers_on_a_dead_channel(server: ServerAddress) -> None:
    async def run() -> None:
        async with Lab(server) as lab:
            call = await lab.call(caller="leaves", DELAY="1.5")
            await call.wait_for_digit(5000)
            for name, spec in COMMANDS.items():
                if name == "EXEC":
                    continue
                command = make(spec, full=False)
                await call.write(call.session.send(command, even_if_dead=True))
                reply = (await asyncio.wait_for(call.reply(), 20)).reply
                assert isinstance(reply, DeadChannel) is not spec.dead, (name, reply)
            assert (await call.exec("NoOp")).value == 0
            assert call.hung_up

    asyncio.run(run())


@frozen
class Pressing:
    """A command during which the caller presses a key, and the outcome."""

    command: Command[object]
    outcome: str


@pytest.mark.parametrize(
    "pressing",
    [
        Pressing(StreamFile("long", "15"), "digit"),
        Pressing(ControlStreamFile("long", "15"), "digit"),
        Pressing(GetOption("long", "15"), "digit"),
        Pressing(GetData("long", 3000, 1), "entered"),
        Pressing(WaitForDigit(5000), "digit"),
        Pressing(RecordFile("/tmp/agicodec-live", "wav", "15", 5000), "digit"),
        Pressing(SayAlpha("abcdefghijklmnopqrstuvwxyz" * 8, "15"), "digit"),
        Pressing(SayDigits("1234567890" * 20, "15"), "digit"),
        Pressing(SayPhonetic("abcdefghijklmnopqrstuvwxyz" * 8, "15"), "digit"),
    ],
    ids=lambda pressing: str(pressing.command),
)
def test_a_key_ends_what_takes_it(server: ServerAddress, pressing: Pressing) -> None:
    async def run() -> object:
        async with Lab(server) as lab:
            call = await lab.call(caller="dials", DELAY="1", KEYS="5")
            return await asyncio.wait_for(call.execute(pressing.command), 20)

    result = asyncio.run(run())
    assert getattr(result, "outcome") == pressing.outcome  # noqa: B009
    assert "5" in repr(result)


@pytest.mark.parametrize(
    ("command", "outcome"),
    [
        (StreamFile("long", "#"), "hung up"),
        (ControlStreamFile("long", "5"), "hung up"),
        (GetData("long"), "failed"),
        (GetOption("long", "5"), "hung up"),
        (WaitForDigit(-1), "failed"),
        (RecordFile("/tmp/agicodec-live", "wav"), "hung up"),
        (ReceiveText(-1), "failed"),
        (Exec("Wait", "20"), "failed"),
        (Exec("Echo"), "failed"),
    ],
    ids=str,
)
def test_a_hangup_ends_what_runs_and_the_session_goes_on(
    server: ServerAddress, command: Command[object], outcome: str
) -> None:
    async def run() -> None:
        async with Lab(server) as lab:
            call = await lab.call(caller="leaves", DELAY="1")
            result = await asyncio.wait_for(call.execute(command), 20)
            assert getattr(result, "outcome") == outcome, result  # noqa: B009
            assert (await call.get_variable("CHANNEL(name)")).value == call.environment.channel
            with pytest.raises(DeadChannel):
                await call.answer()

    asyncio.run(run())


@pytest.mark.parametrize(
    ("command", "silent"), [(StreamFile("long"), True), (GetData("long"), True), (WaitForDigit(-1), False)], ids=str
)
def test_an_interrupted_command_answers_or_not_as_the_spec_says(
    server: ServerAddress, command: Command[object], *, silent: bool
) -> None:
    async def run() -> None:
        async with Lab(server) as lab:
            call = await lab.call()
            await call.send(command)
            await asyncio.sleep(0.5)
            event = await asyncio.wait_for(call.interrupt(), 20)
            assert (type(event).__name__ == "CommandInterrupted") is silent
            assert await call.noop()

    asyncio.run(run())


@pytest.mark.parametrize(("command", "text"), [(ReceiveText(5000), "hello there"), (ReceiveChar(5000), "h")])
def test_a_text_arrives(server: ServerAddress, command: Command[object], text: str) -> None:
    async def run() -> object:
        async with Lab(server) as lab:
            call = await lab.call(caller="texts", DELAY="1", TEXT="hello there")
            return await asyncio.wait_for(call.execute(command), 20)

    result = asyncio.run(run())
    assert result
    assert (repr(text) if len(text) > 1 else str(ord(text))) in repr(result)


@pytest.mark.parametrize("name", ["WAIT FOR DIGIT", "STREAM FILE", "GET DATA", "DATABASE PUT", "EXEC", "GOSUB"])
def test_wrong_usage_is_answered_with_the_servers_documentation(server: ServerAddress, name: str) -> None:
    async def run() -> object:
        async with Lab(server) as lab:
            return (await (await lab.call()).ask(Raw(name))).reply

    refusal = asyncio.run(run())
    assert isinstance(refusal, UsageError)
    assert len(refusal.text) > 100
