"""Whatever waits for a command is limited by the time limit of commands, on every kind of call."""

from __future__ import annotations

import asyncio
import inspect
import socket
from collections.abc import Awaitable, Callable, Mapping

import pytest
import trio

from agicodec.commands import Noop, StreamFile
from agicodec.io.asyncio import AsyncioCall
from agicodec.io.threads import ThreadCall
from agicodec.io.trio import TrioCall
from tests.sessions import BLOCK

SOON = 0.05

AnyCall = AsyncioCall | TrioCall | ThreadCall
Step = Callable[[AnyCall], object]

STEPS: Mapping[str, tuple[Step, ...]] = {
    "ask": (lambda call: call.ask(Noop()),),
    "execute": (lambda call: call.execute(Noop()),),
    "reply": (lambda call: call.send(Noop()), lambda call: call.reply()),
    "interrupt": (lambda call: call.send(StreamFile("story")), lambda call: call.interrupt()),
    "synchronize": (lambda call: call.synchronize(),),
    "send, which settles": (lambda call: call.send(Noop()), lambda call: call.reply(), lambda call: call.send(Noop())),
}
"""What is called in turn, when Asterisk sends nothing but the environment; the last one takes too long."""


async def _take(steps: tuple[Step, ...], call: AnyCall) -> None:
    """Take the steps, of which all but the first and the last may fail."""
    for number, step in enumerate(steps):
        try:
            waiting = step(call)
            if inspect.isawaitable(waiting):
                await waiting
        except TimeoutError:
            if number in (0, len(steps) - 1):
                raise


def _run_on_asyncio(near: socket.socket, steps: tuple[Step, ...]) -> None:
    async def main() -> None:
        call = await AsyncioCall.over(near, command_timeout=SOON)
        await call.start()
        try:
            await asyncio.wait_for(_take(steps, call), 5)
        finally:
            call.close()
            await asyncio.sleep(0.01)

    asyncio.run(main())


def _run_on_trio(near: socket.socket, steps: tuple[Step, ...]) -> None:
    async def main() -> None:
        near.setblocking(False)
        stream = trio.SocketStream(trio.socket.from_stdlib_socket(near))
        with trio.fail_after(5):
            async with TrioCall.over(stream, command_timeout=SOON) as call:
                await call.start()
                await _take(steps, call)

    trio.run(main)


def _run_with_threads(near: socket.socket, steps: tuple[Step, ...]) -> None:
    call = ThreadCall(near, command_timeout=SOON)
    call.start()
    running: Awaitable[None] = _take(steps, call)
    for _ in running.__await__():
        raise AssertionError("nothing is awaited")


KINDS: Mapping[str, Callable[[socket.socket, tuple[Step, ...]], None]] = {
    "asyncio": _run_on_asyncio,
    "trio": _run_on_trio,
    "threads": _run_with_threads,
}


@pytest.mark.parametrize("what", STEPS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_wait_for_a_command_is_limited(kind: str, what: str) -> None:
    near, far = socket.socketpair()
    with near, far:
        far.sendall(BLOCK)
        with pytest.raises(TimeoutError, match=r"has taken longer than 0.05 s \(command_timeout\)"):
            KINDS[kind](near, STEPS[what])
