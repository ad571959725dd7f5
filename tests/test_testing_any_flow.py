"""Any commands, any caller: a flow in a test ends in results, refusals or a clear failure, and never hangs."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from agicodec import Command, DeadChannel, InvalidArgument
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
