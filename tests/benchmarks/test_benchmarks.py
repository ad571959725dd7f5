"""The benchmarks do the work that they measure, with the right results."""

from __future__ import annotations

import pytest

from agicodec import Environment
from agicodec.results import DigitsEntered, Playback, VariableValue
from benchmarks import floor, own
from benchmarks.material import DIAL, EXEC_EVENTS, REPLIES, SET_VARIABLE, STREAM_FILE, Work

TYPED = own.work()
PLAIN = floor.work(floor.checked)
EXCHANGES_AND_HANGUP = len(REPLIES) + 1


def test_the_work_is_done() -> None:
    environment = TYPED[Work.ENVIRONMENT]()
    assert isinstance(environment, Environment)
    assert environment.fields == PLAIN[Work.ENVIRONMENT]()
    assert len(environment.raw) == 22
    assert TYPED[Work.SET_VARIABLE]() == SET_VARIABLE
    assert TYPED[Work.STREAM_FILE]() == STREAM_FILE
    for work in (Work.DIAL, Work.WRITE_DIAL):
        assert TYPED[work]() == DIAL
        assert PLAIN[work]() == DIAL.replace(b"PJSIP", b'"PJSIP').replace(b"t\n", b't"\n')
    assert TYPED[Work.TEXT_REPLY]() == VariableValue("set", value="some value")
    assert TYPED[Work.ENDPOS_REPLY]() == Playback("finished", endpos=12345)
    assert TYPED[Work.TIMEOUT_REPLY]() == DigitsEntered("timeout")
    assert "Usage: STREAM FILE" in str(TYPED[Work.USAGE_REPLY]())
    for calls in (TYPED, PLAIN, floor.work(floor.glued)):
        assert calls[Work.SESSION]() == calls[Work.SESSION_BY_BYTE]() == EXCHANGES_AND_HANGUP
    started = TYPED[Work.ASYNC_START]()
    assert isinstance(started, Environment)
    assert started.fields == PLAIN[Work.ASYNC_START]()


def test_asyncagi_is_run_again_and_again() -> None:
    run = TYPED[Work.ASYNC_EXEC]
    first, second = run(), run()
    assert first == second
    assert isinstance(first, tuple)
    assert first[1] == VariableValue("set", value="some value")
    assert EXEC_EVENTS.count(b"\r\n\r\n") == 2


def test_the_floor_refuses_what_cannot_be_sent() -> None:
    for bad in ("a\nb", "a\rb", "a\0b"):
        with pytest.raises(ValueError, match="a"):
            floor.checked(bad)
    assert floor.checked('a"b\\c') == '"a\\"b\\\\c"'
