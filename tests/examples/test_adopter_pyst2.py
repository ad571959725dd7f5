"""Frameworks on agicodec: documented behaviour stays the same, and known faults of the framework are gone.

Each test of documented behaviour runs against the framework as it is and against the one on agicodec. The traps are
known to go wrong in the framework as it is; a strict expectation says so.
"""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Iterator

import pytest
from asterisk import agi as pyst2

from agicodec import InvalidArgument
from agicodec.asterisk import decode_command
from agicodec.commands import Exec, SetVariable
from agicodec.results import ApplicationResult
from agicodec.testing import Asterisk, Caller, call_script
from examples.adopters import pyst2_agi
from tests.sessions import BLOCK

USAGE = b"520-Invalid command syntax.  Proper usage follows:\nhow to\n200 result=7\n520 End of proper usage.\n"

PLAIN = BLOCK.replace(b" \xc3\n", b"\n")
"""An environment whose caller has a name that is whole."""

AGIS = [pyst2.AGI, pyst2_agi.AGI]
AGI_TRAPS = [pytest.param(pyst2.AGI, marks=pytest.mark.xfail(strict=True)), pyst2_agi.AGI]


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """Leave the handler of SIGHUP as it was: each AGI sets its own."""
    before = signal.getsignal(signal.SIGHUP)
    yield
    signal.signal(signal.SIGHUP, before)


class Script:
    """An AGI of pyst2 whose streams are in memory."""

    def __init__(self, agi: type[pyst2.AGI], answers: bytes = b"", block: bytes = PLAIN) -> None:
        self.stdin = io.TextIOWrapper(io.BytesIO(block + answers), encoding="utf-8")
        self.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
        self.agi = agi(self.stdin, self.stdout, io.StringIO())

    @property
    def lines(self) -> list[bytes]:
        """What was written."""
        self.stdout.flush()
        buffer = self.stdout.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().splitlines(keepends=True)


@pytest.mark.parametrize("agi", AGIS)
def test_pyst2_returns_the_environment(agi: type[pyst2.AGI]) -> None:
    script = Script(agi)
    assert script.agi.env["agi_callerid"] == "1001"
    assert script.agi.env["agi_calleridname"] == "Ann: é"
    assert script.agi.env["agi_arg_1"] == "arg one"


@pytest.mark.parametrize("agi", AGIS)
def test_pyst2_has_methods_for_commands(agi: type[pyst2.AGI]) -> None:
    answers = (
        b"200 result=0\n200 result=49 endpos=8000\n200 result=0 endpos=8000\n200 result=1234 (timeout)\n"
        b"200 result=6\n200 result=1\n200 result=1 (very good)\n200 result=0\n200 result=1\n200 result=1 (Ann)\n"
        b"200 result=1\n200 result=0\n200 result=35\n200 result=1\n"
    )
    script = Script(agi, answers)
    call = script.agi
    call.answer()
    assert call.stream_file("hello", [1, 2, "#"]) == "1"
    assert call.stream_file("hello") == ""
    assert call.get_data("pin", 5000, 4) == "1234"
    assert call.channel_status() == 6
    call.set_variable("MOOD", "very good")
    assert call.get_variable("MOOD") == "very good"
    assert call.get_variable("NONE") == ""
    call.verbose("hello")
    assert call.database_get("pin", "1") == "Ann"
    call.database_put("pin", "1", "")
    call.noop()
    assert call.wait_for_digit(1000) == "#"
    call.hangup()
    assert len(script.lines) == 14


@pytest.mark.parametrize("agi", AGIS)
def test_pyst2_raises_its_own_exceptions(agi: type[pyst2.AGI]) -> None:
    def failing(answer: bytes) -> pyst2.AGI:
        return Script(agi, answer).agi

    with pytest.raises(pyst2.AGIInvalidCommand, match="Invalid or unknown command"):
        failing(b"510 Invalid or unknown command\n").execute("MYCMD", 1)
    with pytest.raises(pyst2.AGIUsageError, match="how to"):
        failing(USAGE.replace(b"200 result=7\n", b"")).execute("WAIT FOR DIGIT")
    with pytest.raises(pyst2.AGIAppError):
        failing(b"200 result=-1\n").answer()
    with pytest.raises(pyst2.AGIResultHangup):
        failing(b"200 result=-1 (hangup)\n").execute("RECEIVE CHAR", 1000)
    with pytest.raises(pyst2.AGIUnknownError):
        failing(b"503 result=-2 Memory allocation failure\n").execute("GOSUB", "a", "s", 1)
    with pytest.raises(pyst2.AGIDBError, match="Key not found"):
        failing(b"200 result=0\n").database_get("pin", "1")
    with pytest.raises(pyst2.AGIAppError, match="Unable to find application"):
        failing(b"200 result=-2\n").appexec("NoSuch")
    call = failing(b"200 result=0\n")
    signal.raise_signal(signal.SIGHUP)
    with pytest.raises(pyst2.AGISIGHUPHangup):
        call.answer()


@pytest.mark.parametrize("agi", AGIS)
def test_pyst2_returns_dicts(agi: type[pyst2.AGI]) -> None:
    call = Script(agi, b"200 result=0 endpos=800\n200 result=5\n").agi
    assert call.execute("STREAM FILE", "x", '""') == {"result": ("0", ""), "endpos": ("800", "")}
    call.send_command('EXEC Wait "1"')
    assert call.get_result() == {"result": ("5", "")}


