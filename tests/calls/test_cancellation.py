"""Cancelled waits: the next command first completes the one that was cancelled."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import pytest

from agicodec import (
    Call,
    CallEvent,
    ChannelHungUp,
    Command,
    CommandInterrupted,
    LocalProtocolError,
    Raw,
    ReplyReceived,
    Session,
)
from agicodec.commands import GetData, Noop, RecordFile, SayNumber, StreamFile, WaitForDigit
from tests.sessions import BLOCK, MARK, MARKED

PLAYED = [
    (StreamFile("x"), MARKED, CommandInterrupted),
    (WaitForDigit(-1), b"200 result=1\n" + MARKED, ReplyReceived),
    (Noop(), b"200 result=0\n", ReplyReceived),
    (RecordFile("x", "wav"), b"200 result=0 (timeout) endpos=800\n", ReplyReceived),
    (SayNumber(1), b"200 result=0\n", ReplyReceived),
]


class ScriptedCall(Call):
    """A call that reads what a test has written down; None stands for a timeout."""

    def __init__(self, *chunks: bytes | None, block: bytes = BLOCK) -> None:
        super().__init__(Session(mark=MARK))
        self.chunks = deque((block, *chunks))
        self.written: list[bytes] = []
        self.noted: list[CallEvent] = []

    def read(self) -> bytes:
        chunk = self.chunks.popleft()
        if chunk is None:
            raise TimeoutError("timed out")
        return chunk

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)


@pytest.mark.parametrize(("command", "data", "kind"), PLAYED)
def test_the_next_command_settles_what_is_outstanding(
    command: Command[object], data: bytes, kind: type[object]
) -> None:
    call = ScriptedCall(None, data, b"200 result=1 (v)\n")
    with pytest.raises(TimeoutError):
        call.execute(command)
    assert call.get_variable("X").value == "v"
    (noted,) = call.noted
    assert isinstance(noted, kind)
    interrupted = [f"GET FULL VARIABLE {MARK}\n".encode()] if MARKED in data else []
    assert call.written == [command.encode(), *interrupted, b"GET VARIABLE X\n"]


def test_under_eagi_more_can_be_interrupted() -> None:
    block = BLOCK.replace(b"enhanced: 0.0", b"enhanced: 1.0")
    call = ScriptedCall(None, MARKED, b"200 result=0\n", block=block)
    with pytest.raises(TimeoutError):
        call.say_number(1)
    assert call.noop()
    assert call.noted == [CommandInterrupted(SayNumber(1))]


def test_a_reply_that_came_in_time_but_was_not_read_is_noted() -> None:
    call = ScriptedCall(None)
    with pytest.raises(TimeoutError):
        call.noop()
    call.session.receive_data(b"200 result=0\n")
    call.chunks.append(b"200 result=1 (v)\n")
    assert call.get_variable("X").value == "v"
    assert [type(event) for event in call.noted] == [ReplyReceived]


def test_the_settling_may_be_cancelled_too() -> None:
    call = ScriptedCall(None, None, None, MARKED, b"200 result=1 (v)\n")
    for _ in range(3):
        with pytest.raises(TimeoutError):
            call.stream_file("x")
    assert call.get_variable("X").value == "v"
    assert call.noted == [CommandInterrupted(StreamFile("x"))]
    assert len(call.written) == 3


def test_the_wait_may_be_taken_up_again() -> None:
    call = ScriptedCall(None, b"200 result=0\n")
    call.send(Noop())
    with pytest.raises(TimeoutError):
        call.reply()
    assert call.reply().command == Noop()
    call = ScriptedCall(None, MARKED)
    call.send(StreamFile("x"))
    with pytest.raises(TimeoutError):
        call.interrupt()
    with pytest.raises(LocalProtocolError, match=r"reply to STREAM FILE, which may never come.*interrupt\(\)"):
        call.reply()
    assert call.interrupt() == CommandInterrupted(StreamFile("x"))


def test_what_was_to_interrupt_and_was_never_written_is_not_awaited_behind_the_reply() -> None:
    class Interrupted(ScriptedCall):
        def write(self, data: bytes) -> None:
            if len(self.written) == 1:
                self.written.append(b"")
                raise KeyboardInterrupt
            super().write(data)
            self.chunks.append(b"200 result=1 (" + data.split()[-1] + b")\n")

    call = Interrupted()
    call.send(StreamFile("x"))
    with pytest.raises(KeyboardInterrupt):
        call.interrupt()
    call.chunks.clear()
    call.session.receive_data(b"200 result=0 endpos=8\n")
    assert call.get_variable("X").value == "X"
    assert [type(event) for event in call.noted] == [ReplyReceived]


def test_a_command_that_cannot_be_written_leaves_nothing_to_settle() -> None:
    class Broken(Raw):
        def argument_words(self) -> Sequence[str]:
            raise ValueError("no such prompt")

    call = ScriptedCall(b"200 result=0\n")
    with pytest.raises(ValueError, match="no such prompt"):
        call.execute(Broken("X"))
    assert call.noop()
    assert call.written == [b"NOOP\n"]


def test_a_synchronization_that_was_cancelled_is_settled() -> None:
    call = ScriptedCall(None, None, MARKED, MARKED, b"200 result=0\n")
    call.synchronizes = True
    with pytest.raises(TimeoutError):
        call.noop()
    with pytest.raises(LocalProtocolError, match="no command is running"):
        call.reply()
    with pytest.raises(TimeoutError):
        call.synchronize()
    call.synchronize()
    assert call.noop()


def test_a_reply_that_is_to_be_waited_for_is_not_settled() -> None:
    call = ScriptedCall(b"200 result=0\n")
    call.send(RecordFile("x", "wav"))
    with pytest.raises(LocalProtocolError, match=r"cannot send NOOP: .* RECORD FILE is due; reply\(\) waits for it$"):
        call.noop()
    with pytest.raises(LocalProtocolError, match="cannot synchronize: the reply to RECORD FILE is due"):
        call.synchronize()
    assert call.reply().command == RecordFile("x", "wav")
    call.send(StreamFile("x"))
    with pytest.raises(LocalProtocolError, match=r"reply\(\) waits for it, interrupt\(\) ends it$"):
        call.noop()
    with pytest.raises(LocalProtocolError, match="the reply to STREAM FILE is due; interrupt"):
        call.session.send(Noop())


def test_an_event_handler_may_end_the_wait() -> None:
    class Leaving(ScriptedCall):
        def on_event(self, event: CallEvent) -> None:
            super().on_event(event)
            if len(self.noted) == 1:
                raise RuntimeError("the caller has hung up")

    call = Leaving(b"HANGUP\n", MARKED, b"200 result=1\n")
    with pytest.raises(RuntimeError, match="hung up"):
        call.get_data("x")
    assert call.verbose("gone")
    assert call.noted[1:] == [CommandInterrupted(GetData("x"))]


def test_an_error_names_the_running_command_to_a_handler() -> None:
    class Nested(ScriptedCall):
        def on_event(self, event: CallEvent) -> None:
            self.verbose("gone")

    with pytest.raises(LocalProtocolError, match="cannot begin VERBOSE while GET DATA is running"):
        Nested(b"HANGUP\n").execute(GetData("x"))


def test_what_was_interrupted_behind_the_back_of_the_call_is_not_waited_for() -> None:
    class Sly(ScriptedCall):
        def read(self) -> bytes:
            if self.session.command is not None:
                self.session.interrupt()
            return super().read()

    call = Sly(MARKED)
    call.send(StreamFile("x"))
    with pytest.raises(LocalProtocolError, match="STREAM FILE was interrupted, and will never be answered"):
        call.reply()


def test_events_may_be_taken_one_by_one() -> None:
    call = ScriptedCall(b"HANGUP\n", None, b"200 result=0\n")
    call.start()
    call.send(Noop())
    assert call.next_event() == ChannelHungUp()
    with pytest.raises(LocalProtocolError, match="the reply to NOOP is due"):
        call.verbose("x")
    with pytest.raises(TimeoutError):
        call.next_event()
    event = call.next_event()
    assert isinstance(event, ReplyReceived)
    assert event.command == Noop()
