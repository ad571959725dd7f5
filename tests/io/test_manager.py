"""The manager client: whom it serves, what it refuses, how it closes; nothing is left behind."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, Literal

import pytest

from agicodec import CallEnded, Command, Environment, NeverAnswered
from agicodec.asyncagi import AsyncAgiEvent, LateReply
from agicodec.commands import GetData, SetContext, StreamFile
from agicodec.io.manager import Flow, Manager, ManagerCall
from agicodec.serving import AsyncRouter
from agicodec.testing import Asterisk, TestManager, hang_up_everywhere
from examples.ivr import balance
from tests.io.logs import lines_of
from tests.io.loops import run, until
from tests.io.managers import SECRET, callers, manager_of
from tests.io.refused import count_refused
from tests.io.secret_flows import FLOWS, MISTAKE, PIN, fail_by_itself, is_pin, set_and_get

pytestmark = pytest.mark.usefixtures("each_loop")

FLOW = ["enter-pin", "your-balance-is", "0", "goodbye"]


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")


async def idle(call: ManagerCall) -> None:
    await call.wait_for_hangup()


def ends(caplog: pytest.LogCaptureFixture) -> list[tuple[int, str]]:
    """Return how calls ended."""
    return [(level, text) for level, text in lines_of(caplog) if not text.startswith(("enters", "Asterisk"))]


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
    assert asterisk.heard == FLOW
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
    assert ends(caplog) == [(logging.INFO, "ended, after the channel had hung up")]


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
    ((found_level, found),) = ends(caplog)
    assert (found_level, found[: len(text)]) == (level, text)


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
    ((level, text),) = ends(caplog)
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
    assert (logging.INFO, f"ended, after the call was over: {reason}") in ends(caplog)


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


def test_calls_beyond_the_limit_are_sent_back(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        asterisks = callers(5)
        with TestManager(*asterisks, stays=True) as server:
            async with manager_of(server, idle, max_calls=2) as manager:
                await until(lambda: sum(map(server.is_running, asterisks)) == 2)
                assert manager.calls == 2
                server.hang_up(asterisks[0])
                await until(lambda: manager.calls == 1)
                server.enter(asterisks[4])
                await until(lambda: manager.calls == 2)
                assert server.is_running(asterisks[4])
                await manager.close(0)

    run(main())
    text = "not served, since 2 calls are served (max_calls)"
    first, *others = [(record.levelno, record.message) for record in caplog.records if text in record.message]
    assert first == (logging.WARNING, f"PJSIP/caller-00000002: {text}")
    assert {level for level, _ in others} == {logging.WARNING}
    assert count_refused(caplog.messages, text) == 3


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (True, None),
        (None, "failed: TypeError"),
        (False, "refused by admit"),
        ("the line is closed", "refused by admit: the line is closed"),
        (5, "failed: TypeError"),
    ],
)
@pytest.mark.parametrize("awaits", [False, True])
def test_admit_decides_who_is_served(
    answer: Any, text: str | None, awaits: bool, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[tuple[str, str]] = []

    def admit(host: str, environment: Environment) -> Any:
        asked.append((host, environment.channel))
        return answer

    async def admit_later(host: str, environment: Environment) -> Any:
        return admit(host, environment)

    async def main() -> list[str]:
        (asterisk,) = callers(1)
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, balance, admit=admit_later if awaits else admit) as manager:
                await until(lambda: server.is_over and manager.calls == 0)
        return asterisk.heard

    assert run(main()) == (FLOW if text is None else [])
    assert asked == [("127.0.0.1", "PJSIP/caller-00000000")]
    assert ends(caplog)[0][1].startswith(text or "ended")


def test_a_router_refuses_with_commands(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> Asterisk:
        (asterisk,) = callers(1)
        router = AsyncRouter[ManagerCall](refusal=(SetContext("closed"),))
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, router) as manager:
                await until(lambda: server.is_over and manager.calls == 0)
        return asterisk

    assert "SET CONTEXT closed" in "".join(run(main()).caller.conversation.lines)
    assert ends(caplog) == [(logging.WARNING, "no flow is registered for the script 'async'; SET CONTEXT was run")]


def test_a_flood_of_calls_beyond_the_limit_is_counted(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        asterisks = callers(60)
        with TestManager(*asterisks, stays=True) as server:
            async with manager_of(server, idle, max_calls=1) as manager:
                await until(lambda: sum(map(server.is_running, asterisks)) == 1)
                await manager.close(0)

    run(main())
    text = "not served, since 1 calls are served (max_calls)"
    assert count_refused(caplog.messages, text) == 59
    assert sum(text in message for message in caplog.messages) <= 5


def test_a_call_has_a_time_limit(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        (asterisk,) = callers(1)
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, idle, call_timeout=0.05) as manager:
                await until(lambda: server.is_over and manager.calls == 0)

    run(main())
    assert ends(caplog) == [(logging.WARNING, "ended by its time limit of 0.05 s")]


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

    assert run(main()) == FLOW
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


def test_a_refused_channel_can_be_left_to_another_program(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        ours, others = callers(2)
        with TestManager(ours, others, stays=True) as server:

            def admit(host: str, environment: Environment) -> bool:
                return environment.channel == ours.channel

            async with manager_of(server, balance, admit=admit, refused="leave") as manager:
                await until(lambda: not server.is_running(ours) and manager.calls == 0)
                assert server.is_running(others)
                server.hang_up(others)

    run(main())
    assert [level for level, _ in ends(caplog)] == [logging.WARNING, logging.INFO]


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
