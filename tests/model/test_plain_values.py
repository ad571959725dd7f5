"""Values of subclasses of str and int are sent as their values; other types are refused."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from enum import Enum, IntEnum
from functools import partial
from typing import NoReturn

import pytest

from agicodec import CallerId, InvalidArgument, Raw, RawReply
from agicodec.asterisk import decode_command, read_command
from agicodec.asyncagi import encode_action, make_action
from agicodec.commands import (
    Answer,
    GetData,
    Noop,
    SetAutohangup,
    SetCallerid,
    SetPriority,
    SpeechRecognize,
    StreamFile,
)
from agicodec.dialplan import WholeVariable, join_options
from agicodec.errors import LineError
from agicodec.model import Command, Environment
from agicodec.results import Recognition
from agicodec.values import Result
from agicodec.wire import Limits, SpeechMatch, encode_line, from_wire, split, to_wire
from codegen.model import Argument
from codegen.model import Command as CommandSpec
from tests.refused import refused
from tests.sessions import asterisk_started, started
from tests.tables import COMMANDS, command_class, reply_rows, sample


class HostileText(str):
    """A text that shows itself as another."""

    __slots__ = ()

    def __str__(self) -> str:
        return "evil"

    def __repr__(self) -> str:
        return "evil"

    def __format__(self, spec: str) -> str:
        return "evil\nevil"

    def __hash__(self) -> int:
        return 0


class HostileInteger(int):
    """A number that shows itself as another."""

    __str__ = __repr__ = lambda self: "666"

    def __format__(self, spec: str) -> str:
        return "666"

    def __index__(self) -> int:
        return 666


class HostileNumber(float):
    """A fraction that shows itself as another."""

    __str__ = __repr__ = lambda self: "666"

    def __format__(self, spec: str) -> str:
        return "666"


class Prompt(str, Enum):
    """As many programs have it."""

    WELCOME = "welcome"
    BLANK = "good day"
    UPPER = "upper"
    AGAIN = "again"


class Count(int, Enum):
    """As many programs have it."""

    THREE = 3


class Seconds(float, Enum):
    """As some programs have it."""

    SHORT = 1.5


class Level(IntEnum):
    """Of which Python 3.10 and 3.11 make different texts."""

    HIGH = 4


def _member(made: object) -> object:
    return getattr(made, "MEMBER")  # noqa: B009


SUBCLASSES: dict[type, tuple[Callable[[object], object], ...]] = {
    str: (
        HostileText,
        lambda value: _member(Enum("Text", {"MEMBER": value}, type=str)),
    ),
    int: (
        lambda value: HostileInteger(str(value)),
        lambda value: _member(Enum("Number", {"MEMBER": value}, type=int)),
        lambda value: _member(IntEnum("Number", {"MEMBER": value})),
    ),
    float: (
        lambda value: HostileNumber(str(value)),
        lambda value: _member(Enum("Fraction", {"MEMBER": value}, type=float)),
    ),
}
"""For each type, how the value of a subclass is made from a plain one."""
ARGUMENTS = [
    pytest.param(command, argument, id=f"{title}: {argument.name}")
    for title, command in COMMANDS.items()
    for argument in command.arguments
]


@pytest.mark.parametrize(("command", "argument"), ARGUMENTS)
def test_the_value_of_a_subclass_is_what_is_sent(command: CommandSpec, argument: Argument) -> None:
    good = {a.name: sample(a)[0] for a in command.arguments}
    values = [good[argument.name]]
    if argument.type == "priority":
        values.append(3)
    for value in values:
        plain = command_class(command)(**{**good, argument.name: value})
        for subclass in SUBCLASSES.get(type(value), ()):
            made = command_class(command)(**{**good, argument.name: subclass(value)})
            assert made.encode() == plain.encode()
            assert made.encode(Limits(line=4000)) == plain.encode()
            assert (made, hash(made), repr(made)) == (plain, hash(plain), repr(plain))
            assert type(getattr(made, argument.name)) is type(value)


def test_members_of_enumerations_are_their_values() -> None:
    assert StreamFile(Prompt.WELCOME, offset=Count.THREE).encode() == b'STREAM FILE welcome "" 3\n'
    assert GetData(Prompt.BLANK, Level.HIGH, Count.THREE).encode() == b'GET DATA "good day" 4 3\n'
    assert SetAutohangup(Seconds.SHORT).encode() == b"SET AUTOHANGUP 1.5\n"
    assert SetPriority(Prompt.AGAIN).encode() == b"SET PRIORITY again\n"
    assert SetPriority(Level.HIGH).encode() == b"SET PRIORITY 4\n"
    assert Raw(Prompt.WELCOME, Prompt.BLANK, HostileText('q"')).encode() == b'welcome "good day" q\\"\n'
    assert SetCallerid(CallerId(HostileText("12"), Prompt.BLANK)).encode() == b'SET CALLERID "\\"good day\\" <12>"\n'
    assert SetCallerid(Prompt.BLANK).encode() == b'SET CALLERID "good day"\n'
    assert WholeVariable(Prompt.WELCOME, Prompt.BLANK) == WholeVariable("welcome", "good day")
    assert WholeVariable(HostileText("X")).encode() == WholeVariable("X").encode()
    assert join_options(Prompt.WELCOME, HostileText("a,b")) == "welcome,a\\,b"
    assert encode_line([HostileText("X"), Prompt.BLANK], Limits()) == b'X "good day"\n'
    assert to_wire(HostileText("a")) == b"a"


def test_a_command_made_by_hand_sends_values_too() -> None:
    class Play(Command[RawReply]):
        words = ("PLAY",)
        dead = False
        interrupt = "never"
        reply_text = "word"

        def argument_words(self) -> list[str]:
            return [Prompt.WELCOME, HostileText("x y")]

        def interpret_success(self, raw: RawReply) -> RawReply:
            return raw

    assert Play().encode() == b'PLAY welcome "x y"\n'


def test_actions_replies_and_environments_hold_values_too() -> None:
    action = make_action(Prompt.WELCOME, Noop(), HostileText("c"), HostileText("a"))
    assert action.headers[1:3] == (("ActionID", "a"), ("Channel", "welcome"))
    assert all(type(value) is str for _, value in action.headers)
    assert {action.action_id: 1}["a"] == {action.command_id: 1}["c"] == 1
    assert encode_action([(HostileText("Action"), Prompt.WELCOME)]) == b"Action: welcome\r\n\r\n"
    raw = RawReply(HostileInteger(200), HostileText("1"), Prompt.BLANK, HostileText("endpos=1"))
    assert raw.encode() == b"200 result=1 (good day) endpos=1\n"
    assert b"520-welcome\ngood day\n520 End" in RawReply(520, text=Prompt.BLANK, tail=Prompt.WELCOME).encode()
    environment = Environment(channel=Prompt.WELCOME, priority=Count.THREE, arguments=(HostileText("x"),))
    assert environment.encode() == Environment(channel="welcome", priority=3, arguments=("x",)).encode()


@pytest.mark.parametrize("value", [-0.0, 0.0, 0, -0])
def test_zero_has_no_sign(value: float) -> None:
    assert SetAutohangup(value).encode() == b"SET AUTOHANGUP 0\n"
    assert SetAutohangup(value) == SetAutohangup(0)


WRONG_COMMANDS = [
    pytest.param("ANSWER", r"found 'ANSWER'; read_command\(\) .* reads a line", id="str"),
    pytest.param(b"ANSWER\n", r"found b'ANSWER.*; read_command\(\)", id="bytes"),
    pytest.param(GetData, r"found the class GetData itself; make one: GetData\(...\)", id="class"),
    pytest.param(None, "found None", id="None"),
    pytest.param(RawReply(200), "found RawReply", id="reply"),
]


@pytest.mark.parametrize(("wrong", "message"), WRONG_COMMANDS)
def test_what_is_no_command_is_not_sent(wrong: Command[object], message: str) -> None:
    session = started()
    for send in (session.send, partial(make_action, "c", command_id="1", action_id="1")):
        with pytest.raises(TypeError, match=rf"^expected a command, such as Answer\(\), {message}"):
            send(wrong)
    assert session.send(Answer()) == b"ANSWER\n"


@pytest.mark.parametrize("wrong", ["200 result=0\n", b"200 result=0\n", None, 200, RawReply])
def test_what_is_no_reply_is_not_written(wrong: RawReply) -> None:
    session = asterisk_started()
    session.receive_data(b"ANSWER\n")
    session.next_event()
    with pytest.raises(TypeError, match=r"^expected a RawReply, such as command.reply_with\(result\), found"):
        session.reply(wrong)
    assert session.reply(RawReply(200, "0")) == b"200 result=0\n"


@pytest.mark.parametrize("wrong", ["NOOP", None, 5, ["NOOP"]])
def test_a_line_is_bytes(wrong: bytes) -> None:
    for read in (decode_command, read_command, split):
        with refused(r"^expected a line as bytes, found"):
            read(wrong)
    assert decode_command(bytearray(b"NOOP\n")) == Noop()
    with refused(r"^expected bytes, found"):
        from_wire(wrong)


@pytest.mark.parametrize("wrong", [5, b"x", None, ["x"]])
def test_a_text_is_a_string(wrong: str) -> None:
    with pytest.raises(InvalidArgument, match=r"^join_options: option 2 .*: expected a string$"):
        join_options("x", wrong)
    with refused(r"^expected a string, found"):
        to_wire(wrong)
    with refused("expected a string", LineError):
        encode_line(["X", wrong], Limits())
    for headers in ([("Action", wrong)], [(wrong, "x")]):
        with pytest.raises(InvalidArgument, match=r"^action: \w+ .*: expected a string$"):
            encode_action(headers)
    for name in ("channel", "command_id", "action_id"):
        names = {"channel": "c", "command_id": "1", "action_id": "1", name: wrong}
        with pytest.raises(InvalidArgument, match=f"^NOOP: {name} .*: expected a non-empty string$"):
            make_action(command=Noop(), **names)
    with refused(r"^environment: agi_request .*: expected a string$", InvalidArgument):
        Environment(request=wrong, raw=(("agi_request", wrong),)).encode()


def test_a_wrong_value_of_a_subclass_is_still_refused() -> None:
    def fail(_: object) -> NoReturn:
        raise AssertionError

    odd = type("Odd", (HostileText,), {"__iter__": fail, "__len__": fail, "__contains__": fail})
    assert StreamFile(odd("x"), odd("1")).encode() == b"STREAM FILE x 1\n"
    wrong_case, wrong_number = {"text": "x", "case": odd("maybe")}, {"number": HostileInteger(2**31)}
    with pytest.raises(InvalidArgument, match="case 'maybe': expected one of"):
        command_class(COMMANDS["SAY ALPHA"])(**wrong_case)
    with pytest.raises(InvalidArgument, match=r"number .*expected an integer"):
        command_class(COMMANDS["SAY NUMBER"])(**wrong_number)


@pytest.mark.parametrize("title", COMMANDS)
def test_what_a_simulator_replies_is_the_value(title: str) -> None:
    for row in reply_rows(COMMANDS[title]):
        plain, result = row.command.reply_with(row.result), row.result
        assert isinstance(result, Result)
        for part in result.parts():
            value: object = getattr(result, part.name)
            makers = () if part.name == "outcome" or value is None else SUBCLASSES.get(value.__class__, ())
            for make in makers[part.name == "digit" :]:  # a key is looked up, for which it needs the hash of a text
                given = copy(result)
                object.__setattr__(given, part.name, make(value))
                reply = row.command.reply_with(given)
                assert reply.encode() == plain.encode()
                assert reply == plain


def test_what_a_speech_engine_heard_is_written_by_its_value() -> None:
    heard = Recognition(
        "speech", (SpeechMatch(HostileInteger(9), HostileText("hi"), Prompt.WELCOME),), endpos=Count.THREE
    )
    reply = SpeechRecognize("x", 1).reply_with(heard)
    assert reply.tail == 'endpos=3 results=1 score0=9 text0="hi" grammar0=welcome'
