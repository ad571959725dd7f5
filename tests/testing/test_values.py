"""Variables, functions and expressions have the same values as on Asterisk, or fail clearly."""

from __future__ import annotations

import pytest

from agicodec import CallerId
from agicodec.commands import GetFullVariable, GetVariable, SetVariable
from agicodec.dialplan import WholeVariable
from agicodec.results import Acknowledged, ChannelState, EvaluatedText, VariableValue
from agicodec.testing import Asterisk, Caller, CallFlowError, TestCall


def make(**variables: str) -> Asterisk:
    return Asterisk(Caller("1001", "Ann"), variables=variables, database={("pin", "1"): "Bob", ("pin", "2"): ""})


X = "abc:def"

FULL: dict[str, str | None] = {
    "${X}": X,
    "${X:1}": "bc:def",
    "${X:0:2}": "ab",
    "${X:-1}": "f",
    "${X:-3:2}": "de",
    "${X:1:-2}": "bc:d",
    "${X:-99:2}": "ab",
    "${X:2:-9}": "",
    "${X:9}": "",
    "${X:0:0}": "",
    "${X:}": X,
    "${X:a}": X,
    "${X: 1}": "bc:def",
    "${X:+1}": "bc:def",
    "${X:1x:2}": "bc:def",
    "${X:1:}": "bc:def",
    "${U:0:1}": "\udcc3",
    "${U:0:2}": "ü",
    "${U:1:1}${U:0}": "\udcbcü",
    "${NONE:1}": "",
    "${}": "",
    "${X": X,
    "${X:1": "bc:def",
    "a$": "a$",
    "$X": "$X",
    "$$": "$$",
    "$${X}": f"${X}",
    "a${": "a",
    "a$[": "a",
    "a}b]": "a}b]",
    "${NAME}": "X",
    "${${NAME}}": X,
    "${${NAME}:${N}}": "c:def",
    "${RAW}": "${X}",
    "${{X}}": "",
    "${A{b}": "",
    "$[]": "",
    "$[ ]": "",
    "$[1+2]": "3",
    "$[1 + 2 * 3]": "7",
    "$[(1 + 2) * 3]": "9",
    "$[7 - 2 - 1]": "4",
    "$[2*3-1]": "5",
    "$[1/3]": "0.333333333333333333",
    "$[2/3]": "0.666666666666666667",
    "$[5/2]": "2.5",
    "$[0.1 + 0.2]": "0.3",
    "$[1/0]": "2147483647",
    "$[ 3 % 2 ]": "1",
    "$[7.5 % 2]": "1.5",
    "$[5 % 0]": "0",
    "$[-3 + 1]": "-2",
    "$[2 * -3]": "-6",
    "$[007]": "007",
    "$[007 + 0]": "7",
    "$[1.50]": "1.50",
    "$[1000000 * 1000000]": "1000000000000",
    "$[1000000000 * 1000000000]": "1e+18",
    "$[99999999999999999 * 1]": "99999999999999999",
    "$[1 / 100000]": "1e-05",
    "$[1.5e3]": "1.5e3",
    "$[abc]": "abc",
    '$["a b"]': '"a b"',
    "$[abc + 1]": "1",
    "$[1 - abc]": "1",
    "$[abc - 1]": "-1",
    "$[abc * 2]": "0",
    "$[2 / abc]": "2147483647",
    "$[abc / 2]": "0",
    '$["a" = "a"]': "1",
    '$[a = "a"]': "0",
    "$[1 = 1.0]": "1",
    "$[01 == 1]": "1",
    '$["1" = 1]': "0",
    "$[1 != 2]": "1",
    "$[a != a]": "0",
    "$[7 >= 7]": "1",
    "$[10 > 9]": "1",
    "$[10 < 9]": "0",
    "$[1 & 0]": "0",
    "$[01 && abc]": "1",
    "$[0 | abc]": "abc",
    "$[00 || 07]": "07",
    "$[07 | 1]": "7",
    '$["" | 1]': '""',
    "$[1 ? a :: b]": "a",
    "$[0 ? a :: b]": "b",
    '$["" ? a :: b]': "b",
    "$[x ? a :: b]": "a",
    "$[1 = 2 ? a :: 2 ? c :: d]": "c",
    "$[!0]": "1",
    "$[!7]": "0",
    "$[!abc]": "1",
    "$[!0.5]": "1",
    "$[! 1 = 0]": "1",
    "$[a ~~ b]": "ab",
    '$["a " ~~ "b"]': "a b",
    "$[1 ~~ 2 + 1]": "13",
    "$[${N} + 1]": "3",
    "$[${N} + $[1 + 1]]": "4",
    "$[${NONE} + 1]": None,
    "$[1 +]": None,
    "$[1 ? 2 : 3]": None,
    "$[a : b]": None,
    "$[a =~ b]": None,
    "$[b > a]": None,
    "$[RAND(1,2)]": None,
    "$[-0]": None,
    "$[a{b]": None,
    "${LEN(abc)}": "3",
    "${LEN()}": "0",
    "${LEN(ü)}": "2",
    "${LEN(${X})}": "7",
    "${LEN": "",
    "${LEN(abc": "3",
    "${LEN(a(b)c)}": "5",
    "${LEN(abc):0:1}": "3",
    "${LEN(abc)x}": "3",
    "${TOUPPER(aüB)}": "AüB",
    "${TOLOWER(AÜB)}": "aÜb",
    "${TOUPPER(abc):1}": "BC",
    "${IF($[1=1]?yes:no)}": "yes",
    "${IF($[1=2]?yes:no)}": "no",
    "${IF(0?yes)}": "",
    "${IF(x?yes)}": "yes",
    "${IF( -1 ? yes : no )}": "yes",
    '${IF(1?"a:b":no)}': "a:b",
    "${IF(1?)}": "",
    "${IF(?a:b)}": "",
    "${IF(0?:b)}": "b",
    "${ISNULL(${NONE})}": "1",
    "${ISNULL(x)}": "0",
    "${EXISTS(${X})}": "1",
    "${URIENCODE(a b/ü~)}": "a%20b%2F%C3%BC~",
    "${URIDECODE(a%20b%2f+%C3%BC%)}": "a b/+ü%",
    "${URIDECODE(%zz%4z1)}": "%zz\x041",
    '${QUOTE(a "b" \\)}': '"a \\"b\\" \\\\"',
    '${CSV_QUOTE(a "b")}': '"a ""b"""',
    "${BASE64_ENCODE(abcd)}": "YWJjZA==",
    "${BASE64_DECODE(YWJjZA==)}": "abcd",
    "${MD5(abc)}": "900150983cd24fb0d6963f7d28e17f72",
    "${SHA1(abc)}": "a9993e364706816aba3e25717850c26c9cd0d89d",
    "${MD5()}": "",
    "${SET(Z=6)}${Z}": "66",
    "${SET( Z = 6 )}<${Z}>": "6<6>",
    "${DB(pin/1)}": "Bob",
    "${DB(pin/1)}${DB_RESULT}": "BobBob",
    "${DB(pin/2)}${DB(none/k)}": "",
    "${DB(pin)}": "",
    '${DB("pin"/1)}': "Bob",
    "${DB_EXISTS(pin/1)}${DB_EXISTS(pin/2)}${DB_EXISTS(pin/3)}": "110",
    "${DB_DELETE(pin/1)}${DB_EXISTS(pin/1)}": "Bob0",
    "${CALLERID(num)}|${CALLERID(NUMBER)}|${CALLERID(name)}|${CALLERID(all)}": '1001|1001|Ann|"Ann" <1001>',
    "${CALLERID(dnid)}${CALLERID(rdnis)}": "",
    '${CALLERID(num,"Eve" <(0)12-3>)}': "0123",
    "${CHANNEL(name)}|${CHANNEL(STATE)}|${CHANNEL(language)}": "PJSIP/caller-00000001|Ring|en",
    "${CHANNEL}|${EXTEN}|${CONTEXT}|${PRIORITY}": "PJSIP/caller-00000001|100|default|1",
    "${UNIQUEID}": "1795471207.1",
    "${HANGUPCAUSE}": "0",
    "${exten}${Exten}": "",
    "${len(abc)}": "",
    "${ARRAY(X)}": "",
    "${HASH(h,k)}": "",
    "${NOSUCH(1)}": None,
    "${RAND(1,6)}": None,
    "${MATH(1+1)}": None,
    "${STRFTIME()}": None,
    "${CUT(X,:,1)}": None,
    "${SHELL(date)}": None,
    "${EVAL(${X})}": None,
    "${EPOCH}": None,
    "${ASTETCDIR}": None,
    "${CALLERID(tag)}": None,
    "${CHANNEL(audioreadformat)}": None,
    "${X:99999999999}": None,
}


