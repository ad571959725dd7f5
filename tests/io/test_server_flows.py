"""Every server: what flows may do, and what becomes of their calls."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable

import pytest

from agicodec.commands import Verbose
from tests.io.clients import Client, connected, greet, is_served, until
from tests.io.logs import lines_of
from tests.io.staying import staying
from tests.io.worlds import LOOPED, Call, Flow, World, world_of
from tests.sessions import BLOCK


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "agicodec")


async def raises(call: Call) -> None:
    raise ValueError("a mistake")


async def breaks(call: Call) -> None:
    await call.get_variable("X\n")


async def exits(call: Call) -> None:
    sys.exit(3)


async def asserts(call: Call) -> None:
    raise AssertionError


async def stops(call: Call) -> None:
    raise StopAsyncIteration


OTHER = BLOCK.replace(b"agi_network_script: hello", b"agi_network_script: other")
"""The environment of a call whose flow does not fail."""


class OwnError(BaseException):
    """An error of a kind that nobody expects."""


async def raises_own(call: Call) -> None:
    raise OwnError("own")


async def is_cancelled_by_itself(call: Call) -> None:
    raise asyncio.CancelledError


@pytest.mark.parametrize(
    ("flow", "text"),
    [
        (raises, "failed: ValueError('a mistake')"),
        (breaks, "failed: InvalidArgument("),
        (exits, "failed: SystemExit(3)"),
        (asserts, "failed: AssertionError()"),
        (stops, "failed: StopAsyncIteration()"),
        (raises_own, "failed: OwnError('own')"),
        (is_cancelled_by_itself, "failed: CancelledError()"),
    ],
)
def test_whatever_a_flow_raises_ends_that_call_alone(
    world: World, flow: Flow, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def greets_and_does(call: Call) -> None:
        await greet(call)
        if call.script.path == "hello":
            await flow(call)

    with world.serving(greets_and_does) as served, connected(served, OTHER) as other:
        assert other.receives() == b"VERBOSE hello\n"
        for _ in range(2):
            with connected(served, BLOCK) as client:
                assert client.answers() == b"VERBOSE hello\n"
                assert client.is_closed()
        other.sends(b"200 result=1\n")
        assert other.is_closed()
        until(lambda: served.calls == 0)
    *failed, last = lines_of(caplog)
    assert [level for level, _ in failed] == [logging.ERROR] * 2
    assert all(found.startswith(text.partition("(")[0]) for _, found in failed)
    assert last == (logging.INFO, "ended")
    assert all(record.exc_info for record in caplog.records if record.levelno == logging.ERROR)


async def returns_nothing_to_await(call: Call) -> None:
    raise AssertionError("never awaited")


def test_a_flow_of_another_world_is_named(world: World, caplog: pytest.LogCaptureFixture) -> None:
    def blocks(call: Call) -> str:
        return "done"

    flow = returns_nothing_to_await if world.name == "threads" else blocks
    text = "it is to be a plain function" if world.name == "threads" else "it must be a coroutine function"
    with world.running(world.module.Server(flow, port=0)) as served, connected(served, BLOCK) as client:
        assert client.is_closed()
    ((level, found),) = lines_of(caplog)
    assert level == logging.ERROR
    assert text in found


@pytest.mark.parametrize("looped", LOOPED)
def test_a_flow_may_be_a_function_that_returns_what_is_awaited(looped: str, caplog: pytest.LogCaptureFixture) -> None:
    def flow(call: Call) -> Awaitable[None]:
        return greet(call)

    with world_of(looped).serving(flow) as served:
        assert is_served(served)
    assert lines_of(caplog) == [(logging.INFO, "ended")]


def test_a_flow_that_hangs_is_ended_by_the_time_limit(world: World, caplog: pytest.LogCaptureFixture) -> None:
    left: list[str] = []

    async def hangs(call: Call) -> None:
        try:
            await call.wait_for_digit(-1)
        finally:
            left.append("left")

    with world.serving(hangs, call_timeout=0.1) as served, connected(served, BLOCK) as client:
        assert client.receives() == b"WAIT FOR DIGIT -1\n"
        assert client.is_closed()
    assert left == ["left"]
    assert lines_of(caplog) == [(logging.WARNING, "ended by its time limit of 0.1 s")]


def test_a_flow_that_catches_what_ends_it_loses_its_connection(world: World, caplog: pytest.LogCaptureFixture) -> None:
    flow, release = staying(world)
    with (
        world.serving(flow, call_timeout=0.05, cancel_timeout=0.05) as served,
        release,
        connected(served, BLOCK) as client,
    ):
        assert client.is_closed()
    assert lines_of(caplog)[-1] == (logging.WARNING, "ended by its time limit of 0.05 s")
    if world.name != "threads":  # there it loses its connection at once
        text = "its flow is still running although it was cancelled; its connection is closed"
        assert lines_of(caplog)[0] == (logging.WARNING, text)


def test_a_command_has_a_time_limit(world: World, caplog: pytest.LogCaptureFixture) -> None:
    errors: list[str] = []

    async def flow(call: Call) -> None:
        try:
            await call.record_file("message", "wav")
        except TimeoutError as error:
            errors.append(str(error))
        await call.noop()
        await call.record_file("message", "wav")

    with world.serving(flow, command_timeout=0.1) as served, connected(served, BLOCK) as client:
        assert client.receives().startswith(b"RECORD FILE")
        until(lambda: errors)
        client.sends(b"200 result=0 (timeout) endpos=8000\n")
        assert client.answers(b"200 result=0\n") == b"NOOP\n"
        assert client.receives().startswith(b"RECORD FILE")
        assert client.is_closed()
    assert errors == ["RECORD FILE has taken longer than 0.1 s (command_timeout)"]
    ((level, text),) = lines_of(caplog)
    assert level == logging.ERROR
    assert text == "failed: TimeoutError('RECORD FILE has taken longer than 0.1 s (command_timeout)')"


@pytest.mark.parametrize("seconds", [3_000_000, 1e300])
def test_limits_may_be_longer_than_a_system_can_wait(world: World, seconds: float) -> None:
    limits = {"environment_timeout": seconds, "call_timeout": seconds, "command_timeout": seconds}
    with world.serving(greet, **limits) as served, connected(served, BLOCK[:9]) as client:
        time.sleep(0.02)
        client.sends(BLOCK[9:])
        assert client.answers() == b"VERBOSE hello\n"
        assert client.is_closed()


def test_a_hangup_is_known_to_a_flow_that_runs_no_command(world: World) -> None:
    found: list[bool] = []

    async def waits(call: Call) -> None:
        await call.wait_for_hangup()
        found.append(call.hung_up)

    with world.serving(waits) as served:
        with connected(served, BLOCK) as client:
            until(lambda: served.calls == 1)
            client.sends(b"HANGUP\n")
            assert client.is_closed()
        with connected(served, BLOCK + b"HANGUP\n") as client:
            assert client.is_closed()
        with connected(served, BLOCK) as client:
            until(lambda: served.calls == 1)
            client.closes()
            until(lambda: served.calls == 0)
    assert found == [True, True, False]


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        (b"HANGUP\n511 Command Not Permitted on a dead channel or intercept routine\n", "hung up"),
        (b"HANGUP\n", "hung up"),
        (b"200 result=0 endpos=0\nHANGUP\n", "hung up"),
        (b"", "over: STREAM FILE: never answered: "),
        (b"200 res", "over: STREAM FILE: never answered: "),
    ],
    ids=["refused", "while it runs", "after it", "closed", "closed within the reply"],
)
def test_a_hangup_is_one_line(world: World, reply: bytes, text: str, caplog: pytest.LogCaptureFixture) -> None:
    async def flow(call: Call) -> None:
        while True:
            await call.stream_file("story")

    with world.serving(flow) as served, connected(served, BLOCK) as client:
        client.answers(reply)
        client.ends()
        while not client.is_closed():
            pass
        until(lambda: served.calls == 0)
    ((level, found),) = lines_of(caplog)
    assert level == logging.INFO
    assert found.startswith(text)


def test_what_breaks_the_protocol_is_a_warning(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with world.serving(greet) as served, connected(served, BLOCK) as client:
        assert client.answers(b"200 result=1 (" + b"x" * (2 << 20)) == b"VERBOSE hello\n"
        assert client.is_closed()
    ((level, found),) = lines_of(caplog)
    assert level == logging.WARNING
    assert found.startswith("failed: ")


TALK = 3
"""How many commands `talks` runs, with a wait before each."""
PLACES = 2 * TALK + 1
"""At how many places `talks` can be left: in each wait, in each command, and at its end."""


def talks_and(world: World, ends: Flow, place: int) -> Flow:
    """Return a flow that talks, and does something else at one of its places."""

    async def talks(call: Call) -> None:
        for number in range(TALK):
            if place == 2 * number:
                await ends(call)
            await world.sleep(0)
            if place == 2 * number + 1:
                await call.send(Verbose(str(number)))
                await ends(call)
            await call.verbose(str(number))
        await ends(call)

    return talks


async def hangs(call: Call) -> None:
    await call.wait_for_hangup()
    await call.wait_for_digit(-1)


def talk(client: Client) -> None:
    """Answer each command until the end."""
    while client.answers(b"200 result=1\n"):
        pass


@pytest.mark.parametrize("place", range(PLACES))
@pytest.mark.parametrize("ends", [raises, exits, raises_own, hangs])
def test_a_flow_may_fail_or_hang_at_each_place(
    world: World, ends: Flow, place: int, caplog: pytest.LogCaptureFixture
) -> None:
    flow = talks_and(world, ends, place)

    async def serve(call: Call) -> None:
        await (greet if call.script.path == "other" else flow)(call)

    with world.serving(serve, call_timeout=0.1 if ends is hangs else None) as served:
        with connected(served, BLOCK) as client:
            talk(client)
        with connected(served, OTHER) as client:
            assert client.answers() == b"VERBOSE hello\n"
            assert client.is_closed()
        until(lambda: served.calls == 0)
    good, (level, text) = sorted(lines_of(caplog))
    assert good == (logging.INFO, "ended")
    if ends is hangs:
        assert (level, text) == (logging.WARNING, "ended by its time limit of 0.1 s")
    else:
        assert level == logging.ERROR
        assert text.startswith("failed: ")


@pytest.mark.parametrize("lines", range(PLACES))
def test_a_flow_may_be_cancelled_at_each_await(world: World, lines: int, caplog: pytest.LogCaptureFixture) -> None:
    """Wherever a flow is when the server closes, its connection is closed, and nothing is left."""

    async def talks(call: Call) -> None:
        for number in range(TALK):
            await call.verbose(str(number))
            await world.sleep(0)
        await call.wait_for_hangup()

    with world.serving(talks) as served, connected(served, BLOCK) as client:
        for step in range(lines):
            if step % 2 == 0:
                client.receives()
            else:
                client.sends(b"200 result=1\n")
        served.close(0)
        while not client.is_closed():
            pass
    assert lines_of(caplog) == [(logging.WARNING, "ended because the server closes")] or lines == 0
