"""A call on asyncio does the same whether a command takes the straight path or, since an observer is there, not."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Callable, Sequence

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from agicodec import CallEvent, Observer, Session
from agicodec.commands import Noop
from agicodec.io.asyncio import AsyncioCall
from tests.calls.test_straight_path import Heard, Step, answers
from tests.io.loops import run_on_loop
from tests.sessions import BLOCK, MARK

pytestmark = pytest.mark.usefixtures("each_loop")

ALL = 10**6

_WORD = re.compile(r"agicodec-\w+")
"""A mark, which is random."""


@frozen
class Plan:
    """What happens on the wire, and when."""

    steps: list[Step]
    doings: list[tuple[int | str, ...]]
    """What happens in each round of the loop, one after the other: how many bytes arrive, or what else is done."""


class FakeTransport:
    """A transport whose other end is an Asterisk that does what a plan says."""

    def __init__(self, plan: Plan) -> None:
        self.arriving = b""
        self.noted: list[object] = []
        self._answers = [answer for _, answer in plan.steps]
        self._is_closing = False

    def write(self, data: bytes) -> None:
        mark = re.search(rb"agicodec-[\w-]+", data)
        self.noted.append(data)
        if mark is not None:
            self.arriving += b"200 result=1 (%s)\n" % mark[0]
        elif self._answers:
            self.arriving += self._answers.pop(0)

    def take(self, size: int) -> bytes:
        data, self.arriving = self.arriving[:size], self.arriving[size:]
        return data

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass

    def close(self) -> None:
        self._is_closing = True

    abort = close

    def is_closing(self) -> bool:
        return self._is_closing

    def get_extra_info(self, name: str) -> Sequence[object] | None:
        return None

    def get_write_buffer_size(self) -> int:
        return 0


class PlannedCall(AsyncioCall):
    """A call that notes what else happens."""

    noted: list[object]

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)


async def follow(plan: Plan, *observers: Observer) -> list[object]:
    """Do what a plan says, and return all that can be seen of it."""
    session = Session(mark=MARK)
    session.receive_data(BLOCK)
    session.next_event()
    transport = FakeTransport(plan)
    call = PlannedCall(session=session)
    call.noted = noted = transport.noted
    call.connected(transport)
    for observer in observers:
        call.observe(observer)
    hangup = asyncio.ensure_future(call.wait_for_hangup())

    async def flow() -> None:
        for command, _ in plan.steps:
            try:
                noted.append(await call.ask(command))
            except BaseException as error:
                noted.append((type(error), str(error), repr(error.__cause__)))
            noted.append((session.state, session.command, call.hung_up, session.certain, session.unread, call.failure))

    task = asyncio.ensure_future(flow())

    actions: dict[str, Callable[[], object]] = {
        "cancel": task.cancel,
        "observe": lambda: call.observe(Observer()),
        "pause": call.paused,
        "resume": call.resumed,
        "close": call.close,
        "end": call.ended,
    }

    def do(what: int | str) -> None:
        if isinstance(what, str):
            actions[what]()
        elif (data := transport.take(what)) and call.is_open:
            call.received(data)
        noted.append((what, session.state, call.hung_up, session.unread, hangup.done()))

    loop = asyncio.get_running_loop()
    for doings in [*plan.doings, *([(ALL,)] * 3 * len(plan.steps)), ("end",)]:
        for doing in doings:
            loop.call_soon(do, doing)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    for _ in range(10):
        await asyncio.sleep(0)
    noted.append((task.done(), hangup.done()))
    task.cancel()
    hangup.cancel()
    await asyncio.wait([task, hangup])
    return noted


def run(plan: Plan, *observers: Observer) -> list[str]:
    return [_WORD.sub("mark", repr(noted)) for noted in run_on_loop(follow(plan, *observers))]


sizes = st.just(ALL) | st.integers(1, 60)
others = st.sampled_from(["cancel", "observe", "pause", "resume", "resume", "close", "end"])
doings = st.one_of(sizes, sizes, sizes, st.just("cancel"), others)
rounds = st.just((ALL,)) | st.lists(doings, max_size=3).map(tuple)
plans = st.builds(Plan, st.lists(answers, min_size=2, max_size=6), st.lists(rounds, max_size=20))


@given(plans)
def test_a_call_that_is_not_observed_does_what_one_does_that_is(plan: Plan) -> None:
    seen = run(plan)
    assert seen == run(plan, Observer())
    assert seen[-1] == "(True, True)"


def test_a_subclass_writes_every_line() -> None:
    class NotingCall(PlannedCall):
        async def write(self, data: bytes) -> None:
            self.noted.append(b"written " + data)
            await super().write(data)

    async def serve() -> list[object]:
        near, far = socket.socketpair()
        with far:
            call = await NotingCall.over(near)
            call.noted = []
            far.sendall(BLOCK)
            await call.start()
            asyncio.get_running_loop().call_later(0.01, far.sendall, b"200 result=0\n")
            await call.noop()
            call.close()
        return call.noted

    assert b"written NOOP\n" in run_on_loop(serve())


def test_an_observer_that_is_added_during_the_wait_hears_of_the_reply() -> None:
    heard = Heard()

    async def main() -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            call = await AsyncioCall.over(ours)
            theirs.sendall(BLOCK)
            await call.start()
            asking = asyncio.create_task(call.ask(Noop()))
            await asyncio.sleep(0.02)
            call.observe(heard)
            theirs.sendall(b"200 result=1\n")
            assert heard.replies == [await asking]
            call.close()

    run_on_loop(main())
