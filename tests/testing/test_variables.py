"""Setting variables and functions: they change as on Asterisk, or the test fails."""

from __future__ import annotations

import re

import pytest

from agicodec.testing import Asterisk, CallFlowError, TestCall


def test_a_part_of_the_caller_id_is_written(agi: TestCall, asterisk: Asterisk) -> None:
    agi.set_variable("CALLERID(name)", " Carl ")
    assert agi.get_variable("CALLERID(all)").value == '"Carl" <1001>'
    agi.set_variable("CALLERID(NUMBER)", "12-3 ")
    assert agi.get_variable("CALLERID(all)").value == '"Carl" <12-3>'
    agi.set_variable("CALLERID(all)", '"Eve" <4-5>')
    assert agi.get_full_variable("${CALLERID(num)} ${CALLERID(name)}").value == "45 Eve"
    with pytest.raises(CallFlowError, match="writing to CALLERID"):
        agi.set_variable("CALLERID(pres)", "prohib")


def test_what_the_test_says_of_the_caller_id_counts() -> None:
    agi = TestCall(Asterisk(variables={"CALLERID(num)": "5", "CALLERID(pres)": "allowed"}))
    assert agi.start().caller_id_number == "5"
    assert agi.get_variable("CALLERID(all)").value == '"" <5>'
    assert agi.get_variable("CALLERID(pres)").value == "allowed"
    agi = TestCall(Asterisk(variables={"CALLERID(all)": '"Ann" <5>'}))
    assert agi.get_full_variable("${CALLERID(num)} ${CALLERID(name)}").value == "5 Ann"


def test_variables_are_set_as_on_asterisk(agi: TestCall, asterisk: Asterisk) -> None:
    agi.set_variable("_A", "1")
    agi.set_variable("__B", "2")
    agi.set_variable("___C", "3")
    agi.set_variable("a", "4")
    assert asterisk.variables == {"A": "1", "B": "2", "_C": "3", "a": "4"}
    assert agi.get_variable("_A").value is None
    assert agi.get_variable("_C").value == "3"
    agi.set_variable("A", "")
    assert agi.get_variable("A").value == ""
    agi.set_variable("X:1", "abc")
    assert agi.get_variable("X:1").value == "bc"
    assert agi.get_full_variable("${X:1}").value == ""


@pytest.mark.parametrize("name", ["EXTEN", "_CONTEXT", "PRIORITY", "CHANNEL", "UNIQUEID", "HANGUPCAUSE", "CALLINGPRES"])
def test_what_asterisk_makes_itself_cannot_be_set(agi: TestCall, asterisk: Asterisk, name: str) -> None:
    before = agi.get_variable(name.lstrip("_")).value
    assert agi.set_variable(name, "mine")
    assert agi.get_variable(name.lstrip("_")).value == before
    assert asterisk.variables == {}


@pytest.mark.parametrize(
    "name", ["LEN(x)", "IF(1?a:b)", "SET(A=1)", "len(x)", "CHANNEL(state)", "DB(x)", "HASH(h)", "CALLERID()"]
)
def test_writing_to_what_cannot_be_written_changes_nothing(agi: TestCall, asterisk: Asterisk, name: str) -> None:
    assert agi.set_variable(name, "x")
    assert asterisk.variables == {}
    assert asterisk.database == {}


def test_functions_are_written(agi: TestCall, asterisk: Asterisk) -> None:
    agi.set_variable("CHANNEL(Language)", "de")
    assert agi.get_variable("CHANNEL(language)").value == "de"
    assert asterisk.variables["CHANNEL(language)"] == "de"
    agi.set_variable("HASH(h,k)", "1")
    agi.set_variable('HASH("_h",k)', "2")
    assert agi.get_variable("HASH(h,k)").value == "2"
    assert asterisk.variables["HASH(h,k)"] == "2"
    agi.set_variable("GLOBAL(G)", "g")
    assert agi.get_full_variable("${G}${GLOBAL(G)}").value == "gg"
    agi.set_variable("G", "own")
    assert agi.get_full_variable("${G}${GLOBAL(G)}").value == "owng"
    agi.set_variable("DB_DELETE(no/key)", "x")
    assert agi.get_variable("DB_RESULT").value == ""


def test_an_array_is_written(agi: TestCall, asterisk: Asterisk) -> None:
    agi.set_variable("ARRAY(a,_b,DB(f/k),c)", '1,"2,3",4')
    assert asterisk.variables == {"a": "1", "b": "2,3", "c": ""}
    assert asterisk.database == {("f", "k"): "4"}
    assert agi.get_variable("ARRAY(a,b)").value is None


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("${A}", "write variables['A'] instead"),
        ("${A:1}", "write variables['A'] instead"),
        ("${A:-1:2}", "write variables['A'] instead"),
        ("${RAND(1,6)}", "write variables['RAND(1,6)'] instead"),
        ("${GLOBAL(A)}", "write variables['GLOBAL(A)'] instead"),
        ("${${A}}", "expected a name without ${...}"),
        ("RAND(1,${A})", "expected a name without ${...}"),
    ],
)
def test_a_variable_is_named_without_what_replaces_it(name: str, right: str) -> None:
    asterisk = Asterisk(variables={"A": "1"})
    message = re.escape(f"variables[{name!r}]: {right}")
    with pytest.raises(ValueError, match=message):
        asterisk.variables[name] = "x"
    with pytest.raises(ValueError, match=message):
        Asterisk(variables={name: "x"})
    with pytest.raises(KeyError) as caught:
        asterisk.variables[name]
    assert caught.value.args == (f"variables[{name!r}]: {right}",)
    assert name not in asterisk.variables
    assert asterisk.variables.get(name) is None
    assert asterisk.variables == {"A": "1"}


def test_a_flow_may_set_a_variable_of_any_name_as_on_asterisk() -> None:
    asterisk = Asterisk()
    agi = TestCall(asterisk)
    agi.set_variable("${A}", "x")
    assert agi.get_variable("${A}").value == asterisk.variables["${A}"] == "x"
