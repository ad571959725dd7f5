"""The manager client: whom it serves, and how its calls end; nothing is left behind."""

from __future__ import annotations

import asyncio
import logging
import re
from contextlib import suppress
from functools import partial
from typing import Any, Literal

import pytest

from agicodec import CallEnded, NeverAnswered
from agicodec.commands import StreamFile
from agicodec.io.manager import Flow, Manager, ManagerCall
from agicodec.testing import Asterisk, TestManager, hang_up_everywhere
from examples.ivr import balance
from tests.io.logs import ends_of
from tests.io.loops import run, until
from tests.io.managers import HEARD, SECRET, callers, idle, manager_of

pytestmark = pytest.mark.usefixtures("each_loop")


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")


@pytest.mark.parametrize("authentication", ["md5", "plain"])
def test_a_flow_serves_a_channel(authentication: Literal["md5", "plain"], caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> Asterisk:
        (asterisk,) = callers(1)
        with TestManager(asterisk, users={"agi": SECRET}, stays=True) as server:
            manager = Manager(
                balance,
                host=server.host,
                port=server.port,
                username="agi",
                secret=SECRET,
                authentication=authentication,
            )
            async with manager:
                assert manager.is_connected
                assert manager.address == (server.host, server.port)
                await until(lambda: not server.is_running(asterisk))
                await until(lambda: manager.calls == 0)
            assert not manager.is_connected
        return asterisk

    asterisk = run(main())
    assert asterisk.heard == HEARD
    assert asterisk.variables["AGISTATUS"] == "SUCCESS"
    assert "ASYNCAGI BREAK" in "".join(asterisk.caller.conversation.lines)
    *first, end = [record.message for record in caplog.records if record.levelno == logging.INFO]
    start, logged_in = sorted(first)
    assert re.fullmatch(r"logged in at 127.0.0.1 port \d+: Asterisk Call Manager/11.0.0", logged_in)
    assert start == "PJSIP/caller-00000000: enters AsyncAGI"
    assert re.fullmatch(r"PJSIP/caller-00000000: ended \(\d+\.\d s\)", end)
    assert {record.levelno for record in caplog.records} == {logging.DEBUG, logging.INFO}


def test_many_channels_are_served_at_once() -> None:
    async def main() -> list[Asterisk]:
        asterisks = callers(50)
        with TestManager(*asterisks, seed=1, stays=True) as server:
            async with manager_of(server, balance) as manager:
                await until(lambda: server.is_over)
                await until(lambda: manager.calls == 0)
        return asterisks

    for number, asterisk in enumerate(run(main())):
        assert asterisk.heard == ["enter-pin", "your-balance-is", str(number), "goodbye"]


def test_a_flow_survives_a_hangup_anywhere(caplog: pytest.LogCaptureFixture) -> None:
    def call(asterisk: Asterisk) -> None:
        async def main() -> None:
            with TestManager(asterisk, stays=True) as server:
                async with manager_of(server, balance) as manager:
                    await until(lambda: server.is_over and manager.calls == 0)

        run(main())

    assert hang_up_everywhere(call, lambda: callers(1)[0]) >= 2 * 6 + 1
    assert {record.levelno for record in caplog.records} <= {logging.DEBUG, logging.INFO}


def test_a_hangup_is_known_while_no_command_runs(caplog: pytest.LogCaptureFixture) -> None:
    happened: list[object] = []

    async def flow(call: ManagerCall) -> None:
        assert not call.hung_up
        await call.wait_for_hangup()
        await until(lambda: call.hung_up)  # the event Hangup may arrive after the one that ends the run
        happened.append(call.hung_up)
        await call.wait_for_hangup()

    async def main() -> None:
        (asterisk,) = callers(1)
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, flow) as manager:
                await until(lambda: manager.calls == 1)
                server.hang_up(asterisk)
                await until(lambda: manager.calls == 0)

    run(main())
    assert happened == [True]
    assert ends_of(caplog) == [(logging.INFO, "ended, after the channel had hung up")]


