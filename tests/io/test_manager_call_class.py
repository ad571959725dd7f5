"""The manager client: what the class of its calls raises ends one call, and no other."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Literal

import pytest

from agicodec import LocalProtocolError
from agicodec.asyncagi import AsyncAgiSession
from agicodec.commands import SetVariable
from agicodec.io.manager import ManagerCall
from agicodec.io.manager_call import Link
from agicodec.testing import TestManager
from tests.io.logs import lines_of
from tests.io.loops import run, until
from tests.io.managers import callers, manager_of
from tests.io.secret_flows import PIN, is_pin

pytestmark = pytest.mark.usefixtures("each_loop")

WRONG = "PJSIP/caller-00000000"
ERRORS = [LookupError("no line is free"), LocalProtocolError("no"), SystemExit(3), asyncio.CancelledError()]


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "agicodec")


def class_that_raises(error: BaseException) -> type[ManagerCall]:
    """Return a class of calls whose constructor raises for one channel."""

    class Wrong(ManagerCall):
        def __init__(self, session: AsyncAgiSession, link: Link, **options: Any) -> None:
            super().__init__(session, link, **options)
            if session.channel == WRONG:
                raise error

    return Wrong


@pytest.mark.parametrize("error", ERRORS, ids=repr)
@pytest.mark.parametrize("refused", ["break", "leave"])
@pytest.mark.parametrize("waits", [False, True])
def test_a_call_that_cannot_be_made_is_refused_alone(
    error: BaseException, refused: Literal["break", "leave"], waits: bool, caplog: pytest.LogCaptureFixture
) -> None:
    served: list[tuple[str, bool]] = []

    async def flow(call: ManagerCall) -> None:
        served.append((call.environment.channel, call.was_waiting))
        await call.wait_for_hangup()

    async def main() -> None:
        wrong, *_ = asterisks = callers(3)
        with TestManager(stays=True) as server:
            for asterisk in asterisks[:2] if waits else ():
                server.enter(asterisk)
            async with manager_of(server, flow, call_class=class_that_raises(error), refused=refused) as manager:
                for asterisk in asterisks[2:] if waits else asterisks:
                    server.enter(asterisk)
                await until(lambda: len(served) == 2)
                await until(lambda: server.is_running(wrong) is (refused == "leave"))
                assert manager.calls == 2
                for asterisk in asterisks:
                    server.hang_up(asterisk)
                await until(lambda: manager.calls == 0)
        assert wrong.variables["AGISTATUS"] == ("SUCCESS" if refused == "break" else "HANGUP")

    run(main())
    assert sorted(served) == [("PJSIP/caller-00000001", waits), ("PJSIP/caller-00000002", False)]
    (found,) = [record for record in caplog.records if record.getMessage().startswith(f"{WRONG}: ")]
    assert (found.levelno, found.getMessage()) == (logging.ERROR, f"{WRONG}: failed: {error!r}")
    assert found.exc_info is not None
    assert not [message for message in caplog.messages if "has ended: " in message]


def test_a_channel_that_waits_is_sent_back_whether_or_not_a_call_can_be_made(caplog: pytest.LogCaptureFixture) -> None:
    async def flow(call: ManagerCall) -> None:
        raise AssertionError

    async def main() -> None:
        (asterisk,) = callers(1)
        with TestManager(stays=True) as server:
            server.enter(asterisk)
            wrong = class_that_raises(LookupError())
            async with manager_of(server, flow, call_class=wrong, refused="leave", waiting="break"):
                await until(lambda: server.is_over)
        assert asterisk.variables["AGISTATUS"] == "SUCCESS"

    run(main())
    assert (logging.INFO, "was in AsyncAGI, and is sent back to the dialplan") in lines_of(caplog)


def test_a_call_that_cannot_be_made_logs_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    class Wrong(ManagerCall):
        def __init__(self, session: AsyncAgiSession, link: Link, **options: Any) -> None:
            super().__init__(session, link, **options)
            SetVariable("PIN", f"{PIN}\n").encode()

    async def main() -> None:
        with TestManager(*callers(1), stays=True) as server:
            async with manager_of(server, ManagerCall.wait_for_hangup, call_class=Wrong, is_secret=is_pin):
                await until(lambda: server.is_over)

    run(main())
    assert "failed: InvalidArgument, whose text may have a secret" in caplog.text
    assert PIN not in caplog.text
