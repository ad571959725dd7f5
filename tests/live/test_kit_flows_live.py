"""Whole flows on the testing kit and on a real Asterisk, which once behaved differently."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import pytest
from attrs import frozen

from agicodec import AsyncCall, DeadChannel
from agicodec.commands import Exec
from agicodec.results import ApplicationResult
from agicodec.testing import Asterisk, AsyncTestCall
from tests.live.lab import Lab, Laboratory
from tests.live.test_kit_live import AGAIN
from tests.live.timed_callers import CALLER_ID, TimedCaller
from tests.testing.pools import SOUNDS
from tests.testing.sequences import TimedAction, make_caller

Found: TypeAlias = list[object]
Flow: TypeAlias = Callable[[AsyncCall], Awaitable[Found]]

RINGS = "Local/kit-rings@live/n,20"


async def types_ahead(call: AsyncCall) -> Found:
    """Play what no key stops, then ask for an entry: only what is pressed meanwhile counts."""
    prompt = await call.stream_file("second")
    entry = await call.get_data("half", 1500, 4)
    return [prompt.outcome, entry.outcome, entry.digits]


async def stops_a_prompt(call: AsyncCall) -> Found:
    """Play what one key stops, and listen for another: the wrong one does nothing."""
    menu = await call.stream_file("second", "5")
    again = await call.wait_for_digit(500)
    return [menu.outcome, menu.digit, again.outcome]


async def dials_out(call: AsyncCall) -> Found:
    """Dial somebody who does not answer, until the caller leaves."""
    dialled = await call.exec("Dial", RINGS)
    found: Found = [dialled.outcome, dialled.value]
    try:
        await call.stream_file("second")
    except DeadChannel:
        found.append("gone")
    await call.set_variable("LEFT", "yes")
    return [*found, (await call.get_variable("LEFT")).value, (await call.get_variable("CALLERID(num)")).value]


async def cuts_texts(call: AsyncCall) -> Found:
    """Have parts of a variable taken."""
    await call.set_variable("X", "12345")
    expressions = ("${X:1}", "${X:0:2}", "${X:-1}", "${X:1:-1}", "${LEN(${X})}", "$[${X:1} + 1]", "${CALLERID(num):2}")
    return [(await call.get_full_variable(expression)).value for expression in expressions]


async def sends_texts(call: AsyncCall) -> Found:
    """Wait for a text after a prompt: one that came before is lost."""
    await call.stream_file("second")
    text = await call.receive_text(1500)
    return [text.outcome, text.text]


@frozen
class Case:
    """A flow, its caller, and what it finds."""

    flow: Flow
    actions: tuple[TimedAction, ...]
    found: Found


CASES = [
    Case(
        types_ahead,
        (
            TimedAction("presses", 500, "1"),
            TimedAction("presses", 1300, "2"),
            TimedAction("presses", 1900, "3"),
            TimedAction("presses", 2500, "#"),
        ),
        ["finished", "entered", "23"],
    ),
    Case(
        types_ahead,
        (TimedAction("presses", 400, "1"), TimedAction("presses", 700, "2")),
        ["finished", "timeout", ""],
    ),
    Case(
        stops_a_prompt,
        (TimedAction("presses", 350, "1"), TimedAction("presses", 700, "5")),
        ["digit", "5", "timeout"],
    ),
    Case(
        stops_a_prompt,
        (TimedAction("presses", 350, "5"), TimedAction("presses", 650, "5")),
        ["digit", "5", "digit"],
    ),
    Case(dials_out, (TimedAction("hangs up", 800),), ["failed", None, "gone", "yes", "1001"]),
    Case(cuts_texts, (), ["2345", "12", "5", "234", "5", "2346", "01"]),
    Case(
        sends_texts,
        (TimedAction("sends a text", 500, "early"), TimedAction("sends a text", 1500, "late")),
        ["received", "late"],
    ),
]


def names(case: Case) -> str:
    """Name a case."""
    return " ".join((getattr(case.flow, "__name__"), *(action.text or action.kind for action in case.actions)))  # noqa: B009


@pytest.mark.parametrize("case", CASES, ids=names)
def test_a_flow_goes_as_on_the_kit(laboratory: Laboratory, case: Case) -> None:
    asterisk = Asterisk(make_caller(case.actions), sounds=SOUNDS)
    asterisk.answers(Exec("Dial", RINGS), ApplicationResult("ran", 0), takes=20)

    async def work(lab: Lab) -> Found:
        call, other = await lab.pair("kit", CALLER_ID)
        caller = TimedCaller(lab, other)
        await caller.begin()
        begun = time.monotonic()
        for action in case.actions:
            caller.will(action, begun + action.at / 1000)
        try:
            return await case.flow(call)
        finally:
            await caller.end()

    assert asyncio.run(_on_the_kit(case, asterisk)) == case.found
    found = [laboratory.run(work, record=False)]
    while found[-1] != case.found and len(found) <= AGAIN:  # a busy machine delays what the caller does
        found.append(laboratory.run(work, record=False))
    assert found[-1] == case.found, found


async def _on_the_kit(case: Case, asterisk: Asterisk) -> Found:
    call = AsyncTestCall(asterisk)
    await call.start()
    return await case.flow(call)
