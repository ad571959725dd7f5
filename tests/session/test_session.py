"""`Session`: the application's side."""

from __future__ import annotations

import pytest

from agicodec import (
    NEED_DATA,
    ChannelHungUp,
    ConnectionClosed,
    DeadChannel,
    InvalidArgument,
    LocalProtocolError,
    Raw,
    RawReply,
    RemoteProtocolError,
    ReplyReceived,
    Session,
    SessionStarted,
    State,
    UnexpectedLine,
)
from agicodec.commands import (
    Answer,
    Exec,
    GetVariable,
    Gosub,
    Noop,
    SetVariable,
    StreamFile,
)
from agicodec.results import ApplicationResult, VariableValue
from agicodec.session import TRANSITIONS, Trigger
from tests.sessions import BLOCK, USAGE, events, started, state_of


def test_a_conversation() -> None:
    session = Session()
    assert state_of(session) is State.AWAITING_ENVIRONMENT
    assert session.next_event() is NEED_DATA
    (start,) = events(session, BLOCK)
    assert isinstance(start, SessionStarted)
    assert start.environment is session.environment
    assert state_of(session) is State.READY
    assert session.send(SetVariable("X", "a b")) == b'SET VARIABLE X "a b"\n'
    assert state_of(session) is State.AWAITING_REPLY
    assert session.command == SetVariable("X", "a b")
    assert events(session, b"200 result=1\n") == [ReplyReceived(SetVariable("X", "a b"), RawReply(200, "1"))]
    assert state_of(session) is State.READY
    assert session.command is None
    assert events(session, b"") == [ConnectionClosed()]
    assert state_of(session) is State.CLOSED


def test_a_reply_event_returns_its_result_and_its_type() -> None:
    command = GetVariable("X")
    session = started(command=command)
    (event,) = events(session, b"200 result=1 (v)\n")
    match event:
        case ReplyReceived(asked, VariableValue(value=value)):
            assert (asked, value) == (command, "v")
        case _:
            pytest.fail(f"{event} is no reply with a value")
    assert event.result() == VariableValue("set", "v")
    assert event.answer_to(command).result().value == "v"
    with pytest.raises(LocalProtocolError, match=r"reply to GetVariable\(name='X'\), not to Noop\(text=None\)"):
        event.answer_to(Noop())


def test_a_refusal_is_a_value_and_an_exception() -> None:
    session = started(command=Answer())
    (event,) = events(session, b"511 Command Not Permitted on a dead channel\n")
    assert isinstance(event, ReplyReceived)
    assert isinstance(event.reply, DeadChannel)
    with pytest.raises(DeadChannel):
        event.result()


def test_the_provisional_reply_comes_before_the_real_one() -> None:
    session = started(command=Gosub("c", "e", 1))
    assert events(session, b"100 result=0 Trying...\n") == []
    (event,) = events(session, b"HANGUP\n")
    assert event == ChannelHungUp()
    (reply,) = events(session, b"200 result=0 Gosub complete\n")
    assert isinstance(reply, ReplyReceived)
    assert reply.raw.provisional == (RawReply(100, "0", None, "Trying..."),)


# Lines that nothing asked for


def test_a_line_that_came_before_the_command_is_never_its_reply() -> None:
    session = started()
    session.receive_data(b"200 result=1 (smuggled)\n200 result")
    session.send(GetVariable("X"))
    assert events(session, b"=1 (half smuggled)\n200 result=1 (true)\n") == [
        UnexpectedLine("200 result=1 (smuggled)"),
        UnexpectedLine("200 result=1 (half smuggled)"),
        ReplyReceived(GetVariable("X"), RawReply(200, "1", "true")),
    ]


def test_the_rest_of_a_text_is_not_the_next_reply() -> None:
    session = started(command=GetVariable("X"))
    first, rest = events(session, b"200 result=1 (a)\n200 result=1 (b)\n")
    assert isinstance(first, ReplyReceived)
    assert first.result() == VariableValue("set", "a")
    assert rest == UnexpectedLine("200 result=1 (b)")
    assert state_of(session) is State.READY


def test_text_without_a_status_is_not_a_reply() -> None:
    session = started(command=Noop())
    assert events(session, b"hello\n\n\xff\n") == [
        UnexpectedLine("hello"),
        UnexpectedLine(""),
        UnexpectedLine("\udcff"),
    ]
    assert state_of(session) is State.AWAITING_REPLY


def test_a_text_may_hold_what_looks_like_anything_else() -> None:
    text = "a\nHANGUP\n510 x\n200 result=1 (b\n520-x\n\n100 y"
    session = started(command=GetVariable("X"))
    (event,) = events(session, b"200 result=1 (" + text.encode() + b")\n")
    assert isinstance(event, ReplyReceived)
    assert event.result() == VariableValue("set", text)
    assert not session.hung_up


