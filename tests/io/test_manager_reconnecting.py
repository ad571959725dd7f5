"""What a manager client does when its connection ends, and with the channels that it then finds."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Mapping
from typing import Any

import pytest

from agicodec import NeverAnswered
from agicodec.asyncagi import quote_uri
from agicodec.io import manager_connection
from agicodec.io.manager import LoginRefused, ManagerCall
from agicodec.testing import Asterisk, TestManager
from tests.io.logs import lines_of
from tests.io.loops import run, until
from tests.io.managers import SECRET, callers, manager_of, peer
from tests.sessions import BLOCK

pytestmark = pytest.mark.usefixtures("each_loop")


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "agicodec")


class Seen:
    """A flow that notes what it is called with and how it ends."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, bool]] = []
        self.errors: list[str] = []
        self.environments: list[Mapping[str, str]] = []
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def __call__(self, call: ManagerCall) -> None:
        self.begun.append((call.environment.channel, call.was_waiting))
        self.environments.append(call.environment.fields)
        try:
            await self.may_go_on.wait()
            await call.stream_file("music")
        except NeverAnswered as error:
            self.errors.append(str(error))
            raise


def musical(count: int) -> list[Asterisk]:
    asterisks = callers(count)
    for asterisk in asterisks:
        asterisk.sounds["music"] = float("inf")
        asterisk.arguments = ("sales", 'a "b"')
    return asterisks


def test_what_runs_is_never_answered_and_a_new_connection_serves() -> None:
    seen = Seen()

    async def main() -> None:
        first, second = musical(2)
        with TestManager(first, stays=True) as server:
            async with manager_of(server, seen, waiting="leave") as manager:
                await until(lambda: len(seen.begun) == 1)
                server.lose()
                await until(lambda: manager.calls == 0)
                await until(lambda: manager.is_connected)
                server.enter(second)
                await until(lambda: len(seen.begun) == 2)
                assert server.is_running(first)
                for asterisk in (first, second):
                    server.hang_up(asterisk)

    run(main())
    assert seen.errors[0].startswith("STREAM FILE: never answered: the manager connection has ended: ")
    assert [waited for _, waited in seen.begun] == [False, False]


def test_channels_that_wait_are_adopted_with_what_is_known_of_them(caplog: pytest.LogCaptureFixture) -> None:
    seen = Seen()

    async def main() -> None:
        served, entered, other = musical(3)
        seen.may_go_on.clear()
        with TestManager(served, stays=True) as server:
            async with manager_of(server, seen) as manager:
                await until(lambda: len(seen.begun) == 1)
                server.hold()
                server.lose()
                await until(lambda: not manager.is_connected)
                seen.may_go_on.set()
                server.enter(entered)
                server.hang_up(other)
                await until(lambda: manager.calls == 0)
                server.release()
                await until(lambda: manager.is_connected)
                await until(lambda: len(seen.begun) == 3)
                for asterisk in (served, entered):
                    server.hang_up(asterisk)
                await until(lambda: manager.calls == 0)

    run(main())
    assert sorted(seen.begun) == [
        ("PJSIP/caller-00000000", False),
        ("PJSIP/caller-00000000", True),
        ("PJSIP/caller-00000001", True),
    ]
    assert seen.environments[0] in seen.environments[1:]  # it had been reported before
    (listed,) = [fields for fields in seen.environments if fields["agi_channel"] == "PJSIP/caller-00000001"]
    assert listed["agi_request"] == "async"
    assert listed["agi_uniqueid"] == "1795471672.1"
    assert [listed["agi_arg_1"], listed["agi_arg_2"]] == ["sales", "a b"]
    assert listed["agi_version"] == seen.environments[0]["agi_version"]
    assert "was in AsyncAGI" in [text for _, text in lines_of(caplog)]


def test_channels_that_wait_are_sent_back(caplog: pytest.LogCaptureFixture) -> None:
    async def flow(call: ManagerCall) -> None:
        raise AssertionError

    async def main() -> None:
        asterisks = musical(3)
        with TestManager(stays=True) as server:
            for asterisk in asterisks:
                server.enter(asterisk)
            async with manager_of(server, flow, waiting="break"):
                await until(lambda: server.is_over)
        assert [asterisk.variables["AGISTATUS"] for asterisk in asterisks] == ["SUCCESS"] * 3

    run(main())
    text = "was in AsyncAGI, and is sent back to the dialplan"
    assert [each for _, each in lines_of(caplog) if each.startswith("was")] == [text] * 3


