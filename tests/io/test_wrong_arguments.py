"""Every server, the manager client and each `serve` refuse the same arguments, before they do anything."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
import trio

from agicodec import Call
from agicodec.commands import Answer
from agicodec.io import asyncio as on_asyncio
from agicodec.io import manager, script, threads
from agicodec.io import trio as on_trio
from agicodec.testing import Asterisk, call_fastagi


async def flow(call: object) -> None:
    raise AssertionError(call)


async def greet(call: on_asyncio.AsyncioCall | on_trio.TrioCall) -> None:
    await call.verbose("hello")


def _login(call: Callable[..., object], **arguments: object) -> object:
    return call(**{"username": "agi", "secret": "x", **arguments})


def _run(serve: Callable[..., Any], *arguments: object, **options: object) -> None:
    asyncio.run(serve(*arguments, **options))


def _run_trio(**options: object) -> None:
    trio.run(partial(on_trio.serve, flow, **options))  # pyright: ignore[reportArgumentType, reportCallIssue]


SERVERS: Mapping[str, Callable[..., object]] = {
    "asyncio": partial(on_asyncio.Server, flow),
    "threads": partial(threads.Server, flow),
    "trio": partial(on_trio.Server, flow),
    "serve on asyncio": partial(_run, on_asyncio.serve, flow),
    "serve with threads": partial(threads.serve, flow),
    "serve on trio": _run_trio,
}
CLIENTS: Mapping[str, Callable[..., object]] = {
    "manager": partial(_login, partial(manager.Manager, flow)),
    "serve of the manager": partial(_login, partial(_run, manager.serve, flow)),
}
SCRIPTS: Mapping[str, Callable[..., object]] = {"run": script.run}
WRONG: list[tuple[str, object, type[Exception]]] = [
    *[("port", port, ValueError) for port in (-1, 65536, 80000, 2**64)],
    *[("port", port, TypeError) for port in ("4573", 4573.0, True, None)],
    *[("host", host, TypeError) for host in (None, b"127.0.0.1", 0)],
    *[("max_calls", calls, ValueError) for calls in (0, -1)],
    *[("max_calls", calls, TypeError) for calls in (True, 1.5, "5", None)],
    *[("call_timeout", limit, ValueError) for limit in (0, -1, float("nan"), 10**400)],
    *[("call_timeout", limit, TypeError) for limit in ("5", True, [5])],
    *[("command_timeout", limit, ValueError) for limit in (0, -1, float("inf"))],
    *[("command_timeout", limit, TypeError) for limit in ("5", True)],
    ("admit", "10.0.0.1", TypeError),
    ("is_secret", True, TypeError),
    ("call_class", object, TypeError),
]
OF_SERVERS: list[tuple[str, object, type[Exception]]] = [
    ("host", "127.0.0.1\0", ValueError),
    ("host", "0.0.0.0", ValueError),
    ("allow_remote", "no", TypeError),
    ("allow_remote", None, TypeError),
    ("environment_timeout", 0, ValueError),
    ("environment_timeout", "10", TypeError),
]
OF_SCRIPTS: list[tuple[str, object, type[Exception]]] = [
    ("flow", None, TypeError),
    ("flow", "flow", TypeError),
    *[("call_class", wrong, TypeError) for wrong in (object, Call, None, "ScriptCall")],
    *[("is_secret", wrong, TypeError) for wrong in (True, "PIN", Answer())],
    *[("report", wrong, TypeError) for wrong in (None, 1, "yes")],
    *[("audio_format", wrong, TypeError) for wrong in (None, 8000, b"slin", ["slin"])],
    *[("audio_format", wrong, ValueError) for wrong in ("", "mp3", "SLIN", "slin ", "slin\0")],
]
OF_SERVE: list[tuple[str, object, type[Exception]]] = [
    *[("grace", grace, TypeError) for grace in ("5", None, True)],
    *[("grace", grace, ValueError) for grace in (float("nan"), 10**400)],
]
OF_CLIENTS: list[tuple[str, object, type[Exception]]] = [
    ("port", 0, ValueError),
    ("ssl", True, TypeError),
    *[
        (name, wrong, kind)
        for name in ("connect_timeout", "max_delay")
        for wrong, kind in ((None, TypeError), ("1", TypeError), (0, ValueError))
    ],
    ("ping_interval", "1", TypeError),
    ("ping_interval", float("nan"), ValueError),
    *[
        (name, wrong, kind)
        for name in ("waiting", "refused", "authentication")
        for wrong, kind in ((None, TypeError), (["break"], TypeError), ("drop", ValueError), ("", ValueError))
    ],
    *[(name, wrong, TypeError) for name in ("username", "secret") for wrong in (None, 5, b"agi")],
    *[(name, wrong, ValueError) for name in ("username", "secret") for wrong in ("", "a\nb")],
]


@pytest.mark.parametrize(("name", "value", "error"), WRONG, ids=repr)
@pytest.mark.parametrize("make", [*SERVERS.values(), *CLIENTS.values()], ids=[*SERVERS, *CLIENTS])
def test_a_wrong_argument_is_refused_by_its_name(
    make: Callable[..., object], name: str, value: object, error: type[Exception]
) -> None:
    with pytest.raises(error, match=f"^{name} "):
        make(**{name: value})


@pytest.mark.parametrize(("name", "value", "error"), OF_SERVERS, ids=repr)
@pytest.mark.parametrize("make", SERVERS.values(), ids=SERVERS)
def test_so_is_what_only_servers_have(
    make: Callable[..., object], name: str, value: object, error: type[Exception]
) -> None:
    with pytest.raises(error, match=f"^{name} "):
        make(**{name: value})


@pytest.mark.parametrize(("name", "value", "error"), OF_SCRIPTS)
def test_a_script_refuses_a_wrong_argument_before_it_touches_its_streams(
    name: str, value: object, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "Streams", partial(pytest.fail, "it has taken the standard streams"))
    monkeypatch.setattr("os.isatty", partial(pytest.fail, "it has looked at standard input"))
    with pytest.raises(error, match=f"^{name} "):
        SCRIPTS["run"](**{"flow": greet, name: value})


@pytest.mark.parametrize(("name", "value", "error"), OF_SERVE, ids=repr)
@pytest.mark.parametrize("kind", [name for name in (*SERVERS, *CLIENTS) if name.startswith("serve")])
def test_the_time_to_end_is_checked_before_anything_is_served(
    kind: str, name: str, value: object, error: type[Exception]
) -> None:
    with pytest.raises(error, match=f"^{name} "):
        {**SERVERS, **CLIENTS}[kind](**{name: value})


@pytest.mark.parametrize("make", CLIENTS.values(), ids=CLIENTS)
@pytest.mark.parametrize(("name", "value", "error"), OF_CLIENTS, ids=repr)
def test_so_is_what_only_the_client_has(
    make: Callable[..., object], name: str, value: object, error: type[Exception]
) -> None:
    with pytest.raises(error, match=f"^{name}[: ]"):
        make(**{name: value})


@pytest.mark.parametrize("server", [on_asyncio.Server, threads.Server, on_trio.Server])
def test_a_flow_can_be_called(server: Callable[..., object]) -> None:
    with pytest.raises(TypeError, match=r"^flow None: expected a function"):
        server(None)


def test_a_server_on_asyncio_may_be_made_before_the_loop_runs() -> None:
    server, asterisk = on_asyncio.Server(greet, port=0), Asterisk()

    async def main() -> None:
        async with server:
            await asyncio.to_thread(call_fastagi, asterisk, *server.address)

    asyncio.run(main())
    assert asterisk.messages == ["hello"]


def test_a_server_on_trio_may_be_made_before_trio_runs() -> None:
    server, asterisk = on_trio.Server(greet, port=0), Asterisk()

    async def main() -> None:
        async with server:
            await trio.to_thread.run_sync(call_fastagi, asterisk, *server.address)

    trio.run(main)
    assert asterisk.messages == ["hello"]


def test_a_manager_client_may_be_made_before_the_loop_runs() -> None:
    assert manager.Manager(flow, username="agi", secret="x").address == ("127.0.0.1", 5038)