def test_a_redirect_ends_the_wait_for_a_hangup_and_is_no_hangup() -> None:
    happened: list[object] = []

    async def flow(call: ManagerCall) -> None:
        await call.wait_for_hangup()
        happened.append(call.hung_up)
        with pytest.raises(NeverAnswered):
            await call.noop()

    async def main() -> None:
        (asterisk,) = callers(1)
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, flow) as manager:
                await until(lambda: manager.calls == 1)
                server.leave(asterisk)
                await until(lambda: manager.calls == 0)
            assert asterisk.variables["AGISTATUS"] == "HANGUP"

    run(main())
    assert happened == [False]


async def returns(call: ManagerCall) -> None:
    await call.noop()


async def fails(call: ManagerCall) -> None:
    print(1 / 0)


async def cancels_itself(call: ManagerCall) -> None:
    raise asyncio.CancelledError


async def leaves(call: ManagerCall) -> None:
    await call.asyncagi_break()


async def goes_on(call: ManagerCall) -> None:
    await call.asyncagi_break()
    await call.noop()


async def catches(call: ManagerCall) -> None:
    with suppress(CallEnded):
        await goes_on(call)


def is_no_coroutine_function(call: ManagerCall) -> Any:
    return len(call.environment.channel)


async def exits(call: ManagerCall) -> None:
    raise SystemExit(3)


@pytest.mark.parametrize(
    ("flow", "level", "text"),
    [
        (returns, logging.INFO, "ended"),
        (fails, logging.ERROR, "failed: ZeroDivisionError('division by zero')"),
        (cancels_itself, logging.ERROR, "failed: CancelledError()"),
        (is_no_coroutine_function, logging.ERROR, "failed: TypeError("),
        (leaves, logging.INFO, "ended"),
        (goes_on, logging.INFO, "over: NOOP: never answered: the "),
        (catches, logging.INFO, "ended"),
    ],
)
def test_however_a_flow_ends_the_channel_goes_on(
    flow: Flow, level: int, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        (asterisk,) = callers(1)
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, flow) as manager:
                await until(lambda: server.is_over and manager.calls == 0)
        assert asterisk.variables["AGISTATUS"] == "SUCCESS"

    run(main())
    ((found_level, found),) = ends_of(caplog)
    assert (found_level, found[: len(text)]) == (level, text)


def test_a_command_left_running_does_not_keep_the_channel() -> None:
    async def flow(call: ManagerCall) -> None:
        await call.send(StreamFile("music"))

    async def main() -> list[str]:
        (asterisk,) = callers(1)
        asterisk.sounds["music"] = 10.0
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, flow) as manager:
                await until(lambda: server.is_over and manager.calls == 0)
        return asterisk.heard

    assert run(main()) == ["music"]


def test_a_call_has_a_time_limit(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        (asterisk,) = callers(1)
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, idle, call_timeout=0.05) as manager:
                await until(lambda: server.is_over and manager.calls == 0)

    run(main())
    assert ends_of(caplog) == [(logging.WARNING, "ended by its time limit of 0.05 s")]


def test_a_command_has_a_time_limit() -> None:
    happened: list[object] = []

    async def flow(call: ManagerCall) -> None:
        command_id = await call.send(StreamFile("music"))
        for wait in (partial(call.reply, command_id), call.noop):
            try:
                await wait()
            except TimeoutError as error:
                happened.append(str(error))
        happened.append(len(call.due))

    async def main() -> None:
        (asterisk,) = callers(1)
        asterisk.sounds["music"] = float("inf")
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, flow, command_timeout=0.05):
                await until(lambda: len(happened) == 3)
                server.hang_up(asterisk)

    run(main())
    text = "has taken longer than 0.05 s (command_timeout)"
    assert happened == [f"STREAM FILE {text}", f"NOOP {text}", 1]
