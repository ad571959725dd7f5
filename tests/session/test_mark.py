"""Synchronization by a mark: after its reply, no earlier reply is outstanding."""

from __future__ import annotations

from enum import Enum

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agicodec import (
    ChannelHungUp,
    Command,
    CommandInterrupted,
    InvalidArgument,
    Raw,
    RawReply,
    ReplyReceived,
    Session,
    Synchronized,
    UnexpectedLine,
    UsageError,
)
from agicodec.commands import Exec, GetVariable, Gosub, Noop, StreamFile
from agicodec.wire import from_wire
from agicodec.wire.protocol import MAX_LINE
from tests.refused import refused
from tests.sessions import BLOCK, MARK, MARKED, USAGE, events, started

ONE_LINE = b"520 Invalid command syntax.  Proper usage not available.\n"
USAGES = [USAGE, USAGE.replace(b"\n520 End", b"520 End"), ONE_LINE]


def answered(session: Session, command: Command[object], data: bytes) -> ReplyReceived[object]:
    """Send a command, and return its reply, which must be all that comes."""
    session.send(command)
    (event,) = events(session, data)
    assert isinstance(event, ReplyReceived)
    assert event.raw == RawReply.decode(data, command.reply_text)
    return event


def ran_with_1() -> Session:
    """Return a session whose last command was an application that returned 1, behind which a usage may come."""
    session = started()
    answered(session, Exec("Odd"), b"200 result=1\n")
    return session


def test_a_usage_that_a_value_has_begun_ends_with_the_mark() -> None:
    session = started()
    answered(session, GetVariable("X"), b"200 result=1 (a)\n")
    answered(session, Exec("Odd"), b"200 result=1\n")
    assert events(session, b"520-x\nhow") == [UnexpectedLine("520-x")]
    session.synchronize()
    assert events(session, b"to)\n" + MARKED) == [UnexpectedLine("howto)"), Synchronized()]
    assert answered(session, Noop(), b"200 result=0\n").certain
    assert isinstance(answered(session, Raw("VERBOSE"), USAGE).reply, UsageError)


@pytest.mark.parametrize("usage", USAGES)
def test_a_usage_behind_a_mark_belongs_to_the_command_that_was_sent_after_it(usage: bytes) -> None:
    session = ran_with_1()
    session.synchronize()
    assert events(session, MARKED) == [Synchronized()]
    assert isinstance(answered(session, Raw("VERBOSE"), usage).reply, UsageError)
    session = ran_with_1()
    session.send(StreamFile("x"))
    session.interrupt()
    assert events(session, MARKED) == [CommandInterrupted(StreamFile("x"))]
    assert answered(session, Raw("VERBOSE"), usage).certain


@pytest.mark.parametrize("usage", USAGES)
def test_a_usage_behind_a_late_mark_is_the_reply(usage: bytes) -> None:
    session = ran_with_1()
    session.send(StreamFile("x"))
    session.interrupt()
    events(session, b"200 result=0 endpos=9\n")
    session.send(Raw("VERBOSE"))
    (event,) = events(session, MARKED + usage)
    assert isinstance(event, ReplyReceived)
    assert event.raw.status == 520


@pytest.mark.parametrize("usage", USAGES)
@pytest.mark.parametrize("between", [b"odd\n", b"100 result=0 Trying...\n"])
def test_a_usage_that_does_not_stand_right_behind_the_application_s_reply_is_a_reply(
    between: bytes, usage: bytes
) -> None:
    session = ran_with_1()
    session.send(Gosub("c", "e", 1))
    *_, event = events(session, between + usage)
    assert isinstance(event, ReplyReceived)
    assert isinstance(event.reply, UsageError)


@pytest.mark.parametrize("usage", USAGES)
@pytest.mark.parametrize("hangup", [b"HANGUP\n", b"HANGUP"])
def test_a_usage_stands_right_behind_the_application_s_reply_though_a_hangup_comes_between(
    usage: bytes, hangup: bytes
) -> None:
    session = ran_with_1()
    lines = [UnexpectedLine(line.decode()) for line in usage.splitlines()]
    assert events(session, hangup + usage) == [ChannelHungUp(), *lines]
    answered(session, Noop(), b"200 result=0\n")


