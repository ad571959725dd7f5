"""The rules that a test sets for commands: results, refusals, and what applications do."""

from __future__ import annotations

import pytest

from agicodec import DeadChannel, InvalidCommand, LocalProtocolError, Raw, ServerError, Unchecked, UsageError
from agicodec.commands import Exec, GetVariable, Gosub, SayTime, SetVariable
from agicodec.results import ApplicationResult, GosubResult, VariableValue
from agicodec.testing import Asterisk, CallFlowError, TestCall
from examples.own_commands.agi.commands import QueueAnnounce, QueuePosition
from examples.own_commands.agi.results import QueuePlace


def test_what_an_application_does_is_for_the_test_to_say(agi: TestCall, asterisk: Asterisk) -> None:
    with pytest.raises(CallFlowError, match=r"What Exec\(.*\) does is for the test to say: asterisk.answers"):
        agi.exec("Dial", "PJSIP/ann")
    asterisk = Asterisk()
    agi = TestCall(asterisk)
    asterisk.answers(Exec, ApplicationResult("ran", value=0))
    asterisk.answers(Exec("Dial", "PJSIP/bob"), ApplicationResult("failed"), times=1)
    asterisk.answers(Gosub, GosubResult("complete"))
    assert agi.exec("Dial", "PJSIP/ann").value == 0
    assert agi.exec("Dial", "PJSIP/bob").outcome == "failed"
    assert agi.exec("Dial", "PJSIP/bob").value == 0
    assert agi.gosub("a", "s", 1)


def test_what_the_test_has_said_of_other_applications_is_in_the_failure() -> None:
    asterisk = Asterisk()
    ran = ApplicationResult("ran", value=0)
    asterisk.answers(Exec("Dail", "PJSIP/ann"), ran)
    asterisk.answers(Exec("Dial", "PJSIP/ann"), ran, times=1)
    asterisk.answers(Gosub, GosubResult("complete"))
    agi = TestCall(asterisk)
    assert agi.exec("Dial", "PJSIP/ann")
    with pytest.raises(CallFlowError) as caught:
        agi.exec("Dial", "PJSIP/ann")
    dial, dail = (f"Exec(application='{name}', options='PJSIP/ann')" for name in ("Dial", "Dail"))
    assert caught.value.problem == (
        f"What {dial} does is for the test to say: asterisk.answers(command, result). "
        f"There are answers to {dail}; {dial}, used up."
    )


def test_an_answer_that_no_reply_says_is_refused_at_once(asterisk: Asterisk) -> None:
    with pytest.raises(LocalProtocolError, match="EXEC: no reply says None"):
        asterisk.answers(Exec("Dial"), None)


@pytest.mark.parametrize(
    ("status", "error"), [(503, ServerError), (510, InvalidCommand), (511, DeadChannel), (520, UsageError)]
)
def test_a_command_is_refused(status: int, error: type[Exception]) -> None:
    asterisk = Asterisk()
    agi = TestCall(asterisk)
    asterisk.refuses(GetVariable, status, times=1)
    with pytest.raises(error):
        agi.get_variable("X")


def test_an_unknown_command_is_refused(agi: TestCall) -> None:
    with pytest.raises(InvalidCommand):
        agi.execute(Raw("MYCMD"))
    with pytest.raises(UsageError, match="Usage: WAIT FOR DIGIT timeout"):
        agi.execute(Raw("WAIT FOR DIGIT"))


def test_what_is_said_of_a_command_of_ones_own_makes_it_known(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.arguments = ("a",)
    asterisk.answers(QueuePosition, QueuePlace("waiting", position=3, queue="sales"))
    asterisk.refuses(QueueAnnounce, 520)
    asterisk.refuses(Raw("MYCMD"), 520)
    asterisk.refuses(Unchecked(SetVariable, "X"), 510)
    assert agi.execute(QueuePosition("sales")).position == 3
    assert agi.environment.arguments == ("a",)
    with pytest.raises(UsageError, match="QUEUE ANNOUNCE"):
        agi.execute(QueueAnnounce("sales", "closing"))


def test_what_takes_the_place_of_a_shipped_command_is_known_by_it(agi: TestCall, asterisk: Asterisk) -> None:
    class OwnGetVariable(GetVariable):
        """It has the words of the shipped one."""

    asterisk.answers(OwnGetVariable, VariableValue("set", "x"))
    assert agi.execute(OwnGetVariable("X")).value == "x"


def test_rules_are_for_one_command_or_all_of_a_class(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.answers(GetVariable("X"), VariableValue("set", "x"))
    assert agi.get_variable("X").value == "x"
    assert agi.get_variable("Y").value is None
    asterisk.refuses(SetVariable("Y", "1"), 520)
    with pytest.raises(UsageError):
        agi.set_variable("Y", "1")
    assert agi.execute(SetVariable("Y", "2"))
    assert agi.execute(SayTime(0))
