"""Random flows and callers: each call ends with results, refusals or a clear failure, and never hangs."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from agicodec import Command, DeadChannel, InvalidArgument
from agicodec.commands import Exec, Gosub
from agicodec.results import ApplicationResult, GosubResult
from agicodec.testing import Asterisk, Caller, CallFlowError, TestCall
from tests.tables import COMMANDS, any_of

any_command = st.sampled_from(sorted(COMMANDS)).flatmap(lambda title: any_of(COMMANDS[title]))
any_step = st.tuples(st.sampled_from(["dials", "is silent", "says", "texts", "hangs up"]), st.sampled_from([0, 0.5, 7]))


@given(st.lists(any_command, max_size=5), st.lists(any_step, max_size=4))
def test_any_flow_ends_in_a_result_a_refusal_or_a_clear_failure(
    commands: list[Command[object]], steps: list[tuple[str, float]]
) -> None:
    caller = Caller()
    for step, after in steps:
        match step:
            case "dials":
                caller.dials("12#*D", after=after)
            case "says":
                caller.says("yes", after=after)
            case "texts":
                caller.sends_text("é", after=after)
            case "hangs up":
                caller.hangs_up(after=after)
            case _:
                caller.stays_silent()
    asterisk = Asterisk(caller)
    call = TestCall(asterisk)
    for command in commands:
        try:
            call.execute(command)
        except (DeadChannel, InvalidArgument):
            pass
        except CallFlowError:
            break
    assert asterisk.number <= len(commands)
    assert 0 <= asterisk.time < math.inf


any_plan = st.tuples(
    st.sampled_from(["presses", "says", "texts", "talks", "hangs up", "dials", "hangs up during", "passes"]),
    st.sampled_from([0.0, 0.5, 2.0, 7.25, 30.0]),
    st.booleans(),
)
heard = st.sampled_from(["beep", "x", "sound"])


def plan_step(caller: Caller, plan: str, seconds: float, *, timed: bool, sound: str) -> None:
    """Have the caller do something at a time, or so long into a sound."""
    at = seconds if timed else None
    during, after = (None, 0) if timed else (sound, seconds)
    match plan:
        case "presses":
            caller.presses("12#*D", at=at, during=during, after=after)
        case "says":
            caller.says("yes", at=at, during=during, after=after)
        case "texts":
            caller.sends_text("é", at=at, during=during, after=after)
        case "talks":
            caller.talks(5, at=at, during=during, after=after)
        case "hangs up":
            caller.hangs_up(at=at, during=during, after=after)
        case "dials":
            caller.dials("12#*D", after=seconds)
        case "hangs up during":
            caller.hangs_up_during(int(seconds) + 1)
        case _:
            pass


@given(st.lists(any_command, max_size=5), st.lists(any_plan, max_size=6), heard, st.booleans(), st.booleans())
def test_any_flow_ends_whenever_the_caller_acts(
    commands: list[Command[object]], plans: list[tuple[str, float, bool]], sound: str, music: bool, lasting: bool
) -> None:
    caller = Caller()
    asterisk = Asterisk(caller)
    if music:
        asterisk.music = ""
    if lasting:
        asterisk.answers(Exec, ApplicationResult("ran", 0), takes=5)
        asterisk.answers(Gosub, GosubResult("complete"), takes=math.inf)
    for plan, seconds, timed in plans:
        plan_step(caller, plan, seconds, timed=timed, sound=sound)
    keys = 5 * sum(plan == "presses" for plan, _, _ in plans)
    call = TestCall(asterisk)
    for command in commands:
        before = asterisk.time
        try:
            call.execute(command)
        except (DeadChannel, InvalidArgument):
            pass
        except CallFlowError:
            break
        assert before <= asterisk.time < math.inf
        if plans and not asterisk.hung_up:
            asterisk.passes(plans[0][1])
    assert sum(text.startswith("presses") for text in (*caller.dropped, *caller.left)) <= keys
