"""The environment of a connection while it arrives: what may be one, and when it is too much."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec.serving.arriving import ArrivingEnvironment, begins_like_asterisk
from agicodec.wire.protocol import MAX_ENVIRONMENT
from tests.sessions import ENVIRONMENT

BLOCK = ENVIRONMENT.encode()

CHUNK = 4096


@given(st.lists(st.integers(1, len(BLOCK) - 1)))
def test_an_environment_may_arrive_in_any_pieces(cuts: list[int]) -> None:
    arriving, places = ArrivingEnvironment(), [0, *sorted(set(cuts)), len(BLOCK)]
    for start, end in itertools.pairwise(places):
        assert arriving.environment is None
        assert arriving.receive(BLOCK[start:end]) is None
    assert arriving.environment == ENVIRONMENT
    assert arriving.session.environment == ENVIRONMENT


@pytest.mark.parametrize("beginning", [b"GET / HTTP/1.1\r\n", b"x", b"AGI_", b"\n", b"\0", b"ag\n"])
def test_what_is_no_environment_is_known_by_its_first_bytes(beginning: bytes) -> None:
    for size in (1, len(beginning)):
        arriving = ArrivingEnvironment()
        ends = [arriving.receive(beginning[place : place + size]) for place in range(0, len(beginning), size)]
        how = next(end for end in ends if end is not None)
        assert "not an environment of Asterisk" in how.text


@pytest.mark.parametrize("sent", [b"", b"agi_", BLOCK[:-1]])
def test_the_end_of_a_connection_is_an_end(sent: bytes) -> None:
    arriving = ArrivingEnvironment()
    if sent:
        assert arriving.receive(sent) is None
    assert arriving.unread == sent
    how = arriving.receive(b"")
    assert how is not None
    assert how.text.startswith("closed by the other side")
    assert arriving.environment is None


@pytest.mark.parametrize("unit", [b"x", b"agi_arg_1: x\n", b"\r"])
def test_what_is_held_is_bounded(unit: bytes) -> None:
    arriving = ArrivingEnvironment()
    assert arriving.receive(b"agi_") is None
    chunk = unit * (CHUNK // len(unit))
    for _ in range(MAX_ENVIRONMENT // CHUNK + 8):
        if arriving.receive(chunk) is not None:
            break
        assert len(arriving.unread) <= MAX_ENVIRONMENT + CHUNK
    else:
        raise AssertionError("it goes on")
    assert arriving.environment is None


@pytest.mark.parametrize("name", ["agi_request", "agi_channel", "agi_uniqueid"])
@pytest.mark.parametrize("value", [None, b""])
@pytest.mark.parametrize("size", [1, CHUNK])
def test_an_environment_that_names_no_call_is_not_that_of_asterisk(name: str, value: bytes | None, size: int) -> None:
    lines = BLOCK.splitlines(keepends=True)
    place = next(place for place, line in enumerate(lines) if line.startswith(name.encode() + b":"))
    lines[place : place + 1] = [] if value is None else [name.encode() + b": " + value + b"\n"]
    block, arriving = b"".join(lines), ArrivingEnvironment()
    *before, how = (arriving.receive(block[start : start + size]) for start in range(0, len(block), size))
    assert set(before) <= {None}
    assert how is not None
    assert how.text.startswith("closed, since what arrived is not an environment of Asterisk: b'agi_")


def test_an_environment_of_two_lines_is_not_that_of_asterisk() -> None:
    how = ArrivingEnvironment().receive(b"agi_network: yes\nagi_context: from-office\n\n")
    assert how is not None
    assert how.kind == "closed, since what arrived is not an environment of Asterisk"


@pytest.mark.parametrize("data", [b"", b"a", b"agi_", b"agi_network: yes\n", b"agi_request: x"])
def test_an_environment_begins_with_its_first_name(data: bytes) -> None:
    assert begins_like_asterisk(data)


@pytest.mark.parametrize("data", [b"GET / HTTP/1.1\r\n", b"\n", b"agj", b"\x16\x03\x01", b"AGI_", b" agi_"])
def test_nothing_else_begins_so(data: bytes) -> None:
    assert not begins_like_asterisk(data)


@given(st.binary(max_size=3) | st.just(b"agi_network: yes"), st.integers(0, 9))
def test_the_start_is_the_same_however_it_is_divided(data: bytes, at: int) -> None:
    first, second = data[:at], data[at:]
    parts = begins_like_asterisk(first) and begins_like_asterisk(second, len(first))
    assert parts == begins_like_asterisk(data)
