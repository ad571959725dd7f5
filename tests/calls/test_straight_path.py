"""A call does the same whether a command takes the straight path or, since an observer is there, the ordinary one."""

from __future__ import annotations

import re
from itertools import cycle
from typing import TypeVar

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from agicodec import Call, CallEvent, Command, Observer, ReplyReceived, Session
from agicodec.commands import Noop
from tests.session.test_chunking import replies
from tests.sessions import BLOCK, MARK

T = TypeVar("T")

Step = tuple[Command[object], bytes]
Fault = type[BaseException] | None

_WORD = re.compile(r"agicodec-\w+")
"""A mark, which is random."""


@frozen
class Plan:
    """What happens on the wire, and when."""

    steps: list[Step]
    sizes: list[int]
    reads: list[Fault]
    writes: list[Fault]
    events: list[Fault]
    observed_at: int | None = None
    """Which read an observer is added in; None for none."""


class PlannedCall(Call):
    """A call over a wire that does what a plan says, and notes it."""

    def __init__(self, plan: Plan, *observers: Observer) -> None:
        super().__init__(Session(mark=MARK))
        for observer in observers:
            self.observe(observer)
        self.noted: list[object] = []
        self._answers = [answer for _, answer in plan.steps]
        self._sizes = cycle(plan.sizes)
        self._faults = {"read": iter(plan.reads), "write": iter(plan.writes), "event": iter(plan.events)}
        self._observed_at = plan.observed_at
        self._arriving = b""
        self.session.receive_data(BLOCK)
        self.start()

    def read(self) -> bytes:
        if self._observed_at is not None:
            self._observed_at -= 1
            if self._observed_at < 0:
                self.observe(Observer())
                self._observed_at = None
        try:
            self._fail("read")
        except EOFError:
            return b""
        if not self._arriving:
            raise TimeoutError("nothing arrives")
        size = next(self._sizes)
        data, self._arriving = self._arriving[:size], self._arriving[size:]
        return data

    def write(self, data: bytes) -> None:
        self._fail("write")
        mark = re.search(rb"\(?(agicodec-[\w-]+)", data)
        self.noted.append(data)
        if mark is not None:
            self._arriving += b"200 result=1 (%s)\n" % mark[1]
        elif self._answers:
            self._arriving += self._answers.pop(0)

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)
        self._fail("event")

    def _fail(self, where: str) -> None:
        fault = next(self._faults[where], None)
        if fault is not None:
            raise fault(where)


def rarely(what: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """Return a strategy that is most often None."""
    return st.integers(0, 7).flatmap(lambda number: st.none() if number else what)


def outcome(call: Call, command: Command[object]) -> object:
    """Return what a command came to: its reply, or the error and its cause."""
    try:
        return call.ask(command)
    except BaseException as error:
        return type(error), str(error), repr(error.__cause__)


def run(plan: Plan, *observers: Observer) -> list[str]:
    """Run a plan, and return all that can be seen of it."""
    call = PlannedCall(plan, *observers)
    for command, _ in plan.steps:
        result = outcome(call, command)
        session = call.session
        call.noted.append((result, session.state, session.command, session.hung_up, session.certain, session.unread))
    return [_WORD.sub("mark", repr(noted)) for noted in call.noted]


noise = st.sampled_from([b"HANGUP\n", b"HANGUP", b"hello\n", b"\n", b"200 result=1 (late)\n", b"100 Trying\n"])
around = rarely(noise).map(lambda found: found or b"")
others = st.sampled_from(
    [
        b"511 Command Not Permitted on a dead channel or intercept routine\n",
        b"200 result=0\r\n",
        b"200 result=1 (%s)\n" % MARK.encode(),
        b"200 result=1 (" + b"x" * 5000 + b")\n",
        b"",
        b"garbage",
    ]
)


def answered(reply: Step, other: bytes | None, before: bytes, after: bytes) -> Step:
    return reply[0], before + (reply[1] if other is None else other) + after


answers = st.builds(answered, replies, rarely(others), around, around)
faults = rarely(
    st.sampled_from(
        [TimeoutError, KeyboardInterrupt, ConnectionResetError, BrokenPipeError, OSError, ValueError, EOFError]
    )
)
plans = st.builds(
    Plan,
    st.lists(answers, min_size=2, max_size=8),
    st.lists(st.just(10**6) | st.integers(1, 60) | st.just(10**6), min_size=1, max_size=6),
    st.lists(faults, max_size=12),
    st.lists(faults, max_size=8),
    st.lists(faults, max_size=2),
)


@given(plans)
def test_a_call_that_is_not_observed_does_what_one_does_that_is(plan: Plan) -> None:
    assert run(plan) == run(plan, Observer())


@given(plans, st.integers(0, 10))
def test_an_observer_that_is_added_in_any_read_changes_nothing(plan: Plan, at: int) -> None:
    seen = run(Plan(plan.steps, plan.sizes, plan.reads, plan.writes, plan.events, observed_at=at))
    assert seen == run(plan)


class Heard(Observer):
    """An observer that keeps the replies that it is called with."""

    def __init__(self) -> None:
        self.replies: list[object] = []

    def reply_received(self, reply: ReplyReceived[object], seconds: float) -> None:
        self.replies.append(reply)


class WatchedCall(Call):
    """A call to which an observer is added while it waits for the reply to its first command."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = Heard()
        self.session.receive_data(BLOCK)
        self.start()

    def read(self) -> bytes:
        self.observe(self.heard)
        return b"200 result=1\n"

    def write(self, data: bytes) -> None:
        pass


def test_an_observer_that_is_added_during_the_wait_hears_of_the_reply() -> None:
    call = WatchedCall()
    reply = call.ask(Noop())
    assert call.heard.replies == [reply]
