"""What a call asks for, as the dialplan wrote it."""

from __future__ import annotations

import asyncio

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import AsyncAgiCall, AsyncCall, Call, Environment, LocalProtocolError
from agicodec.asyncagi import quote_uri
from agicodec.model import Script
from agicodec.testing import AsyncAgiTestCall
from agicodec.wire.command_line import from_wire, to_wire

URLS = {
    "": Script(),
    "ivr": Script("ivr"),
    "ivr/sales?lang=de": Script("ivr/sales", query={"lang": "de"}),
    "?lang=de": Script("", query={"lang": "de"}),
    "ivr?": Script("ivr"),
    "ivr?lang": Script("ivr", query={"lang": ""}),
    "ivr?lang=": Script("ivr", query={"lang": ""}),
    "ivr?=de": Script("ivr", query={"": "de"}),
    "ivr?&&a=1&": Script("ivr", query={"a": "1"}),
    "ivr?a=1&a=2": Script("ivr", query={"a": "1"}),
    "ivr?a&a=2": Script("ivr", query={"a": ""}),
    "ivr?a=1;b=2": Script("ivr", query={"a": "1;b=2"}),
    "ivr?a=b=c": Script("ivr", query={"a": "b=c"}),
    "ivr?a=1?b=2": Script("ivr", query={"a": "1?b=2"}),
    "ivr?caller=+4930123": Script("ivr", query={"caller": "+4930123"}),
    "ivr?caller=%2B49%2030": Script("ivr", query={"caller": "+49 30"}),
    "ivr?a%3Db=c%26d": Script("ivr", query={"a=b": "c&d"}),
    "ivr?a=%": Script("ivr", query={"a": "%"}),
    "ivr?a=%4": Script("ivr", query={"a": "%4"}),
    "ivr?a=%zz": Script("ivr", query={"a": "%zz"}),
    "ivr?a=%C3%A9%c3%a9": Script("ivr", query={"a": "éé"}),
    "ivr?a=%FF": Script("ivr", query={"a": "\udcff"}),
    "ivr?a=x/../y": Script("ivr", query={"a": "x/../y"}),
    "ivr/*98#": Script("ivr/*98#"),
    "ivr#x?a=1": Script("ivr#x", query={"a": "1"}),
    "/ivr": Script("/ivr"),
    "ivr/": Script("ivr/"),
    "ivr//sales": Script("ivr//sales"),
    "../ivr/./x": Script("../ivr/./x"),
    "http://host/x": Script("http://host/x"),
    "IVR": Script("IVR"),
}
"""What follows the host of a URL, and what it asks for."""

SEGMENTS = {
    "": ("",),
    "ivr/sales": ("ivr", "sales"),
    "ivr/": ("ivr", ""),
    "/ivr": ("", "ivr"),
    "a%2Fb/c": ("a/b", "c"),
    "%2e%2E/x": ("..", "x"),
    "caf%C3%A9": ("café",),
    "100%": ("100%",),
    "a+b": ("a+b",),
    "%FF\udcfe": ("\udcff\udcfe",),
    "a%00%0Ab": ("a\0\nb",),
}
"""A path, and its segments."""

REQUESTS = {
    Environment(network=True, network_script="ivr?a=1", request="agi://host/ivr?a=1"): Script("ivr", query={"a": "1"}),
    Environment(network=True, request="agi://host"): Script(),
    Environment(network=True, request="agi://host/other"): Script(),
    Environment(network=True, network_script="ivr", request="hagi://host/ivr"): Script("ivr"),
    Environment(request="agi://host:4573/ivr?a=1"): Script("ivr", query={"a": "1"}),
    Environment(request="HAGI://[::1]/ivr"): Script("ivr"),
    Environment(request="agi://host"): Script(),
    Environment(request="async"): Script("async"),
    Environment(request="ivr.py"): Script("ivr.py"),
    Environment(request="/usr/share/ivr.py?a=1"): Script("/usr/share/ivr.py?a=1"),
    Environment(request="ivr.py", network_script="forged"): Script("ivr.py"),
    Environment(): Script(),
}


