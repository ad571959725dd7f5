"""Every command, checked by tables that are made from the spec."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agicodec import (
    CallerId,
    DeadChannel,
    InvalidArgument,
    InvalidCommand,
    Raw,
    RawReply,
    ReplyError,
    ServerError,
    TruncatedReply,
    UnexpectedResult,
    UnknownStatus,
    UsageError,
    commands,
)
from agicodec.commands import Gosub, StreamFile
from agicodec.wire import Limits, encode_line, split, to_wire
from codegen.model import Argument, Example
from codegen.model import Command as CommandSpec
from tests.tables import COMMANDS, SPEC, ReplyRow, any_of, command_class, make, reply_rows, sample


def result_of(number: str) -> RawReply:
    return RawReply(200, number)


ALL = [pytest.param(command, id=title) for title, command in COMMANDS.items()]
EXAMPLES = [pytest.param(example, id=example.python) for command in COMMANDS.values() for example in command.examples]
REPLIES = [
    pytest.param(row, id=f"{row.command}: {row.line}") for command in COMMANDS.values() for row in reply_rows(command)
]
ARGUMENTS = [
    pytest.param(command, argument, id=f"{title}: {argument.name}")
    for title, command in COMMANDS.items()
    for argument in command.arguments
]
FAILURES = [
    (RawReply(510, tail="Invalid or unknown command"), InvalidCommand, "Invalid or unknown command"),
    (RawReply(511, tail="Command Not Permitted"), DeadChannel, "Command Not Permitted"),
    (RawReply(520, text="how to\n200 result=1", tail="Invalid"), UsageError, "how to\n200 result=1"),
    (RawReply(520, tail="Invalid command syntax."), UsageError, "Invalid command syntax."),
    (RawReply(503, "-2", tail="Memory allocation failure"), ServerError, "503 result=-2 Memory allocation failure"),
    (RawReply(299, tail="what (is) this"), UnknownStatus, "299 what (is) this"),
    (RawReply(200, "odd thing"), UnexpectedResult, "result=odd thing"),
]
_HUGE = 10**5000
"""A number that CPython does not even write in decimals."""
WRONG: dict[str, list[object]] = {
    "text": [None, 5, b"bytes"],
    "name": ["", 5, b"x"],
    "integer": [_HUGE, "3", 1.0, True, 2**31, -(2**31) - 1],
    "milliseconds": [_HUGE, "3", 1.0, True, 2**31],
    "seconds": [_HUGE, "3", 1.5, True, 2**31],
    "fractional_seconds": [_HUGE, "3", True, float("nan"), float("inf"), 1e-7, 2**31],
    "samples": [_HUGE, "3", 1.0, True, 2**63],
    "epoch": [_HUGE, "3", 1.5, True, datetime(2024, 1, 1), 2**63],
    "digits": [5, b"1"],
    "spoken_digits": ["", "*1", "-", "+-1", "\u0663", 5],
    "enumeration": ["", "ON", "other", 5],
    "switch": [1, "on", None],
    "flag": [1, "BEEP", None],
    "caller_id": [5, "x" * 256, CallerId("1", '"' * 130)],
    "priority": [_HUGE, "1st", "+1", "01", "-0", str(2**31), True, 2**31, 1.0],
}


def test_the_spec_has_the_47_commands_of_asterisk() -> None:
    assert len(COMMANDS) == 47
    assert sorted(commands.__all__) == sorted(command.class_name for command in COMMANDS.values())


def test_the_commands_allowed_on_a_dead_channel_are_those_of_the_server() -> None:
    assert {title for title, command in COMMANDS.items() if command_class(command).dead} == {
        "ASYNCAGI BREAK",
        "DATABASE DEL",
        "DATABASE DELTREE",
        "DATABASE GET",
        "DATABASE PUT",
        "EXEC",
        "GET FULL VARIABLE",
        "GET VARIABLE",
        "NOOP",
        "SET VARIABLE",
        "SPEECH DESTROY",
        "SPEECH UNLOAD GRAMMAR",
        "VERBOSE",
    }


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_spec_encodes_as_it_says(example: Example) -> None:
    known = {name: getattr(commands, name) for name in commands.__all__}
    command = eval(example.python, {**known, "CallerId": CallerId, "datetime": datetime, "timezone": timezone})
    assert command.encode() == to_wire(example.line) + b"\n"


@pytest.mark.parametrize("command", ALL)
def test_all_arguments_arrive_in_their_order(command: CommandSpec) -> None:
    expected = [*command.words, *(sample(argument)[1] for argument in command.arguments)]
    line = make(command).encode()
    assert line.endswith(b"\n")
    assert split(line[:-1]) == [to_wire(word) for word in expected]


@pytest.mark.parametrize("command", ALL)
def test_omitted_optional_arguments_are_not_sent(command: CommandSpec) -> None:
    made = make(command, full=False)
    required = [argument for argument in command.arguments if argument.required]
    assert len(split(made.encode()[:-1])) == len(command.words) + len(required)


@pytest.mark.parametrize("command", ALL)
def test_a_later_argument_leaves_no_gap_before_it(command: CommandSpec) -> None:
    for index, argument in enumerate(command.arguments):
        if argument.required or argument.floating:
            continue
        given = {a.name: sample(a)[0] for a in command.arguments if a.required} | {argument.name: sample(argument)[0]}
        words = split(command_class(command)(**given).encode()[:-1])[len(command.words) :]
        before = [a for a in command.arguments[:index] if not a.required]
        required = [sample(a)[1] for a in command.arguments if a.required]
        placeholders = [a.placeholder or "" for a in before]
        assert words == [to_wire(word) for word in (*required, *placeholders, sample(argument)[1])]


@pytest.mark.parametrize("command", ALL)
@settings(max_examples=60)
@given(data=st.data())
def test_asterisk_reads_back_what_was_encoded(command: CommandSpec, data: st.DataObject) -> None:
    made = data.draw(any_of(command))
    line = made.encode(Limits(line=10**6))
    words = (*made.words, *made.argument_words())
    assert split(line[:-1]) == [to_wire(word) for word in words]
    assert b"\n" not in line[:-1]
    assert line == encode_line(made.argument_words(), Limits(line=10**6), made.title)


def test_a_subclass_with_other_words_sends_them() -> None:
    class Loud(StreamFile):
        def argument_words(self) -> Sequence[str]:
            return [*super().argument_words(), "loud"]

    assert Loud("welcome").encode() == b'STREAM FILE welcome "" loud\n'
    assert StreamFile("welcome").encode() == b'STREAM FILE welcome ""\n'


def test_few_words_are_few_for_the_commands_of_the_spec_too() -> None:
    assert StreamFile("welcome").encode(Limits(words=4)) == b'STREAM FILE welcome ""\n'
    with pytest.raises(InvalidArgument, match="the line has 5 words, Asterisk reads 4"):
        StreamFile("welcome", offset=8).encode(Limits(words=4))


@pytest.mark.parametrize(("command", "argument"), ARGUMENTS)
def test_a_wrong_value_is_refused_with_its_name(command: CommandSpec, argument: Argument) -> None:
    good = {a.name: sample(a)[0] for a in command.arguments}
    for value in WRONG[argument.type]:
        if value is None and not argument.required and argument.type != "flag":
            continue
        with pytest.raises(InvalidArgument, match=f"^{command.title}: {argument.name} ") as caught:
            command_class(command)(**{**good, argument.name: value})
        assert caught.value.value is value
        assert caught.value.problem.startswith("expected ")


@pytest.mark.parametrize(("command", "argument"), ARGUMENTS)
def test_the_limits_of_the_spec_are_the_last_values_accepted(command: CommandSpec, argument: Argument) -> None:
    good = {a.name: sample(a)[0] for a in command.arguments}
    cls = command_class(command)
    for limit, step in ((argument.minimum, -1), (argument.maximum, 1)):
        if limit is not None:
            assert cls(**{**good, argument.name: limit}).encode()
            with pytest.raises(InvalidArgument, match=re.escape(str(limit))):
                cls(**{**good, argument.name: limit + step})
    if argument.max_bytes is not None:
        assert cls(**{**good, argument.name: "é" * (argument.max_bytes // 2)}).encode()
        with pytest.raises(InvalidArgument, match=f"at most {argument.max_bytes} bytes"):
            cls(**{**good, argument.name: "é" * (argument.max_bytes // 2 + 1)})


@pytest.mark.parametrize(("bad", "why"), [("a\nb", "line feed"), ("a\0b", "NUL"), ("a\ud800b", "surrogate")])
@pytest.mark.parametrize(("command", "argument"), ARGUMENTS)
def test_what_the_wire_cannot_carry_is_refused(command: CommandSpec, argument: Argument, bad: str, why: str) -> None:
    if argument.type not in ("text", "name", "digits", "caller_id"):
        return
    given = {a.name: sample(a)[0] for a in command.arguments}
    with pytest.raises(InvalidArgument, match=f"^{command.title}: {argument.name} .*{why}"):
        command_class(command)(**{**given, argument.name: bad}).encode()


@pytest.mark.parametrize("row", REPLIES)
def test_each_documented_reply_becomes_its_result(row: ReplyRow) -> None:
    raw = RawReply.decode(row.line.encode() + b"\n", row.command.reply_text)
    assert row.command.interpret(raw, row.version) == row.result
    assert row.command.answer(raw, row.version) == row.result


@pytest.mark.parametrize(("raw", "error", "text"), FAILURES)
@pytest.mark.parametrize("command", ALL)
def test_each_failure_is_a_typed_value_and_an_exception(
    command: CommandSpec, raw: RawReply, error: type[ReplyError], text: str
) -> None:
    made = make(command)
    if raw.status == 200 and command.title == "GET DATA":
        raw = RawReply(200, "1", text="odd thing")
        text = "result=1 (odd thing)"
    answer = made.answer(raw)
    assert type(answer) is error
    assert answer.text == text
    assert answer.command == command.title
    with pytest.raises(error, match=re.escape(command.title)):
        made.interpret(raw)


@pytest.mark.parametrize("command", ALL)
def test_ok_is_what_the_spec_says_of_the_outcome(command: CommandSpec) -> None:
    result = SPEC.result(command.result)
    ok = {outcome.name: outcome.ok for outcome in result.outcomes}
    for row, reply in zip(reply_rows(command), command.replies, strict=True):
        assert bool(row.result) is ok[reply.outcome]
        assert getattr(row.result, "ok") is ok[reply.outcome]  # noqa: B009
        for test in result.tests:
            assert getattr(row.result, test.name) is (reply.outcome in test.outcomes)


@pytest.mark.parametrize("command", ALL)
def test_the_replies_that_fail_the_run_are_those_of_the_spec(command: CommandSpec) -> None:
    for row, reply in zip(reply_rows(command), command.replies, strict=True):
        raw = RawReply.decode(row.line.encode(), row.command.reply_text)
        assert row.command.fails(raw, row.version) is reply.failure
    made = make(command)
    assert made.fails(RawReply(503, "-2"))
    assert not made.fails(RawReply(511))
    assert not made.breaks(RawReply(510))


def test_the_result_of_an_application_is_also_its_status() -> None:
    command = commands.Exec("Odd")
    told = [(command.usage_follows(raw), command.fails(raw), command.breaks(raw)) for raw in map(result_of, "01234")]
    no, yes = False, True
    assert told == [(no, no, no), (yes, no, no), (no, yes, no), (no, no, yes), (no, no, no)]
    assert commands.AsyncagiBreak().breaks(RawReply(200, "0"))
    assert not commands.Noop().breaks(RawReply(200, "0"))
    assert not commands.SayNumber(1).usage_follows(RawReply(200, "1"))


def test_a_truncated_reply_has_no_result() -> None:
    cut = RawReply.salvage(b"200 result=1 (a b")
    answer = commands.GetVariable("X").answer(cut)
    assert isinstance(answer, TruncatedReply)
    assert answer.text == "200 result=1 (a b"
    assert isinstance(commands.Noop().answer(RawReply.salvage(b"520-Usage:\nhow t")), UsageError)


def test_every_outcome_of_every_result_is_that_of_some_reply() -> None:
    for result in SPEC.results:
        users = [command for command in COMMANDS.values() if command.result == result.name]
        assert {reply.outcome for command in users for reply in command.replies} == set(result.names), result.name


def test_the_longest_line_is_taken_to_the_byte() -> None:
    longest = commands.SetVariable("N", "é" * 1015 + "x" * 1)
    assert len(longest.encode()) == 2047
    with pytest.raises(InvalidArgument, match="has 2048 bytes"):
        commands.SetVariable("N", "é" * 1015 + "xx").encode()
    assert len(commands.SetVariable("N", "x" * 8175).encode(Limits(line=8191))) == 8191
    with pytest.raises(InvalidArgument, match=r"has 8192 bytes.*takes 8191"):
        commands.SetVariable("N", "x" * 8176).encode(Limits(line=8191))


def test_the_most_words_are_taken() -> None:
    assert len(split(Raw("X", *[""] * 126).encode()[:-1])) == 127


def test_commands_are_values() -> None:
    assert commands.GetVariable("X") == commands.GetVariable("X")
    assert len({commands.GetVariable("X"), commands.GetVariable("X"), commands.GetVariable("Y")}) == 2
    assert repr(commands.GetData("f", max_digits=4)) == "GetData(filename='f', timeout=None, max_digits=4)"
    assert str(commands.GetData("f")) == "GET DATA"
    with pytest.raises(AttributeError):
        setattr(commands.GetVariable("X"), "name", "Y")  # noqa: B010


def test_an_unknown_command_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Konference'"):
        getattr(commands, "Konference")  # noqa: B009
    assert "GetData" in dir(commands)


def test_what_an_error_shows_of_a_reply_has_no_provisional_ones() -> None:
    trying = (RawReply(100, "0", tail="Trying..."),)
    unexpected = Gosub("a", "b", 1).answer(RawReply(200, "x", tail="y", provisional=trying))
    assert isinstance(unexpected, UnexpectedResult)
    assert unexpected.text == "result=x y"
    unknown = Gosub("a", "b", 1).answer(RawReply(299, tail="y", provisional=trying))
    assert isinstance(unknown, UnknownStatus)
    assert unknown.text == "299 y"
