"""Calls that have ended, and transports that misbehave: the error is clear and always the same."""

from __future__ import annotations

import asyncio
import types
from collections import deque
from collections.abc import Callable, Generator

import pytest

from agicodec import (
    AsteriskSession,
    AsyncCall,
    Call,
    CallEnded,
    CallEvent,
    Environment,
    LocalProtocolError,
    NeverAnswered,
    RawReply,
    RemoteProtocolError,
    Session,
    State,
    UnexpectedLine,
)
from agicodec.asyncagi import AmiReader
from agicodec.calls.steps import MAX_UNEXPECTED
from agicodec.commands import Noop, StreamFile
from agicodec.testing import Asterisk, TestCall
from tests.refused import refused
from tests.sessions import BLOCK

Chunk = bytes | Exception


class ScriptedCall(Call):
    """A call that reads and writes what a test has written down."""

    def __init__(self, *chunks: Chunk, writes: tuple[Exception | None, ...] = ()) -> None:
        super().__init__(Session(max_reply=5000))
        self.chunks = deque(chunks)
        self.writes = deque(writes)
        self.noted: list[CallEvent] = []

    def read(self) -> bytes:
        chunk = self.chunks.popleft()
        if isinstance(chunk, Exception):
            raise chunk
        return chunk

    def write(self, data: bytes) -> None:
        error = self.writes.popleft() if self.writes else None
        if error is not None:
            raise error

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)


class AsyncScriptedCall(AsyncCall):
    """The same, with coroutine methods."""

    def __init__(self, call: ScriptedCall) -> None:
        super().__init__(call.session)
        self.call = call

    async def read(self) -> bytes:
        return self.call.read()

    async def write(self, data: bytes) -> None:
        self.call.write(data)


def everything(call: Call) -> list[Exception]:
    """Do all that can be done with a call, and return the errors of that."""
    found: list[Exception] = []
    steps: list[Callable[[], object]] = [
        call.noop,
        lambda: call.get_variable("X"),
        lambda: call.send(StreamFile("x")),
        call.synchronize,
        call.reply,
        call.interrupt,
        call.noop,
    ]
    for step in steps:
        with pytest.raises(Exception) as caught:  # noqa: PT011
            step()
        found.append(caught.value)
    return found


ENDS = [
    pytest.param(lambda: ScriptedCall(BLOCK, b""), "Asterisk has closed the connection", id="end"),
    pytest.param(lambda: ScriptedCall(b""), "Asterisk has closed the connection", id="end before the environment"),
    pytest.param(lambda: ScriptedCall(BLOCK, b"200 re", b""), "closed the connection.*200 re", id="end within a line"),
    pytest.param(
        lambda: ScriptedCall(BLOCK, writes=(BrokenPipeError("gone"),)),
        r"cannot write: BrokenPipeError\('gone'\)",
        id="write",
    ),
    pytest.param(
        lambda: ScriptedCall(BLOCK, ConnectionResetError("reset")),
        r"cannot read: ConnectionResetError\('reset'\)",
        id="read",
    ),
    pytest.param(
        lambda: ScriptedCall(BLOCK, writes=(TimeoutError("slow"),)),
        r"cannot write: TimeoutError\('slow'\)",
        id="late write",
    ),
]


@pytest.mark.parametrize(("make", "problem"), ENDS)
@pytest.mark.parametrize("synchronizes", [False, True])
def test_what_is_asked_of_a_call_that_is_over_is_never_answered(
    make: Callable[[], ScriptedCall], problem: str, *, synchronizes: bool
) -> None:
    call = make()
    call.synchronizes = synchronizes
    errors = everything(call)
    assert all(isinstance(error, NeverAnswered) and isinstance(error, CallEnded) for error in errors)
    assert len({error.problem for error in errors if isinstance(error, NeverAnswered)}) == 1
    assert {type(error.__cause__) for error in errors} == {type(errors[0].__cause__)}
    names = [error.command for error in errors if isinstance(error, NeverAnswered)]
    assert names[:3] == ["NOOP", "GET VARIABLE", "STREAM FILE"]
    with pytest.raises(NeverAnswered, match=problem):
        call.noop()

    async def run() -> None:
        same = AsyncScriptedCall(make())
        for _ in range(3):
            with pytest.raises(NeverAnswered, match=problem):
                await same.noop()

    asyncio.run(run())


