"""The manager client: what the log says of its calls, and what it keeps secret."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

import pytest

from agicodec import CallEnded, Command
from agicodec.asyncagi import AsyncAgiEvent, LateReply
from agicodec.commands import GetData
from agicodec.io.manager import Flow, ManagerCall
from agicodec.testing import Asterisk, TestManager
from examples.ivr import balance
from tests.io.logs import ends_of
from tests.io.loops import run, until
from tests.io.managers import HEARD, callers, manager_of
from tests.io.secret_flows import FLOWS, MISTAKE, PIN, fail_by_itself, is_pin, set_and_get

pytestmark = pytest.mark.usefixtures("each_loop")


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")


async def plays_what_is_missing(call: ManagerCall) -> None:
    assert not await call.stream_file("nosuch")
    await call.stream_file("welcome")


def is_none(command: Command[object]) -> bool:
    return False


async def plays_and_catches(call: ManagerCall) -> None:
    with suppress(CallEnded):
        await plays_what_is_missing(call)


@pytest.mark.parametrize(
    ("flow", "begin"),
    [
        (plays_what_is_missing, "over: STREAM FILE: never answered: "),
        (plays_and_catches, "ended, after the call was over: "),
    ],
)
@pytest.mark.parametrize("is_secret", [None, is_none])
def test_the_log_says_which_command_has_ended_the_call(
    flow: Flow, begin: str, is_secret: Callable[[Command[object]], bool] | None, caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        (asterisk,) = callers(1)
        asterisk.missing.add("nosuch")
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, flow, is_secret=is_secret) as manager:
                await until(lambda: server.is_over and manager.calls == 0)

    run(main())
    ((level, text),) = ends_of(caplog)
    assert level == logging.INFO
    assert text.startswith(begin) or is_secret is not None
    assert text.endswith(", since STREAM FILE nosuch failed") is (is_secret is None)
    assert ("nosuch" in text) is (is_secret is None)


def test_a_connection_that_was_lost_is_no_good_end(caplog: pytest.LogCaptureFixture) -> None:
    async def flow(call: ManagerCall) -> None:
        with suppress(CallEnded):
            await call.wait_for_hangup()
            await call.noop()

    async def main() -> None:
        with TestManager(*callers(1), stays=True) as server:
            async with manager_of(server, flow, waiting="leave") as manager:
                await until(lambda: manager.calls == 1)
                server.lose()
                await until(lambda: manager.calls == 0)

    run(main())
    reason = "the manager connection has ended: Asterisk has closed the connection"
    assert (logging.INFO, f"ended, after the call was over: {reason}") in ends_of(caplog)


@pytest.mark.parametrize("error", [ZeroDivisionError(), SystemExit(3), asyncio.CancelledError()], ids=repr)
def test_what_on_event_raises_is_logged_and_ends_no_wait(
    error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    class Wrong(ManagerCall):
        def on_event(self, event: AsyncAgiEvent) -> None:
            raise error

    async def main() -> list[str]:
        (asterisk,) = callers(1)
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, balance, call_class=Wrong) as manager:
                await until(lambda: server.is_over and manager.calls == 0)
        return asterisk.heard

    assert run(main()) == HEARD
    failures = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert failures
    assert all(record.message.startswith("Wrong.on_event() failed on a ") for record in failures)
    assert all(record.exc_info and record.exc_info[1] is error for record in failures)


def test_what_on_event_raises_has_no_secret_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    class Wrong(ManagerCall):
        def on_event(self, event: AsyncAgiEvent) -> None:
            if isinstance(event, LateReply):
                raise event.command.unexpected(event.raw)

    async def flow(call: ManagerCall) -> None:
        await call.set_variable("PIN", PIN)
        asking = asyncio.ensure_future(call.get_variable("PIN"))
        await asyncio.sleep(0)
        asking.cancel()
        await call.noop()

    async def main() -> None:
        asterisk = Asterisk(variables={"PIN": PIN}, channel="PJSIP/ann-1")
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, flow, call_class=Wrong, is_secret=is_pin) as manager:
                await until(lambda: server.is_over and manager.calls == 0)

    run(main())
    assert "Wrong.on_event() failed on a LateReply" in caplog.text
    assert PIN not in caplog.text


@pytest.mark.parametrize("flow", FLOWS)
def test_secrets_are_not_logged(flow: Flow, caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        asterisk = Asterisk(variables={"PIN": PIN}, channel="PJSIP/ann-1")
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, flow, is_secret=is_pin) as manager:
                await until(lambda: server.is_over and manager.calls == 0)

    run(main())
    assert PIN not in caplog.text
    assert (MISTAKE in caplog.text) is (flow is fail_by_itself)
    assert ("Traceback" in caplog.text) is (flow is not set_and_get)


def test_the_lines_of_a_call_are_logged_without_secrets(caplog: pytest.LogCaptureFixture) -> None:
    def is_secret(command: Command[object]) -> bool:
        return isinstance(command, GetData)

    async def main() -> None:
        (asterisk,) = callers(1)
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, balance, is_secret=is_secret) as manager:
                await until(lambda: server.is_over and manager.calls == 0)

    run(main())
    lines = [record.message for record in caplog.records if record.levelno == logging.DEBUG]
    assert "<PJSIP/caller-00000000>AGI Rx << GET DATA ***" in lines
    assert "<PJSIP/caller-00000000>AGI Tx >> agi_request: async" in lines
    assert not any("AGI Tx >> 200 result=1234" in line for line in lines)
    assert lines[-1] == "<PJSIP/caller-00000000>AGI Rx << ASYNCAGI BREAK"  # which the client itself has sent
