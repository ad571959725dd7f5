"""Recordings of real servers, replayed."""

from __future__ import annotations

import pytest

from agicodec import (
    ChannelHungUp,
    Command,
    CommandInterrupted,
    Environment,
    Raw,
    ReplyReceived,
    UnexpectedLine,
)
from agicodec.asterisk import read_command
from agicodec.commands import (
    ChannelStatus,
    ControlStreamFile,
    DatabaseDel,
    DatabaseDeltree,
    DatabaseGet,
    Exec,
    GetData,
    GetFullVariable,
    GetOption,
    GetVariable,
    Gosub,
    ReceiveChar,
    RecordFile,
    SayAlpha,
    SayDigits,
    StreamFile,
    TddMode,
    WaitForDigit,
)
from agicodec.results import (
    ApplicationResult,
    ChannelState,
    CharReceived,
    ControlledPlayback,
    DatabaseDeleted,
    DatabaseTreeDeleted,
    DatabaseValue,
    DigitAwaited,
    DigitsEntered,
    EvaluatedText,
    GosubResult,
    OptionChosen,
    Playback,
    Recording,
    Spoken,
    TddModeSet,
    VariableValue,
)
from agicodec.wire import from_wire, split, to_wire
from examples.replay import Exchange, read_recording
from tests.seen import DATA, recorded_in, with_environments
from tests.sessions import MARKED, events, started

EXCHANGES = [exchange for path in sorted(DATA.glob("asterisk-*.jsonl")) for exchange in read_recording(path)]
RECORDED = recorded_in(DATA)
CONVERSED = list(with_environments([*EXCHANGES, *RECORDED]))
ENVIRONMENTS = sorted({block for _, block in CONVERSED})
TYPED: list[tuple[Command[object], list[object]]] = [
    (ChannelStatus(), [ChannelState("up")]),
    (ChannelStatus("nosuch"), [ChannelState("no such channel")]),
    (GetVariable("FOO"), [VariableValue("set", 'a "q" \\ b')]),
    (GetVariable("E"), [VariableValue("set", "")]),
    (GetVariable("NOSUCH"), [VariableValue("not set")]),
    (GetVariable("U"), [VariableValue("set", "é\udcff")]),
    (GetVariable("CR"), [VariableValue("set", "x\r")]),
    (GetFullVariable("${BASE64_DECODE(YQpiCkhBTkdVUApj)}"), [EvaluatedText("evaluated", "a\nb\nHANGUP\nc")]),
    (GetFullVariable("${FOO} x", "nochan"), [EvaluatedText("no such channel")]),
    (DatabaseGet("fam", "k2"), [DatabaseValue("found", "")]),
    (DatabaseDeltree("fam"), [DatabaseTreeDeleted("deleted"), DatabaseTreeDeleted("nothing deleted")]),
    (Exec("NoSuchApp", "x"), [ApplicationResult("no such application")]),
    (TddMode("on"), [TddModeSet("not supported")]),
    (StreamFile("short"), [Playback("finished", endpos=1600)]),
    (StreamFile("nosuch"), [Playback("not played")]),
    (StreamFile("nosuch", offset=800), [Playback("not played")]),
    (StreamFile("long"), [Playback("hung up", endpos=4160)]),
    (StreamFile("long", "5"), [Playback("digit", "5", 18560)]),
    (ControlStreamFile("short"), [ControlledPlayback("finished")]),
    (ControlStreamFile("nosuch"), [ControlledPlayback("not played")]),
    (ControlStreamFile("long", "5"), [ControlledPlayback("digit", "5", 2320)]),
    (ControlStreamFile("long", "1"), [ControlledPlayback("hung up", endpos=520)]),
    (GetData("short", 300, 4), [DigitsEntered("timeout", "")]),
    (GetData("nosuch"), [DigitsEntered("failed")]),
    (GetData("long", 2000, 4), [DigitsEntered("entered", "12")]),
    (GetData("long", 1000, 4), [DigitsEntered("entered", "")]),
    (GetData("long", 5000), [DigitsEntered("failed")]),
    (GetOption("short", "12", 300), [OptionChosen("no digit", endpos=1600)]),
    (GetOption("nosuch", "12", 300), [OptionChosen("not played")]),
    (GetOption("long", "12", 2000), [OptionChosen("digit", "2", 18560)]),
    (WaitForDigit(4000), [DigitAwaited("digit", "7")]),
    (WaitForDigit(200), [DigitAwaited("timeout")]),
    (WaitForDigit(5000), [DigitAwaited("failed")]),
    (RecordFile("/tmp/r", "wav", "#", 500), [Recording("timeout", endpos=4000)]),
    (RecordFile("/nosuch/dir/r", "wav", "#", 500), [Recording("cannot write")]),
    (RecordFile("/tmp/r", "wav", "#", 5000), [Recording("digit", "#", 0), Recording("hung up", endpos=0)]),
    (SayDigits("1212121212121212", "1"), [Spoken("digit", "1")]),
    (SayAlpha("Ann", "#", "upper"), [Spoken("failed")]),
    (StreamFile("tt-weasels", "1"), [Playback("finished", endpos=23680)]),
    (StreamFile("tt-monkeysintro"), [Playback("hung up", endpos=3520)]),
    (ControlStreamFile("digits/1"), [ControlledPlayback("finished")]),
    (GetOption("digits/1", "12", 300), [OptionChosen("no digit", endpos=7360)]),
    (DatabaseDeltree("fam16"), [DatabaseTreeDeleted("deleted"), DatabaseTreeDeleted("nothing deleted")]),
    (DatabaseDel("fam16", "nokey"), [DatabaseDeleted("deleted")]),
    (Gosub("agi", "sub", 1), [GosubResult("complete")]),
    (Gosub("agi", "stop", 1), [GosubResult("abnormal exit")]),
    (Gosub("agi", "nosuch", 1), [GosubResult("label not found")]),
    (ReceiveChar(0), [CharReceived("failed")]),
]


