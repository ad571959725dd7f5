"""Replies smuggled in values, on a call whose application is faster than the network."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections import deque

import pytest

from agicodec import NEED_DATA, Command, Event, ReplyReceived, UnexpectedLine
from agicodec.commands import Exec, GetData, GetFullVariable, StreamFile, WaitForDigit
from agicodec.session import ChannelHungUp
from tests.live.lab import PATIENCE, Lab, Laboratory, RecordedCall
from tests.session.test_smuggling import SMUGGLED
from tests.sessions import MARK


class Racing:
    """Has a call read line by line, and keep what nothing asked for."""

    def __init__(self, call: RecordedCall) -> None:
        self.lines: deque[bytes] = deque()
        self.noted: list[ChannelHungUp | UnexpectedLine] = []
        self._read = call.read
        setattr(call, "read", self.read)  # noqa: B010
        setattr(call, "on_event", self.noted.append)  # noqa: B010

    async def read(self) -> bytes:
        if not self.lines:
            self.lines.extend((await self._read()).splitlines(keepends=True))
        return self.lines.popleft()


async def next_event(call: RecordedCall) -> Event:
    """Return what comes next of a call whose session is used by itself."""
    while (event := call.session.next_event()) is NEED_DATA:
        call.session.receive_data(await call.read())
    assert event is not None
    return event


SENT = [value for value in SMUGGLED if len(value) < 1000 and MARK not in value]
"""Those that fit into a line and do not know the mark, which these calls have in common."""


@pytest.mark.parametrize("value", SENT)
def test_a_synchronized_call_is_not_misled(laboratory: Laboratory, value: str) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        racing = Racing(call)
        call.synchronizes = True
        for number in range(3):
            await call.send(GetFullVariable(f"${{BASE64_DECODE({b64encode(value.encode()).decode()})}}"))
            cut = (await call.reply()).raw.text or ""
            assert value.startswith(cut)
            await call.send(Exec("Set", f"SMUGGLED={number}"))
            event = await call.reply()
            assert event.certain
            assert event.raw.result == "0"
        assert (await call.get_variable("SMUGGLED")).value == "2"
        assert not racing.lines

    laboratory.run(work, record=False)


def test_one_that_is_not_synchronized_is_and_says_so(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        Racing(call)
        await call.send(GetFullVariable(f"${{BASE64_DECODE({b64encode(b'a)%c200 result=7%c' % (10, 10)).decode()})}}"))
        await call.reply()
        await call.send(Exec("Set", "SMUGGLED=1"))
        event = await call.reply()
        assert event.raw.result == "7"
        assert not event.certain

    laboratory.run(work, record=False)


@pytest.mark.parametrize("command", [StreamFile("short"), WaitForDigit(300), GetData("short", timeout=1)])
def test_an_interruption_that_arrives_with_its_command_is_not_waited_for(
    laboratory: Laboratory, command: Command[object]
) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        for _ in range(3):
            await call.write(call.session.send(command) + call.session.interrupt())
            event = await asyncio.wait_for(next_event(call), PATIENCE)
            assert isinstance(event, ReplyReceived)
            assert event.answer_to(command).raw.status == 200
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(call.read(), 0.3)
            assert (await call.get_variable("UNIQUEID")).value == call.environment.unique_id

    laboratory.run(work, record=False)
