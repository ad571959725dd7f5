"""Decoding of command lines: they are read as Asterisk reads them, into the command classes that write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import Command, Raw, Unchecked, commands
from agicodec.asterisk import MalformedCommand, UnknownCommand, decode_command, read_command, read_line
from agicodec.asterisk.decoding import admit
from agicodec.commands import (
    Answer,
    ControlStreamFile,
    Exec,
    GetData,
    GetOption,
    Noop,
    RecordFile,
    SayAlpha,
    SayDate,
    SayDigits,
    SetAutohangup,
    SetMusic,
    SetPriority,
    SetVariable,
    SpeechRecognize,
    StreamFile,
    TddMode,
    Verbose,
)
from agicodec.errors import InvalidArgument, LocalProtocolError
from agicodec.results import DigitsEntered, Playback
from agicodec.wire import RawReply
from codegen.model import Command as CommandSpec
from examples.own_commands.agi.commands import QueuePosition
from tests.lines_that_run import LINES_THAT_RUN, LineThatRuns
from tests.tables import COMMANDS, ReplyRow, any_of, command_class, make, reply_rows


@pytest.mark.parametrize("spec", COMMANDS.values(), ids=list(COMMANDS))
@given(data=st.data())
def test_decoding_returns_what_was_encoded(spec: CommandSpec, data: st.DataObject) -> None:
    command = data.draw(any_of(spec))
    try:
        line = command.encode()
    except InvalidArgument:
        return
    decoded = decode_command(line)
    assert decoded == command
    assert isinstance(decoded, Command)
    assert hash(decoded) == hash(command)
    assert decoded.encode() == line
    assert decode_command(line.removesuffix(b"\n")) == command


@pytest.mark.parametrize("spec", COMMANDS.values(), ids=list(COMMANDS))
def test_a_line_that_was_written_is_read_into_the_same_values(spec: CommandSpec) -> None:
    for full in (True, False):
        command = make(spec, full=full)
        decoded = decode_command(command.encode())
        assert type(decoded) is command_class(spec)
        kinds = {"epoch", "caller_id"}
        for argument in spec.arguments:
            if argument.type not in kinds:
                assert getattr(decoded, argument.name) == getattr(command, argument.name), argument.name


@pytest.mark.parametrize("spec", COMMANDS.values(), ids=list(COMMANDS))
def test_a_command_word_matches_without_case(spec: CommandSpec) -> None:
    command = make(spec)
    line = command.encode()
    name = " ".join(command.words).encode()
    assert decode_command(name.lower() + line.removeprefix(name)) == command


@pytest.mark.parametrize("spec", COMMANDS.values(), ids=list(COMMANDS))
def test_extra_words_are_ignored_or_refused_as_the_spec_says(spec: CommandSpec) -> None:
    line = make(spec).encode().removesuffix(b"\n") + b" one two three four five six seven"
    decoded = decode_command(line)
    if spec.extra_words == "ignored":
        assert isinstance(decoded, Command)
    else:
        assert isinstance(decoded, MalformedCommand)
        assert decoded.refused
        assert "expected at most" in decoded.problem


@pytest.mark.parametrize("spec", COMMANDS.values(), ids=list(COMMANDS))
def test_a_missing_argument_is_refused(spec: CommandSpec) -> None:
    least = sum(argument.required for argument in spec.arguments)
    if least:
        decoded = decode_command(" ".join(spec.words).encode())
        assert isinstance(decoded, MalformedCommand)
        assert decoded.refused != any(argument.unchecked for argument in spec.arguments)


@pytest.mark.parametrize("row", [row for spec in COMMANDS.values() for row in reply_rows(spec)], ids=lambda r: r.line)
def test_a_result_is_written_as_the_reply_that_it_was_read_from(row: ReplyRow) -> None:
    raw = row.command.reply_with(row.result)
    assert row.command.interpret(raw) == row.result
    assert RawReply.decode(raw.encode(), row.command.reply_text) == raw


@pytest.mark.parametrize(
    ("command", "result"),
    [
        (StreamFile("x"), DigitsEntered("entered")),
        (StreamFile("x"), Playback("digit", digit="12", endpos=0)),
        (StreamFile("x"), Playback("finished")),
        (StreamFile("x"), None),
        (Raw("NOOP"), Playback("finished")),
    ],
)
def test_a_result_that_no_reply_says_is_refused(command: Command[object], result: object) -> None:
    with pytest.raises(LocalProtocolError, match=f"{command}: no reply says"):
        command.reply_with(result)


@pytest.mark.parametrize("spec", COMMANDS.values(), ids=list(COMMANDS))
def test_no_reply_says_what_is_no_result(spec: CommandSpec) -> None:
    with pytest.raises(LocalProtocolError, match="no reply says 'no result'"):
        make(spec).reply_with("no result")


def test_the_reply_of_a_raw_command_is_written_as_it_is() -> None:
    assert Raw("NOOP").reply_with(RawReply(200, "7")) == RawReply(200, "7")


@pytest.mark.parametrize(
    ("line", "command"),
    [
        (b"GET DATA x 12abc 3.9", GetData("x", 12, 3)),
        (b"GET DATA x soon", GetData("x", 0)),
        (b"get\tdata  x", GetData("x")),
        (b'"GET" DA"TA" x', GetData("x")),
        (b"NOOP all that follows", Noop("all that follows")),
        (b"ANSWER now", Answer()),
        (b"EXEC Dial a b", Exec("Dial", "a")),
        (b"GET OPTION x 12 soon", GetOption("x", "12", 0)),
        (b'CONTROL STREAM FILE x "" 500 "" "" ""', ControlStreamFile("x", "", 500, "", "", "")),
        (b"RECORD FILE x wav # 1 BEEP s=3", RecordFile("x", "wav", "#", 1, beep=True, silence=3)),
        (b"RECORD FILE x wav # 1 800 s=3", RecordFile("x", "wav", "#", 1, offset=800, silence=3)),
        (b'RECORD FILE x wav # 1 800 "" s=3 more', RecordFile("x", "wav", "#", 1, 800, beep=True, silence=3)),
        (b"RECORD FILE x wav # 1 yes", RecordFile("x", "wav", "#", 1, beep=True)),
        (b'SAY ALPHA x "" UPPERCASE', SayAlpha("x", "", "upper")),
        (b'SAY ALPHA x "" ""', SayAlpha("x")),
        (b'SAY DATE +17 ""', SayDate(17)),
        (b'SAY DIGITS 12*# ""', SayDigits("12*#")),
        (b"SET AUTOHANGUP 1.5s", SetAutohangup(1.5)),
        (b"SET MUSIC ONLY", SetMusic(on=True)),
        (b"SET MUSIC Office jazz", SetMusic(on=False, music_class="jazz")),
        (b"SET PRIORITY 2nd", SetPriority(2)),
        (b"SPEECH RECOGNIZE x 5 800", SpeechRecognize("x", 5, 800)),
        (b"SPEECH RECOGNIZE x 5 800 more", SpeechRecognize("x", 5)),
        (b"TDD MODE Mate", TddMode("mate")),
        (b"TDD MODE maybe", TddMode("off")),
        (b"VERBOSE x loud", Verbose("x", 0)),
        (b'SET VARIABLE X "x"\r\n', SetVariable("X", "x\r")),
        (b'SET VARIABLE X "a\0b"\n', SetVariable("X", "a")),
        (b"QUEUE POSITION sales", QueuePosition("sales")),
    ],
)
def test_a_line_is_read_as_asterisk_reads_it(line: bytes, command: Command[object]) -> None:
    assert decode_command(line, [QueuePosition]) == command


@pytest.mark.parametrize("row", LINES_THAT_RUN, ids=str)
def test_a_line_that_asterisk_runs_is_the_command_that_it_names(row: LineThatRuns) -> None:
    command = eval(row.python, {name: getattr(commands, name) for name in commands.__all__} | {"Unchecked": Unchecked})
    read = read_command(row.line)
    assert (type(read), read) == (type(command), command)
    assert read_command(command.encode()) == command
    assert admit(decode_command(row.line)) == decode_command(row.line)
    named = read.named if isinstance(read, Unchecked) else type(read)
    assert (read.dead, read.interrupt, read.failures) == (named.dead, named.interrupt, named.failures)


@pytest.mark.parametrize("line", [b"", b"\n", b"NOOP\r\n", b"GET", b"GET DATAS x", b"GETDATA x", b"FOO BAR", b'""'])
def test_a_line_that_names_no_command_is_unknown(line: bytes) -> None:
    assert isinstance(decode_command(line), UnknownCommand)


@pytest.mark.parametrize(
    ("line", "refused", "problem"),
    [
        (b"WAIT FOR DIGIT soon", True, "found 'soon', expected a number"),
        (b'STREAM FILE x "" ""', True, "found '', expected a number"),
        (b"SAY DIGITS *1 #", True, "found '*1', expected a number"),
        (b"SAY ALPHA x # maybe", True, "expected what begins with one of a, l, u, n"),
        (b"SET AUTOHANGUP soon", True, "found 'soon', expected a number"),
        (b"SET AUTOHANGUP 0.0000001", False, "time: expected a number of seconds"),
        (b"SET AUTOHANGUP inf", False, "time: expected a number of seconds"),
        (b'SET PRIORITY ""', True, "found '', expected a number or a label"),
        (b"SET MUSIC maybe", False, "found 'maybe', expected on or off"),
        (b"GET DATA x 0 1024", False, "max_digits: expected an integer from -2147483648 to 1023"),
        (b'DATABASE DELTREE ""', False, "family: expected a non-empty string"),
        (b'SET VARIABLE "" x', False, "name: expected a non-empty string"),
        (b"RECORD FILE x wav # 1 s=2147484", False, "silence: expected an integer from -2147483648 to 2147483"),
        (b"SET CALLERID", False, "found 0 arguments, expected at least 1"),
        (b"WAIT FOR DIGIT 99999999999", False, "timeout: expected an integer"),
    ],
)
def test_a_malformed_line_says_what_asterisk_makes_of_it(line: bytes, *, refused: bool, problem: str) -> None:
    decoded = decode_command(line)
    assert isinstance(decoded, MalformedCommand)
    assert decoded.refused is refused
    assert problem in decoded.problem


def test_a_line_put_together_by_hand_becomes_a_command() -> None:
    assert read_command(b'get data "x" 5000') == GetData("x", 5000)
    assert read_command(b"MYCMD a  b") == Raw("MYCMD", "a", "b")
    assert read_command(b"SET MUSIC maybe") == Unchecked(SetMusic, "maybe")
    assert read_command(b"QUEUE POSITION sales", [QueuePosition]) == QueuePosition("sales")
    with pytest.raises(InvalidArgument, match="a line feed would end the command"):
        read_command(b'VERBOSE "a\nb"').encode()
    with pytest.raises(InvalidArgument, match="expected at least one word"):
        read_command(b" \n")


def test_words_beyond_the_limit_are_dropped() -> None:
    assert decode_command(b"GET VARIABLE X" + b" x" * 200) == decode_command(b"GET VARIABLE X" + b" x" * 124)
    assert decode_command(b"ANSWER" + b" x" * 200) == Answer()
    assert len(read_line(b"ANSWER" + b" x" * 200).ignored) == 200


class Mine(Command[RawReply]):
    words: ClassVar[tuple[str, ...]] = ("MINE",)
    dead = True
    interrupt = "never"
    reply_text = "unknown"

    def argument_words(self) -> Sequence[str]:
        return ()

    def interpret_success(self, raw: RawReply) -> RawReply:
        return raw


class MineToo(Mine):
    words = ("MINE", "TOO")


class Get(Mine):
    words = ("GET",)


class GetDataTwice(Mine):
    words = ("GET", "DATA", "TWICE")


class MyNoop(Mine):
    words = ("NOOP",)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (b"MINE x", Mine),
        (b"mine too x", MineToo),
        (b"MINE TOOL", Mine),
        (b"GET x", Get),
        (b"GET DATA TWICE", GetDataTwice),
        (b"NOOP", MyNoop),
    ],
)
def test_of_classes_whose_names_begin_alike_the_longest_counts(line: bytes, named: type[Command[object]]) -> None:
    own = [Mine, MineToo, Get, GetDataTwice, MyNoop]
    for classes in (own, own[::-1], iter(own)):
        decoded = decode_command(line, classes)
        assert isinstance(decoded, MalformedCommand)
        assert decoded.command is named
        assert read_line(line, own).decoded == decoded
    assert decode_command(b"GET DATA pin", own) == GetData("pin")


@pytest.mark.parametrize("line", ["an\u017fwer", "noop\u0131", "chec\u212a", "ver\u00dfe x"])
def test_only_letters_of_ascii_are_the_same_in_capitals(line: str) -> None:
    assert isinstance(decode_command(line.encode()), UnknownCommand)


def test_a_class_that_does_not_say_how_it_is_read_is_malformed() -> None:
    assert decode_command(b"MINE x", [Mine]) == MalformedCommand(
        Mine, ("x",), "Mine does not define from_words(), which reads its words", refused=False
    )