def test_what_a_write_raises_besides_is_raised_again() -> None:
    error = AssertionError("not this line")
    call = ScriptedCall(BLOCK, writes=(error,))
    assert all(found is error for found in everything(call))


def test_what_breaks_the_protocol_is_raised_again() -> None:
    call = ScriptedCall(BLOCK, b"x" * 70000)
    errors = everything(call)
    assert isinstance(errors[0], RemoteProtocolError)
    assert all(found is errors[0] for found in errors)
    call = ScriptedCall(BLOCK, b"200 result=1 (" + b"x\n" * 5000)
    with pytest.raises(RemoteProtocolError, match="a reply has more than"):
        call.get_variable("X")
    assert all(isinstance(found, RemoteProtocolError) for found in everything(call))


def test_a_hangup_does_not_hide_the_end() -> None:
    call = ScriptedCall(BLOCK, b"HANGUP\n", b"")
    assert all(isinstance(error, NeverAnswered) for error in everything(call))
    assert call.hung_up
    assert call.start() == call.environment


def test_an_environment_that_will_not_come_is_not_waited_for_again() -> None:
    call = ScriptedCall(b"")
    for _ in range(2):
        with pytest.raises(NeverAnswered, match="the session: never answered: Asterisk has closed the connection"):
            call.start()


def test_an_error_of_read_ends_the_wait_only() -> None:
    for error in (TimeoutError("late"), ValueError("odd"), OSError("odd")):
        call = ScriptedCall(BLOCK, error, b"200 result=0\n", b"200 result=0\n")
        with pytest.raises(type(error), match=str(error)):
            call.noop()
        assert call.noop()


def test_the_end_is_an_event_too() -> None:
    call = ScriptedCall(BLOCK, b"")
    call.start()
    first = call.next_event()
    assert call.next_event() == first
    with pytest.raises(NeverAnswered, match="NOOP: never answered: Asterisk has closed"):
        call.noop()


def test_lines_that_nothing_asked_for_are_bounded() -> None:
    flood = b"x\n" * 30000
    for wait in (Call.noop, Call.synchronize):
        call = ScriptedCall(BLOCK, flood, flood, flood)
        with pytest.raises(RemoteProtocolError, match=f"more than the {MAX_UNEXPECTED} lines allowed") as caught:
            wait(call)
        assert caught.value.data == b"x"
        assert call.noted == [UnexpectedLine("x")] * MAX_UNEXPECTED
        assert all(found is caught.value for found in everything(call))
    call = ScriptedCall(BLOCK, flood, flood + b"200 result=0\n", flood + b"200 result=0\n")
    assert call.noop()
    assert call.noop()


def test_hangups_without_end_are_bounded() -> None:
    call = ScriptedCall(BLOCK, b"HANGUP\n" * 40000, b"HANGUP\n" * 40000)
    with pytest.raises(RemoteProtocolError, match=f"more than the {MAX_UNEXPECTED} lines allowed .*: b'HANGUP'"):
        call.noop()


def test_no_reply_is_waited_for_that_is_not_due() -> None:
    call = ScriptedCall(BLOCK)
    with pytest.raises(LocalProtocolError, match="cannot wait for a reply: no command is running"):
        call.reply()
    call.start()
    with pytest.raises(LocalProtocolError, match="cannot interrupt: no command is running"):
        call.interrupt()


class Waiting:
    """Something to be awaited that is no coroutine."""

    def __init__(self, result: object) -> None:
        self.result = result

    def __await__(self) -> Generator[None, None, object]:
        yield from ()
        return self.result


@types.coroutine
def old(result: object) -> Generator[None, None, object]:
    """A coroutine of the old kind."""
    yield from ()
    return result


async def later(result: object) -> object:
    """A coroutine."""
    return result


