"""Playbacks in the kit end, wind and pause as on Asterisk."""

from __future__ import annotations

from typing import Final

import pytest

from agicodec.results import ControlledPlayback
from agicodec.testing import Asterisk, Caller, CallFlowError, TestCall

SECOND = 8000


def test_playback_sets_its_status(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    asterisk.missing.add("nosuch")
    agi.stream_file("nosuch")
    assert "PLAYBACKSTATUS" not in asterisk.variables
    agi.stream_file("hello")
    assert agi.get_variable("PLAYBACKSTATUS").value == "SUCCESS"
    caller.presses("1", during="hello")
    agi.stream_file("hello", "1")
    assert agi.get_variable("PLAYBACKSTATUS").value == "FAILED"


def status_of(asterisk: Asterisk) -> tuple[str | None, ...]:
    names = ("CPLAYBACKSTATUS", "CPLAYBACKOFFSET", "CPLAYBACKSTOPKEY")
    return tuple(asterisk.variables.get(name) for name in names)


def test_controlled_playback_sets_its_status(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    asterisk.missing.add("nosuch")
    agi.control_stream_file("nosuch")
    assert status_of(asterisk) == ("ERROR", "-1", None)
    agi.control_stream_file("news")
    assert status_of(asterisk) == ("SUCCESS", "-1", None)
    caller.presses("5", during="news", after=0.25)
    agi.control_stream_file("news", "5")
    assert status_of(asterisk) == ("USERSTOPPED", "250", "5")
    caller.hangs_up(during="news", after=0.5)
    agi.control_stream_file("news", "5")
    assert status_of(asterisk) == ("ERROR", "500", "5")


@pytest.mark.parametrize(
    ("offset", "endpos", "seconds"),
    [(None, 2, 2), (0, 2, 2), (-5, 2, 2), (SECOND, 2, 1), (2 * SECOND, 2, 0), (99 * SECOND, 2, 0)],
)
def test_a_file_is_played_from_an_offset(
    agi: TestCall, asterisk: Asterisk, offset: int | None, endpos: int, seconds: float
) -> None:
    asterisk.sounds["half"] = 2
    played = agi.stream_file("half", offset=offset)
    assert (played.outcome, played.endpos) == ("finished", endpos * SECOND)
    assert asterisk.time == seconds * 1000


STEERED: Final[list[tuple[list[tuple[str, float]], tuple[str, str | None, int | None], float]]] = [
    # What the caller presses, as (key, seconds), and the end, in a file of 10 s, with the seconds that it took.
    ([], ("finished", None, None), 10),
    ([("#", 2)], ("finished", None, None), 7),
    ([("*", 2)], ("finished", None, None), 12),
    ([("*", 5)], ("finished", None, None), 13),
    ([("#", 8)], ("finished", None, None), 11),
    ([("#", 1), ("#", 2), ("0", 3)], ("digit", "0", 9000), 3),
    ([("5", 2), ("0", 6)], ("digit", "0", 2000), 6),
    ([("5", 2), ("5", 6)], ("finished", None, None), 14),
    ([("6", 2), ("#", 3), ("9", 4), ("5", 6), ("0", 7)], ("digit", "0", 3000), 7),
    ([("5", 2), ("6", 4), ("0", 5)], ("digit", "0", 3000), 5),
    ([("9", 1), ("0", 2)], ("digit", "0", 2000), 2),
]


@pytest.mark.parametrize(("keys", "end", "seconds"), STEERED)
def test_keys_wind_and_pause_a_playback(
    keys: list[tuple[str, float]], end: tuple[str, str | None, int | None], seconds: float
) -> None:
    asterisk = Asterisk(sounds={"news": 10})
    for key, at in keys:
        asterisk.caller.presses(key, at=at)
    played = TestCall(asterisk).control_stream_file("news", "0", pause_keys="56")
    assert (played.outcome, played.digit, played.endpos) == end
    assert asterisk.time == seconds * 1000


def test_a_pause_key_that_is_an_escape_digit() -> None:
    def press(keys: str) -> ControlledPlayback:
        asterisk = Asterisk(sounds={"news": 10})
        asterisk.caller.presses(keys, at=1, every=1)
        return TestCall(asterisk).control_stream_file("news", "56", pause_keys="56")

    assert press("55").outcome == "finished"
    assert (press("56").digit, press("56").endpos) == ("6", 1000)
    assert (press("66").digit, press("66").endpos) == ("6", 1000)


def test_a_paused_playback_waits_for_ever() -> None:
    asterisk = Asterisk()
    asterisk.caller.presses("5", at=0.5)
    with pytest.raises(CallFlowError, match="CONTROL STREAM FILE would never end"):
        TestCall(asterisk).control_stream_file("news", pause_keys="5")


@pytest.mark.parametrize(
    ("filename", "offset", "seconds"),
    [
        ("news", 4000, 6),
        ("news", 10_000, 0),
        ("news", 99_000, 0),
        ("news", -1, 0),
        ("news:end", None, 0),
        ("news:END", 3000, 3),
        ("news:end", 99_000, 10),
    ],
)
def test_a_controlled_playback_begins_somewhere(
    agi: TestCall, asterisk: Asterisk, filename: str, offset: int | None, seconds: float
) -> None:
    asterisk.sounds["news"] = 10
    assert agi.control_stream_file(filename, offset=offset).outcome == "finished"
    assert asterisk.time == seconds * 1000


def test_the_skip_and_the_keys_may_be_others(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    asterisk.sounds["news"] = 10
    caller.presses("3", at=1)
    caller.presses("#", at=2)
    stopped = agi.control_stream_file("news", "#", skip=5000, forward_keys="3")
    assert (stopped.digit, stopped.endpos) == ("#", 7000)
    caller.presses("1", during="news", after=4)
    caller.presses("2", during="news", after=5)
    back = agi.control_stream_file("news", "2", skip=-2000, rewind_keys="x", forward_keys="1")
    assert back.endpos == 3000


def test_a_patient_caller_does_not_wind(agi: TestCall, caller: Caller) -> None:
    caller.dials("#")
    assert agi.control_stream_file("news").outcome == "finished"
    assert agi.wait_for_digit(1000).digit == "#"
