"""Waits that are cancelled, at any point: each command gets its own reply or an error, and nothing waits for ever."""

from __future__ import annotations

import asyncio
import math
import types
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from typing import TypeVar

import pytest
import trio
from hypothesis import example, given
from hypothesis import strategies as st

from agicodec import (
    AsyncCall,
    Call,
    CallEvent,
    Command,
    CommandInterrupted,
    LocalProtocolError,
    ReplyReceived,
    Session,
    State,
)
from agicodec.commands import GetData, GetVariable, Noop, RecordFile, SayNumber, StreamFile, WaitForDigit
from agicodec.testing import Asterisk
from agicodec.testing.streams import StreamEnd
from tests.sessions import BLOCK, MARK, MARKED

T = TypeVar("T")


class Cancelled(BaseException):
    """What an event loop throws into a wait."""


@types.coroutine
def pause() -> Generator[None, None, None]:
    """Wait for whoever drives the coroutine."""
    yield


class Hangs(Exception):
    """A wait for what will never come."""


class Wire:
    """Asterisk at the other end of a wire that may be slow.

    Args:
        size: how many bytes arrive at a time.
        late: whether what is written reaches Asterisk only when something is read, perhaps two lines at once.
    """

    def __init__(self, size: int, *, late: bool = False) -> None:
        self.asterisk = Asterisk(variables={f"V{number}": str(number) for number in range(100)})
        self.asterisk.sounds["endless"] = 1 if late else math.inf
        self.end = StreamEnd(self.asterisk, self.asterisk.environment())
        self.size = size
        self.late = late
        self.written = b""
        self.arriving = self.end.start()

    def write(self, data: bytes) -> None:
        self.written += data
        if not self.late:
            self.flush()

    def flush(self) -> None:
        written, self.written = self.written, b""
        self.arriving += self.end.receive(written)

    def read(self) -> bytes:
        if self.written:
            self.flush()
        if not self.arriving:
            raise Hangs(str(self.end.conversation))
        data, self.arriving = self.arriving[: self.size], self.arriving[self.size :]
        return data


