"""The manager client: whom it refuses, and what becomes of them."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from agicodec import Environment
from agicodec.commands import SetContext
from agicodec.io.manager import ManagerCall
from agicodec.serving import AsyncRouter
from agicodec.testing import Asterisk, TestManager
from examples.ivr import balance
from tests.io.logs import ends_of
from tests.io.loops import run, until
from tests.io.managers import HEARD, callers, idle, manager_of
from tests.io.refused import count_refused

pytestmark = pytest.mark.usefixtures("each_loop")


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")


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

    assert run(main()) == (HEARD if text is None else [])
    assert asked == [("127.0.0.1", "PJSIP/caller-00000000")]
    assert ends_of(caplog)[0][1].startswith(text or "ended")


def test_a_router_refuses_with_commands(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> Asterisk:
        (asterisk,) = callers(1)
        router = AsyncRouter[ManagerCall](refusal=(SetContext("closed"),))
        with TestManager(asterisk, stays=True) as server:
            async with manager_of(server, router) as manager:
                await until(lambda: server.is_over and manager.calls == 0)
        return asterisk

    assert "SET CONTEXT closed" in "".join(run(main()).caller.conversation.lines)
    assert ends_of(caplog) == [(logging.WARNING, "no flow is registered for the script 'async'; SET CONTEXT was run")]


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
    assert [level for level, _ in ends_of(caplog)] == [logging.WARNING, logging.INFO]