def test_a_user_who_may_not_list_channels_is_told(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        (asterisk,) = musical(1)
        with TestManager(asterisk, stays=True) as server:
            server.responds("CoreShowChannels", "Error", Message="Permission denied")
            seen = Seen()
            async with manager_of(server, seen) as manager:
                await until(lambda: manager.calls == 1)
                server.hang_up(asterisk)
                await until(lambda: manager.calls == 0)

    run(main())
    (warning,) = [record.message for record in caplog.records if record.levelno == logging.WARNING]
    assert warning == (
        "cannot look for channels that are in AsyncAGI already: Permission denied; "
        "the user needs write = reporting in manager.conf"
    )


def test_fifty_calls_survive_the_loss_of_the_connection() -> None:
    async def main() -> None:
        is_lost = asyncio.Event()

        async def flow(call: ManagerCall) -> None:
            while not (call.was_waiting and is_lost.is_set()):
                assert (await call.get_variable("UNIQUEID")).value == call.environment.unique_id
                await asyncio.sleep(0.001)

        asterisks = callers(50)
        with TestManager(*asterisks, seed=3, stays=True) as server:
            async with manager_of(server, flow) as manager:
                await until(lambda: manager.calls == 50)
                server.lose()
                await until(lambda: not manager.is_connected)
                is_lost.set()
                await until(lambda: server.is_over and manager.calls == 0)
        assert {asterisk.variables["AGISTATUS"] for asterisk in asterisks} == {"SUCCESS"}

    run(main())


def test_a_login_that_is_refused_later_ends_the_manager(caplog: pytest.LogCaptureFixture) -> None:
    users = {"agi": SECRET}

    async def main() -> None:
        with TestManager(stays=True, users=users) as server:
            async with manager_of(server, Seen()) as manager:
                users["agi"] = "another"
                server.lose()
                with pytest.raises(LoginRefused, match="Authentication failed"):
                    await asyncio.wait_for(manager.serve_forever(), 60)
                assert not manager.is_connected

    run(main())
    assert [record.levelno for record in caplog.records][-1] == logging.ERROR


def test_a_connection_that_answers_no_ping_is_lost(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        with TestManager(stays=True) as server:
            async with manager_of(server, Seen(), ping_interval=0.05) as manager:
                server.hold()
                await until(lambda: not manager.is_connected)
                server.release()
                await until(lambda: manager.is_connected)

    run(main())
    assert any("has ended: Asterisk has not answered a Ping" in record.message for record in caplog.records)


def test_a_manager_that_does_not_read_is_lost_and_bounds_what_waits(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(manager_connection, "MAX_UNSENT", 1 << 17)
    login = b"Asterisk Call Manager/11.0.0\r\n"

    async def main() -> None:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            talks.add(asyncio.current_task())
            writer.write(login)
            for response in ("Response: Success\r\nChallenge: 1", "Response: Success"):
                action = (await reader.readuntil(b"\r\n\r\n")).decode()
                action_id = action.partition("ActionID: ")[2].partition("\r\n")[0]
                writer.write(f"{response}\r\nActionID: {action_id}\r\n\r\n".encode())
            await over.wait()
            writer.transport.abort()

        over = asyncio.Event()
        talks: set[Any] = set()
        listening = socket.create_server(("127.0.0.1", 0))
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        async with await asyncio.start_server(talk, sock=listening) as server:
            host, port = server.sockets[0].getsockname()
            with TestManager(stays=True) as other:
                manager = manager_of(other, Seen(), host=host, port=port, waiting="leave", max_calls=10, max_delay=60)
                await manager.start()
                connection = manager._client._connection  # pyright: ignore[reportPrivateUsage]
                assert connection is not None
                for _ in range(10_000):
                    connection.write({"Action": "AGI", "Command": "x" * 1000})
                assert not manager.is_connected
                await until(lambda: any("bytes unread" in record.message for record in caplog.records))
                await manager.close(0)
            over.set()
            await asyncio.gather(*talks)

    run(main())


@pytest.mark.parametrize("data", [b"", b"SSH-2.0\r\n", b"Asterisk Call Manager/11.0.0\r\n"])
def test_attempts_go_on_until_one_succeeds(
    data: bytes, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agicodec.serving.counting.INTERVAL", 0.1)

    async def main() -> None:
        with TestManager(stays=True) as server:
            async with manager_of(server, Seen()) as manager:
                address = server.port
                async with peer(data, stays=False) as (_, port):
                    manager._client._port = port  # pyright: ignore[reportPrivateUsage]
                    server.lose()
                    await until(lambda: sum("cannot connect" in each.message for each in caplog.records) >= 2)
                    manager._client._port = address  # pyright: ignore[reportPrivateUsage]
                    await until(lambda: manager.is_connected)

    run(main())


def test_the_login_is_logged_before_the_calls_that_arrive_with_it(caplog: pytest.LogCaptureFixture) -> None:
    begins = "\r\n".join(("Event: AsyncAGIStart", "Channel: A/1", "Uniqueid: 1.1", f"Env: {quote_uri(BLOCK)}"))

    async def main() -> None:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            talks.add(asyncio.current_task())
            writer.write(b"Asterisk Call Manager/11.0.0\r\n")
            for response in ("Challenge: 1\r\n\r\n", f"Message: in\r\n\r\n{begins}\r\n\r\n"):
                action = (await reader.readuntil(b"\r\n\r\n")).decode()
                action_id = action.partition("ActionID: ")[2].partition("\r\n")[0]
                writer.write(f"Response: Success\r\nActionID: {action_id}\r\n{response}".encode())
            await reader.read()
            writer.close()

        talks: set[Any] = set()
        async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
            host, port = server.sockets[0].getsockname()
            with TestManager(stays=True) as other:
                async with manager_of(other, Seen(), host=host, port=port, waiting="leave"):
                    await until(lambda: any("enters AsyncAGI" in record.message for record in caplog.records))
            await asyncio.gather(*talks)

    run(main())
    texts = [record.message for record in caplog.records]
    assert "logged in at" in texts[0]
    assert "enters AsyncAGI" in texts[1]
