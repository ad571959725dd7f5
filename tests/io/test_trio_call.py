"""What only a call on trio does: a line is written in pieces, within which it may be cancelled."""

from __future__ import annotations

import math
import socket
from contextlib import suppress
from typing import Any

import pytest
import trio

from agicodec import NeverAnswered, Session
from agicodec.commands import Noop
from agicodec.io.trio import TrioCall
from tests.io.worlds import world_of
from tests.sessions import BLOCK

WORLD = world_of("trio")


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
                sending = WORLD.begin(call.send(Noop()))
                if after != math.inf:
                    for _ in range(int(after)):
                        await WORLD.step()
                    sending.cancel()
                await sending.ends()
                written = b""
                with suppress(TimeoutError):
                    while data := far.recv(100):
                        written += data
                if call.is_open:
                    assert written == (b"" if sending.is_cancelled else b"NOOP\n")
                    assert call.failure is None
                else:
                    assert sending.is_cancelled
                    assert b"NOOP\n".startswith(written)
                    assert written not in (b"", b"NOOP\n")
                    with pytest.raises(NeverAnswered):
                        await call.noop()

    WORLD.run_alone(main)


def test_a_call_over_a_stream_may_go_on_with_a_session() -> None:
    async def main() -> None:
        near, far = socket.socketpair()
        near.setblocking(False)
        session = Session()
        session.receive_data(BLOCK)
        with far:
            async with TrioCall.over(trio.SocketStream(trio.socket.from_stdlib_socket(near)), session=session) as call:
                assert call.session is session
                far.sendall(b"200 result=1\n")
                await call.verbose("hello")
            assert far.recv(100) == b"VERBOSE hello\n"

    WORLD.run_alone(main)