@pytest.mark.parametrize("expression", FULL)
def test_an_expression_is_worth_what_it_is_on_asterisk(expression: str) -> None:
    agi = TestCall(make(X=X, U="ü", N="2", NAME="X", RAW="${X}"))
    expected = FULL[expression]
    if expected is None:
        with pytest.raises(CallFlowError, match=r"asterisk\.(answers|variables)"):
            agi.get_full_variable(expression)
    else:
        assert agi.get_full_variable(expression).value == expected


SINGLE: dict[str, str | None] = {
    "X": X,
    "X:1": None,
    "X:0:2": None,
    "${X}": None,
    "": None,
    "NONE": None,
    "x": None,
    "EXTEN": "100",
    "EXTEN:1": None,
    "CALLERID(num)": "1001",
    "callerid(num)": None,
    "TOLOWER(${X})": "${x}",
    "EXISTS(${X})": "1",
    "IF($[${X}=1]?yes:no)": "yes",
    "QUOTE(a b)": '"a b"',
    "LEN(abc": None,
    "DB(pin/1)": "Bob",
    "DB(pin/2)": "",
    "DB(none/k)": "",
    "DB(none)": None,
    "DB()": None,
    "HASH(h)": "",
    "HASH(h,k)": "",
    "ARRAY(a)": None,
    "MD5()": None,
    "CHANNEL(state)": "Ring",
    "CALLERID()": None,
    "GLOBAL(X)": "",
    "LONG": "ü" * 511 + "\udcc3",
    "URIENCODE(" + "ü" * 300 + ")": "%C3%BC" * 170 + "%C3",
    "QUOTE(" + "a" * 1100 + ")": '"' + "a" * 1020 + '"',
    "BASE64_ENCODE(" + "a" * 900 + ")": "YWFh" * 255,
}


