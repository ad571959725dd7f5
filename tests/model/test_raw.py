"""Commands that are named by their words: Raw, and Unchecked for arguments that their class would refuse."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

from agicodec import (
    Command,
    InvalidArgument,
    InvalidCommand,
    Raw,
    RawReply,
    Unchecked,
    UnexpectedResult,
    UsageError,
    commands,
)
from agicodec.asterisk import read_command
from agicodec.commands import AsyncagiBreak, Exec, GetData, Noop, RecordFile, SetCallerid, SetMusic, WaitForDigit
from agicodec.results import DigitsEntered, Recording
from agicodec.wire import to_wire
from codegen.model import Command as CommandSpec
from examples.own_commands.agi.commands import QueuePosition
from tests.tables import COMMANDS, command_class, make, reply_rows


def test_commands_are_equal_when_they_are_the_same_line() -> None:
    assert GetData("x", max_digits=4) == GetData("x", 0, 4)
    assert GetData("x") != GetData("x", 0)
    others: list[object] = [Noop(), Raw("NOOP"), "WAIT FOR DIGIT 1", None]
    assert Noop() not in others[1:]
    assert WaitForDigit(1) not in others
    assert SetCallerid("1") not in others
    assert len({GetData("x", max_digits=4), GetData("x", 0, 4), Recording("digit")}) == 2


def test_what_does_not_fit_keeps_what_its_class_knows() -> None:
    command = read_command(b"GET DATA m 0 5000")
    assert command == Unchecked(GetData, "m", "0", "5000")
    assert command != read_command(b"SET MUSIC m 0 5000")
    assert command.encode() == b"GET DATA m 0 5000\n"
    assert (str(command), command.dead, command.interrupt, command.reply_text) == ("GET DATA", False, "silent", "word")
    assert command.is_interruptible(enhanced=False)
    assert command.interpret(RawReply(200, "12")) == DigitsEntered("entered", "12")
    assert command.reply_with(DigitsEntered("entered", "12")) == RawReply(200, "12")
    assert not Unchecked(WaitForDigit, "soon").dead
    with pytest.raises(UsageError, match="WAIT FOR DIGIT"):
        Unchecked(WaitForDigit, "soon").interpret(RawReply(520, tail="Invalid command syntax."))
    with pytest.raises(UnexpectedResult, match="SET MUSIC"):
        Unchecked(SetMusic, "maybe").interpret(RawReply(200, "7"))
    recording = Unchecked(RecordFile, "m", "wav", "#", "1", "s=9999999")
    assert recording.fails(RawReply(200, "-1", "writefile"))
    assert recording.interpret(RawReply(200, "-1", "randomerror", "endpos=0")) == Recording("beep failed")
    failing = Unchecked(Exec)
    assert failing.dead
    assert (failing.usage_follows(RawReply(200, "1")), failing.fails(RawReply(200, "2"))) == (True, True)
    assert Unchecked(AsyncagiBreak, "x").breaks(RawReply(200, "0"))


@pytest.mark.parametrize("wrong", [Noop(), Raw, Unchecked, Command, str, None, "NOOP"])
def test_unchecked_arguments_are_those_of_a_class(wrong: type[Command[object]]) -> None:
    with pytest.raises(
        InvalidArgument, match=r"Unchecked: named .*: expected the class of a command, such as SetMusic"
    ):
        Unchecked(wrong)


@pytest.mark.parametrize("wrong", [5, None, b"x"])
def test_unchecked_arguments_are_strings(wrong: str) -> None:
    with pytest.raises(InvalidArgument, match=r"GET DATA: argument 2 .*: expected a string"):
        Unchecked(GetData, "m", wrong)


@pytest.mark.parametrize("spec", COMMANDS.values(), ids=list(COMMANDS))
def test_unchecked_arguments_keep_what_any_class_knows(spec: CommandSpec) -> None:
    named = command_class(spec)
    command = Unchecked(named, "a b", "")
    assert command.encode() == to_wire(f'{spec.title} "a b" ""\n')
    assert command.synopsis == named.synopsis
    for row in reply_rows(spec):
        raw = RawReply.decode(row.line.encode(), command.reply_text)
        known = row.command
        assert command.interpret(raw, row.version) == row.result
        assert command.fails(raw, row.version) == known.fails(raw, row.version)
        assert command.breaks(raw) == known.breaks(raw)
        assert command.usage_follows(raw) == known.usage_follows(raw)


def test_a_raw_command_is_quoted_like_the_others() -> None:
    assert Raw("MYCMD", "a b", "", 'q"').encode() == b'MYCMD "a b" "" q\\"\n'
    assert Raw("MY CMD").encode() == b"MY CMD\n"
    assert str(Raw("MY CMD", "x")) == "MY CMD"
    assert Raw("MYCMD").interpret(RawReply(200, "7")) == RawReply(200, "7")
    assert isinstance(Raw("MYCMD").answer(RawReply(510)), InvalidCommand)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (Raw("MY CMD", "ok", "a\nb"), "MY CMD: argument 2 'a\\nb': a line feed"),
        (Raw("MY\nCMD", "ok"), "MY\nCMD: command 'MY\\nCMD': a line feed"),
        (Raw("Failures"), "Failures: command 'Failures': a line that starts with 'failure' ends the AGI run"),
        (Raw("X", *["y"] * 127), "X: argument 127 'y': the line has 128 words, Asterisk reads 127"),
        (
            commands.SetVariable("N", "v" * 2040),
            "SET VARIABLE: value 'vvv.*: the line has 2056 bytes with its line feed, this Asterisk takes 2047",
        ),
        (commands.DatabasePut("f" * 2000, "k" * 40, "v"), "DATABASE PUT: family 'fff.*2047"),
    ],
)
def test_a_line_that_asterisk_would_misread_is_refused(command: Raw, message: str) -> None:
    pattern = message if ".*" in message else re.escape(message)
    with pytest.raises(InvalidArgument, match=pattern):
        command.encode()


@pytest.mark.parametrize("name", ["", " ", "MY  CMD", " CMD", "CMD ", 5])
def test_the_name_of_a_raw_command_is_checked(name: str) -> None:
    with pytest.raises(InvalidArgument, match=r"command .*: expected a string of words with single spaces between"):
        Raw(name)


def test_the_arguments_of_a_raw_command_are_checked() -> None:
    arguments: list[str] = ["fine", getattr(5, "real")]  # noqa: B009
    with pytest.raises(InvalidArgument, match=r"^MY CMD: argument 2 5: expected a string$"):
        Raw("MY CMD", *arguments)


@pytest.mark.parametrize("title", COMMANDS)
def test_a_510_for_a_command_of_agi_hints_at_print(title: str) -> None:
    refusal = RawReply(510, tail="Invalid or unknown command")
    words = title.split()
    for command in (make(COMMANDS[title]), Raw(title), Raw(title.lower(), "x"), Raw(words[0], *words[1:], "x")):
        error = command.answer(refusal)
        assert isinstance(error, InvalidCommand)
        for one in (error, copy.copy(error), pickle.loads(pickle.dumps(error))):
            assert one.module == COMMANDS[title].module
            assert str(one).startswith(
                f"{command}: Asterisk does not know the command (510): 'Invalid or unknown command'; "
            )
            assert str(one).endswith("mostly something else was written to the stream, such as by print()")
            assert (f"if its module {one.module} is loaded" in str(one)) is (title == "GOSUB")


def test_a_510_for_another_command_hints_at_nothing() -> None:
    for command in (Raw("MYCMD", "ANSWER"), Raw("GET", "IT"), QueuePosition("sales")):
        error = command.answer(RawReply(510, tail="Invalid or unknown command"))
        assert isinstance(error, InvalidCommand)
        assert not error.module
        assert str(error) == f"{command}: Asterisk does not know the command (510): 'Invalid or unknown command'"