class PausingCall(AsyncCall):
    """A call that can be cancelled before and after each thing it does."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self.wire = wire
        self.noted: list[CallEvent] = []

    async def read(self) -> bytes:
        await pause()
        return self.wire.read()

    async def write(self, data: bytes) -> None:
        await pause()
        self.wire.write(data)
        await pause()

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)


def drive(coroutine: Coroutine[object, None, T], cancel_at: int | None = None) -> T | None:
    """Run a coroutine, and cancel it at one of its pauses; None when it was."""
    pauses = 0
    try:
        coroutine.send(None)
        while pauses != cancel_at:
            pauses += 1
            coroutine.send(None)
        coroutine.throw(Cancelled())
    except StopIteration as done:
        result: T = done.value
        return result
    except Cancelled:
        return None
    raise AssertionError("it went on after it was cancelled")


kinds = st.sampled_from(["variable", "variable", "sound", "digit", "data", "record", "start", "synchronize"])
attempts = st.lists(st.tuples(kinds, st.one_of(st.none(), st.integers(0, 12))), max_size=12)


def attempt(call: PausingCall, kind: str, number: int) -> Coroutine[object, None, object]:
    match kind:
        case "variable":
            return call.get_variable(f"V{number}")
        case "sound":
            return call.stream_file("endless")
        case "digit":
            return call.wait_for_digit(3000)
        case "data":
            return call.get_data("endless" if number % 2 else "pin", timeout=1000)
        case "record":
            return call.record_file("x", "wav", timeout=3000)
        case "start":
            return call.start()
        case _:
            return call.synchronize()


@given(attempts, st.sampled_from([1, 7, 30, 10**6]), st.booleans(), st.booleans())
@example([("variable", 0)], 10**6, False, False)
@example([("variable", 1), ("synchronize", 0), ("variable", 3)], 10**6, True, True)
@example([("sound", 4), ("variable", 0), ("variable", 1), ("variable", 2)], 10**6, False, False)
def test_whatever_is_cancelled_each_command_gets_its_own_reply(
    steps: list[tuple[str, int | None]], size: int, late: bool, synchronizes: bool
) -> None:
    call = PausingCall(Wire(size, late=late))
    call.synchronizes = synchronizes
    for number, (kind, cancel_at) in enumerate(steps):
        try:
            result = drive(attempt(call, kind, number), cancel_at)
        except Hangs:
            assert kind in {"sound", "data"}, "waits for ever"  # of its own accord
            continue
        if kind == "variable" and result is not None:
            assert getattr(result, "value", None) == str(number)
    assert drive(call.get_variable("V99")) is not None
    for event in call.noted:
        if isinstance(event, ReplyReceived) and isinstance(event.command, GetVariable):
            assert event.raw.text == event.command.name[1:]
    assert call.session.state is State.READY


class ImpatientCall(Call):
    """A call whose reads time out, and whose writes are interrupted by a signal, as a test has it."""

    def __init__(self, wire: Wire, faults: deque[str]) -> None:
        super().__init__()
        self.wire = wire
        self.faults = faults

    def _fault(self, place: str) -> None:
        if self.faults and self.faults[0] == place:
            self.faults.popleft()
            raise TimeoutError("timed out") if place == "read" else KeyboardInterrupt
        if self.faults and self.faults[0] == "":
            self.faults.popleft()

    def read(self) -> bytes:
        self._fault("read")
        return self.wire.read()

    def write(self, data: bytes) -> None:
        self._fault("before write")
        self.wire.write(data)
        self._fault("after write")


@given(st.lists(st.sampled_from(["", "", "read", "before write", "after write"]), max_size=20), st.booleans())
def test_a_call_that_blocks_goes_on_after_a_timeout_or_an_interrupt(faults: list[str], synchronizes: bool) -> None:
    left = deque(faults)
    call = ImpatientCall(Wire(30), left)
    call.synchronizes = synchronizes
    for number in range(60):
        try:
            if number % 5:
                assert call.get_variable(f"V{number}").value == str(number)
            else:
                call.get_data("pin", timeout=1000)
        except (TimeoutError, KeyboardInterrupt):
            pass
    left.clear()
    assert call.get_variable("V99").value == "99"


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


class LoopedCall(PausingCall):
    """A call on an event loop, of either kind.

    Args:
        wire: the wire.
        sleep: how to sleep on that loop.
    """

    def __init__(self, wire: Wire, sleep: Callable[[float], Coroutine[object, None, object]]) -> None:
        super().__init__(wire)
        self.sleep = sleep

    async def read(self) -> bytes:
        await self.sleep(0)
        while not self.wire.arriving:
            await self.sleep(0.001)
        return self.wire.read()

    async def write(self, data: bytes) -> None:
        await self.sleep(0)
        self.wire.write(data)


def test_a_time_limit_of_asyncio_is_safe() -> None:
    async def flow() -> None:
        call = LoopedCall(Wire(30), asyncio.sleep)
        for number in range(5):
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(call.stream_file("endless"), 0.01 * number)
            assert (await call.get_variable(f"V{number}")).value == str(number)
        assert CommandInterrupted(StreamFile("endless")) in call.noted

    asyncio.run(flow())


def test_a_cancel_scope_of_trio_is_safe() -> None:
    async def flow() -> None:
        call = LoopedCall(Wire(30), trio.sleep)
        for number in range(5):
            with trio.move_on_after(0.01 * number) as scope:
                await call.stream_file("endless")
            assert scope.cancelled_caught
            assert (await call.get_variable(f"V{number}")).value == str(number)
        assert CommandInterrupted(StreamFile("endless")) in call.noted

    trio.run(flow)


def test_a_second_task_is_told_which_command_runs() -> None:
    async def flow() -> None:
        call = LoopedCall(Wire(30), asyncio.sleep)
        await call.start()
        task = asyncio.ensure_future(call.stream_file("endless"))
        await asyncio.sleep(0.01)
        for second in (call.get_data("x"), call.start(), call.reply(), call.interrupt(), call.synchronize()):
            with pytest.raises(LocalProtocolError, match=r"cannot begin .* while STREAM FILE is running"):
                await second
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await call.get_variable("V1")).value == "1"

    asyncio.run(flow())


def test_a_handler_is_told_which_command_runs() -> None:
    class Nested(ScriptedCall):
        def on_event(self, event: CallEvent) -> None:
            self.verbose("gone")

    with pytest.raises(LocalProtocolError, match="cannot begin VERBOSE while GET DATA is running"):
        Nested(b"HANGUP\n").execute(GetData("x"))
