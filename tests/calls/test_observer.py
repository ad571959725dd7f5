"""Observers of calls over a stream."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import pytest

from agicodec import (
    Call,
    ChannelHungUp,
    CommandInterrupted,
    ConnectionClosed,
    DeadChannel,
    InvalidArgument,
    NeverAnswered,
    Observer,
    RemoteProtocolError,
    ReplyError,
    ReplyReceived,
    Session,
    SessionStarted,
    Synchronized,
    UnexpectedLine,
)
from agicodec.commands import GetVariable, Noop, StreamFile
from tests.calls.witness import Broken, Witness, untyped
from tests.sessions import BLOCK


class ScriptedCall(Call):
    """A call that reads what a test has prepared; what it writes is kept."""

    def __init__(self, *chunks: bytes | Exception) -> None:
        super().__init__(Session(mark="m"))
        self.chunks = list(chunks)
        self.written = b""
        self.fails: Exception | None = None

    def read(self) -> bytes:
        chunk = self.chunks.pop(0)
        if isinstance(chunk, Exception):
            raise chunk
        return chunk

    def write(self, data: bytes) -> None:
        if self.fails is not None:
            raise self.fails
        self.written += data


def observed(*chunks: bytes | Exception) -> tuple[ScriptedCall, Witness]:
    call, witness = ScriptedCall(BLOCK, *chunks), Witness()
    call.observe(witness)
    call.start()
    return call, witness


def test_a_command_and_its_reply_are_observed() -> None:
    call, witness = observed(b"200 result=1 (x)\n")
    call.get_variable("A")
    assert witness.noted == [
        "SessionStarted",
        "line GET VARIABLE",
        "sent GET VARIABLE",
        "ReplyReceived",
        "reply to GET VARIABLE",
    ]
    assert witness.lines == [b"GET VARIABLE A\n"]
    assert [reply.result() for reply in witness.replies] == [GetVariable("A").interpret(witness.replies[0].raw)]
    assert not witness.faults


def test_the_time_is_that_from_the_line_to_the_reply() -> None:
    seen: list[float] = []

    class Clock(Observer):
        def reply_received(self, reply: object, seconds: float) -> None:
            seen.append(seconds)

    class SlowCall(ScriptedCall):
        def read(self) -> bytes:
            time.sleep(0.02)
            return super().read()

    call = SlowCall(BLOCK, b"200 result=0\n")
    call.observe(Clock())
    call.start()
    time.sleep(0.05)
    before = time.perf_counter()
    call.noop()
    took = time.perf_counter() - before
    assert 0.02 <= seen[0] <= took


def test_a_refusal_is_a_reply() -> None:
    call, witness = observed(b"510 Invalid or unknown command\n")
    with pytest.raises(ReplyError):
        call.noop()
    assert witness.noted[-1] == "reply to NOOP"


def test_a_dead_channel_is_a_hangup_and_no_command_is_sent_after_it() -> None:
    call, witness = observed(b"511 Command Not Permitted on a dead channel or intercept routine\n")
    for _ in range(2):
        with pytest.raises(DeadChannel):
            call.answer()
    assert witness.noted[1:] == ["line ANSWER", "sent ANSWER", "ReplyReceived", "reply to ANSWER", "hung up"]


def test_what_cannot_be_sent_is_not_observed() -> None:
    call, witness = observed()
    with pytest.raises(InvalidArgument):
        call.set_variable("A", "\n")
    with pytest.raises(TypeError):
        untyped(call.ask)("NOOP")
    assert witness.noted == ["SessionStarted"]


def test_a_hangup_is_observed_once() -> None:
    call, witness = observed(b"200 result=0\nHANGUP\nHANGUP\n", b"")
    call.noop()
    while not isinstance(call.next_event(), ConnectionClosed):
        pass
    assert not isinstance(call.next_event(), type(None))
    assert witness.noted[3:] == [
        "ReplyReceived",
        "reply to NOOP",
        "ChannelHungUp",
        "hung up",
        "ChannelHungUp",
        "ConnectionClosed",
    ]


def test_a_hangup_that_a_signal_reports_is_observed() -> None:
    call, witness = observed(b"200 result=0\n")
    call.session.receive_hangup()
    call.noop()
    assert witness.noted.count("hung up") == 1
    assert not witness.faults


def test_an_interrupted_command_is_observed_and_so_are_the_lines_of_the_session() -> None:
    call, witness = observed(b"200 result=1 (m)\n")
    call.send(StreamFile("endless"))
    assert isinstance(call.interrupt(), CommandInterrupted)
    assert witness.noted[1:] == [
        "line STREAM FILE",
        "sent STREAM FILE",
        "line of the session",
        "CommandInterrupted",
        "interrupted STREAM FILE",
    ]
    assert b"".join(witness.lines) == call.written
    assert not witness.due


def test_a_synchronization_is_observed() -> None:
    call, witness = observed(b"late\n200 result=1 (m)\n")
    call.synchronize()
    assert witness.events[1:] == [UnexpectedLine("late"), Synchronized()]
    assert witness.noted[1:] == ["line of the session", "UnexpectedLine", "Synchronized"]


def test_a_reply_is_observed_although_its_wait_was_left() -> None:
    call, witness = observed(TimeoutError(), b"200 result=1\n", b"200 result=0\n")
    with pytest.raises(TimeoutError):
        call.hangup()
    call.noop()
    assert [note for note in witness.noted if note.startswith("reply")] == ["reply to HANGUP", "reply to NOOP"]
    assert not witness.faults


def end(call: ScriptedCall) -> None:
    call.chunks.append(b"")


def break_off(call: ScriptedCall) -> None:
    call.chunks.append(ConnectionResetError())


def fail_to_write(call: ScriptedCall) -> None:
    call.fails = BrokenPipeError()


def fail_oddly(call: ScriptedCall) -> None:
    call.fails = KeyError()


def send_too_much(call: ScriptedCall) -> None:
    call.chunks.append(b"200 result=" + b"x" * 2**21)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (end, NeverAnswered),
        (break_off, NeverAnswered),
        (fail_to_write, NeverAnswered),
        (fail_oddly, KeyError),
        (send_too_much, RemoteProtocolError),
    ],
)
def test_a_command_that_is_never_answered_is_lost_once(
    fault: Callable[[ScriptedCall], None], error: type[Exception]
) -> None:
    call, witness = observed()
    fault(call)
    with pytest.raises(error) as caught:
        call.verbose("x")
    with pytest.raises(error):
        call.verbose("x")
    assert [type(lost) for lost in witness.errors] == [error]
    assert [note for note in witness.noted if "VERBOSE" in note] == ["line VERBOSE", "sent VERBOSE", "lost VERBOSE"]
    if isinstance(caught.value, NeverAnswered):
        assert witness.errors == [caught.value]
    assert not witness.due


def test_a_lost_command_is_named_although_another_one_finds_that_it_is_lost() -> None:
    call, witness = observed(TimeoutError(), b"")
    with pytest.raises(TimeoutError):
        call.verbose("x")
    with pytest.raises(NeverAnswered, match="NOOP"):
        call.noop()
    assert [str(error) for error in witness.errors] == ["VERBOSE: never answered: Asterisk has closed the connection"]


def test_more_unexpected_lines_than_are_allowed_lose_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agicodec.calls.steps.MAX_UNEXPECTED", 3)
    call, witness = observed(b"x\n" * 4)
    with pytest.raises(RemoteProtocolError):
        call.noop()
    assert witness.noted[-1] == "lost NOOP"


def test_an_observer_that_comes_late_catches_up() -> None:
    call = ScriptedCall(BLOCK + b"HANGUP\n", TimeoutError(), b"200 result=0\n")
    call.start()
    assert call.next_event() == ChannelHungUp()
    with pytest.raises(TimeoutError):
        call.noop()
    witness = Witness()
    call.observe(witness)
    assert witness.noted == ["SessionStarted", "sent NOOP", "hung up"]
    assert witness.events == [SessionStarted(call.environment)]
    call.chunks.append(b"200 result=1\n")
    call.verbose("x")
    assert witness.noted[3:6] == ["ReplyReceived", "reply to NOOP", "line VERBOSE"]
    assert not witness.faults


def test_observers_are_called_in_their_order() -> None:
    order: list[str] = []

    class Named(Observer):
        def __init__(self, name: str) -> None:
            self.name = name

        def command_sent(self, command: object) -> None:
            order.append(self.name)

    call = ScriptedCall(BLOCK, b"200 result=0\n")
    call.start()
    for name in ("a", "b", "c"):
        call.observe(Named(name))
    call.noop()
    assert order == ["a", "b", "c"]


def test_observers_stay_when_the_session_is_replaced() -> None:
    call, witness = ScriptedCall(BLOCK, b"200 result=0\n"), Witness()
    call.observe(witness)
    call.session = Session()
    call.noop()
    assert witness.noted == ["SessionStarted", "line NOOP", "sent NOOP", "ReplyReceived", "reply to NOOP"]


HOOKS = [name for name in vars(Observer) if not name.startswith("_")]


@pytest.mark.parametrize("name", [*(hook[:-1] for hook in HOOKS), "on_comand", "on_event", "report", "close"])
def test_a_method_that_would_never_be_called_is_refused(name: str) -> None:
    def method(self: Observer, *arguments: object) -> None:
        raise AssertionError

    with pytest.raises(TypeError, match=rf"^Mistaken\.{name}\(\) would never be called: .*channel_hung_up, command_"):
        type("Mistaken", (Observer,), {name: method})
    with pytest.raises(TypeError, match=rf"^Mistaken\.{name}\(\) would never be called"):
        type("Mistaken", (Witness,), {name: method})


@pytest.mark.parametrize("name", [*HOOKS, "_report", "__enter__"])
def test_a_method_that_is_called_or_private_is_accepted(name: str) -> None:
    def method(self: Observer, *arguments: object) -> None:
        raise AssertionError

    assert issubclass(type("Right", (type("Between", (Observer,), {name: method}),), {name: method}), Observer)


def test_an_observer_may_have_attributes_and_methods_of_another_class() -> None:
    class Report:
        def report(self) -> str:
            return "nothing"

    class Counting(Report, Observer):
        count = 0

        @property
        def doubled(self) -> int:
            return 2 * self.count

    assert (Counting().doubled, Counting().report()) == (0, "nothing")


def test_an_observer_that_raises_is_logged_and_fails_nothing(caplog: pytest.LogCaptureFixture) -> None:
    call, witness = ScriptedCall(BLOCK, b"200 result=1 (m)\nHANGUP\n", b"200 result=0\n", b""), Witness()
    call.observe(Broken())
    call.observe(witness)
    call.send(StreamFile("endless"))
    call.interrupt()
    call.noop()
    with pytest.raises(NeverAnswered):
        call.noop()
    assert not witness.faults
    assert not witness.due
    assert len(caplog.records) == len(witness.noted)
    for record in caplog.records:
        assert (record.name, record.levelno) == ("agicodec", logging.ERROR)
        assert record.getMessage() == "an observer, Broken, has failed; the call goes on"
        assert record.exc_info is not None


def test_an_error_of_an_observer_has_no_reply_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    class Wrong(Observer):
        def reply_received(self, reply: ReplyReceived[object], seconds: float) -> None:
            raise ValueError("wrong") from reply.command.unexpected(reply.raw)

    call = ScriptedCall(BLOCK, b"200 result=1 (secret words)\n")
    call.observe(Wrong())
    call.get_variable("PIN")
    assert "an observer, Wrong, has failed" in caplog.text
    assert "ValueError, whose text may have a secret" in caplog.text
    assert "secret words" not in caplog.text


def test_an_observer_whose_method_must_be_awaited_is_reported(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def command_sent(self: Observer, command: object) -> None:
        raise AssertionError

    call = ScriptedCall(BLOCK, b"200 result=0\n")
    monkeypatch.setattr(Broken, "command_sent", command_sent)
    call.observe(Broken())
    call.noop()
    assert "plain function" in caplog.text


@pytest.mark.parametrize("wrong", [None, print, Observer, object()])
def test_what_is_no_observer_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError, match="expected an Observer"):
        untyped(ScriptedCall(BLOCK).observe)(wrong)


def test_a_command_is_lost_when_the_call_is_closed_on_this_side() -> None:
    call, witness = observed()
    call.send(Noop())
    call.chunks.append(b"")
    call.next_event()
    assert witness.noted[-2:] == ["ConnectionClosed", "lost NOOP"]
