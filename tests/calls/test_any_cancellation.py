"""Waits that are cancelled at any point: each command gets its own reply or an error, and no wait lasts forever."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine

import pytest
import trio
from hypothesis import example, given
from hypothesis import strategies as st

from agicodec import AsyncCall, Call, LocalProtocolError, NeverAnswered, ReplyReceived, State
from agicodec.commands import GetVariable
from agicodec.io.asyncio import AsyncioCall
from agicodec.io.threads import ThreadCall
from agicodec.io.trio import TrioCall
from tests.calls.wires import Hangs, PausingCall, Wire, connected, drive
from tests.calls.witness import Witness
from tests.sessions import BLOCK

kinds = st.sampled_from(["variable", "variable", "sound", "digit", "data", "record", "start", "synchronize", "event"])
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
        case "event":
            return call.next_event()
        case _:
            return call.synchronize()


@given(attempts, st.sampled_from([1, 7, 30, 10**6]), st.booleans(), st.booleans(), st.booleans())
@example([("variable", 0)], 10**6, False, False, False)
@example([("variable", 1), ("synchronize", 0), ("variable", 3)], 10**6, True, True, False)
@example([("sound", 4), ("variable", 0), ("variable", 1), ("variable", 2)], 10**6, False, False, True)
@example([("digit", 3), ("variable", 0), ("event", None)], 10**6, False, False, False)
def test_whatever_is_cancelled_each_command_gets_its_own_reply(
    steps: list[tuple[str, int | None]], size: int, late: bool, synchronizes: bool, observed: bool
) -> None:
    call, witness = PausingCall(Wire(size, late=late)), Witness()
    call.synchronizes = synchronizes
    if observed:
        call.observe(witness)
    for number, (kind, cancel_at) in enumerate(steps):
        try:
            result = drive(attempt(call, kind, number), cancel_at)
        except Hangs:
            assert kind in {"sound", "data", "event"}, "waits for ever"  # of its own accord
            continue
        if kind == "variable" and result is not None:
            assert getattr(result, "value", None) == str(number)
    assert drive(call.get_variable("V99")) is not None
    for event in call.noted:
        if isinstance(event, ReplyReceived) and isinstance(event.command, GetVariable):
            assert event.raw.text == event.command.name[1:]
    assert call.session.state is State.READY
    assert (witness.faults, witness.due) == ([], [])
    if observed:
        assert [event for event in witness.events if any(event is noted for noted in call.noted)] == call.noted


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


async def play_and_go_on(
    call: AsyncCall, cancel: Callable[[Awaitable[object], float], Awaitable[bool]]
) -> list[tuple[bool, bool, bool, str | None]]:
    """Cancel playbacks that never end, and other waits, after different times, and go on.

    Return for each round whether the playbacks were cancelled, and the value of the variable that was read then.
    """
    rounds: list[tuple[bool, bool, bool, str | None]] = []
    for number in range(8):
        first = await cancel(call.stream_file("endless"), 0.01 * number)
        await cancel(call.get_variable("V7"), 0)
        second = await cancel(call.stream_file("endless"), 0.01)
        third = await cancel(call.stream_file("endless"), 0)
        rounds.append((first, second, third, (await call.get_variable(f"V{number}")).value))
    return rounds


ROUNDS = [(True, True, True, str(number)) for number in range(8)]


@pytest.mark.parametrize("synchronizes", [False, True])
def test_a_time_limit_of_asyncio_is_safe(*, synchronizes: bool) -> None:
    async def cancel(waiting: Awaitable[object], after: float) -> bool:
        try:
            await asyncio.wait_for(waiting, after)
        except asyncio.TimeoutError:
            return True
        return False

    async def flow(connection: socket.socket) -> list[tuple[bool, bool, bool, str | None]]:
        call = await AsyncioCall.over(connection)
        call.synchronizes = synchronizes
        rounds = await play_and_go_on(call, cancel)
        call.close()
        await asyncio.sleep(0)
        return rounds

    with connected() as connection:
        assert asyncio.run(asyncio.wait_for(flow(connection), 30)) == ROUNDS


@pytest.mark.parametrize("synchronizes", [False, True])
def test_a_cancel_scope_of_trio_is_safe(*, synchronizes: bool) -> None:
    async def cancel(waiting: Awaitable[object], after: float) -> bool:
        with trio.move_on_after(after) as scope:
            await waiting
        return scope.cancelled_caught

    async def flow(connection: socket.socket) -> list[tuple[bool, bool, bool, str | None]]:
        stream = trio.SocketStream(trio.socket.from_stdlib_socket(connection))
        with trio.fail_after(30):
            async with TrioCall.over(stream) as call:
                call.synchronizes = synchronizes
                return await play_and_go_on(call, cancel)

    with connected() as connection:
        assert trio.run(flow, connection) == ROUNDS


def test_a_connection_that_is_reset_ends_the_call_under_trio() -> None:
    async def flow() -> None:
        near, far = trio.socket.socketpair()
        far.close()
        call = TrioCall(trio.SocketStream(near))
        call.session.receive_data(BLOCK)
        for _ in range(2):
            with pytest.raises(NeverAnswered, match="NOOP: never answered: cannot write: BrokenPipeError"):
                await call.noop()
        call.close()

    trio.run(flow)


def test_a_timeout_of_a_socket_is_safe() -> None:
    with connected() as connection:
        call = ThreadCall(connection)
        call.start()
        for number in range(4):
            connection.settimeout(0.02)
            with pytest.raises(TimeoutError):
                call.stream_file("endless")
            connection.settimeout(5)
            assert call.get_variable(f"V{number}").value == str(number)


def test_an_error_names_the_running_command_to_a_second_task() -> None:
    async def flow(connection: socket.socket) -> None:
        call = await AsyncioCall.over(connection)
        task = asyncio.ensure_future(call.stream_file("endless"))
        await asyncio.sleep(0.05)
        for second in (call.get_data("x"), call.start(), call.reply(), call.interrupt(), call.synchronize()):
            with pytest.raises(LocalProtocolError, match=r"cannot begin .* while STREAM FILE is running"):
                await second
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await call.get_variable("V1")).value == "1"
        call.close()
        await asyncio.sleep(0)

    with connected() as connection:
        asyncio.run(flow(connection))


def test_the_second_of_two_commands_at_once_is_refused() -> None:
    async def flow(connection: socket.socket) -> None:
        call = await AsyncioCall.over(connection)
        first, second = await asyncio.gather(call.get_variable("V1"), call.get_variable("V2"), return_exceptions=True)
        assert getattr(first, "value", None) == "1"
        assert isinstance(second, LocalProtocolError)
        assert str(second).startswith("cannot begin GET VARIABLE while GET VARIABLE is running")
        call.close()
        await asyncio.sleep(0)

    with connected() as connection:
        asyncio.run(flow(connection))


def test_an_error_names_the_running_command_to_a_second_thread() -> None:
    with connected() as connection:
        connection.settimeout(0.5)
        call = ThreadCall(connection)
        call.start()
        found: list[BaseException] = []
        waits = threading.Event()

        def play() -> None:
            waits.set()
            try:
                call.stream_file("endless")
            except TimeoutError as error:
                found.append(error)

        thread = threading.Thread(target=play)
        thread.start()
        waits.wait()
        time.sleep(0.1)
        with pytest.raises(LocalProtocolError, match="cannot begin NOOP while STREAM FILE is running"):
            call.noop()
        thread.join()
        assert [type(error) for error in found] == [TimeoutError]
        assert call.get_variable("V1").value == "1"
