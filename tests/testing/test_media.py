"""Commands that wait for keys, words and texts, also when the caller hangs up or music plays."""

from __future__ import annotations

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
from agicodec.testing import Asterisk, Caller, TestCall

SECOND = 8000


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


def test_an_entry_without_a_prompt_waits_for_the_end_of_the_music(
    agi: TestCall, asterisk: Asterisk, caller: Caller
) -> None:
    agi.set_music(True)
    caller.presses("12", at=30)
    caller.hangs_up(at=90)
    entry = agi.get_data("", 3000, 5)
    assert (entry.outcome, asterisk.time) == ("failed", 90_000)


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
