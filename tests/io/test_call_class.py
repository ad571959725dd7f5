"""Servers and scripts make calls of the class that they are told to make."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from agicodec import CallEvent, ChannelHungUp, Session
from agicodec.io import asyncio as on_asyncio
from agicodec.io import script, threads
from agicodec.io.asyncio import AsyncioCall
from agicodec.io.script import ScriptCall
from agicodec.io.threads import ThreadCall
from agicodec.serving.admission import GRACE
from agicodec.testing import Asterisk, call_fastagi, call_script
from tests.places import ROOT

NOTED: list[CallEvent] = []
"""The events that the calls below were told of."""


@pytest.fixture(autouse=True)
def _nothing_noted() -> None:
    NOTED.clear()


class OwnAsyncioCall(AsyncioCall):
    """A call with an `on_event`, and with a method of its own."""

    def on_event(self, event: CallEvent) -> None:
        NOTED.append(event)

    async def greet(self) -> None:
        await self.verbose(f"hello {self.environment.channel} of {self.peer}")


class OwnThreadCall(ThreadCall):
    """The same for threads."""

    def on_event(self, event: CallEvent) -> None:
        NOTED.append(event)

    def greet(self) -> None:
        self.verbose(f"hello {self.environment.channel} of {self.peer}")


class FailingAsyncioCall(AsyncioCall):
    """A call that cannot be made."""

    def __init__(self, *, command_timeout: float | None = None, session: Session | None = None) -> None:
        raise LookupError("no line is free")


class FailingThreadCall(ThreadCall):
    """The same for threads."""

    def __init__(self, *arguments: object, **options: object) -> None:
        raise LookupError("no line is free")


async def greet(call: OwnAsyncioCall) -> None:
    await call.greet()


def greet_blocking(call: OwnThreadCall) -> None:
    call.greet()


async def fail(call: AsyncioCall) -> None:
    raise AssertionError("no call can be made")


def fail_blocking(call: ThreadCall) -> None:
    raise AssertionError("no call can be made")


def over_asyncio(asterisk: Asterisk) -> None:
    async def main() -> None:
        async with on_asyncio.Server(greet, call_class=OwnAsyncioCall, port=0) as server:
            await asyncio.to_thread(call_fastagi, asterisk, *server.address)

    asyncio.run(main())


def over_threads(asterisk: Asterisk) -> None:
    with threads.Server(greet_blocking, call_class=OwnThreadCall, port=0) as server:
        call_fastagi(asterisk, *server.address)


def refused_over_asyncio(asterisk: Asterisk) -> None:
    async def main() -> None:
        async with on_asyncio.Server(fail, call_class=FailingAsyncioCall, port=0) as server:
            for _ in range(2):
                await asyncio.to_thread(call_fastagi, asterisk, *server.address)
            assert server.calls == 0

    asyncio.run(main())


def refused_over_threads(asterisk: Asterisk) -> None:
    before = threading.active_count()
    with threads.Server(fail_blocking, call_class=FailingThreadCall, port=0) as server:
        for _ in range(2):
            call_fastagi(asterisk, *server.address)
    assert threading.active_count() == before


@pytest.mark.parametrize("serve", [over_asyncio, over_threads])
def test_a_server_makes_calls_of_the_class_of_the_flow(serve: Callable[[Asterisk], None]) -> None:
    asterisk = Asterisk(channel="PJSIP/ann-1")
    asterisk.caller.hangs_up_before(1)
    serve(asterisk)
    assert asterisk.messages == ["hello PJSIP/ann-1 of 127.0.0.1"]
    assert [ChannelHungUp()] == NOTED


@pytest.mark.parametrize("serve", [refused_over_asyncio, refused_over_threads])
def test_a_call_that_cannot_be_made_is_closed(
    serve: Callable[[Asterisk], None], caplog: pytest.LogCaptureFixture
) -> None:
    serve(Asterisk())
    failed = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert ["failed: LookupError('no line is free')" in record.message for record in failed] == [True, True]
    assert all(record.exc_info is not None for record in failed)


@pytest.mark.parametrize("call_class", [ThreadCall, ScriptCall, object, None, "OwnAsyncioCall", greet])
def test_the_class_of_a_call_is_checked_on_asyncio(call_class: type[OwnAsyncioCall]) -> None:
    async def main() -> None:
        with pytest.raises(TypeError, match=r"call_class .*: expected AsyncioCall or a subclass of it"):
            on_asyncio.Server(greet, call_class=call_class)
        with pytest.raises(TypeError, match="call_class"):
            await on_asyncio.serve(greet, call_class=call_class)

    asyncio.run(main())


@pytest.mark.parametrize("call_class", [AsyncioCall, ScriptCall, object, None, "OwnThreadCall", greet])
def test_the_class_of_a_call_is_checked_with_threads(call_class: type[OwnThreadCall]) -> None:
    with pytest.raises(TypeError, match=r"call_class .*: expected ThreadCall or a subclass of it"):
        threads.Server(greet_blocking, call_class=call_class)
    with pytest.raises(TypeError, match="call_class"):
        threads.serve(greet_blocking, call_class=call_class)


@pytest.mark.parametrize("call_class", [ThreadCall, object, None])
def test_the_class_of_a_call_is_checked_in_a_script(call_class: type[ScriptCall]) -> None:
    with pytest.raises(TypeError, match=r"call_class .*: expected ScriptCall or a subclass of it"):
        script.run(fail_in_a_script, call_class=call_class)


def fail_in_a_script(call: ScriptCall) -> None:
    raise AssertionError("no call can be made")


def test_a_script_makes_a_call_of_the_class_of_the_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    program = (
        "from agicodec.io.script import ScriptCall, run\n"
        "class Own(ScriptCall):\n"
        "    def greet(self): self.verbose('hello')\n"
        "run(lambda call: call.greet(), call_class=Own)"
    )
    asterisk = Asterisk()
    assert call_script(asterisk, [sys.executable, "-c", program]) == 0
    assert asterisk.messages == ["hello"]


def test_a_coroutine_function_is_no_flow_for_threads(caplog: pytest.LogCaptureFixture) -> None:
    async def flow(call: ThreadCall) -> None:
        call.verbose("never")

    asterisk = Asterisk()
    with threads.Server(flow, port=0) as server:
        call_fastagi(asterisk, *server.address)
    assert asterisk.messages == []
    assert "it is to be a plain function" in caplog.text


def test_the_time_to_end_is_defined_once() -> None:
    assert on_asyncio.GRACE is threads.GRACE is GRACE
    sources = [path for path in Path(ROOT / "src").rglob("*.py") if "\nGRACE: Final" in path.read_text("utf-8")]
    assert [path.name for path in sources] == ["admission.py"]
