"""The manager client over TLS: it serves calls, and what cannot be verified is a clear error."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import pytest
import trustme

from agicodec.io.manager import LoginRefused, Manager, ManagerCall, serve
from agicodec.testing import TestManager
from examples.ivr import balance
from tests.io.loops import run, until
from tests.io.managers import SECRET, callers, manager_of, peer

pytestmark = pytest.mark.usefixtures("each_loop")

AUTHORITY = trustme.CA()


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """Return the context of a client that trusts an authority alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=authority.cert_pem.bytes().decode())
    return context


async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass on what arrives until either side closes, and close both."""
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def over_tls(server: TestManager, name: str = "127.0.0.1") -> AsyncGenerator[int, None]:
    """Offer the server over TLS too, with a certificate for a name; return the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with AUTHORITY.issue_cert(name).private_key_and_cert_chain_pem.tempfile() as path:
        context.load_cert_chain(path)
    talks: set[asyncio.Task[None] | None] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.add(asyncio.current_task())
        inner_reader, inner_writer = await asyncio.open_connection(server.host, server.port)
        await asyncio.gather(copy(reader, inner_writer), copy(inner_reader, writer))

    async with await asyncio.start_server(talk, "127.0.0.1", 0, ssl=context) as listening:
        yield listening.sockets[0].getsockname()[1]
        await asyncio.gather(*(talk for talk in talks if talk is not None))


async def never(call: ManagerCall) -> None:
    raise AssertionError("no call can begin")


def test_calls_are_served_over_tls_and_again_after_a_loss(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "agicodec")

    async def main() -> None:
        first, second = callers(2)
        with TestManager(first, stays=True, users={"agi": SECRET}) as server:
            async with (
                over_tls(server) as port,
                manager_of(server, balance, port=port, ssl=trusting(AUTHORITY)) as manager,
            ):
                await until(lambda: not server.is_running(first) and manager.calls == 0)
                server.lose()
                await until(lambda: not manager.is_connected)
                await until(lambda: manager.is_connected)
                server.enter(second)
                await until(lambda: not server.is_running(second) and manager.calls == 0)
        assert [first.heard[-1], second.heard[-1]] == ["goodbye", "goodbye"]

    run(main())
    assert {record.levelno for record in caplog.records if "has ended" not in record.message} == {logging.INFO}


def test_a_wrong_secret_over_tls_is_a_clear_error() -> None:
    async def main() -> None:
        with TestManager(stays=True, users={"agi": SECRET}) as server:
            async with over_tls(server) as port:
                context = trusting(AUTHORITY)
                with pytest.raises(LoginRefused):
                    await manager_of(server, never, port=port, ssl=context, secret="wrong").start()

    run(main())


@pytest.mark.parametrize(
    ("authority", "name", "text"),
    [
        (trustme.CA(), "127.0.0.1", "unable to get local issuer certificate|self.signed certificate"),
        (AUTHORITY, "pbx.example.org", "IP address mismatch, certificate is not valid for '127.0.0.1'"),
    ],
)
def test_a_certificate_that_cannot_be_verified_is_a_clear_error_at_once(
    authority: trustme.CA, name: str, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")

    async def main() -> None:
        with TestManager(stays=True) as server:
            async with over_tls(server, name) as port:
                context = trusting(authority)
                with pytest.raises(ssl.SSLCertVerificationError, match=text):
                    await manager_of(server, never, port=port, ssl=context).start()
                with pytest.raises(ssl.SSLCertVerificationError, match=text):
                    await serve(never, port=port, username="agi", secret=SECRET, ssl=context)
            assert not server.clients

    run(main())
    assert caplog.records == []


def test_a_certificate_that_is_verified_no_more_is_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        with TestManager(stays=True) as server:
            async with (
                over_tls(server) as port,
                over_tls(server, "pbx.example.org") as other,
                manager_of(server, never, port=port, ssl=trusting(AUTHORITY)) as manager,
            ):
                manager._client._port = other  # pyright: ignore[reportPrivateUsage]
                server.lose()
                await until(lambda: "IP address mismatch" in caplog.text)
                manager._client._port = port  # pyright: ignore[reportPrivateUsage]
                await until(lambda: manager.is_connected)

    run(main())
    (line,) = {record.message for record in caplog.records if record.message.startswith("cannot connect")}
    assert line.startswith("cannot connect to 127.0.0.1 port ")


def test_tls_and_its_absence_do_not_meet() -> None:
    async def main() -> None:
        async with peer(b"Asterisk Call Manager/11.0.0\r\n") as (host, port):
            with pytest.raises(ssl.SSLError):
                await Manager(
                    never, host=host, port=port, username="agi", secret=SECRET, ssl=trusting(AUTHORITY)
                ).start()
        with TestManager(stays=True) as server:
            async with over_tls(server) as port:
                with pytest.raises(TimeoutError, match=r"no login at 127\.0\.0\.1 port"):
                    await Manager(never, port=port, username="agi", secret=SECRET, connect_timeout=0.1).start()

    run(main())