@pytest.mark.parametrize("data", ENVIRONMENTS)
def test_an_environment_of_a_server_is_regular(data: bytes) -> None:
    environment = Environment.decode(data, strict=True)
    assert environment.encode() == data
    assert environment.version is not None
    assert environment.version.release in ((22, 10, 1), (16, 28, 0))


def words_of(line: bytes) -> list[str]:
    """Take a line apart; the empty one stands for any command."""
    return [from_wire(word) for word in split(line[:-1])] or ["NOOP"]


@pytest.mark.parametrize(("exchange", "block"), CONVERSED)
def test_not_a_byte_of_a_server_is_lost(exchange: Exchange, block: bytes) -> None:
    session = started(block=block)
    running = read_command(exchange.running) if exchange.running else None
    session.send(running or Raw(*words_of(exchange.sent)), even_if_hung_up=True)
    if running is not None:
        assert session.interrupt() == exchange.sent
    found = b""
    for event in events(session, exchange.received):
        match event:
            case ReplyReceived(raw=raw):
                found += raw.encode() + (MARKED if running else b"")
            case CommandInterrupted(command):
                assert command is running
                found += MARKED
            case ChannelHungUp():
                found += b"HANGUP\n"
            case UnexpectedLine(line):
                found += to_wire(line) + b"\n"
            case _:
                pytest.fail(f"unexpected {event}")
    assert found == exchange.received


@pytest.mark.parametrize(("exchange", "block"), [one for one in CONVERSED if one[0] in RECORDED])
def test_a_recorded_reply_means_something_that_is_written_the_same(exchange: Exchange, block: bytes) -> None:
    """The command is one of the classes, and its result is written as the server wrote it."""
    command = read_command(exchange.running or exchange.sent)
    session = started(block=block, command=command)
    if exchange.running:
        session.interrupt()
    for event in events(session, exchange.received):
        if isinstance(event, ReplyReceived) and event.raw.status == 200:
            assert command.reply_with(event.result()).encode() == event.raw.encode()


@pytest.mark.parametrize(("command", "results"), [pytest.param(*row, id=repr(row[0])) for row in TYPED])
def test_a_typed_command_has_the_result_that_the_server_sent(command: Command[object], results: list[object]) -> None:
    words = split(command.encode()[:-1])
    answers = [
        exchange.received
        for exchange in EXCHANGES
        if not exchange.running and exchange.state != "dead" and split(exchange.sent.removesuffix(b"\n")) == words
    ]
    given: list[object] = []
    for answer in answers:
        session = started(command=command)
        session.receive_data(answer)
        event = session.next_event()
        assert isinstance(event, ReplyReceived)
        if event.result() not in given:
            given.append(event.result())
    assert given == results