@pytest.mark.parametrize("agi", AGI_TRAPS)
def test_pyst2_takes_a_caller_name_that_is_cut_in_a_character(agi: type[pyst2.AGI]) -> None:
    assert Script(agi, block=BLOCK).agi.env["agi_calleridname"] == "Ann: é \udcc3"


@pytest.mark.parametrize("agi", AGI_TRAPS)
@pytest.mark.parametrize("value", ['a "q" b', "back\\slash", 'x" EXEC System evil "'])
def test_pyst2_quotes_what_it_sends(agi: type[pyst2.AGI], value: str) -> None:
    script = Script(agi, b"200 result=1\n")
    script.agi.set_variable("FOO", value)
    assert decode_command(script.lines[0]) == SetVariable("FOO", value)


@pytest.mark.parametrize("agi", AGI_TRAPS)
def test_pyst2_sends_one_line_for_one_command(agi: type[pyst2.AGI]) -> None:
    script = Script(agi, b"200 result=1\n200 result=1\n")
    with pytest.raises(InvalidArgument, match="a line feed would end the command"):
        script.agi.set_variable("FOO", "x\nEXEC System evil")
    assert script.lines == []


@pytest.mark.parametrize("agi", AGIS)
@pytest.mark.parametrize("value", ["hangup", "x result=-1", "a (b) c", " padded "])
def test_pyst2_takes_a_value_of_one_line(agi: type[pyst2.AGI], value: str) -> None:
    assert Script(agi, f"200 result=1 ({value})\n".encode()).agi.get_variable("X") == value


@pytest.mark.parametrize("agi", AGI_TRAPS)
@pytest.mark.parametrize("value", ["hangup", "a\nHANGUP\nb"])
def test_pyst2_takes_any_value_for_a_value(agi: type[pyst2.AGI], value: str) -> None:
    call = Script(agi, f"200 result=1 ({value})\n200 result=0\n".encode()).agi
    assert call.database_get("pin", "1") == value
    call.noop()


@pytest.mark.parametrize("agi", AGI_TRAPS)
def test_pyst2_waits_past_a_provisional_reply(agi: type[pyst2.AGI]) -> None:
    call = Script(agi, b"100 result=0 Trying...\n200 result=0 Gosub complete\n").agi
    assert call.execute("GOSUB", "a", "s", 1)["result"] == ("0", "")


@pytest.mark.parametrize("agi", AGI_TRAPS)
def test_pyst2_takes_a_hangup_before_the_reply(agi: type[pyst2.AGI]) -> None:
    call = Script(agi, b"HANGUP\n200 result=1 (x)\n200 result=0\n").agi
    assert call.get_variable("X") == "x"
    call.noop()
    with pytest.raises(pyst2.AGIHangup):
        call.answer()


@pytest.mark.parametrize("agi", AGI_TRAPS)
def test_pyst2_gets_the_right_variable_after_an_application_that_returns_1(agi: type[pyst2.AGI]) -> None:
    call = Script(agi, b"200 result=1\n" + USAGE + b"200 result=1 (x)\n").agi
    assert call.appexec("Dial", "x") == "1"
    assert call.get_variable("X") == "x"


@pytest.mark.parametrize("agi", AGI_TRAPS)
def test_pyst2_distinguishes_a_dead_channel_from_an_unknown_error(agi: type[pyst2.AGI]) -> None:
    call = Script(agi, b"511 Command Not Permitted on a dead channel or intercept routine\n").agi
    with pytest.raises(pyst2.AGIHangup):
        call.answer()


@pytest.mark.parametrize("agi", AGI_TRAPS)
def test_pyst2_reports_the_end_of_the_stream(agi: type[pyst2.AGI]) -> None:
    with pytest.raises(pyst2.AGIHangup, match="Asterisk has closed the connection"):
        Script(agi).agi.answer()


@pytest.mark.parametrize("agi", AGI_TRAPS)
def test_pyst2_knows_what_deltree_answers(agi: type[pyst2.AGI]) -> None:
    call = Script(agi, b"200 result=0\n200 result=1\n").agi
    call.database_deltree("pin")
    with pytest.raises(pyst2.AGIDBError):
        call.database_deltree("pin")


@pytest.mark.parametrize("agi", AGI_TRAPS)
def test_pyst2_distinguishes_a_forged_field_from_the_genuine_one(agi: type[pyst2.AGI]) -> None:
    forged = PLAIN.replace(b"agi_arg_2: \n", b"agi_arg_2: \nagi_callerid: 9999\n")
    assert Script(agi, block=forged).agi.env["agi_callerid"] == "1001"


@pytest.mark.parametrize("agi", ["asterisk.agi", "examples.adopters.pyst2_agi"])
def test_pyst2_runs_a_script(agi: str, asterisk: Asterisk, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", ".")
    program = f"""
from {agi} import AGI
call = AGI()
call.answer()
call.set_variable("PIN", call.get_data("pin", 5000, 4))
call.say_digits(call.get_variable("PIN"))
call.appexec("Dial", "PJSIP/ann,30")
"""
    asterisk.answers(Exec("Dial", "PJSIP/ann,30"), ApplicationResult("ran", value=0))
    caller.dials("1234")
    assert call_script(asterisk, [sys.executable, "-c", program]) == 0
    assert asterisk.variables["PIN"] == "1234"
    assert asterisk.heard == ["pin", "1234"]