@pytest.mark.parametrize(("text", "script"), URLS.items())
def test_a_url_is_read_as_the_dialplan_wrote_it(text: str, script: Script) -> None:
    assert Script.parse(text) == script


@pytest.mark.parametrize(("path", "segments"), SEGMENTS.items())
def test_the_segments_of_a_path_are_decoded(path: str, segments: tuple[str, ...]) -> None:
    assert Script(path).segments == segments


@pytest.mark.parametrize(("environment", "script"), REQUESTS.items())
def test_an_environment_says_what_a_call_asks_for(environment: Environment, script: Script) -> None:
    assert Script.from_environment(environment) == script


@given(st.lists(st.binary(), min_size=1))
def test_what_asterisk_encodes_arrives_in_a_segment_of_its_own(values: list[bytes]) -> None:
    script = Script.parse("/".join(map(quote_uri, values)))
    assert [to_wire(segment) for segment in script.segments] == values


@given(st.dictionaries(st.binary(), st.binary(), max_size=5))
def test_what_asterisk_encodes_arrives_in_the_query(pairs: dict[bytes, bytes]) -> None:
    text = "&".join(f"{quote_uri(name)}={quote_uri(value)}" for name, value in pairs.items())
    assert Script.parse(f"x?{text}").query == {from_wire(name): from_wire(value) for name, value in pairs.items()}


@given(st.text(), st.text())
def test_any_text_is_read(path: str, query: str) -> None:
    script = Script.parse(f"{path}?{query}")
    assert script.path == path.partition("?")[0]
    assert len(script.segments) == script.path.count("/") + 1


@given(st.text(alphabet="ab=&%+", max_size=30), st.text(alphabet="xy=&%+?", max_size=30))
def test_what_was_dialled_behind_it_replaces_no_part_of_a_query(written: str, dialled: str) -> None:
    before = Script.parse(f"ivr?{written}").query
    after = Script.parse(f"ivr?{written}&{dialled}").query
    assert {**after, **before} == after


def test_a_script_is_a_value() -> None:
    script = Script("ivr", query={"a": "1"}).with_parameters({"queue": "sales"})
    assert script == Script("ivr", parameters={"queue": "sales"}, query={"a": "1"})
    assert hash(script) == hash(Script("ivr"))
    assert attrs.evolve(script, path="x").parameters == {"queue": "sales"}


class StreamedCall(AsyncCall):
    """A call whose session a test feeds."""

    async def read(self) -> bytes:
        return b""

    async def write(self, data: bytes) -> None:
        pass


class BlockingCall(Call):
    """The same, blocking."""

    def read(self) -> bytes:
        return b""

    def write(self, data: bytes) -> None:
        pass


@pytest.mark.parametrize("make", [BlockingCall, StreamedCall])
def test_a_call_over_a_stream_has_its_script(make: type[BlockingCall | StreamedCall]) -> None:
    call: Call | AsyncCall = make()
    with pytest.raises(LocalProtocolError, match="the environment has not arrived"):
        call.script  # noqa: B018
    call.session.receive_data(Environment(network=True, network_script="ivr?a=1").encode())
    call.session.next_event()
    assert call.script is call.script
    assert call.script == Script("ivr", query={"a": "1"})
    call.script = call.script.with_parameters({"x": "1"})
    assert call.script.parameters == {"x": "1"}


async def start(call: AsyncAgiCall) -> None:
    await call.noop()


def test_a_call_over_asyncagi_has_its_script(asyncagi_call: AsyncAgiTestCall) -> None:
    asyncio.run(start(asyncagi_call))
    assert asyncagi_call.script is asyncagi_call.script
    assert asyncagi_call.script == Script("async")
    asyncagi_call.script = Script("x")
    assert asyncagi_call.script == Script("x")
