"""How a manager client closes, and how it does not log in; nothing is left behind."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from typing import Any

import pytest

from agicodec import AsyncAgiCall, NeverAnswered, RemoteProtocolError
from agicodec.io.manager import LoginRefused, Manager, ManagerCall, serve
from agicodec.testing import TestManager
from tests.io.logs import lines_of
from tests.io.loops import run, until
from tests.io.managers import SECRET, callers, idle, manager_of, peer

pytestmark = pytest.mark.usefixtures("each_loop")

CLOSED = "Asterisk has closed the connection|Connection reset by peer"
"""What is known of a peer that closes: uvloop may be told that it has not read what was sent."""


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")


async def ends_later(call: ManagerCall) -> None:
    await asyncio.sleep(0.1)
    await call.verbose("done")


def test_calls_may_end_and_new_ones_are_sent_back(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        may_end = asyncio.Event()

        async def flow(call: ManagerCall) -> None:
            await may_end.wait()
            await call.verbose("done")

        first, second = callers(2)
        with TestManager(first, stays=True) as server:
            async with manager_of(server, flow) as manager:
                await until(lambda: manager.calls == 1)
                closing = asyncio.ensure_future(manager.close(60))
                await asyncio.sleep(0)
                server.enter(second)
                await until(lambda: not server.is_running(second))
                may_end.set()
                await closing
                assert first.messages == ["done"]
                assert not server.is_running(first)
            assert [end.closed for end in server.clients] == [True]

    run(main())
    assert sorted(text for _, text in lines_of(caplog)[2:]) == [
        "ended",
        "not served, since the manager client closes",
    ]


def test_calls_are_cancelled_after_the_grace(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        asterisks = callers(2)
        with TestManager(*asterisks, stays=True) as server:
            async with manager_of(server, idle) as manager:
                await until(lambda: manager.calls == 2)
                await manager.close(0.05)
                assert not any(map(server.is_running, asterisks))
                assert [asterisk.variables["AGISTATUS"] for asterisk in asterisks] == ["SUCCESS", "SUCCESS"]

    run(main())
    assert lines_of(caplog)[-2:] == [(logging.WARNING, "ended because the manager client closes")] * 2


def test_a_flow_that_does_not_end_is_named(caplog: pytest.LogCaptureFixture) -> None:
    over = asyncio.Event()

    async def flow(call: ManagerCall) -> None:
        while not over.is_set():
            try:
                await over.wait()
            except asyncio.CancelledError:
                continue

    async def main() -> None:
        with TestManager(*callers(1), stays=True) as server:
            manager = manager_of(server, flow)
            manager.cancel_timeout = 0.05
            await manager.start()
            await until(lambda: manager.calls == 1)
            await manager.close(0)
            over.set()
            await until(lambda: manager.calls == 0)

    run(main())
    assert "its flow is still running although it was cancelled" in "".join(text for _, text in lines_of(caplog))


def test_closing_is_possible_at_any_time() -> None:
    async def main() -> None:
        with TestManager(*callers(1), stays=True) as server:
            manager = manager_of(server, idle)
            await manager.close()
            manager = manager_of(server, idle)
            await manager.start()
            with pytest.raises(RuntimeError, match="was started before"):
                await manager.start()
            await manager.close(0)
            await manager.close(0)
            await manager.serve_forever()

    run(main())


def test_a_client_that_was_closed_cannot_be_started() -> None:
    async def main() -> None:
        with TestManager(stays=True) as server:
            manager = manager_of(server, idle)
            await manager.close()
            with pytest.raises(RuntimeError, match="the manager client was closed before it was started; make a"):
                await manager.start()

    run(main())


def test_close_ends_a_start_that_waits() -> None:
    async def main() -> None:
        async with peer(b"Asterisk Call Manager/11.0.0\r\n") as (host, port):
            manager = Manager(idle, host=host, port=port, username="agi", secret=SECRET)
            starting = asyncio.ensure_future(manager.start())
            await asyncio.sleep(0.02)
            await manager.close(0)
            with pytest.raises(RuntimeError, match="the manager client was closed before it was started"):
                await starting
            assert not manager.is_connected

    run(main())


def test_a_flow_may_close_its_manager() -> None:
    happened: list[object] = []

    async def main() -> None:
        async def flow(call: ManagerCall) -> None:
            if call.environment.channel == ours.channel:
                await manager.close(0)
                happened.append(call.is_over)
                with pytest.raises(NeverAnswered):
                    await call.noop()
            await call.wait_for_hangup()

        ours, others = callers(2)
        with TestManager(ours, others, stays=True) as server:
            manager = manager_of(server, flow)
            await manager.start()
            await manager.serve_forever()
            await until(lambda: server.is_over and manager.calls == 0)
            assert {asterisk.variables["AGISTATUS"] for asterisk in (ours, others)} == {"SUCCESS"}

    run(main())
    assert happened == [True]


def test_flows_that_close_the_manager_do_not_wait_for_one_another() -> None:
    async def main() -> None:
        async def flow(call: ManagerCall) -> None:
            await until(lambda: manager.calls == 2 and is_started)
            await manager.close(60)

        is_started = False
        with TestManager(*callers(2), stays=True) as server:
            manager = manager_of(server, flow)
            await manager.start()
            is_started = True
            await asyncio.wait_for(manager.serve_forever(), 5)
            await until(lambda: server.is_over and manager.calls == 0)

    run(main())


def test_two_closes_and_a_cancelled_one_leave_nothing() -> None:
    async def main() -> None:
        with TestManager(*callers(2), stays=True) as server:
            manager = manager_of(server, idle)
            await manager.start()
            await until(lambda: manager.calls == 2)
            first, second = (asyncio.ensure_future(manager.close(60)) for _ in range(2))
            await asyncio.sleep(0.01)
            first.cancel()
            await asyncio.wait([first, second])
            assert (first.cancelled(), second.cancelled(), manager.calls) == (True, False, 0)

    run(main())


@pytest.mark.parametrize("how", ["SIGTERM", "cancelled"])
def test_serve_runs_until_it_is_stopped(how: str) -> None:
    async def main() -> list[str]:
        (asterisk,) = callers(1)
        begun = asyncio.Event()

        async def flow(call: ManagerCall) -> None:
            begun.set()
            await ends_later(call)

        with TestManager(asterisk, stays=True) as server:
            serving = asyncio.ensure_future(
                serve(flow, host=server.host, port=server.port, username="agi", secret=SECRET)
            )
            await begun.wait()
            await asyncio.sleep(0.02)
            if how == "SIGTERM":
                os.kill(os.getpid(), signal.SIGTERM)
            else:
                serving.cancel()
            await asyncio.wait([serving])
            assert serving.cancelled() == (how == "cancelled")
            assert [end.closed for end in server.clients] == [True]
        return asterisk.messages

    assert run(main()) == ["done"]


# The login


@pytest.mark.parametrize("authentication", ["md5", "plain"])
def test_a_wrong_secret_is_a_clear_error(authentication: str, caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        with TestManager(stays=True, users={"agi": SECRET}) as server:
            manager = manager_of(server, idle, secret="wrong horse", authentication=authentication)
            with pytest.raises(LoginRefused) as raised:
                await manager.start()
            assert str(raised.value) == (
                "the manager interface refused the login of 'agi': Authentication failed; "
                "expected a username and a secret of manager.conf"
            )
            assert "horse" not in repr(raised.value)
            with pytest.raises(LoginRefused):
                await serve(idle, host=server.host, port=server.port, username="eve", secret=SECRET)

    run(main())
    assert caplog.records == []


def test_the_secret_is_shown_nowhere() -> None:
    async def main() -> None:
        for secret in ("", "two\nlines", " blank", "nul\0", 5, None):
            error = ValueError if isinstance(secret, str) else TypeError
            with pytest.raises(error, match="secret: expected a text on one line") as raised:
                Manager(idle, username="agi", secret=secret)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
            assert repr(secret) not in repr(raised.value)
            assert raised.value.__cause__ is None
            assert raised.value.__context__ is None
        manager = Manager(idle, username="agi", secret=SECRET)
        assert SECRET not in repr(vars(manager))

    run(main())


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("username", ""),
        ("username", "a\nb"),
        ("authentication", "sha256"),
        ("max_calls", 0),
        ("call_timeout", 0),
        ("command_timeout", -1),
        ("ping_interval", float("nan")),
        ("connect_timeout", float("inf")),
        ("max_delay", -1),
        ("waiting", "drop"),
        ("refused", "adopt"),
    ],
)
def test_wrong_arguments_are_refused(argument: str, value: object) -> None:
    options: dict[str, Any] = {"username": "agi", "secret": SECRET, argument: value}
    with pytest.raises(ValueError, match=argument):
        Manager(idle, **options)


def test_a_wrong_class_of_calls_is_refused() -> None:
    options: dict[str, Any] = {"username": "agi", "secret": SECRET, "call_class": AsyncAgiCall}
    with pytest.raises(TypeError, match="ManagerCall"):
        Manager(idle, **options)


@pytest.mark.parametrize(
    ("data", "error", "text"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", RemoteProtocolError, "expected the greeting 'Asterisk Call Manager' of the "),
        (b"HTTP/1.1 400 Bad Request\r\nX: y\r\n\r\n", RemoteProtocolError, "expected the greeting"),
        (b"Response: Success\r\n\r\n", RemoteProtocolError, "expected the greeting"),
        (b"x" * 100_000, RemoteProtocolError, "65536"),
        (b"Asterisk Call Manager/11.0.0\r\n" + b"A: b\r\n" * 200_000, RemoteProtocolError, "1048576"),
        (b"", ConnectionError, CLOSED),
        (b"Asterisk Call Manager/11.0.0\r\n", ConnectionError, CLOSED),
        (b"Asterisk Call Manager/11.0.0\r\nRespon", ConnectionError, CLOSED),
    ],
)
def test_what_is_not_the_manager_interface_is_a_clear_error(data: bytes, error: type[Exception], text: str) -> None:
    async def main() -> None:
        async with peer(data, stays=error is RemoteProtocolError) as (host, port):
            with pytest.raises(error, match=text):
                await Manager(idle, host=host, port=port, username="agi", secret=SECRET).start()

    run(main())


@pytest.mark.parametrize(
    "data", [b"", b"Asterisk Call Manager/11.0.0\r\n", b"Asterisk Call Manager/11.0.0\r\nA: b\r\n\r\n"]
)
def test_silence_is_not_waited_for(data: bytes) -> None:
    async def main() -> None:
        async with peer(data) as (host, port):
            manager = Manager(idle, host=host, port=port, username="agi", secret=SECRET, connect_timeout=0.1)
            with pytest.raises(
                TimeoutError, match=rf"no login at 127.0.0.1 port {port} within 0.1 s \(connect_timeout"
            ):
                await manager.start()
            manager = Manager(idle, host=host, port=port, username="agi", secret=SECRET, connect_timeout=600)
            starting = asyncio.ensure_future(manager.start())
            await asyncio.sleep(0.05)
            starting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await starting
            assert not manager.is_connected

    run(main())


def test_nobody_answers() -> None:
    async def main() -> None:
        with pytest.raises(OSError, match=r"Connect call failed|refused"):
            await Manager(idle, port=1, username="agi", secret=SECRET).start()

    run(main())
