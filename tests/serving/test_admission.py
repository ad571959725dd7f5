"""Who is let in to a server."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec.serving.admission import (
    Admission,
    begins_like_asterisk,
    reason_to_refuse,
    require_count,
    require_listenable,
    require_seconds,
)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1.2.3", "::1", "localhost", "LocalHost", "::ffff:127.0.0.1", "::1%lo"]
)
def test_a_server_listens_on_loopback(host: str) -> None:
    require_listenable(host, 0, allow_remote=False)


@pytest.mark.parametrize(
    "host",
    ["", "0.0.0.0", "::", "192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1", "example.com", "localhost.example.com"],
)
def test_a_server_listens_beyond_loopback_only_when_told_to(host: str) -> None:
    with pytest.raises(ValueError, match=r"not a loopback address, and FastAGI has no authentication") as raised:
        require_listenable(host, 0, allow_remote=False)
    assert repr(host) in str(raised.value)
    require_listenable(host, 0, allow_remote=True)


def test_a_host_is_a_string() -> None:
    with pytest.raises(TypeError, match="host None: expected a string"):
        require_listenable(None, 0, allow_remote=True)


@pytest.mark.parametrize("value", [0, -1, True, 1.5, "3", None])
def test_a_count_is_an_integer_above_0(value: object) -> None:
    with pytest.raises(ValueError, match=r"max_calls .*: expected an integer above 0"):
        require_count("max_calls", value)


@pytest.mark.parametrize("value", [0, -1, True, float("inf"), float("nan"), "3", 10**400])
def test_a_time_limit_is_a_number_of_seconds(value: object) -> None:
    with pytest.raises(ValueError, match=r"call_timeout .*: expected a number of seconds above 0, or None"):
        require_seconds("call_timeout", value)


@pytest.mark.parametrize("value", [None, 1, 0.001, 86400.0])
def test_a_time_limit_may_be_left_out(value: float | None) -> None:
    require_seconds("call_timeout", value)


@pytest.mark.parametrize("data", [b"", b"a", b"agi_", b"agi_network: yes\n", b"agi_request: x"])
def test_an_environment_begins_with_its_first_name(data: bytes) -> None:
    assert begins_like_asterisk(data)


@pytest.mark.parametrize("data", [b"GET / HTTP/1.1\r\n", b"\n", b"agj", b"\x16\x03\x01", b"AGI_", b" agi_"])
def test_nothing_else_begins_so(data: bytes) -> None:
    assert not begins_like_asterisk(data)


@pytest.mark.parametrize(("answer", "reason"), [(True, None), (False, ""), ("", ""), ("no", "no")])
def test_a_hook_lets_a_call_in_or_says_why_not(answer: object, reason: str | None) -> None:
    assert reason_to_refuse(answer) == reason


@given(st.binary(max_size=3) | st.just(b"agi_network: yes"), st.integers(0, 9))
def test_the_start_is_the_same_however_it_is_divided(data: bytes, at: int) -> None:
    first, second = data[:at], data[at:]
    parts = begins_like_asterisk(first) and begins_like_asterisk(second, len(first))
    assert parts == begins_like_asterisk(data)


@pytest.mark.parametrize("answer", [None, 0, 1, b"no", ["no"]])
def test_a_hook_that_answers_anything_else_lets_nobody_in(answer: object) -> None:
    with pytest.raises(TypeError, match=r"admit returned .*: expected True, or False or the reason"):
        reason_to_refuse(answer)


def test_a_new_connection_takes_the_place_of_the_one_that_has_waited_longest() -> None:
    admission: Admission[str] = Admission(3)
    assert [admission.connect(name) for name in "abc"] == [None, None, None]
    admission.start("a")
    assert admission.connect("d") == "b"
    assert admission.connections == ("a", "c", "d")
    assert admission.calls == ("a",)


def test_calls_give_up_their_place_to_nobody() -> None:
    admission: Admission[str] = Admission(2)
    for name in "ab":
        admission.connect(name)
        admission.start(name)
    assert admission.connect("c") == "c"
    assert admission.connections == ("a", "b")
    admission.leave("a")
    assert admission.connect("d") is None


def test_what_has_left_counts_no_more() -> None:
    admission: Admission[str] = Admission(1)
    admission.connect("a")
    admission.leave("a")
    admission.leave("a")
    admission.start("a")
    assert admission.connections == ()


@given(st.integers(1, 5), st.lists(st.tuples(st.sampled_from(["connect", "start", "leave"]), st.integers(0, 9))))
def test_there_are_never_more_connections_than_may_be(limit: int, steps: list[tuple[str, int]]) -> None:
    admission: Admission[int] = Admission(limit)
    calls: set[int] = set()
    for step, number in steps:
        if step == "connect" and number not in admission.connections:
            evicted = admission.connect(number)
            assert evicted not in calls
            assert (evicted == number) <= (len(calls) == limit)
        elif step == "start":
            admission.start(number)
            calls = set(admission.calls)
        elif step == "leave":
            admission.leave(number)
            calls.discard(number)
        assert set(admission.calls) == calls
        assert len(admission.connections) <= limit