def test_a_reply_with_a_word_is_one_line_while_a_mark_is_due_too() -> None:
    session = started(command=StreamFile("x"))
    session.interrupt()
    (reply,) = events(session, b"200 result=0 (x\n")
    assert reply == ReplyReceived(StreamFile("x"), RawReply(200, "0", None, "(x"))


def test_a_usage_in_one_line_ends_with_its_line() -> None:
    session = started(command=Exec("Odd"))
    events(session, b"200 result=1\n")
    session.send(Noop())
    line, reply = events(session, b"520 result=1 (x\n200 result=0\n")
    assert (line, reply) == (UnexpectedLine("520 result=1 (x"), ReplyReceived(Noop(), RawReply(200, "0")))


def test_the_usage_after_an_application_that_returns_1_is_nobodys_reply() -> None:
    session = started(command=Exec("Odd"))
    (reply,) = events(session, b"200 result=1\n")
    assert isinstance(reply, ReplyReceived)
    assert reply.result() == ApplicationResult("ran", 1)
    session.send(Noop())
    *lines, last = events(session, USAGE + b"200 result=0\n")
    assert lines == [UnexpectedLine(line.decode()) for line in USAGE.splitlines()]
    assert last == ReplyReceived(Noop(), RawReply(200, "0"))
    session.send(Raw("VERBOSE"))
    (own,) = events(session, USAGE)
    assert isinstance(own, ReplyReceived)
    assert own.raw.status == 520


def test_the_usage_after_an_application_may_be_one_line_or_missing() -> None:
    session = started(command=Exec("Odd"))
    assert len(events(session, b"200 result=1\n520 Invalid command syntax.  Proper usage not available.\n")) == 2
    session.send(Exec("Odd"))
    assert len(events(session, b"200 result=1\n")) == 1
    session.send(Noop())
    assert events(session, b"200 result=0\n") == [ReplyReceived(Noop(), RawReply(200, "0"))]
    session.send(Raw("VERBOSE"))
    (own,) = events(session, USAGE)
    assert isinstance(own, ReplyReceived)


def test_a_line_after_an_application_that_asterisk_would_not_write_is_no_usage() -> None:
    session = started(command=Exec("Odd"))
    _, *lines = events(session, b"200 result=1\n520\n5200 x\n")
    assert lines == [UnexpectedLine("520"), UnexpectedLine("5200 x")]
    assert events(session, USAGE) == [UnexpectedLine(line.decode()) for line in USAGE.splitlines()]


def test_no_usage_follows_an_application_that_returns_something_else() -> None:
    session = started(command=Exec("Playback"))
    assert len(events(session, b"200 result=0\n")) == 1
    session.send(Raw("VERBOSE"))
    (own,) = events(session, USAGE)
    assert isinstance(own, ReplyReceived)
    assert own.raw.status == 520


# Hangup


@pytest.mark.parametrize("count", [1, 2])
def test_hangup_may_come_before_the_reply_and_twice(count: int) -> None:
    session = started(command=Noop())
    found = events(session, b"HANGUP\n" * count + b"200 result=0\nHANGUP\n")
    assert found == [*[ChannelHungUp()] * count, ReplyReceived(Noop(), RawReply(200, "0")), ChannelHungUp()]
    assert session.hung_up
    assert state_of(session) is State.READY


def test_hangup_joined_to_a_reply_is_separated() -> None:
    session = started(command=Noop())
    assert events(session, b"HANGUP200 result=0\n") == [ChannelHungUp(), ReplyReceived(Noop(), RawReply(200, "0"))]
    session.receive_data(b"HANGUP")
    session.send(GetVariable("X"))
    (hangup, reply) = events(session, b"200 result=0\n")
    assert hangup == ChannelHungUp()
    assert isinstance(reply, ReplyReceived)
    assert events(session, b"HANGUP200 result=0\n") == [ChannelHungUp(), UnexpectedLine("200 result=0")]
    session.send(GetVariable("X"))
    assert events(session, b"HANGUP200 result=1 (a\n") == [ChannelHungUp()]
    assert events(session, b"HANGUPX\n") == []
    assert len(events(session, b"b)\n")) == 1
    assert events(session, b"HANGUPX\n") == [UnexpectedLine("HANGUPX")]


def test_hangups_glued_to_lines_that_nothing_asked_for_keep_their_order() -> None:
    session = started()
    session.receive_data(b"HANGUP200 result=0\nHANGUP200 result=1\n")
    session.send(Noop())
    assert events(session, b"200 result=0\n") == [
        ChannelHungUp(),
        UnexpectedLine("200 result=0"),
        ChannelHungUp(),
        UnexpectedLine("200 result=1"),
        ReplyReceived(Noop(), RawReply(200, "0")),
    ]


def test_a_dead_channel_refuses_without_a_round_trip() -> None:
    session = started()
    events(session, b"HANGUP\n")
    with pytest.raises(DeadChannel, match=r"^STREAM FILE: not sent: the channel has hung up$") as caught:
        session.send(StreamFile("x"))
    assert caught.value.text == ""
    assert state_of(session) is State.READY
    assert session.send(GetVariable("X")) == b"GET VARIABLE X\n"


