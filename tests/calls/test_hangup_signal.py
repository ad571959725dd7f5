"""Hangups that a signal handler reports: possible at any time, never lost, and in order."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

import pytest

import agicodec.session.progress
import agicodec.session.session
from agicodec import (
    ChannelHungUp,
    ConnectionClosed,
    DeadChannel,
    Event,
    LocalProtocolError,
    RawReply,
    RemoteProtocolError,
    ReplyReceived,
    Session,
    SessionStarted,
    State,
    Synchronized,
    UnexpectedLine,
)
from agicodec.commands import Noop, StreamFile
from tests.sessions import BLOCK, MARK, MARKED, events, started

if TYPE_CHECKING:
    from _typeshed import TraceFunction

CODE = (agicodec.session.session.__file__, agicodec.session.progress.__file__)


def interrupted_at(number: int, work: Callable[[], None], handle: Callable[[], None]) -> bool:
    """Do work, and call a handler before the byte code of that number in the session; return whether there was one."""
    left = number

    def trace(frame: FrameType, event: str, _: object) -> TraceFunction | None:
        nonlocal left
        if frame.f_code.co_filename not in CODE or left < 0:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            left -= 1
            if left < 0:
                handle()
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return left < 0


def converse(session: Session, found: list[Event]) -> None:
    """Have a conversation in which events are queued, taken and made again."""
    found += events(session, BLOCK)
    session.receive_data(b"odd\n")
    session.send(Noop())  # queues what has come
    found += events(session, b"200 result=0\n")
    session.synchronize()
    found += events(session, b"x\n" + MARKED)
    session.receive_data(b"end\n")
    session.receive_data(b"")
    with pytest.raises(LocalProtocolError, match="the connection is closed"):
        session.send(Noop())
    found += events(session)


def test_a_hangup_between_any_two_byte_codes_is_reported_once_and_loses_nothing() -> None:
    quiet: list[Event] = []
    converse(Session(mark=MARK), quiet)
    kinds = [SessionStarted, UnexpectedLine, ReplyReceived, UnexpectedLine, Synchronized, UnexpectedLine]
    assert [type(event) for event in quiet] == [*kinds, ConnectionClosed]
    number = 0
    while True:
        session, found = Session(mark=MARK), list[Event]()
        states: list[State] = []

        def hang_up(session: Session = session, states: list[State] = states) -> None:
            session.receive_hangup()
            states.append(session.state)

        if not interrupted_at(number, lambda: converse(session, found), hang_up):  # noqa: B023
            break
        assert session.hung_up
        told = [event for event in found if isinstance(event, ChannelHungUp)]
        assert len(told) == 1 or (not told and states == [State.CLOSED])
        assert [event for event in found if not isinstance(event, ChannelHungUp)] == quiet
        assert isinstance(found[-1], ConnectionClosed)
        number += 1
    assert number > 500 or not CODE[0].endswith(".py")  # when it is compiled, there are no byte codes


def test_a_signal_handler_may_report_a_hangup() -> None:
    session = started(command=StreamFile("x"))

    def handle(_number: int, _frame: FrameType | None) -> None:
        session.receive_hangup()

    before = signal.signal(signal.SIGTERM, handle)
    try:
        signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert events(session, b"200 result=-1 endpos=9\n")[0] == ChannelHungUp()
    with pytest.raises(DeadChannel):
        session.send(StreamFile("x"))


def test_a_hangup_that_another_thread_reports_during_next_event_is_not_lost() -> None:
    session = started()
    found: list[Event] = []
    done = threading.Event()

    def hang_up() -> None:
        for _ in range(2000):
            session.receive_hangup()
        done.set()

    thread = threading.Thread(target=hang_up)
    thread.start()
    count = 0
    while not done.is_set():
        count += 1
        found += events(session, b"x\n")
    thread.join()
    session.receive_hangup()
    found += events(session)
    assert found.count(UnexpectedLine("x")) == count
    assert found[-1] == ChannelHungUp()


def test_two_signals_before_an_event_are_one_hangup() -> None:
    session = started()
    session.receive_hangup()
    session.receive_hangup()
    assert events(session, b"HANGUP\n") == [ChannelHungUp(), ChannelHungUp()]
    session.receive_hangup()
    assert events(session) == [ChannelHungUp()]


def test_a_hangup_comes_before_what_has_not_been_taken_and_never_behind_the_end() -> None:
    session = started(command=Noop())
    session.receive_data(b"odd\n200 result=0\n")
    session.receive_data(b"")
    session.receive_hangup()
    reply = ReplyReceived(Noop(), RawReply(200, "0"))
    assert events(session) == [ChannelHungUp(), UnexpectedLine("odd"), reply, ConnectionClosed()]
    session.receive_hangup()
    assert events(session) == [ConnectionClosed()]
    assert session.hung_up


def test_a_hangup_comes_before_an_end_that_is_pending() -> None:
    session = started()
    session.receive_data(b"odd\n")
    session.receive_data(b"")
    with pytest.raises(LocalProtocolError):
        session.send(Noop())
    session.receive_hangup()
    assert events(session) == [ChannelHungUp(), UnexpectedLine("odd"), ConnectionClosed()]


def test_a_hangup_is_reported_before_a_failure() -> None:
    session = Session(max_environment=10, max_reply=10)
    session.receive_data(BLOCK)
    session.receive_hangup()
    assert session.next_event() == ChannelHungUp()
    with pytest.raises(RemoteProtocolError):
        session.next_event()
