"""A caller who acts at fixed times: what no command can use at that moment is lost, as on Asterisk."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import pytest

from agicodec import DeadChannel
from agicodec.testing import Asterisk, Caller, CallFlowError, TestCall


def test_keys_during_a_prompt_that_takes_none_are_lost(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    caller.presses("12", at=0.3)
    assert agi.stream_file("welcome").outcome == "finished"
    assert agi.get_data("pin").timed_out
    assert caller.dropped == ("presses 1 at 0.3 s", "presses 2 at 0.5 s")
    assert "  caller presses 2 at 0.5 s, which no command takes" in caller.conversation.lines
    assert asterisk.time == 8000


def test_a_wrong_key_comes_before_a_right_one(agi: TestCall, caller: Caller) -> None:
    caller.presses("93", during="menu", after=0.2, every=0.5)
    chosen = agi.stream_file("menu", "123")
    assert (chosen.digit, chosen.endpos) == ("3", 5600)
    assert caller.dropped == ("presses 9 at 0.2 s",)


def test_a_key_stops_the_prompt_of_get_data_and_is_the_first_digit(agi: TestCall, caller: Caller) -> None:
    caller.presses("12#", during="pin", after=0.5)
    assert agi.get_data("pin").digits == "12"
    assert caller.dropped == ()


def test_a_text_during_a_prompt_is_lost(agi: TestCall, caller: Caller) -> None:
    caller.sends_text("early", at=0.5)
    caller.sends_text("late", at=2)
    caller.says("hello", at=0.7)
    agi.stream_file("welcome")
    assert agi.receive_text(2000).text == "late"
    assert caller.dropped == ("sends a text early at 0.5 s", "says hello at 0.7 s")


def test_a_key_at_the_end_of_a_prompt_is_for_the_next_command(agi: TestCall, caller: Caller) -> None:
    caller.presses("1", at=1)
    assert agi.stream_file("welcome", "1").outcome == "finished"
    assert agi.wait_for_digit(0).timed_out
    assert agi.wait_for_digit(1).digit == "1"


def test_a_sound_is_waited_for_when_it_plays_next(agi: TestCall, caller: Caller) -> None:
    agi.stream_file("menu", "1")
    caller.presses("1", during="menu")
    assert caller.left == ("presses 1 0 s into menu",)
    agi.stream_file("welcome", "1")
    assert agi.stream_file("menu", "1").digit == "1"
    assert agi.stream_file("menu", "1").outcome == "finished"


def test_the_application_does_something_else(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    caller.presses("1", at=1)
    caller.hangs_up(at=2)
    asterisk.passes(1.5)
    assert caller.dropped == ("presses 1 at 1 s",)
    asterisk.passes(1.5)
    assert asterisk.hung_up
    assert asterisk.time == 3000
    with pytest.raises(DeadChannel):
        agi.answer()
    assert agi.hung_up


def test_a_hangup_at_a_time_comes_while_a_command_runs(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    caller.hangs_up(at=1.25)
    agi.stream_file("welcome")
    cut = agi.stream_file("welcome")
    assert (cut.outcome, cut.endpos) == ("hung up", 2000)
    assert asterisk.time == 1250


def test_a_hangup_between_two_commands_comes_before_the_next(agi: TestCall, caller: Caller) -> None:
    caller.hangs_up(at=1)
    agi.stream_file("welcome")
    with pytest.raises(DeadChannel):
        agi.stream_file("welcome")
    caller.check()


REFUSED: Final[list[tuple[Callable[[Caller], None], str]]] = [
    (lambda caller: caller.presses("1"), "presses '1': expected a time"),
    (lambda caller: caller.presses("x", at=1), "presses 'x': expected one or more of the keys"),
    (lambda caller: caller.presses("1", at=-1), "presses 1: at=-1: expected"),
    (lambda caller: caller.presses("1", at=1, during="menu"), "presses 1: expected one time, not at=1 and during"),
    (lambda caller: caller.presses("1", at=1, after=2), "presses 1: expected one time, not at=1 and after"),
    (lambda caller: caller.presses("1", at=1, every=math.nan), "every=nan: expected"),
    (lambda caller: caller.dials("1", after=-2), "dials 1: after=-2: expected"),
    (lambda caller: caller.says("yes", at=math.inf), "says yes: at=inf: expected"),
    (lambda caller: caller.sends_text("x", during="menu", after=-1), "sends a text x: after=-1: expected"),
    (
        lambda caller: caller.hangs_up_during(0),
        "hangs up during command 0: expected the number of a command, 1 or more",
    ),
    (lambda caller: caller.hangs_up_before(-1), "hangs up before command -1: expected the number"),
    (
        lambda caller: caller.hangs_up_after(-1),
        "hangs up after command -1: expected the number of a command, 0 or more",
    ),
    (lambda caller: caller.sends_text("a\0b"), "sends a text: expected a text without NUL"),
    (lambda caller: caller.hangs_up(at=0.5), r"hangs up at 0.5 s: this is past, since the call is at 1 s"),
    (lambda caller: caller.talks(-1), "talks=-1: expected a number of seconds"),
]


@pytest.mark.parametrize(("plan", "problem"), REFUSED)
def test_what_is_no_time_is_refused_at_once(
    asterisk: Asterisk, caller: Caller, plan: Callable[[Caller], None], problem: str
) -> None:
    asterisk.passes(1)
    with pytest.raises(ValueError, match=problem):
        plan(caller)
    assert caller.left == ()


WRONG: Final[list[Callable[[Caller, object], None]]] = [
    lambda caller, wrong: caller.dials(wrong),  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    lambda caller, wrong: caller.presses(wrong, at=1),  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    lambda caller, wrong: caller.says(wrong),  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    lambda caller, wrong: caller.sends_text(wrong),  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    lambda caller, wrong: caller.hangs_up(during=wrong),  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
]


@pytest.mark.parametrize("plan", WRONG)
@pytest.mark.parametrize("wrong", [5, b"5", ["5"], object()])
def test_what_is_no_text_is_refused_at_once(
    caller: Caller, plan: Callable[[Caller, object], None], wrong: object
) -> None:
    with pytest.raises(TypeError, match="expected a string, found"):
        plan(caller, wrong)
    assert caller.left == ()


@pytest.mark.parametrize("wrong", ["1", None, True, object()])
def test_what_is_no_number_of_seconds_is_refused_at_once(asterisk: Asterisk, caller: Caller, wrong: object) -> None:
    with pytest.raises(TypeError, match="after: expected a number of seconds, found"):
        caller.dials("1", after=wrong)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match="passes: expected a number of seconds, found"):
        asterisk.passes(wrong)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match="hangs up during command: expected the number of a command, found"):
        caller.hangs_up_during(wrong)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("seconds", [-1, math.nan, math.inf, 1e308])
def test_no_time_passes_that_is_none(asterisk: Asterisk, seconds: float) -> None:
    with pytest.raises(ValueError, match=r"passes=.*: expected a number of seconds"):
        asterisk.passes(seconds)
    assert asterisk.time == 0


def test_a_time_that_never_came_is_left() -> None:
    caller = Caller()
    caller.presses("12", at=1)
    caller.hangs_up(during="bye", after=0.5)
    with pytest.raises(CallFlowError, match=r"presses 1 at 1 s, presses 2 at 1\.2 s, hangs up 0\.5 s into bye"):
        caller.check()


def test_the_report_of_a_failure_has_what_no_command_took(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        def test_fails(agi, caller):
            caller.presses("1", at=0.5)
            agi.stream_file("welcome")
            assert agi.get_data("pin").digits == "1"
    """)
    result = pytester.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*AGI: what no command took*", "presses 1 at 0.5 s"])


def test_a_channel_hangs_up_by_itself_while_time_passes(agi: TestCall, asterisk: Asterisk) -> None:
    agi.set_autohangup(2)
    asterisk.passes(1.5)
    assert not asterisk.hung_up
    asterisk.passes(1.5)
    assert (asterisk.hung_up, asterisk.time) == (True, 3000)
    with pytest.raises(DeadChannel):
        agi.answer()


def test_a_patient_caller_is_silent_through_the_command_after_the_one_that_took_keys(
    agi: TestCall, caller: Caller
) -> None:
    caller.dials("12")
    caller.stays_silent()
    caller.dials("5")
    assert agi.get_data("pin", 1000, 4).digits == "12"
    assert agi.wait_for_digit(1000).timed_out
    assert agi.wait_for_digit(1000).digit == "5"
