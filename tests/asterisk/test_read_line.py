"""`read_line` reports what Asterisk ignores or reads as another value; `strict` refuses it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import Command, InvalidArgument, Raw
from agicodec.asterisk import MalformedCommand, decode_command, read_command, read_line
from agicodec.commands import GetData, Verbose
from agicodec.wire import AsteriskVersion, quote, to_wire
from agicodec.wire.protocol import MAX_LINE, MAX_LINE_LARGE
from codegen.model import Argument
from codegen.model import Command as CommandSpec
from tests.tables import COMMANDS, any_that_can_be_sent, sample

NUMBERS = ("integer", "milliseconds", "seconds", "fractional_seconds", "samples", "epoch")


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        (b"VERBOSE hello world", ["'world' is not a number: read as 0"]),
        (b"VERBOSE hello world 1", ["'world' is not a number: read as 0"]),
        (b"VERBOSE x high", ["'high' is not a number: read as 0"]),
        (b'VERBOSE x ""', ["'' is not a number: read as 0"]),
        (b"GET DATA pin 5s 4", ["'5s' continues after its number: read as 5"]),
        (b"GET DATA pin 5s 4s", ["'5s' continues after its number: read as 5", "'4s' continues after its number"]),
        (b"WAIT FOR DIGIT " + b"0" * 30 + b"7", ["continues after its number: read as 0"]),
        (b"WAIT FOR DIGIT 4294967297", ["timeout 4294967297: expected an integer from -2147483648 to 2147483647"]),
        (b"SET AUTOHANGUP 10s", ["'10s' continues after its number: read as 10"]),
        (b"SET AUTOHANGUP 2.5.1", ["'2.5.1' continues after its number: read as 2.5"]),
        (b'SAY NUMBER " 12.5" ""', ["' 12.5' continues after its number: read as 12"]),
        (b"SET PRIORITY 2nd", ["'2nd' continues after its number: read as 2"]),
        (b"TDD MODE maybe", ["'maybe' begins with none of on, off, mate, tdd: read as off"]),
        (b"TDD MODE Once", ["'Once' is read as on"]),
        (b"SAY ALPHA ab # any", ["'any' is read as all"]),
        (b"SET MUSIC offline", ["'offline' is read as off"]),
        (b"SET MUSIC maybe", ["'maybe' is neither on nor off: Asterisk does nothing"]),
        (b"RECORD FILE m wav # 1 800 900 s=5", ["'900' is read as BEEP"]),
        (b"RECORD FILE m wav # 1 quiet s=x", ["'quiet' is read as BEEP", "'s=x' has no number after s=: read as s=0"]),
        (b"RECORD FILE m wav # 1 9k s=3s", ["'9k' continues after", "'s=3s' continues after its number: read as s=3"]),
        (b"SET CONTEXT " + b"x" * 90, ["expected a string of at most 79 bytes"]),
        (b"failure is near", ["a line that starts with 'failure' ends the AGI run"]),
        (b"FAILURES", ["a line that starts with 'failure' ends the AGI run"]),
        (b"NOOP a\nHANGUP\n", ["the line feed at 7 ends the line, and the rest is another line"]),
        (b"NOOP " + b"x" * 2042 + b"\n", ["the line has 2048 bytes with its line feed, this Asterisk takes 2047"]),
    ],
)
def test_a_word_that_is_read_as_another_value_is_reported(line: bytes, faults: list[str]) -> None:
    read = read_line(line)
    assert len(read.faults) == len(faults)
    assert all(expected in fault for expected, fault in zip(faults, read.faults, strict=True))
    assert read.decoded == decode_command(line)
    with pytest.raises(InvalidArgument) as caught:
        read_command(line, strict=True)
    assert all(fault in caught.value.problem for fault in read.faults)


@pytest.mark.parametrize(
    "line",
    [
        b'GET DATA m +05 " 4 "',
        b"SET AUTOHANGUP 10.0",
        b"SET MUSIC ON",
        b"TDD MODE Mate",
        b"SAY ALPHA ab # UPPER",
        b"SAY ALPHA ab # up",
        b'SAY ALPHA ab # ""',
        b'SAY DIGITS "12 34" ""',
        b"SET PRIORITY again",
        b"RECORD FILE m wav # 1 800 beep s=3",
        b"NOOP failure",
        b'"failure" is near',
        b"NOOP " + b"x" * 2041 + b"\n",
        b"SET VARIABLE X a b c",
        b"WAIT FOR DIGIT soon",
    ],
)
def test_what_says_the_same_or_is_refused_is_no_fault(line: bytes) -> None:
    assert read_line(line).faults == ()
    assert read_command(line, strict=True) == read_command(line)


def numbers_and_choices() -> Iterator[tuple[CommandSpec, Argument]]:
    """Return each argument that Asterisk reads as something else than text, with its command."""
    for command in COMMANDS.values():
        for argument in command.arguments:
            if argument.type in (*NUMBERS, "enumeration", "switch", "flag"):
                yield command, argument


@pytest.mark.parametrize("wrong", ["{}x", "{} 1", "x"])
@pytest.mark.parametrize(
    ("command", "argument"), [pytest.param(*row, id=str(row[1].name)) for row in numbers_and_choices()]
)
def test_no_argument_of_any_command_is_read_silently_as_another(
    command: CommandSpec, argument: Argument, wrong: str
) -> None:
    words = [sample(other)[1] for other in command.arguments]
    index = command.arguments.index(argument)
    whole = sample(argument)[1].removeprefix(argument.prefix)
    words[index] = f"{argument.prefix}{wrong.format(whole)}"
    line = to_wire(" ".join([command.title, *map(quote, words)]))
    read = read_line(line)
    is_refused = isinstance(read.decoded, MalformedCommand) and read.decoded.refused
    assert bool(read.faults) is not is_refused


def test_a_strict_reading_names_all_that_would_be_lost() -> None:
    with pytest.raises(InvalidArgument, match=r"'world' is not a number: read as 0; .* ignores all from the word 'b'"):
        read_command(b"VERBOSE hello world b", strict=True)
    assert read_command(b"VERBOSE hello world") == Verbose("hello", 0)
    assert read_command(b"GET DATA pin 5s 4") == GetData("pin", 5, 4)


def test_a_line_is_held_to_what_its_asterisk_takes() -> None:
    line = b"NOOP " + b"x" * MAX_LINE
    recent = AsteriskVersion.parse("22.10.1").limits
    assert read_line(line, limits=recent).faults == ()
    assert read_command(line, strict=True, limits=recent) == read_command(line)
    assert read_line(b"NOOP " + b"x" * MAX_LINE_LARGE, limits=recent).faults != ()


def test_an_unknown_command_is_checked_too() -> None:
    assert read_command(b"MYCMD 5s", strict=True) == Raw("MYCMD", "5s")
    with pytest.raises(InvalidArgument, match=re.escape("the line feed at 8 ends the line")):
        read_command(b"MYCMD a\nb", strict=True)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"SET VARIABLE X a b c", "found 4 arguments, expected at most 2; quote an argument that contains blanks"),
        (b"SET VARIABLE X", "found 1 argument, expected at least 2"),
        (b"SET VARIABLE", "found 0 arguments, expected at least 2"),
        (b"SET CALLERID", "found 0 arguments, expected at least 1"),
    ],
)
def test_the_problem_names_the_number_of_arguments(line: bytes, problem: str) -> None:
    decoded = decode_command(line)
    assert isinstance(decoded, MalformedCommand)
    assert decoded.problem == problem


@pytest.mark.parametrize(
    ("line", "ignored"),
    [
        (b"EXEC Playback a b c", ("b", "c")),
        (b"EXEC Playback", ()),
        (b"ANSWER now please", ("now", "please")),
        (b"NOOP step 3", ()),
        (b"VERBOSE x 1 y", ("y",)),
        (b"GET DATA m 1 2 3", ("3",)),
        (b"SET CALLERID Ann <12>", ("<12>",)),
        (b"SPEECH RECOGNIZE m 1 2 3", ("2", "3")),
        (b"SPEECH RECOGNIZE m 1 2", ()),
        (b"RECORD FILE m wav # 1 800 s=3 more", ("more",)),
        (b"RECORD FILE m wav # 1 s=3 s=4 s=5", ("s=4", "s=5")),
        (b"RECORD FILE m wav # 1 800 BEEP s=5", ()),
        (b"SET MUSIC maybe jazz more", ("more",)),
        (b"MYCMD a b", ()),
        (b"ANSWER" + b" x" * 127, ("x",) * 127),
    ],
)
def test_ignored_words_are_reported(line: bytes, ignored: tuple[str, ...]) -> None:
    assert read_line(line).ignored == ignored
    assert read_line(line).decoded == decode_command(line)
    if ignored:
        with pytest.raises(InvalidArgument, match=f"Asterisk ignores all from the word '{ignored[0]}' on"):
            read_command(line, strict=True)
    else:
        assert read_command(line, strict=True) == read_command(line)


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        (b'SET VARIABLE X "say "hi" there"', ["continues after the quotation mark at 21", "mark at 24 is inside"]),
        (b'SET VARIABLE X "open to the end', ["the quotation mark at 16 is never closed"]),
        (b'SET VARIABLE X "', ["the quotation mark at 16 is never closed"]),
        (b'SET VARIABLE X a"b c"', ["the quotation mark at 17 is inside a word"]),
        (b'SET VARIABLE X "a""b"', ["the quotation mark at 19 is inside a word"]),
        (b'SET VARIABLE X "a"\\\\b', ["continues after the quotation mark at 18"]),
        (b"SET VARIABLE X a\\", ["the backslash at the end is lost"]),
        (b"SET VARIABLE X C:\\dir", ["the backslash at 18 is lost"]),
        (b'SET VARIABLE X ""x', ["continues after the quotation mark at 17"]),
        (b"NOOP\r\n", ["the carriage return at the end is part of the last word"]),
        (b"NOOP a\0b", ["the NUL at 7 ends the line"]),
        (b"ANSWER\nHANGUP\n", ["the line feed at 7 ends the line, and the rest is another line"]),
        (b"SET VARIABLE X 'a\nb'\n", ["the line feed at 18 ends the line, and the rest is another line"]),
        (b'SET VARIABLE X "say \\"hi\\" there"', []),
        (b'SET VARIABLE X a\\ b\\\\c\\"', []),
        (b'"NOOP"\t"" ', []),
    ],
)
def test_broken_quoting_is_reported_and_refused_if_strict(line: bytes, faults: list[str]) -> None:
    found = read_line(line).faults
    assert len(found) >= len(faults)
    assert all(expected in told for expected, told in zip(faults, found, strict=False))
    assert bool(found) is bool(faults)
    if faults:
        with pytest.raises(InvalidArgument, match=re.escape(faults[0])):
            read_command(line, strict=True)
    assert isinstance(read_command(line), Command)


@pytest.mark.parametrize("spec", COMMANDS.values(), ids=list(COMMANDS))
@given(data=st.data())
def test_what_was_encoded_is_read_strictly(spec: CommandSpec, data: st.DataObject) -> None:
    command = data.draw(any_that_can_be_sent(spec))
    read = read_line(command.encode())
    assert read.ignored == ()
    assert all("carriage return" in fault for fault in read.faults)