def instead(result: Callable[[], object]) -> Callable[[], object]:
    """Make a method that returns something else."""

    def method(*arguments: object) -> object:
        return result()

    return method


def odd(method: str, result: Callable[[], object]) -> Call:
    """Make a call with a method that returns something else."""
    call = ScriptedCall(BLOCK)
    setattr(call, method, instead(result))
    return call


def odd_async(method: str, result: Callable[[], object]) -> AsyncCall:
    """The same with coroutine methods, of which this one may be none."""
    call = AsyncScriptedCall(ScriptedCall(BLOCK))
    setattr(call, method, instead(result))
    return call


NO_BYTES: list[tuple[Callable[[], object], str]] = [
    (lambda: None, r"None, which is not bytes: return b\"\" at the end of the stream"),
    (lambda: "agi_request: x\n", r"'agi_request: x\\n', which is not bytes: open the stream in binary mode"),
    (lambda: "", r"'', which is not bytes: open the stream in binary mode"),
    (lambda: 0, "0, which is not bytes: expected bytes or a bytearray"),
    (list, r"\[\], which is not bytes"),
    (lambda: memoryview(b"x"), "<memory at .*, which is not bytes: expected bytes or a bytearray"),
]
LATER: list[Callable[[], object]] = [lambda: later(BLOCK), lambda: old(BLOCK), lambda: Waiting(BLOCK)]


@pytest.mark.parametrize(("value", "problem"), NO_BYTES)
def test_what_is_no_bytes_is_refused_where_it_comes_in(value: Callable[[], object], problem: str) -> None:
    call = odd("read", value)
    with pytest.raises(TypeError, match=r"read\(\) returned " + problem):
        call.noop()
    with pytest.raises(TypeError, match=r"read\(\) returned " + problem):
        asyncio.run(odd_async("read", lambda: later(value())).noop())
    asterisk = AsteriskSession(Environment(network=True))
    for session in (Session(), asterisk, AmiReader()):
        with refused(r"receive_data\(\) received " + problem):
            getattr(session, "receive_data")(value())  # noqa: B009
        session.receive_data(b"x")
        session.receive_data(bytearray(b"x"))
    assert asterisk.unread == b"xx"


@pytest.mark.parametrize("value", LATER)
def test_a_call_that_blocks_awaits_nothing(value: Callable[[], object]) -> None:
    call = odd("read", value)
    with pytest.raises(TypeError, match=r"read\(\) returned .*: await it; a call whose .* is an AsyncCall"):
        call.noop()
    assert call.session.state is State.AWAITING_ENVIRONMENT
    call = odd("write", value)
    for _ in range(2):
        with pytest.raises(TypeError, match=r"write\(\) returned .* and wrote nothing: .* is an AsyncCall"):
            call.noop()


@pytest.mark.parametrize("value", [None, 5, b"", "text", [1]])
def test_a_call_that_blocks_may_return_what_its_transport_does(value: object) -> None:
    call = odd("write", lambda: value)
    call.session.receive_data(BLOCK)
    call.send(Noop())
    call.session.receive_data(b"200 result=0\n")
    assert call.reply().raw == RawReply(200, "0")


@pytest.mark.parametrize("value", [lambda: None, lambda: BLOCK, lambda: 5])
@pytest.mark.parametrize("method", ["read", "write"])
def test_the_methods_of_an_async_call_must_return_awaitables(method: str, value: Callable[[], object]) -> None:
    with pytest.raises(TypeError, match=rf"{method}\(\) returned .* cannot be awaited: .*async def.*is a Call"):
        asyncio.run(odd_async(method, value).noop())


@pytest.mark.parametrize("value", LATER)
def test_whatever_can_be_awaited_is(value: Callable[[], object]) -> None:
    assert asyncio.run(odd_async("read", value).start()) == Environment.decode(BLOCK)


def test_the_kit_fails_in_the_same_way_again() -> None:
    asterisk = Asterisk()
    asterisk.sounds["endless"] = float("inf")
    call = TestCall(asterisk)
    with pytest.raises(AssertionError, match="STREAM FILE never ends"):
        call.stream_file("endless")
    assert call.noop()
