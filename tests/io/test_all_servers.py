"""What holds for the servers on asyncio, on trio and with threads alike."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import trio

from agicodec.io import asyncio as on_asyncio
from agicodec.io import manager, threads
from agicodec.io import trio as on_trio
from agicodec.io.listening import resolve
from agicodec.testing import Asterisk, call_fastagi
from tests.io.asyncio_clients import lines_of


async def flow(call: object) -> None:
    raise AssertionError(call)


def _serve_on_asyncio(use: Callable[[tuple[str, int]], None], make: Callable[[], on_asyncio.Server]) -> None:
    async def main() -> None:
        async with make() as server:
            await asyncio.to_thread(use, server.address)
            assert server.calls == 0

    asyncio.run(main())


def _serve_on_trio(use: Callable[[tuple[str, int]], None], make: Callable[[], on_trio.Server]) -> None:
    async def main() -> None:
        async with make() as server:
            await trio.to_thread.run_sync(use, server.address)
            assert server.calls == 0

    trio.run(main)


def _serve_with_threads(use: Callable[[tuple[str, int]], None], make: Callable[[], threads.Server]) -> None:
    with make() as server:
        use(server.address)


class FailingAsyncioCall(on_asyncio.AsyncioCall):
    """A call that cannot be made."""

    error: BaseException

    def __init__(self, **options: object) -> None:
        raise self.error


class FailingTrioCall(on_trio.TrioCall):
    """The same on trio."""

    error: BaseException

    def __init__(self, *arguments: object, **options: object) -> None:
        raise self.error


class FailingThreadCall(threads.ThreadCall):
    """The same for threads."""

    error: BaseException

    def __init__(self, *arguments: object, **options: object) -> None:
        raise self.error


FAILING: Mapping[str, tuple[type[Any], Callable[..., None], Callable[..., object]]] = {
    "asyncio": (FailingAsyncioCall, _serve_on_asyncio, on_asyncio.Server),
    "trio": (FailingTrioCall, _serve_on_trio, on_trio.Server),
    "threads": (FailingThreadCall, _serve_with_threads, threads.Server),
}


@pytest.mark.parametrize("error", [LookupError("no line is free"), SystemExit(3)], ids=repr)
@pytest.mark.parametrize("kind", FAILING)
def test_a_call_that_cannot_be_made_is_closed(
    kind: str, error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "agicodec")
    call_class, serve, server = FAILING[kind]
    call_class.error = error

    def call_twice(address: tuple[str, int]) -> None:
        for _ in range(2):
            call_fastagi(Asterisk(), *address)

    serve(call_twice, lambda: server(flow, call_class=call_class, port=0))
    assert lines_of(caplog) == [(logging.ERROR, f"failed: {error!r}")] * 2


def _close_on_asyncio(server: Any, grace: object) -> None:
    asyncio.run(server.close(grace))


def _close_on_trio(server: Any, grace: object) -> None:
    trio.run(server.close, grace)


CLOSED: Mapping[str, tuple[Callable[[], object], Callable[[Any, object], None]]] = {
    "asyncio": (lambda: on_asyncio.Server(flow, port=0), _close_on_asyncio),
    "trio": (lambda: on_trio.Server(flow, port=0), _close_on_trio),
    "threads": (lambda: threads.Server(flow, port=0), lambda server, grace: server.close(grace)),
    "manager": (lambda: manager.Manager(flow, username="agi", secret="x"), _close_on_asyncio),
}


@pytest.mark.parametrize("grace", [None, "5", True, float("nan"), [1]], ids=repr)
@pytest.mark.parametrize("kind", CLOSED)
def test_a_time_to_end_that_is_none_is_refused_and_nothing_is_closed(kind: str, grace: object) -> None:
    make, close = CLOSED[kind]
    server: Any = make()
    with pytest.raises(ValueError, match=r"^grace .*: expected a number of seconds"):
        close(server, grace)
    if kind == "threads":
        server.start()
        server.close()


def test_a_server_with_threads_is_not_started_while_it_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    server = threads.Server(flow, port=0)

    def resolve_and_close(host: str, port: int) -> object:
        closing = threading.Thread(target=server.close)
        closing.start()
        closing.join()
        return resolve(host, port)

    monkeypatch.setattr("agicodec.io.lobby.resolve", resolve_and_close)
    before = threading.active_count()
    with pytest.raises(RuntimeError, match="closed before it was started"):
        server.start()
    assert threading.active_count() == before
