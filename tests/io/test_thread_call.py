"""A call on a blocking socket, with the other end in the test's hands."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from agicodec import (
    AsteriskVersion,
    CallEvent,
    ChannelHungUp,
    CommandInterrupted,
    DeadChannel,
    Environment,
    LocalProtocolError,
    NeverAnswered,
    ReplyReceived,
    UnexpectedLine,
)
from agicodec.commands import Answer, GetData, GetVariable, RecordFile, StreamFile
from agicodec.io.thread_call import ThreadCall
from tests.calls.test_straight_path import Heard

ENVIRONMENT = Environment(channel="PJSIP/ann-00000001", version=AsteriskVersion.parse("22.0.0")).encode()
SOON = 0.05
"""As long as what is expected not to happen is waited for, in seconds."""


class NotingCall(ThreadCall):
    """A call that keeps what it hears of."""

    def __init__(self, connection: socket.socket, *, command_timeout: float | None = None) -> None:
        super().__init__(connection, command_timeout=command_timeout)
        self.noted: list[CallEvent] = []

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)


@pytest.fixture
def ends() -> Iterator[tuple[NotingCall, socket.socket]]:
    """Connect a call that has begun, and return Asterisk's end too."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        call = NotingCall(ours)
        theirs.sendall(ENVIRONMENT)
        call.start()
        theirs.settimeout(5)
        yield call, theirs


def test_a_hangup_is_known_between_commands(ends: tuple[NotingCall, socket.socket]) -> None:
    call, asterisk = ends
    assert not call.hung_up
    asterisk.sendall(b"HANGUP\n")
    assert call.hung_up
    assert call.noted == [ChannelHungUp()]
    with pytest.raises(DeadChannel):
        call.answer()
    asterisk.setblocking(False)
    with pytest.raises(BlockingIOError):
        asterisk.recv(1)


def test_a_hangup_is_waited_for(ends: tuple[NotingCall, socket.socket]) -> None:
    call, asterisk = ends
    assert not call.wait_for_hangup(SOON)
    threading.Timer(SOON, asterisk.sendall, [b"HANGUP\n"]).start()
    assert call.wait_for_hangup()
    assert call.hung_up
    assert call.wait_for_hangup()
    asterisk.sendall(b"200 result=0\n")
    assert call.noop()


def test_the_end_of_the_connection_ends_the_wait_for_a_hangup(ends: tuple[NotingCall, socket.socket]) -> None:
    call, asterisk = ends
    asterisk.close()
    assert call.wait_for_hangup(5)
    assert not call.hung_up
    with pytest.raises(NeverAnswered):
        call.answer()
    assert call.wait_for_hangup(5)


@pytest.mark.parametrize("how", ["reply", "interrupt", "next_event"])
def test_a_reply_that_comes_before_it_is_waited_for_is_kept(ends: tuple[NotingCall, socket.socket], how: str) -> None:
    call, asterisk = ends
    call.send(GetData("pin"))
    asterisk.sendall(b"200 result=1234\nHANGUP\n")
    assert call.wait_for_hangup(5)
    assert call.hung_up
    with pytest.raises(LocalProtocolError, match="GET DATA"):
        call.noop()
    event = getattr(call, how)()
    assert isinstance(event, ReplyReceived)
    assert event.answer_to(GetData("pin")).result().digits == "1234"
    assert call.noted == [ChannelHungUp()]
    with pytest.raises(LocalProtocolError, match="no command is running"):
        call.reply()
    asterisk.sendall(b"200 result=0\n")
    assert call.noop()


def test_a_reply_that_was_kept_outlives_the_connection(ends: tuple[NotingCall, socket.socket]) -> None:
    call, asterisk = ends
    call.send(Answer())
    asterisk.sendall(b"200 result=0\n")
    asterisk.shutdown(socket.SHUT_WR)
    assert call.wait_for_hangup(5)
    assert call.reply().answer_to(Answer()).result()
    with pytest.raises(NeverAnswered):
        call.reply()


def test_a_time_limit_leaves_a_call_that_can_be_used(ends: tuple[NotingCall, socket.socket]) -> None:
    call, asterisk = ends
    with (
        pytest.raises(TimeoutError, match=r"STREAM FILE .* 0.05 s \(time_limit\)"),
        call.time_limit(SOON),
    ):
        call.stream_file("story")
    assert asterisk.recv(4096) == b'STREAM FILE story ""\n'
    thread = threading.Thread(target=serve_mark, args=(asterisk,))
    thread.start()
    assert call.answer()
    thread.join()
    assert isinstance(call.noted[0], CommandInterrupted)


@pytest.mark.parametrize("is_sent", [True, False])
def test_what_has_been_answered_is_not_interrupted(ends: tuple[NotingCall, socket.socket], is_sent: bool) -> None:
    call, asterisk = ends
    story = StreamFile("story")
    if is_sent:
        call.send(story)
    else:
        with pytest.raises(TimeoutError), call.time_limit(SOON):
            call.execute(story)
    assert asterisk.recv(4096) == b'STREAM FILE story ""\n'
    asterisk.sendall(b"200 result=0 endpos=8000\n")
    if is_sent:
        assert isinstance(call.interrupt(), ReplyReceived)
    call.send(Answer())
    assert asterisk.recv(4096) == b"ANSWER\n"
    assert is_sent or isinstance(call.noted[0], ReplyReceived)


