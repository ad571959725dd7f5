"""On asyncio: a transport that passes on what arrives, or that the connection has ended, within its own methods."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import AgicodecError, Observer, Session
from agicodec.commands import GetVariable, Noop
from agicodec.io.asyncio import AsyncioCall
from tests.io import manager_world
from tests.io.loops import run_on_loop
from tests.io.manager_world import World
from tests.io.virtual_time import run_in_virtual_time
from tests.sessions import BLOCK

pytestmark = pytest.mark.usefixtures("each_loop")

REPLIES = [
    b"200 result=0\n",
    b"200 result=1 (one\ntwo)\n",
    b"510 Invalid or unknown command\n",
    b"HANGUP\n200 result=0\n",
]


class Reentrant:
    """A transport that answers each line within `write`, and may end the connection there."""

    def __init__(self, *answers: tuple[bytes, ...], ends: bool = False) -> None:
        self.call: Any = None
        self._answers = list(answers)
        self._ends = ends
        self._is_closing = False

    def write(self, data: bytes) -> None:
        for piece in self._answers.pop(0) if self._answers else ():
            self.call.received(piece)
        if self._ends and not self._answers:
            self.close()

    def close(self) -> None:
        if not self._is_closing:
            self._is_closing = True
            self.call.ended()

    abort = close

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...

    def is_closing(self) -> bool:
        return self._is_closing

    def get_extra_info(self, name: str) -> None:
        return None

    def get_write_buffer_size(self) -> int:
        return 0


def call_over(transport: Reentrant, *observers: Observer, command_timeout: float | None = None) -> AsyncioCall:
    """Return a call whose environment has arrived."""
    session = Session()
    session.receive_data(BLOCK)
    session.next_event()
    call = transport.call = AsyncioCall(session=session, command_timeout=command_timeout)
    call.connected(transport)
    for observer in observers:
        call.observe(observer)
    return call


async def outcomes(call: AsyncioCall, count: int) -> list[str]:
    """Run some commands, and return what each has come to."""
    found: list[str] = []
    for _ in range(count):
        try:
            found.append(str(await asyncio.wait_for(call.ask(GetVariable("A")), 5)))
        except AgicodecError as error:
            found.append(repr(error))
    return found


def pieces(data: bytes, cuts: list[int]) -> tuple[bytes, ...]:
    places = sorted({0, *(cut % len(data) for cut in cuts), len(data)})
    return tuple(data[begin:end] for begin, end in pairwise(places))


@given(
    st.lists(st.builds(pieces, st.sampled_from(REPLIES), st.lists(st.integers(0, 40), max_size=3)), max_size=4),
    st.booleans(),
)
def test_the_straight_path_does_what_the_other_one_does(answers: list[tuple[bytes, ...]], ends: bool) -> None:
    async def follow(*observers: Observer) -> list[str]:
        answered = [*answers, (b"200 result=0\n",)]
        return await outcomes(call_over(Reentrant(*answered, ends=ends), *observers), len(answered) + ends)

    assert run_on_loop(follow()) == run_on_loop(follow(Observer()))


@pytest.mark.parametrize("command_timeout", [None, 5.0])
def test_replies_within_write(command_timeout: float | None) -> None:
    async def main() -> list[object]:
        transport = Reentrant(*((b"200 result=0\n",),) * 100)
        call = call_over(transport, command_timeout=command_timeout)
        return [await asyncio.wait_for(call.execute(Noop()), 5) for _ in range(100)]

    assert len(run_on_loop(main())) == 100


def test_an_end_within_write_ends_the_wait() -> None:
    async def main() -> list[str]:
        return await outcomes(call_over(Reentrant(ends=True)), 2)

    assert all("NeverAnswered" in outcome for outcome in run_on_loop(main()))


def test_an_end_within_close_is_the_end_of_this_side() -> None:
    async def main() -> AsyncioCall:
        call = call_over(Reentrant())
        call.close()
        return call

    assert run_on_loop(main()).lost is None


class ReentrantWire(manager_world.Wire):
    """A connection to a manager interface in memory that passes on what arrives at once."""

    def feed(self, data: bytes) -> None:
        self._arrive(data)


def test_a_manager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manager_world, "Wire", ReentrantWire)

    async def main() -> None:
        world = World([["ask", "two", "ask"], ["ask", "break"]], None)
        world.interface.enter(world.asterisks[2])
        starting = asyncio.ensure_future(world.manager.start())
        await world.step("run", 20)
        await starting
        for number in range(2):
            await world.step("enter", number)
            await world.step("run", 40)
        assert world.manager.calls == 0
        assert not any(map(world.interface.is_running, world.asterisks))
        await world.close(lives=True, is_cancelled=False, grace=1)
        assert not world.mixed_up

    run_in_virtual_time(main())
