"""The waits of a call on trio, cancelled at any point, and lines that are written in pieces."""

from __future__ import annotations

import math
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import pytest
import trio
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agicodec import (
    LocalProtocolError,
    NeverAnswered,
    ReplyReceived,
    State,
)
from agicodec.commands import GetVariable, Noop, StreamFile
from agicodec.io.trio import TrioCall
from tests.calls.wires import connected
from tests.io.trio_calls import Asterisk, NotedCall, settle, with_call
from tests.sessions import BLOCK

T = TypeVar("T")

kinds = st.sampled_from(["variable", "variable", "sound", "digit", "data", "send", "reply", "synchronize", "event"])
attempts = st.lists(st.tuples(kinds, st.none() | st.integers(0, 8)), max_size=8)


async def attempt(call: NotedCall, kind: str, number: int) -> object:
    match kind:
        case "variable":
            return (await call.get_variable(f"V{number}")).value
        case "sound":
            return await call.stream_file("endless")
        case "digit":
            return await call.wait_for_digit(3000)
        case "data":
            return await call.get_data("pin", timeout=1000)
        case "send":
            await call.send(StreamFile("endless"))
            return await call.interrupt()
        case "reply":
            await call.send(GetVariable(f"V{number}"))
            return (await call.reply()).command
        case "event":
            return await call.next_event()
        case _:
            await call.synchronize()
            return None


async def cancelled_after(steps: float, waiting: Callable[[], Awaitable[T]]) -> T | None:
    """Await something, and cancel it after some steps of the loop; return what it returns, None if it was cancelled."""
    result: T | None = None
    async with trio.open_nursery() as nursery:
        with trio.CancelScope() as scope:

            async def cancel() -> None:
                if steps == math.inf:
                    return
                for _ in range(int(steps)):
                    await trio.lowlevel.checkpoint()
                scope.cancel()

            nursery.start_soon(cancel)
            result = await waiting()
    return result


@settings(max_examples=100)
@given(attempts, st.booleans(), st.none() | st.just(10.0))
@example([("variable", 0), ("variable", 1), ("variable", 2), ("variable", 3)], False, None)
@example([("variable", 1), ("synchronize", 0), ("variable", 3)], True, None)
@example([("sound", 4), ("variable", 0), ("variable", 1), ("variable", 2)], False, None)
@example([("send", 1), ("reply", 2), ("variable", 0), ("event", 1)], False, 10.0)
def test_whatever_is_cancelled_each_command_gets_its_own_reply(
    steps: list[tuple[str, int | None]], synchronizes: bool, command_timeout: float | None
) -> None:
    async def flow(connection: socket.socket) -> None:
        stream = trio.SocketStream(trio.socket.from_stdlib_socket(connection))
        async with NotedCall.over(stream, command_timeout=command_timeout) as call:
            call.noted = []
            call.synchronizes = synchronizes
            for number, (kind, cancel_after) in enumerate(steps):
                never = 3 if kind in ("sound", "event") else math.inf  # these wait for ever of their own accord
                after = never if cancel_after is None else cancel_after
                with suppress(LocalProtocolError):  # a command that was sent is still due
                    result = await cancelled_after(after, partial(attempt, call, kind, number))
                    if kind == "variable" and result is not None:
                        assert result == str(number)
            with suppress(LocalProtocolError):
                await call.interrupt()
            with trio.fail_after(5):
                assert (await call.get_variable("V99")).value == "99"
            for event in call.noted:
                if isinstance(event, ReplyReceived) and isinstance(event.command, GetVariable):
                    assert event.raw.text == event.command.name[1:]
            assert call.session.state is State.READY
            assert call.failure is None

    with connected() as connection:
        trio.run(flow, connection)


@pytest.mark.parametrize("place", range(6))
def test_who_waits_for_a_hangup_may_be_cancelled(place: int) -> None:
    async def flow(call: NotedCall, asterisk: Asterisk) -> None:
        await cancelled_after(place, call.wait_for_hangup)
        async with trio.open_nursery() as nursery:
            for _ in range(3):
                nursery.start_soon(call.wait_for_hangup)
            await settle()
            asterisk.connection.close()
        await call.wait_for_hangup()

    with_call(flow)


# Writing


class Slow:
    """A socket of trio that takes a few bytes at a time, each after a wait."""

    def __init__(self, genuine: trio.socket.SocketType, size: int) -> None:
        self.genuine, self.size = genuine, size

    def __getattr__(self, name: str) -> Any:
        return getattr(self.genuine, name)

    async def send(self, data: bytes) -> int:
        await trio.lowlevel.checkpoint()
        return await self.genuine.send(data[: self.size])


@pytest.mark.parametrize("size", [1, 3, 12, 1000])
@pytest.mark.parametrize("after", [*range(16), math.inf])
def test_a_line_is_written_whole_or_not_at_all_or_the_call_is_over(size: int, after: float) -> None:
    async def main() -> None:
        near, far = socket.socketpair()
        near.setblocking(False)
        far.settimeout(0.01)
        with far:
            far.sendall(BLOCK)
            stream: Any = trio.SocketStream(trio.socket.from_stdlib_socket(near))
            stream.socket = Slow(stream.socket, size)
            async with TrioCall.over(stream) as call:
                await call.start()
                with suppress(NeverAnswered):
                    await cancelled_after(after, lambda: call.send(Noop()))
                written = b""
                with suppress(TimeoutError):
                    while data := far.recv(100):
                        written += data
                if call.is_open:
                    assert written in (b"", b"NOOP\n")
                    assert call.failure is None
                else:
                    assert b"NOOP\n".startswith(written)
                    assert written not in (b"", b"NOOP\n")
                    with pytest.raises(NeverAnswered):
                        await call.noop()

    trio.run(main)
