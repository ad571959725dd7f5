"""The caller id and the place in the dialplan: the value that the test or the flow has set last is used."""

from __future__ import annotations

import pytest

from agicodec import Command
from agicodec.commands import Exec, SetContext, SetExtension, SetPriority
from agicodec.results import ApplicationResult
from agicodec.testing import Asterisk, Caller, CallFlowError, TestCall


def make(**variables: str) -> Asterisk:
    return Asterisk(Caller("1001", "Ann"), variables=variables)


@pytest.mark.parametrize(
    ("name", "command", "reads"),
    [
        ("EXTEN", SetExtension("8"), "8"),
        ("CONTEXT", SetContext("sales"), "sales"),
        ("PRIORITY", SetPriority(5), "4"),
    ],
)
def test_where_the_dialplan_is_was_said_last(name: str, command: Command[object], reads: str) -> None:
    asterisk = make(**{name: "7"})
    agi = TestCall(asterisk)
    assert agi.get_variable(name).value == "7"
    agi.execute(command)
    assert agi.get_variable(name).value == asterisk.variables[name] == reads
    asterisk.answers(Exec("Goto", "9"), ApplicationResult("ran", value=0), variables={name: "9"})
    agi.exec("Goto", "9")
    assert agi.get_variable(name).value == "9"


def test_a_label_has_no_priority_of_the_past() -> None:
    agi = TestCall(make(PRIORITY="7"))
    agi.set_priority("again")
    assert agi.get_variable("PRIORITY").value == "7"
    agi.set_priority(5)
    agi.set_priority("again")
    with pytest.raises(CallFlowError, match="label again"):
        agi.get_variable("PRIORITY")


def test_the_caller_is_who_was_said_last() -> None:
    asterisk = make()
    agi = TestCall(asterisk)
    whole = "${CALLERID(num)} ${CALLERID(name)} ${CALLERID(all)}"
    agi.set_callerid('"Ann" <2002>')
    assert agi.get_full_variable(whole).value == '2002 Ann "Ann" <2002>'
    asterisk.variables["CALLERID(num)"] = "3003"
    assert agi.get_full_variable(whole).value == '3003 Ann "Ann" <3003>'
    asterisk.variables |= {"CALLERID(all)": '"Bob" <4004>'}
    assert agi.get_full_variable(whole).value == '4004 Bob "Bob" <4004>'
    asterisk.variables["CALLERID(ani)"] = "1"
    assert agi.get_full_variable("${CALLERID(ANI)}").value == "1"


def test_the_environment_has_the_caller_of_the_variables() -> None:
    environment = make(**{"CALLERID(all)": '"Ann" <2002>'}).environment()
    assert (environment.caller_id_number, environment.caller_id_name) == ("2002", "Ann")
    environment = make(**{"CALLERID(all)": ""}).environment()
    assert (environment.caller_id_number, environment.caller_id_name) == (None, None)


def test_no_caller_is_longer_than_asterisk_reads() -> None:
    make(**{"CALLERID(all)": "ü" * 127}).environment()
    agi = TestCall(make())
    agi.set_callerid("x" * 253)
    assert agi.get_variable("CALLERID(all)").value == f'"{"x" * 253}" <>'
    with pytest.raises(CallFlowError, match="caller id of 256 bytes is not known"):
        TestCall(make(**{"CALLERID(all)": "ü" * 128})).noop()


@pytest.mark.parametrize("name", ["CALLERID(number)", "CALLERID(NUM)", "callerid(num)", "CALLERID(All)"])
def test_the_caller_has_one_name_in_the_variables(name: str) -> None:
    with pytest.raises(ValueError, match=r"write variables\['CALLERID\((num|all)\)'\]"):
        make(**{name: "1"})
