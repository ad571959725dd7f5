"""How sessions end: with the stream, or with a failure."""

from __future__ import annotations

import pytest

from agicodec import (
    Command,
    ConnectionClosed,
    LocalProtocolError,
    Raw,
    RemoteProtocolError,
    ReplyReceived,
    Session,
    State,
    UnexpectedResult,
)
from agicodec.commands import (
    Exec,
    GetVariable,
    Gosub,
    Noop,
    StreamFile,
)
from agicodec.errors import unread
from agicodec.results import Acknowledged
from tests.sessions import BLOCK, MARKED, USAGE, events, started, state_of

# End of file


def test_the_end_without_a_byte() -> None:
    assert events(Session(), b"") == [ConnectionClosed()]


def test_the_end_in_the_environment_keeps_what_came() -> None:
    session = Session()
    assert events(session, BLOCK[:40]) == []
    assert events(session, b"") == [ConnectionClosed(None, BLOCK[:40])]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"200 resu",
        b"100 result=0 Trying...\n",
        b"100 result=0 Trying...\n200",
        b"200 result=1 (a\nb",
        b"200 result=1 (a\nb\n",
        b"520-Usage:\n\nx",
    ],
)
def test_the_end_while_a_reply_is_due_keeps_command_and_data(data: bytes) -> None:
    session = started(command=GetVariable("X"))
    if data:
        assert events(session, data) == []
    assert events(session, b"") == [ConnectionClosed(GetVariable("X"), data)]
    assert state_of(session) is State.CLOSED
    assert session.command is None


def test_the_end_in_a_usage_that_nobody_asked_for() -> None:
    session = started(command=Exec("Odd"))
    events(session, b"200 result=1\n520-Invalid\n")
    assert events(session, b"x") == []
    assert events(session, b"") == [ConnectionClosed(None, b"520-Invalid\nx")]


def test_the_end_while_interrupting() -> None:
    session = started(command=StreamFile("x"))
    session.interrupt()
    assert events(session, b"") == [ConnectionClosed(StreamFile("x"))]
    session = started(command=StreamFile("x"))
    session.interrupt()
    (reply,) = events(session, b"200 result=0 endpos=9\n")
    assert isinstance(reply, ReplyReceived)
    assert events(session, b"") == [ConnectionClosed()]


def test_after_the_end_there_is_only_the_end() -> None:
    session = started(command=Noop())
    session.receive_data(b"")
    session.receive_data(b"")
    assert session.next_event() == session.next_event() == ConnectionClosed(Noop())
    with pytest.raises(LocalProtocolError, match="3 bytes of data after the end"):
        session.receive_data(b"abc")


# Lines that end in CR LF

CR_LF = "; its lines seem to end in CR LF, where Asterisk writes LF alone"


def test_an_environment_in_cr_lf_has_no_end_and_all_that_waits_says_why() -> None:
    session = Session()
    block = BLOCK.replace(b"\n", b"\r\n")
    assert events(session, block) == []
    assert session.unread == block
    with pytest.raises(LocalProtocolError, match="not complete; unread is b'agi_network: yes") as refused:
        session.send(Noop())
    assert str(refused.value).endswith(CR_LF)
    (end,) = events(session, b"")
    assert isinstance(end, ConnectionClosed)
    assert end.data == block
    assert end.problem.startswith("Asterisk has closed the connection; unread is b'agi_network: yes")
    assert end.problem.endswith(CR_LF)


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        (GetVariable("X"), b"200 result=1 (v)\r\n"),
        (GetVariable("X"), b"200 result=1 (a\nb)\r\n"),
        (GetVariable("X"), b"200 result=1 (v)\r"),
        (Raw("X"), b"200 result=1 (v)\r\n"),
        (Noop(), USAGE.replace(b"\n", b"\r\n")),
        (Gosub("c", "e", 1), b"100 result=0 Trying...\r\n"),
    ],
)
def test_a_reply_in_cr_lf_whose_end_is_awaited_says_so(command: Command[object], reply: bytes) -> None:
    session = started(command=command)
    assert events(session, reply) == []
    (end,) = events(session, b"")
    assert isinstance(end, ConnectionClosed)
    assert end.problem == f"Asterisk has closed the connection{unread(reply)}"
    assert end.problem.endswith(CR_LF)


