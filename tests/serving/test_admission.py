"""Who is let in to a server."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec.serving.admission import Admission, reason_to_refuse


@pytest.mark.parametrize(("answer", "reason"), [(True, None), (False, ""), ("", ""), ("no", "no")])
def test_a_hook_lets_a_call_in_or_says_why_not(answer: object, reason: str | None) -> None:
    assert reason_to_refuse(answer) == reason


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