@pytest.mark.parametrize("name", SINGLE)
def test_a_variable_or_function_is_read_as_on_asterisk(name: str) -> None:
    agi = TestCall(make(X=X, LONG="ü" * 600))
    assert agi.get_variable(name).value == SINGLE[name]


def test_a_value_is_cut_after_1023_bytes_and_one_of_the_database_after_1022(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.variables["X"] = "x" * 1500
    asterisk.database["f", "k"] = "x" * 5000
    assert agi.get_variable("X").value == "x" * 1023
    assert agi.get_variable("DB(f/k)").value == "x" * 1022
    assert agi.get_full_variable("${X}").value == "x" * 1500
    assert agi.get_full_variable("${DB(f/k)}").value == "x" * 4094
    assert agi.get_full_variable("${QUOTE(${DB(f/k)})}").value == '"' + "x" * 4092 + '"'
    assert agi.database_get("f", "k").value == "x" * 5000


@pytest.mark.parametrize(
    ("given", "number", "name"),
    [
        ("1234", "1234", ""),
        ("Carl", "", "Carl"),
        ('"Carl" <12>', "12", "Carl"),
        ("Carl <12>", "12", "Carl"),
        ("Carl <12", "12", "Carl"),
        ('"1234"', "", "1234"),
        ("(030) 12-345.", "", "(030) 12-345."),
        ("(030) 12-345", "03012345", ""),
        ("<(030) 12-34.5.>", "03012345.", ""),
        ("", "", ""),
        ('"a \\"b\\"" <1>', "1", 'a "b"'),
        ("<+49 1>", "+491", ""),
        ("a<b<3>", "3", "a<b"),
        ("12[3-4]", "", "12[3-4]"),
        ("  Carl  ", "", "Carl"),
        (CallerId("12", 'C "x" \\'), "12", 'C "x" \\'),
    ],
)
def test_the_parts_of_a_caller_id_change_together(given: str | CallerId, number: str, name: str) -> None:
    asterisk = make()
    agi = TestCall(asterisk)
    agi.set_callerid(given)
    expected = {"CALLERID(num)": number, "CALLERID(name)": name, "CALLERID(all)": f'"{name}" <{number}>'}
    assert {key: agi.get_variable(key).value for key in expected} == expected == asterisk.variables


def test_where_the_dialplan_goes_on_can_be_read(agi: TestCall, asterisk: Asterisk) -> None:
    agi.set_context("sales")
    agi.set_extension("7")
    agi.set_priority(5)
    assert agi.get_full_variable("${CONTEXT} ${EXTEN} ${PRIORITY} ${CHANNEL(exten)}").value == "sales 7 4 7"
    agi.set_context("")
    assert agi.get_variable("CONTEXT").value == ""
    agi.set_priority("again")
    with pytest.raises(CallFlowError, match=r"label again.*asterisk\.variables\['PRIORITY'\]"):
        agi.get_variable("PRIORITY")


def test_the_state_of_the_channel_can_be_read(agi: TestCall) -> None:
    assert agi.get_variable("CHANNEL(state)").value == "Ring"
    agi.answer()
    assert agi.get_variable("CHANNEL(state)").value == "Up"
    agi.hangup()
    assert agi.get_variable("CHANNEL(checkhangup)").value == "1"
    with pytest.raises(CallFlowError, match=r"asterisk\.variables\['HANGUPCAUSE'\]"):
        agi.get_variable("HANGUPCAUSE")


def test_what_the_test_says_is_read_whatever_it_is() -> None:
    asterisk = make(
        EXTEN="200", PRIORITY="7", EPOCH="1700000000", **{"RAND(1,6)": "4", "HASH(h,k)": "v", "CHANNEL(language)": "de"}
    )
    asterisk.variables["JITTERBUFFER(fixed)"] = ""
    agi = TestCall(asterisk)
    environment = agi.start()
    assert (environment.extension, environment.priority, environment.language) == ("200", 7, "de")
    assert agi.get_full_variable("${EXTEN} ${EPOCH} ${RAND(1,6)} ${HASH(h,k)} ${CHANNEL(language)}").value == (
        "200 1700000000 4 v de"
    )
    agi.set_variable("JITTERBUFFER(fixed)", "default")
    assert asterisk.variables["JITTERBUFFER(fixed)"] == "default"


def test_what_is_not_known_can_be_answered(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.answers(GetVariable("MATH(1+1)"), VariableValue("set", "2.000000"))
    asterisk.answers(GetFullVariable("${EPOCH}"), EvaluatedText("evaluated", "17"))
    asterisk.answers(SetVariable("AGC(rx)", "8000"), Acknowledged("done"))
    assert agi.get_variable("MATH(1+1)").value == "2.000000"
    assert agi.get_full_variable("${EPOCH}").value == "17"
    assert agi.set_variable("AGC(rx)", "8000")
    with pytest.raises(CallFlowError, match=r"writing to AGC\(tx\) .* asterisk\.answers\(SetVariable"):
        agi.set_variable("AGC(tx)", "8000")


def test_another_channel_has_what_the_test_says(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.channels["PJSIP/ann-2"] = ChannelState("up")
    assert agi.get_full_variable("text", "pjsip/ANN-2").value == "text"
    assert agi.get_full_variable("${X}", "PJSIP/nobody").value is None
    with pytest.raises(CallFlowError, match="What another channel has is for the test to say"):
        agi.get_full_variable("${X}", "PJSIP/ann-2")


def test_a_value_is_read_whole(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.variables["X"] = "a)\n" * 2000
    assert agi.execute(WholeVariable("X")).text == "a)\n" * 2000
    assert agi.execute(WholeVariable("X", maximum=10)).outcome == "too long"
