"""What a flow knows of its call before its first command, and what the first argument of AGI(...) makes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

import pytest

from agicodec import AsyncAgiCall, AsyncCall, Call, Observer, Session
from agicodec.model import Script
from agicodec.serving import Router
from agicodec.testing import Asterisk, AsyncAgiTestCall, AsyncTestCall, CallFlowError, TestCall, TestConnection
from agicodec.testing.manager.connection import ConnectedTestCall

REQUESTS = {
    "agi://127.0.0.1": (True, None, "", "agi://127.0.0.1"),
    "agi://127.0.0.1/": (True, None, "", "agi://127.0.0.1/"),
    "agi://127.0.0.1:4573/ivr/sales?lang=de": (True, "ivr/sales?lang=de", "ivr/sales", None),
    "AGI://127.0.0.1/ivr/sales": (True, "ivr/sales", "ivr/sales", None),
    "aGi://[::1]:4573/IVR": (True, "IVR", "IVR", None),
    "hagi://agi.example.com/ivr/sales": (True, "ivr/sales", "ivr/sales", None),
    "HAGI://agi.example.com:4573/ivr/sales": (True, "ivr/sales", "ivr/sales", None),
    "hagi://agi.example.com": (True, None, "", None),
    "agi://host//ivr": (True, "/ivr", "/ivr", None),
    "agi://host?a=1/b": (True, "b", "b", None),
    "agi:async": (False, None, "async", "async"),
    "AGI:Async": (False, None, "async", "async"),
    "agi:async/x": (False, None, "async", "async"),
    "ivr.py": (False, None, "ivr.py", None),
    "/usr/share/ivr.py": (False, None, "/usr/share/ivr.py", None),
    "agi:/host/x": (False, None, "agi:/host/x", None),
    "xagi://host/x": (False, None, "xagi://host/x", None),
}
"""The first argument of AGI(...): whether it is FastAGI, its script, its path, and its request (None for itself)."""


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_request_is_read_as_asterisk_reads_it(request_: str) -> None:
    network, network_script, path, sent = REQUESTS[request_]
    environment = Asterisk().environment(request_)
    assert (environment.network, environment.network_script) == (network, network_script)
    assert environment.request == (sent or request_)
    session = Session()
    session.receive_data(environment.encode())
    session.next_event()
    assert session.environment == environment
    assert Script.from_environment(environment).path == path


@pytest.mark.parametrize("request_", ["agi://host/x", "HAGI://host/x", "agi:async"])
def test_eagi_runs_only_scripts(request_: str) -> None:
    with pytest.raises(CallFlowError, match="AGISTATUS would be FAILURE"):
        Asterisk().environment(request_, enhanced=True)
    assert Asterisk().environment("ivr.py", enhanced=True).enhanced


@pytest.mark.parametrize("request_", ["agi://host/ivr/sales", "AGI://host/ivr/sales?a=1", "hagi://host/ivr/sales"])
def test_a_request_is_routed(request_: str) -> None:
    seen: list[str] = []

    async def queue(call: AsyncCall) -> None:
        seen.append(call.script.parameters["queue"])
        await call.answer()

    def ask(call: Call) -> None:
        seen.append(call.script.parameters["queue"])
        call.answer()

    awaited: Router[AsyncCall, Coroutine[object, object, None]] = Router()
    awaited.add("ivr/{queue}", queue)
    asyncio.run(awaited(AsyncTestCall(Asterisk(request=request_))))
    blocking: Router[Call, None] = Router()
    blocking.add("ivr/{queue}", ask)
    blocking(TestCall(Asterisk(request=request_)))
    assert seen == ["sales", "sales"]


def test_the_first_argument_is_not_empty() -> None:
    with pytest.raises(ValueError, match="request: expected a name, found ''"):
        Asterisk(request="")


def connected(asterisk: Asterisk) -> ConnectedTestCall:
    return TestConnection(ConnectedTestCall).enter(asterisk)


CALLS: dict[str, Callable[[Asterisk], Call | AsyncCall | AsyncAgiCall]] = {
    "blocking": TestCall,
    "awaited": AsyncTestCall,
    "AsyncAGI": AsyncAgiTestCall,
    "connected": connected,
}


@pytest.mark.parametrize("kind", CALLS)
def test_a_call_begins_with_its_environment(kind: str) -> None:
    call = CALLS[kind](Asterisk(channel="PJSIP/ann-00000001", request="agi://host/ivr"))
    assert call.environment.channel == "PJSIP/ann-00000001"
    assert call.environment is call.environment
    assert call.script.path == ("async" if isinstance(call, AsyncAgiCall) else "ivr")


@pytest.mark.parametrize("kind", CALLS)
def test_it_has_its_script_first(kind: str) -> None:
    call = CALLS[kind](Asterisk(request="agi://host/ivr"))
    assert call.script is call.script
    assert not call.hung_up


@pytest.mark.parametrize("kind", ["blocking", "awaited"])
def test_what_is_set_before_the_call_begins_counts(kind: str) -> None:
    asterisk = Asterisk()
    call = CALLS[kind](asterisk)
    asterisk.request = "hagi://host/ivr"
    asterisk.arguments = ("a",)
    assert call.environment.arguments == ("a",)
    assert call.script.path == "ivr"


def test_a_flow_reads_its_environment_in_the_middle() -> None:
    asterisk = Asterisk()
    asterisk.caller.hangs_up_after(0)

    async def flow(call: AsyncCall) -> None:
        environment = call.environment
        assert await call.start() is environment
        await call.verbose(environment.channel)
        assert call.environment is environment

    asyncio.run(flow(AsyncTestCall(asterisk)))
    assert asterisk.messages == ["PJSIP/caller-00000001"]


@pytest.mark.parametrize("kind", ["blocking", "awaited"])
def test_whoever_observes_hears_of_the_environment(kind: str) -> None:
    class Listens(Observer):
        heard = 0

        def event_received(self, event: object) -> None:
            self.heard += 1

    call, listens = CALLS[kind](Asterisk()), Listens()
    call.observe(listens)
    assert call.environment.request == "agi://127.0.0.1"
    assert listens.heard == 1


def test_a_call_of_a_subclass_that_waits_starts_as_before() -> None:
    class Slow(AsyncTestCall):
        async def read(self) -> bytes:
            await asyncio.sleep(0)
            return await super().read()

    async def flow() -> None:
        call = Slow(Asterisk())
        assert await call.start() is call.environment

    asyncio.run(flow())
