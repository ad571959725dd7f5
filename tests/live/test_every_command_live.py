"""Every command on the server: through the typed classes, on a live channel and on a dead one."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone

import pytest
from attrs import frozen

from agicodec import CallerId, Command, DeadChannel, InvalidCommand, Raw, UsageError
from agicodec.asyncagi import AsyncAgiState
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
from tests.live.lab import Lab, Laboratory
from tests.tables import COMMANDS, make

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=timezone.utc)


@frozen
class Case:
    """A command, and the outcome that it has on a live channel whose caller waits."""

    command: Command[object]
    outcome: str


QUIET_CALLER = [
    Case(Answer(), "answered"),
    Case(AsyncagiBreak(), "done"),
    Case(ChannelStatus(), "up"),
    Case(ChannelStatus("PJSIP/nobody"), "no such channel"),
    Case(DatabasePut("live", "a", "1"), "stored"),
    Case(DatabaseGet("live", "a"), "found"),
    Case(DatabaseGet("live", "none"), "not found"),
    Case(DatabaseDel("live", "a"), "deleted"),
    Case(DatabasePut("live", "tree/b", "2"), "stored"),
    Case(DatabaseDeltree("live", "tree"), "deleted"),
    Case(DatabaseDeltree("live-none"), "nothing deleted"),
    Case(Exec("NoOp"), "ran"),
    Case(Exec("NoOp", "a,b c"), "ran"),
    Case(Exec("NoSuchApplication"), "no such application"),
    Case(GetData("short", 300, 4), "timeout"),
    Case(GetData("", 200), "timeout"),
    Case(GetData("nosuch"), "failed"),
    Case(GetOption("short", "12", 300), "no digit"),
    Case(GetOption("nosuch", "12", 300), "not played"),
    Case(WaitForDigit(200), "timeout"),
    Case(WaitForDigit(0), "timeout"),
    Case(SetVariable("LIVE", "a b"), "done"),
    Case(GetVariable("LIVE"), "set"),
    Case(GetVariable("NONE"), "not set"),
    Case(GetVariable("LEN(abc)"), "set"),
    Case(GetFullVariable("${LIVE}"), "evaluated"),
    Case(GetFullVariable("${LIVE}", "PJSIP/nobody"), "no such channel"),
    Case(Gosub("live", "sub", 1), "complete"),
    Case(Gosub("live", "sub", 1, "one,two"), "complete"),
    Case(Gosub("live", "nowhere", 1), "label not found"),
    Case(Hangup("PJSIP/nobody"), "no such channel"),
    Case(Noop(), "done"),
    Case(Noop('say "hi" (twice)'), "done"),
    Case(ReceiveChar(200), "failed"),
    Case(ReceiveText(200), "failed"),
    Case(RecordFile("/tmp/agicodec-live", "wav", "#", 300), "timeout"),
    Case(RecordFile("/tmp/agicodec-live", "wav", "#", 300, offset=800, beep=True, silence=1), "beep failed"),
    Case(RecordFile("/nowhere/at/all", "wav", "#", 300), "cannot write"),
    Case(SayAlpha("Ann", "#"), "finished"),
    Case(SayAlpha("Ann", "#", "upper"), "finished"),
    Case(SayDate(NOON), "finished"),
    Case(SayDatetime(NOON, "#", "HM", "UTC"), "finished"),
    Case(SayDigits("0049", "#"), "finished"),
    Case(SayNumber(42, "#"), "finished"),
    Case(SayNumber(42, "#", "f"), "finished"),
    Case(SayPhonetic("bob", "#"), "finished"),
    Case(SayTime(NOON), "finished"),
    Case(SendImage("nosuch"), "sent"),
    Case(SendText("hello"), "sent"),
    Case(SetAutohangup(600.5), "done"),
    Case(SetAutohangup(0), "done"),
    Case(SetCallerid(CallerId("1234", 'A "B" C')), "done"),
    Case(SetCallerid("5678"), "done"),
    Case(SetContext("live"), "done"),
    Case(SetExtension("100"), "done"),
    Case(SetMusic(on=True), "done"),
    Case(SetMusic(on=False, music_class="default"), "done"),
    Case(SetPriority(2), "done"),
    Case(SpeechCreate("none"), "failed"),
    Case(SpeechSet("a", "b"), "failed"),
    Case(SpeechLoadGrammar("a", "/b"), "failed"),
    Case(SpeechActivateGrammar("a"), "failed"),
    Case(SpeechDeactivateGrammar("a"), "failed"),
    Case(SpeechUnloadGrammar("a"), "failed"),
    Case(SpeechRecognize("short", 1, 100), "failed"),
    Case(SpeechDestroy(), "failed"),
    Case(StreamFile("short", "12"), "finished"),
    Case(StreamFile("short", offset=800), "finished"),
    Case(StreamFile("nosuch"), "not played"),
    Case(ControlStreamFile("short"), "finished"),
    Case(ControlStreamFile("short", "1", 100, "2", "3", "4", 100), "finished"),
    Case(ControlStreamFile("nosuch"), "not played"),
    Case(TddMode("on"), "not supported"),
    Case(Verbose("hello", 2), "done"),
]


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
        call = await lab.call(caller="leaves", DELAY="1.5")
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