def test_a_mark_that_a_hangup_is_glued_to_is_found_in_whatever_has_begun() -> None:
    session = started(command=StreamFile("x"))
    session.interrupt()
    found = events(session, b"520-x\nHANGUP" + MARKED)
    assert found == [ChannelHungUp(), UnexpectedLine("520-x"), CommandInterrupted(StreamFile("x"))]


PIECES = [
    b"200 result=1\n",
    b"200 result=0\n",
    b"200 result=1 (a)\n",
    b"200 result=1 (a\n",
    b")\n",
    b"odd\n",
    b"100 result=0 Trying...\n",
    b"520-x\n",
    b"520 End of proper usage.\n",
    ONE_LINE,
    b"HANGUP\n",
    b"HANGUP",
]
SENT: list[Command[object]] = [Noop(), Exec("X"), GetVariable("X"), Gosub("c", "e", 1), StreamFile("x"), Raw("X")]
steps = st.lists(st.tuples(st.sampled_from(SENT), st.lists(st.sampled_from(PIECES), max_size=5).map(b"".join)))


@given(steps, st.binary())
@example([(GetVariable("X"), b"200 result=1 (a)\n"), (Exec("X"), b"200 result=1\n520-x\n")], b"")
@example([(Exec("X"), b"200 result=1\n")], b"")
@example([(StreamFile("x"), b"100 x\n520-")], b"HANGUP")
def test_behind_a_mark_nothing_is_open(sent: list[tuple[Command[object], bytes]], rest: bytes) -> None:
    session = started()
    for command, data in sent:
        if session.command is None:
            session.send(command, even_if_hung_up=True)
        events(session, data or None)
    if session.command is None:
        session.synchronize()
    elif session.command.is_interruptible(enhanced=False):
        session.interrupt()
    else:
        return
    events(session, rest + b"\n" + MARKED)
    assert session.certain
    assert session.unread == b""
    assert answered(session, Noop(), b"200 result=0\n").certain
    assert answered(session, Raw("VERBOSE"), USAGE).certain
    assert answered(session, GetVariable("X"), b"200 result=1 (a\nb)\n").certain


# What may be a mark


def test_a_mark_fits_on_a_line_and_what_does_not_is_refused() -> None:
    longest = "a" * (MAX_LINE - len("GET FULL VARIABLE \n"))
    session = Session(mark=longest)
    events(session, BLOCK)
    assert len(session.synchronize()) == MAX_LINE
    assert events(session, RawReply(200, "1", longest).encode()) == [Synchronized()]
    with pytest.raises(InvalidArgument, match=r"^Session: mark 'aaa.*: expected at most 2028 bytes$"):
        Session(mark=longest + "a")
    with pytest.raises(InvalidArgument, match="expected at most 2028 bytes"):
        Session(mark="é" * 1015)


@pytest.mark.parametrize("word", [5, b"x", ["x"], "", "a b"])
def test_a_mark_is_a_word(word: str) -> None:
    with refused(r"^Session: mark .*: expected letters, digits and hyphens$", InvalidArgument):
        Session(mark=word)


def test_a_mark_is_sent_by_its_value() -> None:
    class Word(str, Enum):
        OURS = "ours"

    session = Session(mark=Word.OURS)
    events(session, BLOCK)
    assert session.synchronize() == b"GET FULL VARIABLE ours\n"
    assert type(session.save()["mark"]) is str


def test_a_usage_without_a_text_is_an_error_with_one() -> None:
    event = answered(started(), Raw("VERBOSE"), ONE_LINE)
    assert isinstance(event.reply, UsageError)
    assert event.reply.text == "Invalid command syntax.  Proper usage not available."
    assert event.raw.encode() == ONE_LINE
    assert from_wire(MARKED).endswith(f"({MARK})\n")