def serve_mark(asterisk: socket.socket) -> None:
    """Answer what interrupts, and the command after it."""
    with asterisk.makefile("rb") as lines:
        mark = lines.readline()
        asterisk.sendall(b"200 result=1 (" + mark.split()[-1] + b")\n")
        assert lines.readline() == b"ANSWER\n"
        asterisk.sendall(b"200 result=0\n")


def test_a_late_reply_is_noticed_between_commands(ends: tuple[NotingCall, socket.socket]) -> None:
    call, asterisk = ends
    record = RecordFile("message", "wav")
    with pytest.raises(TimeoutError), call.time_limit(SOON):
        call.execute(record)
    asterisk.sendall(b"200 result=0 (timeout) endpos=8000\nnobody asked\n")
    assert not call.hung_up
    first, second = call.noted
    assert isinstance(first, ReplyReceived)
    assert first.command == record
    assert second == UnexpectedLine("nobody asked")
    asterisk.sendall(b"200 result=0\n")
    assert call.noop()


def test_limits_nest(ends: tuple[NotingCall, socket.socket]) -> None:
    call, _ = ends
    begun = time.monotonic()
    with call.time_limit(SOON), call.time_limit(60), call.time_limit(None):
        with pytest.raises(TimeoutError):
            call.noop()
        with pytest.raises(TimeoutError):
            call.wait_for_hangup()
        assert not call.hung_up
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf")])
def test_a_limit_is_a_number_of_seconds(ends: tuple[NotingCall, socket.socket], seconds: float) -> None:
    call, _ = ends
    with pytest.raises(ValueError, match="time_limit"), call.time_limit(seconds):
        pass


def test_each_command_may_have_a_limit() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        call = NotingCall(ours, command_timeout=SOON)
        threading.Timer(2 * SOON, theirs.sendall, [ENVIRONMENT]).start()
        call.start()  # is no command
        with pytest.raises(TimeoutError):
            call.record_file("message", "wav")
        theirs.sendall(b"200 result=0 (timeout) endpos=8000\n")
        call.send(GetVariable("X"))
        with pytest.raises(TimeoutError):
            call.reply()
        with pytest.raises(TimeoutError):
            call.noop()
        assert not call.wait_for_hangup(2 * SOON)


def test_nobody_else_may_use_the_call_while_a_command_runs(ends: tuple[NotingCall, socket.socket]) -> None:
    call, asterisk = ends
    thread = threading.Thread(target=call.record_file, args=("message", "wav"))
    thread.start()
    assert asterisk.recv(4096).startswith(b"RECORD FILE")
    assert not call.hung_up
    for use in (call.noop, call.wait_for_hangup):
        with pytest.raises(LocalProtocolError, match="RECORD FILE is running"):
            use()
    asterisk.sendall(b"HANGUP\n200 result=-1 (hangup) endpos=8000\n")
    thread.join()
    assert call.noted == [ChannelHungUp()]
    assert call.hung_up


@pytest.mark.parametrize("is_due", [True, False])
def test_a_connection_that_is_reset_is_no_error_of_a_look(ends: tuple[NotingCall, socket.socket], is_due: bool) -> None:
    call, asterisk = ends
    call.send(Answer())
    if not is_due:
        asterisk.sendall(b"200 result=0\n")
        call.reply()
        call.write(b"unread")
    asterisk.close()  # with unread bytes, so that the connection is reset
    assert not call.hung_up
    assert call.wait_for_hangup(5)
    with pytest.raises(NeverAnswered):
        call.answer()


def test_a_broken_connection_ends_the_call(ends: tuple[NotingCall, socket.socket]) -> None:
    call, asterisk = ends
    call.send(Answer())
    asterisk.close()  # with unread bytes, so that the connection is reset
    with pytest.raises(NeverAnswered):
        call.reply()
    with pytest.raises(NeverAnswered):
        call.noop()


def test_what_keepalive_finds_is_no_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    class Dead(socket.socket):
        def recv(self, bufsize: int, flags: int = 0) -> bytes:
            raise TimeoutError(110, "Connection timed out")

    with Dead() as connection:
        call = ThreadCall(connection)
        with pytest.raises(NeverAnswered, match="timed out"):
            call.start()
        with pytest.raises(NeverAnswered, match="timed out"), call.time_limit(1):
            call.start()


def test_an_observer_that_is_added_during_the_wait_hears_of_the_reply(ends: tuple[NotingCall, socket.socket]) -> None:
    call, asterisk = ends
    heard = Heard()
    replies: list[object] = []
    asking = threading.Thread(target=lambda: replies.append(call.ask(Answer())))
    asking.start()
    assert asterisk.recv(100) == b"ANSWER\n"
    call.observe(heard)
    asterisk.sendall(b"200 result=0\n")
    asking.join(5)
    assert len(replies) == 1
    assert heard.replies == replies
