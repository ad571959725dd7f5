"""What the kit answers to commands that play, wait and record: what Asterisk answers to them."""

from __future__ import annotations

import math
from contextlib import suppress
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import Command, DeadChannel, Raw
from agicodec.commands import (
    ControlStreamFile,
    GetData,
    GetOption,
    RecordFile,
    SayAlpha,
    SpeechRecognize,
    StreamFile,
    WaitForDigit,
)
from agicodec.results import (
    ControlledPlayback,
    DigitAwaited,
    DigitsEntered,
    OptionChosen,
    Playback,
    Recognition,
    Recording,
    Spoken,
)
from agicodec.testing import Asterisk, Caller, CallFlowError, TestCall

SECOND = 8000


@pytest.mark.parametrize("keys", ["", "#"])
def test_a_patient_caller_who_falls_silent_leaves_the_rest_for_the_next_recording(
    agi: TestCall, asterisk: Asterisk, caller: Caller, keys: str
) -> None:
    caller.talks(3)
    caller.stays_silent()
    caller.stays_silent()
    caller.talks(5)
    for name in ("one", "two", "three"):
        agi.record_file(name, "wav", keys, silence=2)
    assert asterisk.recordings == {"one": 4, "two": 1, "three": 6}


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


def test_the_wait_of_get_option_takes_any_key(agi: TestCall, caller: Caller) -> None:
    caller.presses("9", at=0.5)
    caller.presses("9", at=2)
    caller.presses("1", at=3)
    wrong = agi.get_option("menu", "12")
    assert (wrong.outcome, wrong.endpos) == ("no digit", SECOND)
    assert caller.dropped == ("presses 9 at 0.5 s",)
    assert agi.wait_for_digit(2000).digit == "1"
    caller.presses("2", during="menu", after=1.5)
    right = agi.get_option("menu", "12")
    assert (right.digit, right.endpos) == ("2", SECOND)


def test_get_option_waits_as_long_as_the_dialplan_says(agi: TestCall, asterisk: Asterisk) -> None:
    agi.get_option("menu", "12")
    assert asterisk.time == 1000 + 5000
    asterisk.variables["TIMEOUT(digit)"] = "2.5"
    agi.get_option("menu", "12")
    assert asterisk.time == 6000 + 1000 + 2500


def test_a_patient_caller_is_silent_through_a_whole_command(agi: TestCall, caller: Caller) -> None:
    caller.stays_silent()
    caller.dials("1")
    assert agi.get_option("menu", "12").outcome == "no digit"
    assert agi.get_option("menu", "12").digit == "1"


def test_what_does_not_wait_takes_nothing(agi: TestCall, caller: Caller) -> None:
    caller.dials("1")
    assert agi.wait_for_digit(0).timed_out
    caller.sends_text("x")
    assert agi.wait_for_digit(1).digit == "1"
    assert not agi.receive_text(0)
    assert agi.receive_text(1).text == "x"


