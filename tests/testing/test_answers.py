"""`Asterisk.answers`: the order of answers, their time and variables, and hangups."""

from __future__ import annotations

import math
import re

import pytest

from agicodec import (
    Command,
    DeadChannel,
    InvalidCommand,
    LocalProtocolError,
    Raw,
    RawReply,
    Unchecked,
    commands,
    results,
)
from agicodec.commands import Exec, GetData, GetVariable, Gosub, SayAlpha, StreamFile, Verbose
from agicodec.results import (
    Acknowledged,
    ApplicationResult,
    DigitsEntered,
    GosubResult,
    Playback,
    Spoken,
    VariableValue,
)
from agicodec.testing import Asterisk, Caller, CallFlowError, TestCall, hang_up_everywhere

DIAL = Exec("Dial", "PJSIP/ann,30")
RAN = ApplicationResult("ran", value=0)


def test_answers_for_a_number_of_times_are_used_in_their_order(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.answers(Exec, ApplicationResult("ran", value=9))
    asterisk.answers(Exec, ApplicationResult("ran", value=5), times=1)
    asterisk.answers(DIAL, ApplicationResult("ran", value=6), times=2)
    asterisk.refuses(Exec, 510, times=1)
    assert [agi.execute(DIAL).value for _ in range(3)] == [5, 6, 6]
    with pytest.raises(InvalidCommand):
        agi.execute(DIAL)
    assert agi.execute(DIAL).value == 9
    asterisk.answers(DIAL, ApplicationResult("ran", value=10))
    assert agi.execute(DIAL).value == 10
    assert agi.exec("Echo").value == 9


def test_an_answer_sets_variables(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.answers(DIAL, RAN, variables={"DIALSTATUS": "BUSY"}, times=1)
    asterisk.answers(DIAL, RAN, variables={"DIALSTATUS": "ANSWER"})
    agi.execute(DIAL)
    assert agi.get_variable("DIALSTATUS").value == "BUSY"
    agi.execute(DIAL)
    assert agi.get_variable("DIALSTATUS").value == "ANSWER"


def test_an_answer_may_be_a_function(agi: TestCall, asterisk: Asterisk) -> None:
    def dial(command: Command[object]) -> ApplicationResult:
        assert isinstance(command, Exec)
        asterisk.variables["DIALED"] = command.options or ""
        return ApplicationResult("ran", value=asterisk.number)

    asterisk.answers(Exec, dial)
    agi.answer()
    assert agi.execute(DIAL).value == 2
    assert asterisk.variables["DIALED"] == "PJSIP/ann,30"


def test_a_function_may_let_time_pass(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    def dial(command: Command[object]) -> ApplicationResult:
        asterisk.passes(3)
        return RAN

    asterisk.answers(Exec, dial, variables={"DIALSTATUS": "NOANSWER"}, times=1)
    asterisk.answers(Exec, dial, variables={"DIALSTATUS": "BUSY"})
    caller.hangs_up(at=4)
    assert agi.execute(DIAL)
    assert agi.execute(DIAL).outcome == "failed"
    assert asterisk.variables == {"DIALSTATUS": "NOANSWER"}
    assert caller.conversation.lines[-1] == "Asterisk HANGUP"
    assert sum("HANGUP" in line for line in caller.conversation.lines) == 1


def test_an_answer_takes_time_in_which_keys_are_lost(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    caller.presses("1", at=3)
    asterisk.answers(DIAL, RAN, takes=12.5)
    assert agi.execute(DIAL)
    assert asterisk.time == 12500
    assert caller.dropped == ("presses 1 at 3 s",)


def test_a_hangup_ends_an_application(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    caller.hangs_up(at=4)
    asterisk.answers(DIAL, RAN, takes=30, variables={"DIALSTATUS": "NOANSWER"})
    assert agi.execute(DIAL).outcome == "failed"
    assert asterisk.time == 4000
    assert agi.get_variable("DIALSTATUS").value is None
    assert agi.execute(DIAL).outcome == "failed"
    assert asterisk.time == 4000
    assert agi.hung_up


@pytest.mark.parametrize(
    ("command", "result", "gone"),
    [
        (DIAL, RAN, ApplicationResult("failed")),
        (Exec("set", "X=1"), RAN, RAN),
        (Gosub("a", "s", 1), GosubResult("complete"), GosubResult("abnormal exit")),
        (GetData("pin"), DigitsEntered("entered", "12"), DigitsEntered("failed")),
        (StreamFile("hello"), Playback("finished", endpos=800), Playback("not played")),
        (SayAlpha("a"), Spoken("finished"), Spoken("failed")),
        (GetVariable("X"), VariableValue("set", "x"), VariableValue("set", "x")),
        (Verbose("x"), Acknowledged("done"), Acknowledged("done")),
    ],
)
def test_a_hangup_is_noticed_by_what_looks_at_the_channel(
    command: Command[object], result: object, gone: object
) -> None:
    asterisk = Asterisk()
    asterisk.caller.hangs_up_during(1)
    asterisk.answers(command, result)
    assert TestCall(asterisk).execute(command) == gone


def test_a_routine_that_a_hangup_ends_returns_nothing(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    asterisk.answers(Gosub, GosubResult("complete"), takes=5, variables={"GOSUB_RETVAL": "7"})
    assert agi.gosub("a", "s", 1)
    assert agi.get_variable("GOSUB_RETVAL").value == "7"
    caller.hangs_up(at=6)
    assert agi.gosub("a", "s", 1).outcome == "abnormal exit"
    assert agi.get_variable("GOSUB_RETVAL").value == ""


def test_a_test_may_say_what_a_hangup_does() -> None:
    asterisk = Asterisk()
    asterisk.caller.hangs_up_during(1)
    asterisk.answers(DIAL, ApplicationResult("failed"), hangup=ApplicationResult("ran", value=7))
    assert TestCall(asterisk).execute(DIAL).value == 7


def test_hangups_everywhere_show_a_dial_that_fails() -> None:
    def make() -> Asterisk:
        asterisk = Asterisk()
        asterisk.answers(Exec, RAN, takes=5)
        return asterisk

    def run(asterisk: Asterisk) -> None:
        assert TestCall(asterisk).execute(DIAL), "the flow goes on after Dial"

    with pytest.raises(CallFlowError, match="does not survive a hangup before its command 1: AssertionError"):
        hang_up_everywhere(run, make)


def test_what_only_a_hangup_ends(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    asterisk.answers(Exec, RAN, takes=math.inf)
    caller.hangs_up(after=3)
    assert agi.exec("Echo").outcome == "failed"
    assert asterisk.time == 3000
    with pytest.raises(DeadChannel):
        agi.answer()


def test_what_nothing_ends_fails() -> None:
    asterisk = Asterisk()
    asterisk.answers(Exec, RAN, takes=math.inf)
    with pytest.raises(CallFlowError, match="EXEC would never end"):
        TestCall(asterisk).exec("Echo")


def test_what_is_no_answer_is_refused_at_once(asterisk: Asterisk) -> None:
    for command in ("EXEC Dial", None, str, Playback):
        with pytest.raises(TypeError, match=r"expected a command, such as Exec\('Dial', .*, not "):
            asterisk.answers(command, RAN)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
        with pytest.raises(TypeError, match="expected a command"):
            asterisk.refuses(command)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    for times in (0, -1, math.nan, 1.5, True):
        with pytest.raises((TypeError, ValueError), match=r"times.* expected"):
            asterisk.answers(Exec, RAN, times=times)
        with pytest.raises((TypeError, ValueError), match=r"times.* expected"):
            asterisk.refuses(Exec, times=times)
    with pytest.raises(ValueError, match="takes=-1"):
        asterisk.answers(Exec, RAN, takes=-1)
    with pytest.raises(TypeError, match=r"variables\['X'\]: expected a string, found 5"):
        asterisk.answers(Exec, RAN, variables={"X": 5})  # type: ignore[dict-item] # pyright: ignore[reportArgumentType]
    with pytest.raises(LocalProtocolError, match="no reply says"):
        asterisk.answers(DIAL, RAN, hangup="gone")
    with pytest.raises(LocalProtocolError, match="cannot refuse with 200"):
        asterisk.refuses(Exec, 200)
    asterisk.check()


def test_an_answer_that_was_never_used_is_reported() -> None:
    asterisk = Asterisk()
    asterisk.answers(Exec("dial"), RAN)
    asterisk.answers(GetVariable, VariableValue("set", "x"), times=2)
    asterisk.answers(Gosub, GosubResult("complete"))
    asterisk.refuses(StreamFile)
    TestCall(asterisk).get_variable("X")
    with pytest.raises(
        CallFlowError, match=r"that the test set answers for: Exec\(application='dial', options=None\), Gosub\."
    ):
        asterisk.check()


def test_what_is_no_application_is_none_after_a_hangup_either(
    agi: TestCall, asterisk: Asterisk, caller: Caller
) -> None:
    asterisk.answers(Exec, ApplicationResult("no such application"))
    caller.hangs_up_before(1)
    assert agi.exec("Nothing").outcome == "no such application"


@pytest.mark.parametrize("result", ["BUSY", 5, None, Acknowledged("done")])
def test_what_is_no_result_is_a_fault_of_the_test(agi: TestCall, asterisk: Asterisk, result: object) -> None:
    def answer(command: Command[object]) -> object:
        return result

    asterisk.answers(Exec, answer)
    with pytest.raises(CallFlowError, match=r"Exec\(.*Dial.*\) that is not a result of it: EXEC: no reply says"):
        agi.execute(DIAL)


SHIPPED = [command for name in commands.__all__ if (command := getattr(commands, name)).words]


@pytest.mark.parametrize("kind", SHIPPED)
def test_what_is_no_result_of_a_class_is_refused_with_what_is_right(kind: type[Command[object]]) -> None:
    asterisk = Asterisk()
    for wrong in (5, None, "BUSY", kind, Acknowledged, Acknowledged("nothing"), GosubResult("nothing")):  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
        for command in (kind, Unchecked(kind)):
            with pytest.raises(LocalProtocolError, match="no reply says") as caught:
                asterisk.answers(command, wrong)
            right = re.search(r"expected an? (\w+) with the outcome (.*), such as (.*)$", str(caught.value))
            assert right is not None
            example: object = eval(right[3], dict(vars(results)))
            assert type(example).__name__ == right[1]
            assert getattr(example, "outcome") in right[2]  # noqa: B009
            asterisk.answers(command, example)


def test_the_message_about_what_is_no_result() -> None:
    asterisk = Asterisk()
    with pytest.raises(LocalProtocolError) as caught:
        asterisk.answers(GetData, 5)
    assert str(caught.value) == (
        "GET DATA: no reply says 5; expected a DigitsEntered with the outcome 'entered', 'timeout' or 'failed', "
        "such as DigitsEntered(outcome='entered', digits='0')"
    )
    with pytest.raises(LocalProtocolError, match=r"such as ApplicationResult\(outcome='ran', value=0\)"):
        asterisk.answers(Exec("Dial"), 0)
    with pytest.raises(LocalProtocolError, match=r"MYCMD: no reply says 5; expected a RawReply, such as RawReply\("):
        asterisk.answers(Raw, 5)
    asterisk.answers(Command, 5)
    asterisk.answers(Raw, RawReply(200, "5"))


def test_a_function_that_answers_cannot_ask_the_flow(agi: TestCall, asterisk: Asterisk) -> None:
    def answer(command: Command[object]) -> object:
        return agi.exec("Echo")

    asterisk.answers(Exec, answer)
    with pytest.raises(CallFlowError, match="cannot begin EXEC while EXEC is running"):
        agi.execute(DIAL)


def test_a_value_that_an_outcome_does_not_have_is_named() -> None:
    with pytest.raises(LocalProtocolError, match=r"has no other value: ApplicationResult\(outcome='failed'"):
        Asterisk().answers(Exec("Dial", "x"), ApplicationResult("failed", value=-1))
