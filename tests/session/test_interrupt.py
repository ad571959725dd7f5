"""Interrupting a command that is running."""

from __future__ import annotations

import pytest

from agicodec import (
    Command,
    CommandInterrupted,
    LocalProtocolError,
    Raw,
    RawReply,
    ReplyReceived,
    Session,
    State,
    Synchronized,
    UnexpectedLine,
)
from agicodec.commands import (
    Exec,
    GetData,
    GetOption,
    Noop,
    RecordFile,
    SayNumber,
    StreamFile,
    WaitForDigit,
)
from agicodec.results import DigitAwaited, Playback
from tests.sessions import BLOCK, MARK, MARKED, events, started, state_of

LINE = f"GET FULL VARIABLE {MARK}\n".encode()


@pytest.mark.parametrize("command", [StreamFile("x"), GetData("x"), GetOption("x", "1"), WaitForDigit(-1)])
def test_an_interrupted_command_may_never_answer(command: Command[object]) -> None:
    session = started(command=command)
    assert session.interrupt() == LINE
    assert state_of(session) is State.INTERRUPTING
    assert events(session, MARKED) == [CommandInterrupted(command)]
    assert state_of(session) is State.READY
    session.send(Noop())
    assert events(session, b"200 result=0\n") == [ReplyReceived(Noop(), RawReply(200, "0"))]


@pytest.mark.parametrize(
    ("command", "answer", "result"),
    [
        (WaitForDigit(-1), b"200 result=1\n", DigitAwaited("interrupted")),
        (StreamFile("x"), b"200 result=0 endpos=9\n", Playback("finished", endpos=9)),
    ],
)
@pytest.mark.parametrize("hangup", [b"", b"HANGUP\n"])
def test_an_interrupted_command_may_have_answered(
    command: Command[object], answer: bytes, result: object, hangup: bytes
) -> None:
    session = started(command=command)
    session.interrupt()
    *_, event = events(session, hangup + answer)
    assert isinstance(event, ReplyReceived)
    assert event.answer_to(command).result() == result
    assert state_of(session) is State.READY
    assert not session.certain
    assert events(session, MARKED) == []
    assert session.certain


def test_an_answer_that_had_come_unread_belongs_to_the_interrupted_command() -> None:
    session = started(command=StreamFile("x"))
    session.receive_data(b"200 result=0 endpos=9\n")
    session.interrupt()
    (event,) = events(session, MARKED)
    assert isinstance(event, ReplyReceived)
    assert event.result() == Playback("finished", endpos=9)


def test_a_mark_that_asterisk_reads_late_is_not_waited_for() -> None:
    """Both lines arrived at once: Asterisk reads the second with the next one, when the first has run to its end."""
    session = started(command=StreamFile("x"))
    session.interrupt()
    (event,) = events(session, b"200 result=0 endpos=9\n")
    assert isinstance(event, ReplyReceived)
    session.send(Noop())
    assert events(session, MARKED) == []
    assert events(session, b"200 result=0\n") == [ReplyReceived(Noop(), RawReply(200, "0"))]


def test_what_comes_before_a_late_mark_is_no_reply_to_what_was_sent_after_it() -> None:
    session = started(command=StreamFile("x"))
    session.interrupt()
    events(session, b"200 result=0 endpos=9\n")
    session.send(Noop())
    assert events(session, b"200 result=7\n" + MARKED) == [UnexpectedLine("200 result=7")]
    (event,) = events(session, b"200 result=0\n")
    assert isinstance(event, ReplyReceived)
    assert event.certain


def test_a_command_may_be_interrupted_while_the_mark_of_another_is_due() -> None:
    session = started(command=StreamFile("x"))
    session.interrupt()
    events(session, b"200 result=0 endpos=9\n")
    session.send(StreamFile("y"))
    session.interrupt()
    assert events(session, MARKED) == []
    assert state_of(session) is State.INTERRUPTING
    assert events(session, MARKED) == [CommandInterrupted(StreamFile("y"))]


@pytest.mark.parametrize("command", [RecordFile("x", "wav"), Noop(), Raw("X"), Exec("Echo"), SayNumber(1)])
def test_what_runs_to_its_end_cannot_be_interrupted(command: Command[object]) -> None:
    session = started(command=command)
    with pytest.raises(LocalProtocolError, match=f"cannot interrupt {command}: Asterisk runs it to its end"):
        session.interrupt()
    assert state_of(session) is State.AWAITING_REPLY