def test_get_data_without_a_prompt(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    asterisk.missing.add("")
    caller.presses("#", at=1)
    empty = agi.get_data("")
    assert (empty.digits, empty.timed_out) == ("", False)
    caller.presses("12", at=2)
    assert agi.get_data("", max_digits=-1).digits == "1"
    assert agi.get_data("", 500).digits == "2"
    assert agi.get_data("", max_digits=0).outcome == "failed"
    assert asterisk.heard == []


GONE: Final[list[tuple[Command[object], object, list[str]]]] = [
    (StreamFile("x"), Playback("hung up", endpos=4000), ["x"]),
    (StreamFile("x", offset=SECOND), Playback("not played"), ["x"]),
    (StreamFile("x", offset=6000), Playback("hung up", endpos=SECOND), ["x"]),
    (ControlStreamFile("x"), ControlledPlayback("hung up", endpos=500), ["x"]),
    (GetData("x"), DigitsEntered("failed"), ["x"]),
    (GetOption("x", "1"), OptionChosen("hung up", endpos=4000), ["x"]),
    (RecordFile("x", "wav"), Recording("hung up", endpos=4000), []),
    (RecordFile("x", "nosuch"), Recording("cannot write"), []),
    (WaitForDigit(0), DigitAwaited("failed"), []),
    (RecordFile("x", "wav", beep=True), Recording("beep failed"), ["beep"]),
    (SayAlpha("x"), Spoken("failed"), ["x"]),
]


@pytest.mark.parametrize(("command", "result", "heard"), GONE)
def test_a_hangup_while_a_command_runs(
    agi: TestCall, asterisk: Asterisk, caller: Caller, command: Command[object], result: object, heard: list[str]
) -> None:
    caller.hangs_up_during(1)
    assert agi.execute(command) == result
    assert asterisk.heard == heard
    assert asterisk.hung_up
    caller.check()


def test_what_plays_ends_the_music(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.missing.add("nosuch")
    for command in (StreamFile("hello"), StreamFile("nosuch"), GetData("pin"), SayAlpha("a"), ControlStreamFile("x")):
        agi.set_music(True, "jazz")
        agi.execute(command)
        assert asterisk.music is None
    agi.set_music(True)
    assert agi.wait_for_digit(10).timed_out
    assert agi.say_alpha("")
    assert asterisk.music == ""


def test_a_recording_waits_for_the_end_of_the_music(agi: TestCall, caller: Caller) -> None:
    agi.set_music(True)
    caller.presses("9#", at=5)
    early = agi.record_file("x", "wav", "#", 3000)
    assert (early.outcome, early.digit) == ("digit during beep", "#")
    caller.hangs_up(at=10)
    assert agi.record_file("x", "wav", "#", 3000).outcome == "beep failed"


def test_an_entry_without_a_prompt_waits_for_the_end_of_the_music(
    agi: TestCall, asterisk: Asterisk, caller: Caller
) -> None:
    agi.set_music(True)
    caller.presses("12", at=30)
    caller.hangs_up(at=90)
    entry = agi.get_data("", 3000, 5)
    assert (entry.outcome, asterisk.time) == ("failed", 90_000)


def test_a_recording_under_music_that_nothing_ends_fails() -> None:
    def flow(agi: TestCall) -> None:
        agi.set_music(True)
        agi.record_file("x", "wav", "#", 3000)

    with pytest.raises(CallFlowError, match="RECORD FILE would never end"):
        flow(TestCall(Asterisk()))


@pytest.mark.parametrize(
    ("filename", "written_as", "outcome"),
    [
        ("x", "wav", "timeout"),
        ("x", "mp3", "cannot write"),
        ("x", "nosuch", "cannot write"),
        ("", "wav", "cannot write"),
        ("x", "", "cannot write"),
        ("x", "WAV", "timeout"),
        ("x", "Wav", "cannot write"),
        ("none/x", "wav", "cannot write"),
        ("none/y/x", "wav", "cannot write"),
        ("other/x", "wav", "timeout"),
    ],
)
def test_what_cannot_be_written(
    agi: TestCall, asterisk: Asterisk, filename: str, written_as: str, outcome: str
) -> None:
    asterisk.missing.add("none")
    assert agi.record_file(filename, written_as, timeout=1000).outcome == outcome
    assert agi.stream_file("none/x").outcome == "not played"


def test_a_missing_beep_ends_a_recording(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.missing.add("beep")
    assert agi.record_file("x", "wav", timeout=1000, beep=True).outcome == "beep failed"
    assert agi.record_file("x", "wav", timeout=1000).outcome == "timeout"


def test_a_key_during_the_beep(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    asterisk.sounds["beep"] = 0.5
    caller.presses("9", during="beep", after=0.1)
    caller.presses("#", during="beep", after=0.25)
    early = agi.record_file("x", "wav", "#", beep=True)
    assert (early.outcome, early.digit) == ("digit during beep", "#")
    assert asterisk.recordings == {}
    caller.presses("9#", during="beep", after=1)
    assert agi.record_file("x", "wav", "#", beep=True).endpos == 0.5 * SECOND
    assert caller.dropped == ("presses 9 at 0.1 s", "presses 9 at 1.25 s")


def test_silence_ends_a_recording_and_is_cut(agi: TestCall, asterisk: Asterisk) -> None:
    assert agi.record_file("x", "wav", silence=1).endpos == SECOND
    assert asterisk.time == 1000
    assert agi.record_file("x", "wav", silence=4).endpos == SECOND
    assert asterisk.time == 5000
    assert agi.record_file("x", "wav", timeout=2000, silence=4).endpos == 2 * SECOND
    assert agi.record_file("x", "wav", timeout=2000, silence=-1).endpos == 2 * SECOND


def test_silence_begins_when_the_caller_has_talked(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    caller.talks(5)
    caller.talks(2, after=1)
    assert agi.stream_file("hello")
    assert agi.record_file("x", "wav", silence=2).endpos == (5 + 1 + 2 + 2 - 1) * SECOND
    assert asterisk.time == 11_000
    caller.talks(5, at=11.5)
    assert agi.stream_file("hello")
    assert agi.record_file("x", "wav", silence=1).endpos == 5.5 * SECOND
    caller.talks(math.inf)
    assert agi.record_file("x", "wav", timeout=60_000, silence=1).endpos == 60 * SECOND
    assert caller.dropped == ()


def test_a_caller_who_talks_presses_a_key_in_the_end(agi: TestCall, caller: Caller) -> None:
    caller.talks(30)
    caller.dials("#", after=0.5)
    recorded = agi.record_file("x", "wav", "#", silence=2)
    assert (recorded.digit, recorded.endpos) == ("#", round(30.3 * SECOND))


def test_a_recording_goes_on_where_the_file_ends(agi: TestCall, asterisk: Asterisk) -> None:
    assert agi.record_file("x", "wav", timeout=2000).endpos == 2 * SECOND
    assert agi.record_file("x", "wav", timeout=1000, offset=99 * SECOND).endpos == 3 * SECOND
    assert agi.record_file("x", "wav", timeout=1000, offset=SECOND).endpos == 2 * SECOND
    assert agi.stream_file("x").endpos == 2 * SECOND
    asterisk.missing.add("new")
    assert agi.record_file("new", "wav", timeout=1000, offset=99 * SECOND).endpos == SECOND
    assert agi.stream_file("new").endpos == SECOND
    assert agi.record_file("x", "wav", timeout=0, offset=SECOND).endpos == SECOND


def test_a_recognition_reports_a_position_for_words_only(agi: TestCall, caller: Caller) -> None:
    agi.speech_create()
    caller.presses("1", during="say", after=0.5)
    digit = agi.speech_recognize("say", 5)
    assert (digit.digit, digit.endpos) == ("1", 0)
    caller.says("yes", during="say", after=0.25)
    assert agi.speech_recognize("say", 5, offset=4000).endpos == 6000
    caller.says("yes", during="say", after=3)
    assert agi.speech_recognize("say", 5).endpos == 0
    caller.hangs_up(during="say", after=0.5)
    assert agi.execute(SpeechRecognize("say", 5)) == Recognition("hung up", endpos=0)


def test_an_empty_text_is_not_sent(agi: TestCall, asterisk: Asterisk) -> None:
    assert agi.send_text("")
    assert agi.send_text("hello")
    assert asterisk.texts == ["hello"]


times = st.floats(0, 20).map(lambda seconds: round(seconds, 2))
playing = st.sampled_from(
    [
        StreamFile("a", "1"),
        StreamFile("a"),
        ControlStreamFile("a", "1", pause_keys="2"),
        GetData("a", 2000, 3),
        GetOption("a", "1", 3000),
        RecordFile("b", "wav", "1", 4000, beep=True, silence=2),
        SayAlpha("abc", "2"),
        RecordFile("c", "wav", "1", 3000),
        Raw("WAIT FOR DIGIT", "2500"),
        Raw("RECEIVE TEXT", "1500"),
    ]
)


@given(st.lists(playing, max_size=6), st.lists(st.tuples(st.sampled_from("123#"), times), max_size=6), times)
def test_each_key_is_taken_dropped_or_left(
    commands: list[Command[object]], keys: list[tuple[str, float]], gone: float
) -> None:
    asterisk = Asterisk(sounds={"a": 3})
    caller, call = asterisk.caller, TestCall(asterisk)
    for key, at in keys:
        caller.presses(key, at=at)
    caller.hangs_up(at=gone)
    for command in commands:
        before = asterisk.time
        with suppress(DeadChannel):
            call.execute(command)
        assert before <= asterisk.time <= gone * 1000
    asterisk.passes(1)
    left = sum(step.startswith("presses") for step in caller.left)
    taken = sum(line.startswith("  caller presses") and "at" not in line for line in caller.conversation.lines)
    assert taken + len(caller.dropped) + left == len(keys)
    assert asterisk.hung_up == (gone * 1000 < asterisk.time)
