"""A call on a blocking socket that several threads use: one runs commands, others look whether it has hung up."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from agicodec import CallEvent, ChannelHungUp, LocalProtocolError
from agicodec.calls.exchange import Exchange
from agicodec.commands import Noop
from agicodec.io.thread_call import ThreadCall
from tests.io.clients import until
from tests.sessions import BLOCK

COMMANDS = 300


class NotingCall(ThreadCall):
    """A call that keeps what it hears of, and in which thread."""

    noted: list[tuple[CallEvent, threading.Thread]]
    seconds: float = 0

    def on_event(self, event: CallEvent) -> None:
        self.noted.append((event, threading.current_thread()))
        time.sleep(self.seconds)


@pytest.fixture
def call() -> Iterator[NotingCall]:
    """Connect a call to an Asterisk that answers each command with the number of the variable."""
    ours, theirs = socket.socketpair()
    with ours:
        answering = threading.Thread(target=_answer, args=(theirs,))
        answering.start()
        call = NotingCall(ours)
        call.noted = []
        call.start()
        yield call
        ours.shutdown(socket.SHUT_RDWR)
        answering.join(5)
        theirs.close()


def _answer(asterisk: socket.socket) -> None:
    asterisk.sendall(BLOCK)
    with asterisk.makefile("rb") as lines:
        for line in lines:
            if line.startswith(b"VERBOSE"):
                asterisk.sendall(b"200 result=1\n")
                time.sleep(0.02)
                asterisk.sendall(b"HANGUP\n")
            else:
                name = line.split()[-1]
                half = b"200 result=1 (" + name
                asterisk.sendall(half)
                asterisk.sendall(b")\n")


@pytest.fixture
def _switching() -> Iterator[None]:
    """Switch threads as often as possible."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("_switching")
@pytest.mark.parametrize("looking", [1, 3])
def test_threads_may_look_at_any_time(call: NotingCall, looking: int) -> None:
    errors: list[BaseException] = []
    is_over = threading.Event()

    def look() -> None:
        try:
            while not is_over.is_set():
                assert not call.hung_up
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=look) for _ in range(looking)]
    for thread in threads:
        thread.start()
    try:
        for number in range(COMMANDS):
            with call.time_limit(5):
                assert call.get_variable(f"V{number}").value == f"V{number}"
    finally:
        is_over.set()
        for thread in threads:
            thread.join(5)
    assert errors == []
    assert call.noted == []


def test_a_command_waits_for_a_look_of_another_thread(call: NotingCall) -> None:
    call.verbose("hello")
    call.seconds = 0.2
    looking = threading.Thread(target=lambda: call.hung_up)
    time.sleep(0.1)  # the channel has hung up meanwhile
    looking.start()
    until(lambda: call.noted)
    assert call.get_variable("X").value == "X"
    looking.join(5)
    assert call.noted == [(ChannelHungUp(), looking)]


def test_a_look_does_not_wait_for_a_command(call: NotingCall) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(BLOCK)
        silent = NotingCall(ours)
        silent.noted = []
        silent.start()
        running = threading.Thread(target=silent.wait_for_digit, args=(-1,))
        running.start()
        assert theirs.recv(100) == b"WAIT FOR DIGIT -1\n"
        began = time.monotonic()
        assert not silent.hung_up
        with pytest.raises(LocalProtocolError, match="cannot begin NOOP while WAIT FOR DIGIT is running"):
            silent.noop()
        with pytest.raises(LocalProtocolError, match="while WAIT FOR DIGIT is running"):
            silent.wait_for_hangup(0)
        assert time.monotonic() - began < 1
        theirs.sendall(b"HANGUP\n")
        until(lambda: silent.hung_up)
        theirs.sendall(b"200 result=0\n")
        running.join(5)
    assert silent.noted == [(ChannelHungUp(), running)]


def test_a_time_limit_is_that_of_its_thread(call: NotingCall) -> None:
    results: list[object] = []

    def ask() -> None:
        results.append(call.get_variable("X").value)

    with call.time_limit(0.01):
        time.sleep(0.02)
        other = threading.Thread(target=ask)
        other.start()
        other.join(5)
    assert results == ["X"]


def test_a_command_waits_for_a_look_that_begins_at_the_same_time(
    call: NotingCall, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_look = threading.Event()
    require_idle = Exchange.require_idle

    def look_now(exchange: Exchange, what: object, **besides: str) -> None:
        may_look.set()
        if what == Noop():
            until(lambda: exchange.is_running)
        require_idle(exchange, what, **besides)

    call.verbose("hello")
    time.sleep(0.1)  # the channel has hung up meanwhile
    call.seconds = 0.2
    results: list[object] = []
    with call._turn:  # pyright: ignore[reportPrivateUsage]
        running = threading.Thread(target=lambda: results.append(call.ask(Noop())))
        with monkeypatch.context() as patch:
            patch.setattr(Exchange, "require_idle", look_now)
            running.start()
            assert may_look.wait(5)
            assert call.hung_up
    running.join(5)
    assert len(results) == 1


def test_a_command_of_another_thread_that_is_just_about_to_begin_is_not_waited_for(call: NotingCall) -> None:
    errors: list[BaseException] = []
    has_failed = threading.Event()

    def run() -> None:
        try:
            call.noop()
        except LocalProtocolError as error:
            errors.append(error)
            has_failed.set()

    with call._turn:  # pyright: ignore[reportPrivateUsage]
        other = threading.Thread(target=run)
        other.start()
        time.sleep(0.05)
        assert not call.wait_for_hangup(0.5)
        assert has_failed.is_set()
    other.join(5)
    (error,) = errors
    assert "cannot begin NOOP while wait_for_hangup() is running" in str(error)
