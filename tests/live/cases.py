"""Every command with the outcome that it has on a live channel."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Final

from attrs import frozen

from agicodec import CallerId, Command
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

__all__ = ["LEAVING_CALLER", "QUIET_CALLER", "Case"]

NOON: Final = datetime(2026, 1, 2, 12, 0, tzinfo=timezone.utc)


@frozen
class Case:
    """A command, and its outcome."""

    command: Command[object]
    outcome: str


QUIET_CALLER: Final = [
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
"""The commands, each with its outcome while the caller waits."""

LEAVING_CALLER: Final = [
    Case(ControlStreamFile("long"), "hung up"),
    Case(Exec("Wait", "60"), "failed"),
    Case(GetData("long", 60_000), "failed"),
    Case(GetOption("long", "1", 60_000), "hung up"),
    Case(Gosub("live", "stays", 1), "abnormal exit"),
    Case(ReceiveChar(60_000), "failed"),
    Case(ReceiveText(60_000), "failed"),
    Case(RecordFile("/tmp/agicodec-live", "wav", "#", -1), "hung up"),
    Case(SpeechRecognize("long", 60), "hung up"),
    Case(StreamFile("long"), "hung up"),
    Case(WaitForDigit(-1), "failed"),
]
"""The commands that can take as long as the caller stays, each with its outcome when the caller leaves."""