def test_a_reply_in_cr_lf_that_is_whole_says_so() -> None:
    session = started(command=Noop())
    (event,) = events(session, b"200 result=0\r\n")
    assert isinstance(event, ReplyReceived)
    with pytest.raises(
        UnexpectedResult, match=r"not known for this command: 'result=0\\r'; its lines seem to end in CR LF"
    ):
        event.result()


@pytest.mark.parametrize("hangup", [b"", b"HANGUP"])
def test_a_mark_in_cr_lf_would_never_come_and_fails(hangup: bytes) -> None:
    session = started()
    session.synchronize()
    with pytest.raises(RemoteProtocolError, match=r"^a reply ends in CR LF, where Asterisk writes LF alone: b'.*\\r'$"):
        events(session, hangup + MARKED.replace(b"\n", b"\r\n"))
    assert session.state is State.FAILED


@pytest.mark.parametrize("data", [b"", b"agi_x: y\n", b"agi_x: a\r\nagi_y: b\n", b"agi_x: a\r\nagi_y: b\nagi"])
def test_only_cr_lf_is_said_to_be_cr_lf(data: bytes) -> None:
    session = Session()
    assert events(session, data or None) == []
    (end,) = events(session, b"")
    assert isinstance(end, ConnectionClosed)
    assert end.problem == "Asterisk has closed the connection" + (f"; unread is {data!r}" if data else "")


# Failure


def test_a_failed_session_stays_failed_and_says_why() -> None:
    session = Session(max_environment=100)
    with pytest.raises(RemoteProtocolError, match="an environment has more than the 100 bytes allowed: b'agi_network"):
        events(session, BLOCK)
    assert state_of(session) is State.FAILED
    session.receive_data(b"ignored")
    session.receive_data(b"")
    with pytest.raises(RemoteProtocolError, match="an environment has more than"):
        session.next_event()
    with pytest.raises(LocalProtocolError, match="cannot send NOOP: the session has failed: an environment has"):
        session.send(Noop())


def test_a_forged_environment_may_be_refused() -> None:
    session = Session(strict_environment=True)
    with pytest.raises(RemoteProtocolError, match="not as Asterisk writes it: unknown name: agi_x 'y'"):
        events(session, b"agi_x: y\n\n")
    assert state_of(session) is State.FAILED


@pytest.mark.parametrize("data", [b"x" * 2000, b"200 result=1 (" + b"x\n" * 1000])
def test_a_line_or_reply_without_end_fails(data: bytes) -> None:
    session = Session(max_environment=1000, max_reply=1000)
    events(session, BLOCK)
    session.send(GetVariable("X"))
    with pytest.raises(RemoteProtocolError, match="more than the 1000 bytes allowed"):
        events(session, data)
    assert state_of(session) is State.FAILED


def test_a_usage_that_nobody_asked_for_is_bounded_too() -> None:
    session = Session(max_environment=1000, max_reply=1000)
    events(session, BLOCK)
    session.send(Exec("Odd"))
    events(session, b"200 result=1\n520-Invalid\n")
    with pytest.raises(RemoteProtocolError, match="more than the 1000 bytes allowed"):
        events(session, b"x\n" * 600)


def test_what_comes_after_the_failure_is_not_kept() -> None:
    session = Session(max_environment=100)
    with pytest.raises(RemoteProtocolError):
        events(session, BLOCK)
    held = session.__sizeof__() + len(session.unread)
    session.receive_data(b"x" * 10_000)
    assert session.__sizeof__() + len(session.unread) == held


def test_acknowledged_is_true() -> None:
    assert Acknowledged("done")
