"""A hangup right after the reply that completes a cancelled command is reported before the next command is refused."""

from __future__ import annotations

import asyncio
from collections import deque

import pytest

from agicodec import AsyncCall, Call, CallEvent, Command, DeadChannel, Session
from agicodec.commands import GetData, RecordFile, StreamFile, WaitForDigit
from agicodec.session import ChannelHungUp
from tests.sessions import BLOCK, MARK, MARKED

HANGUP = b"HANGUP\n"


class LimitedCall(Call):
    """A call whose reads are what a test has written down; a None is a read whose time is up."""

    def __init__(self, *chunks: bytes | None) -> None:
        super().__init__(Session(mark=MARK))
        self.chunks = deque(chunks)
        self.noted: list[CallEvent] = []

    def read(self) -> bytes:
        chunk = self.chunks.popleft()
        if chunk is None:
            raise TimeoutError
        return chunk

    def write(self, data: bytes) -> None:
        pass

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)


class AsyncLimitedCall(AsyncCall):
    """The same, with coroutine methods."""

    def __init__(self, call: LimitedCall) -> None:
        super().__init__(call.session)
        self.call = call

    async def read(self) -> bytes:
        return self.call.read()

    async def write(self, data: bytes) -> None:
        pass

    def on_event(self, event: CallEvent) -> None:
        self.call.on_event(event)


SETTLED = [
    pytest.param(StreamFile("x"), MARKED + HANGUP, id="behind the word"),
    pytest.param(StreamFile("x"), HANGUP + MARKED, id="before the word"),
    pytest.param(StreamFile("x"), b"200 result=0 endpos=1\n" + MARKED + HANGUP, id="behind the reply and the word"),
    pytest.param(GetData("x"), b"200 result=12\n" + HANGUP + MARKED, id="between the two"),
    pytest.param(WaitForDigit(-1), b"200 result=1\n" + MARKED + HANGUP, id="behind what answers"),
    pytest.param(RecordFile("x", "wav"), b"200 result=0 (timeout) endpos=9\n" + HANGUP, id="behind a reply waited for"),
]


@pytest.mark.parametrize(("command", "chunk"), SETTLED)
def test_a_hangup_behind_what_settles_is_passed_on_before_the_command_is_refused(
    command: Command[object], chunk: bytes
) -> None:
    call = LimitedCall(BLOCK, None, chunk)
    with pytest.raises(TimeoutError):
        call.ask(command)
    with pytest.raises(DeadChannel, match="not sent"):
        call.answer()
    assert call.noted.count(ChannelHungUp()) == 1

    async def run() -> None:
        plain = LimitedCall(BLOCK, None, chunk)
        same = AsyncLimitedCall(plain)
        with pytest.raises(TimeoutError):
            await same.ask(command)
        with pytest.raises(DeadChannel, match="not sent"):
            await same.answer()
        assert plain.noted == call.noted

    asyncio.run(run())


def test_a_hangup_behind_a_synchronization_is_passed_on_before_the_command_is_refused() -> None:
    call = LimitedCall(BLOCK, MARKED + HANGUP)
    call.synchronizes = True
    with pytest.raises(DeadChannel, match="not sent"):
        call.answer()
    assert call.noted == [ChannelHungUp()]