def test_a_pending_hangup_counts() -> None:
    session = started(command=Noop())
    session.receive_data(b"200 result=0\nHANGUP\nodd\n200 res")
    assert isinstance(session.next_event(), ReplyReceived)
    with pytest.raises(DeadChannel):
        session.send(StreamFile("x"))
    session.send(Noop())
    assert events(session, b"ult=7\n200 result=0\n") == [
        ChannelHungUp(),
        UnexpectedLine("odd"),
        UnexpectedLine("200 result=7"),
        ReplyReceived(Noop(), RawReply(200, "0")),
    ]


def test_a_pending_end_counts() -> None:
    session = started()
    session.receive_data(b"odd\n")
    session.receive_data(b"")
    with pytest.raises(LocalProtocolError, match="cannot send NOOP: the connection is closed"):
        session.send(Noop())
    assert events(session) == [UnexpectedLine("odd"), ConnectionClosed()]
    assert session.next_event() == ConnectionClosed()


def test_a_pending_failure_counts() -> None:
    session = Session(max_environment=1000, max_reply=1000)
    events(session, BLOCK)
    session.receive_data(b"odd\n" + b"x" * 2000)
    with pytest.raises(LocalProtocolError, match="cannot send NOOP: the session has failed: a line has more than"):
        session.send(Noop())
    assert session.next_event() == UnexpectedLine("odd")
    with pytest.raises(RemoteProtocolError, match="a line has more than the 1000 bytes allowed"):
        session.next_event()


def test_a_dead_channel_lets_through_what_it_is_asked_to() -> None:
    session = started()
    events(session, b"HANGUP\n")
    assert session.send(StreamFile("x"), even_if_hung_up=True) == b'STREAM FILE x ""\n'
    (event,) = events(session, b"511 Command Not Permitted on a dead channel or intercept routine\n")
    assert isinstance(event, ReplyReceived)
    assert isinstance(event.reply, DeadChannel)


def test_a_refusal_as_on_a_dead_channel_says_that_it_is_one() -> None:
    session = started(command=StreamFile("x"))
    events(session, b"511 Command Not Permitted on a dead channel or intercept routine\n")
    assert session.hung_up
    with pytest.raises(DeadChannel, match="not sent"):
        session.send(StreamFile("x"))


def test_a_process_learns_of_the_hangup_by_a_signal() -> None:
    session = started(command=Noop())
    session.receive_hangup()
    assert session.hung_up
    assert events(session) == [ChannelHungUp()]
    assert len(events(session, b"200 result=0\n")) == 1


# What may be sent when


def test_nothing_is_sent_before_the_environment() -> None:
    with pytest.raises(LocalProtocolError, match="cannot send NOOP: the environment is not complete"):
        Session().send(Noop())


def test_nothing_is_sent_while_a_reply_is_due() -> None:
    session = started(command=Noop())
    with pytest.raises(LocalProtocolError, match="cannot send GET VARIABLE: the reply to NOOP is due"):
        session.send(GetVariable("X"))
    assert events(session, b"200 result=0\n") == [ReplyReceived(Noop(), RawReply(200, "0"))]


def test_nothing_is_sent_on_a_closed_connection() -> None:
    session = started()
    events(session, b"")
    with pytest.raises(LocalProtocolError, match="cannot send NOOP: the connection is closed"):
        session.send(Noop())


def test_what_cannot_be_encoded_leaves_the_session_as_it_was() -> None:
    session = started()
    with pytest.raises(InvalidArgument):
        session.send(SetVariable("X", "a\nb"))
    assert state_of(session) is State.READY


def test_the_line_limit_follows_the_version() -> None:
    large = SetVariable("X", "v" * 5000)
    assert len(started().send(large)) == 5016
    for version in (b"16.28.0~dfsg-0+deb11u4", b"GIT-master-abc"):
        old = started(block=BLOCK.replace(b"22.10.1+dfsg+~cs6.17.60671434-1", version))
        with pytest.raises(InvalidArgument, match="takes 2047"):
            old.send(large)
    unknown = started(block=b"\n".join(line for line in BLOCK.split(b"\n") if b"version" not in line))
    with pytest.raises(InvalidArgument, match="takes 2047"):
        unknown.send(large)


def test_every_state_says_what_it_does_not_allow() -> None:
    assert set(TRANSITIONS) == set(State)
    assert all(Trigger.CLOSE in moves and Trigger.FAIL in moves for moves in TRANSITIONS.values() if moves)
    assert {state for state, moves in TRANSITIONS.items() if not moves} == {State.CLOSED, State.FAILED}


def test_an_empty_line_ends_the_environment_wherever_it_stands() -> None:
    first, *rest = events(Session(), b"\nstray\n\n")
    assert isinstance(first, SessionStarted)
    assert first.environment.raw == ()
    assert rest == [UnexpectedLine("stray"), UnexpectedLine("")]
