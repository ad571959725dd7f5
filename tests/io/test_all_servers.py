"""What holds for the servers on asyncio, on trio and with threads alike."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import trio

from agicodec.io import asyncio as on_asyncio
from agicodec.io import manager, threads
from agicodec.io import trio as on_trio
from agicodec.io.listening import resolve


async def flow(call: object) -> None:
    raise AssertionError(call)


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


@pytest.mark.parametrize(
    ("grace", "error"),
    [(None, TypeError), ("5", TypeError), (True, TypeError), (float("nan"), ValueError), ([1], TypeError)],
    ids=repr,
)
@pytest.mark.parametrize("kind", CLOSED)
def test_a_time_to_end_that_is_none_is_refused_and_nothing_is_closed(
    kind: str, grace: object, error: type[Exception]
) -> None:
    make, close = CLOSED[kind]
    server: Any = make()
    with pytest.raises(error, match=r"^grace .*: expected a number of seconds"):
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


SERVER = {"address", "addresses", "calls", "close", "serve_forever", "settings"}

AWAITED = {"cancel_calls", "cancel_timeout"}


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("asyncio", SERVER | AWAITED | {"start"}),
        ("trio", SERVER | AWAITED),
        ("threads", SERVER | {"start"}),
        ("manager", {"address", "calls", "cancel_timeout", "close", "is_connected", "serve_forever", "start"}),
    ],
)
def test_a_server_has_only_what_users_call(kind: str, names: set[str]) -> None:
    make, _ = CLOSED[kind]
    assert {name for name in dir(make()) if not name.startswith("_")} == names