def test_numbers_can_be_interrupted_under_eagi() -> None:
    session = started(block=BLOCK.replace(b"enhanced: 0.0", b"enhanced: 1.0"), command=SayNumber(1))
    session.interrupt()
    assert events(session, MARKED) == [CommandInterrupted(SayNumber(1))]


def test_only_a_running_command_can_be_interrupted() -> None:
    with pytest.raises(LocalProtocolError, match="cannot interrupt: no command is running"):
        started().interrupt()
    session = started(command=StreamFile("x"))
    session.interrupt()
    with pytest.raises(LocalProtocolError, match="cannot interrupt: STREAM FILE is being interrupted"):
        session.interrupt()
    with pytest.raises(LocalProtocolError, match="cannot send NOOP: STREAM FILE is being interrupted"):
        session.send(Noop())


def test_of_two_marks_the_reply_comes_behind_the_second() -> None:
    session = started(command=StreamFile("x"))
    session.interrupt()
    events(session, b"200 result=0 endpos=9\n")
    session.send(StreamFile("y"))
    session.interrupt()
    assert events(session, b"200 result=0 endpos=8\n") == [UnexpectedLine("200 result=0 endpos=8")]
    assert events(session, MARKED) == []
    (event,) = events(session, b"200 result=0 endpos=7\n")
    assert isinstance(event, ReplyReceived)
    session.send(Noop())
    restored = Session.restore(session.save())
    for one in (session, restored):
        assert events(one, b"200 result=1\n") == [UnexpectedLine("200 result=1")]
        assert events(one, MARKED) == []
        assert events(one, b"200 result=2\n") == [ReplyReceived(Noop(), RawReply(200, "2"))]


def test_a_line_that_may_not_have_been_written_is_settled() -> None:
    for command in (StreamFile("x"), Noop(), Raw("X")):
        session = started(command=command)
        line = session.settle()
        assert line != LINE
        assert state_of(session) is State.INTERRUPTING
        again = session.settle()  # nor may that one
        assert again not in {line, LINE}
        for written in (line, again):
            one = Session.restore(session.save())
            mark = b"200 result=1 (" + written.split()[-1] + b")\n"
            assert events(one, mark) == [CommandInterrupted(command)]
            one.send(Noop())
            late = None if written is again else b"200 result=7\n200 result=1 (" + again.split()[-1] + b")\n"
            assert events(one, late) == [UnexpectedLine("200 result=7")] * (late is not None)
            assert events(one, b"200 result=0\n") == [ReplyReceived(Noop(), RawReply(200, "0"))]


def test_a_line_that_was_written_after_all_is_answered() -> None:
    session = started(command=Noop())
    line = session.settle()
    assert events(session, b"200 result=0\n") == [ReplyReceived(Noop(), RawReply(200, "0"))]
    session.send(Noop())
    assert events(session, b"200 result=1 (" + line.split()[-1] + b")\n") == []
    assert events(session, b"200 result=0\n") == [ReplyReceived(Noop(), RawReply(200, "0"))]


def test_a_synchronization_that_may_not_have_been_written_is_settled() -> None:
    for first in (True, False):
        session = started()
        session.synchronize()
        line = session.settle()
        assert state_of(session) is State.SYNCHRONIZING
        mark = MARKED if first else b"200 result=1 (" + line.split()[-1] + b")\n"
        assert events(session, b"200 result=0\n" + mark) == [UnexpectedLine("200 result=0"), Synchronized()]
        assert session.certain


def test_what_was_answered_before_a_line_that_may_not_have_been_written_is_settled_by_synchronizing() -> None:
    for written in (True, False):
        session = started(command=StreamFile("x"))
        session.interrupt()
        assert len(events(session, b"200 result=0 endpos=8\n")) == 1
        line = session.synchronize()
        assert line != LINE
        session = Session.restore(session.save())
        mark = b"200 result=1 (" + line.split()[-1] + b")\n"
        assert events(session, MARKED * written + mark) == [Synchronized()]
        session.send(Noop())
        assert events(session, b"200 result=0\n") == [ReplyReceived(Noop(), RawReply(200, "0"))]


def test_nothing_that_is_due_cannot_be_settled() -> None:
    with pytest.raises(LocalProtocolError, match="cannot settle: no command is running"):
        started().settle()
