"""A flood of refused connections is a line a second in the log, with a count."""

from __future__ import annotations

import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agicodec.serving import ending
from agicodec.serving.counting import INTERVAL, LONGEST_INTERVAL, CountingLog
from tests.io.refused import count_refused

KIND = "closed, since 5 connections are open (max_calls)"


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")


@given(moments=st.lists(st.floats(0, 20), max_size=200), stops=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_no_more_than_a_line_a_second_and_none_is_lost(
    moments: list[float], caplog: pytest.LogCaptureFixture, *, stops: bool
) -> None:
    caplog.clear()
    log = CountingLog()
    due: float | None = None
    for now in sorted(moments):
        while due is not None and due <= now:
            due = log.flush(due)
        due = log.log("x", ending.evicted(5, b"agi_"), now)
    if stops:
        assert log.flush() is None
    else:
        while due is not None:
            due = log.flush(due)
    assert count_refused(caplog.messages, KIND) == len(moments)
    assert len(caplog.messages) <= 20 / INTERVAL + 3


@pytest.mark.parametrize(
    "how",
    [
        ending.evicted(5, b""),
        ending.too_slow(1, b"agi_"),
        ending.closed_early(b"agi_"),
        ending.no_asterisk(b"GET"),
        ending.not_admitted("a stranger"),
        ending.no_descriptor(OSError("too many")),
    ],
)
def test_each_kind_is_counted_by_itself(how: ending.LogEntry, caplog: pytest.LogCaptureFixture) -> None:
    log = CountingLog()
    for name in ("a", "b", "c"):
        log.log(name, how, 0)
        log.log(name, ending.after_flow(None, hung_up=False), 0, " (1 s)")
    assert log.flush(0.5) == INTERVAL
    assert log.flush(INTERVAL) == 2 * INTERVAL
    assert log.flush(2 * INTERVAL) is None
    last = how.text.removeprefix(how.kind) if how.text.startswith(how.kind) else f": {how}"
    lines = [
        f"a: {how}",
        *(f"{name}: ended (1 s)" for name in "abc"),
        f"2 more connections: {how.kind}; the last was c{last}",
    ]
    assert caplog.messages == lines
    assert caplog.records[-1].levelno == how.level


@pytest.mark.parametrize(
    "how",
    [
        ending.evicted(5, b"agi_"),
        ending.too_slow(1, b"agi_"),
        ending.closed_early(b"agi_"),
        ending.no_asterisk(b"GET"),
        ending.not_admitted("a stranger"),
        ending.no_descriptor(OSError("too many")),
        ending.too_many(5),
    ],
)
def test_the_text_of_a_counted_ending_begins_with_its_kind(how: ending.LogEntry) -> None:
    assert how.text.startswith(how.kind)


def test_one_more_is_in_the_singular(caplog: pytest.LogCaptureFixture) -> None:
    for things, word in (("connections", "connection"), ("calls", "call")):
        log = CountingLog(things)
        log.log("a", ending.not_admitted("a stranger"), 0)
        log.log("b", ending.not_admitted("another"), 0)
        log.flush()
        assert caplog.messages[-1] == f"1 more {word}: refused by admit; the last was b: another"


@pytest.mark.parametrize(("count", "text"), [(0, "0 calls have"), (1, "1 call has"), (2, "2 calls have")])
def test_the_calls_that_have_time_to_end_are_counted(count: int, text: str) -> None:
    assert ending.closing(count, 10.0) == f"closing; {text} 10 s to end"


@given(delays=st.lists(st.floats(0, 100), max_size=300), longest=st.sampled_from([1.0, 60.0, LONGEST_INTERVAL]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_what_goes_on_for_long_is_logged_less_often_and_none_is_lost(
    delays: list[float], longest: float, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    log = CountingLog("times", longest)
    due: float | None = None
    now = 0.0
    for delay in delays:
        now += delay
        while due is not None and due <= now:
            due = log.flush(due)
        due = log.log("x", ending.evicted(5, b"agi_"), now)
    log.flush()
    assert count_refused(caplog.messages, KIND) == len(delays)
    doublings = int(longest).bit_length()
    assert len(caplog.messages) <= (doublings + 1) * (now / longest + 1) + 1


def test_a_day_of_attempts_is_less_than_forty_lines(caplog: pytest.LogCaptureFixture) -> None:
    log = CountingLog("times", LONGEST_INTERVAL)
    due: float | None = None
    refused = ending.LogEntry(logging.WARNING, "Connection refused", kind="cannot connect")
    for now in range(0, 24 * 3600, 20):
        while due is not None and due <= now:
            due = log.flush(due)
        due = log.log("cannot connect to 127.0.0.1 port 5038", refused, now)
    assert len(caplog.messages) < 40
    assert caplog.messages[0] == "cannot connect to 127.0.0.1 port 5038: Connection refused"
    assert caplog.messages[-1] == (
        "180 more times: cannot connect; the last was cannot connect to 127.0.0.1 port 5038: Connection refused"
    )
