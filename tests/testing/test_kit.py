"""The testing kit: what the caller does takes effect, and a flow that cannot work fails clearly."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from agicodec import Command, DeadChannel, Raw, ReplyReceived
from agicodec.commands import RecordFile, StreamFile, WaitForDigit
from agicodec.session import CommandInterrupted
from agicodec.testing import Asterisk, Caller, CallFlowError, TestCall, hang_up_everywhere
from agicodec.wire import SpeechMatch
from tests.tables import COMMANDS, make


def test_the_environment_describes_the_call() -> None:
    asterisk = Asterisk(Caller("2002", "Ann"), arguments=("a", ""))
    environment = TestCall(asterisk).start()
    assert environment.network
    assert environment.caller_id_number == "2002"
    assert environment.caller_id_name == "Ann"
    assert environment.arguments == ("a", "")
    assert not environment.irregularities


def test_a_variable_that_was_set_can_be_read(agi: TestCall, asterisk: Asterisk) -> None:
    assert agi.get_variable("MOOD").value is None
    agi.set_variable("MOOD", 'very "good"')
    agi.set_variable("__INHERITED", "yes")
    assert agi.get_variable("MOOD").value == 'very "good"'
    assert agi.get_variable("INHERITED").value == "yes"
    assert asterisk.variables == {"MOOD": 'very "good"', "INHERITED": "yes"}


def test_an_expression_is_evaluated(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.variables |= {"A": "${B}", "B": "b", "NAME": "B"}
    asterisk.database["pin", "1"] = "Ann"
    assert agi.get_full_variable("<${A}|${${NAME}}|${DB(pin/1)}|${NONE}> ${").value == "<${B}|b|Ann|> "
    assert agi.get_full_variable("${A}", "PJSIP/nobody").value is None


def test_the_database_is_a_dict(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.database["pin", "1234"] = "Ann"
    assert agi.database_get("pin", "1234").value == "Ann"
    assert agi.get_variable("DB(pin/1234)").value == "Ann"
    assert not agi.database_get("pin", "1")
    assert agi.database_put("pin", "1", "Bob")
    agi.set_variable("DB(pin/2)", "Eve")
    assert asterisk.database == {("pin", "1234"): "Ann", ("pin", "1"): "Bob", ("pin", "2"): "Eve"}
    assert agi.database_del("pin", "1")
    assert agi.database_deltree("pin", "12").outcome == "nothing deleted"
    assert agi.database_deltree("pin")
    assert asterisk.database == {}


def test_get_data_takes_the_keys_of_one_entry(agi: TestCall, caller: Caller, asterisk: Asterisk) -> None:
    caller.dials("12#")
    caller.dials("34")
    caller.dials("5678")
    caller.stays_silent()
    assert agi.get_data("pin").digits == "12"
    timed_out = agi.get_data("pin", 3000)
    assert (timed_out.digits, timed_out.timed_out) == ("34", True)
    assert agi.get_data("pin", max_digits=3).digits == "567"
    assert agi.get_data("pin", max_digits=3).digits == "8"
    nothing = agi.get_data("pin", 3000)
    assert (nothing.digits, nothing.timed_out) == ("", True)
    assert asterisk.heard == ["pin"] * 5


def test_sounds_take_time_without_waiting(agi: TestCall, caller: Caller, asterisk: Asterisk) -> None:
    asterisk.sounds["news"] = 3600
    caller.dials("5", after=1800)
    caller.dials("6", after=1805)
    first = agi.stream_file("news", "5")
    assert (first.digit, first.endpos) == ("5", 1800 * 8000)
    assert agi.stream_file("short").endpos == 8000
    assert agi.wait_for_digit(2000).timed_out
    second = agi.control_stream_file("news", "56#")
    assert (second.digit, second.endpos) == ("6", 1802 * 1000)
    assert agi.stream_file("news", offset=8000 * 3599).endpos == 3600 * 8000
    assert asterisk.time == (1800 + 1 + 2 + 1802 + 1) * 1000


def test_a_key_waits_for_a_command_that_takes_it(agi: TestCall, caller: Caller) -> None:
    caller.dials("1")
    assert agi.stream_file("hello").outcome == "finished"
    assert agi.stream_file("hello", "23").outcome == "finished"
    assert agi.control_stream_file("hello", "1", forward_keys="1").outcome == "finished"
    assert agi.get_option("menu", "12").digit == "1"
    assert agi.get_option("menu", "12", 100).outcome == "no digit"


def test_missing_sounds_are_answered_as_the_spec_has_it(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.missing.add("nosuch")
    assert agi.stream_file("nosuch").outcome == "not played"
    assert agi.control_stream_file("nosuch").outcome == "not played"
    assert agi.get_option("nosuch", "1").outcome == "not played"
    assert agi.get_data("nosuch").outcome == "failed"
    assert asterisk.heard == []


def test_what_is_said_is_heard(agi: TestCall, caller: Caller, asterisk: Asterisk) -> None:
    caller.dials("#")
    agi.say_number(42)
    agi.say_digits("0049")
    agi.say_alpha("Ann")
    agi.say_phonetic("Bob")
    agi.say_date(0)
    assert agi.say_datetime(1700000000, "#").digit == "#"
    assert asterisk.heard == ["42", "0049", "Ann", "Bob", "0", "1700000000"]


def test_what_is_recorded_is_there(agi: TestCall, caller: Caller, asterisk: Asterisk) -> None:
    caller.dials("#", after=4)
    assert agi.record_file("greeting", "wav", "#", beep=True).endpos == 2.8 * 8000
    assert agi.record_file("long", "wav", timeout=9000, silence=3).outcome == "timeout"
    caller.hangs_up(after=2)
    assert agi.record_file("last", "wav", offset=8000).outcome == "hung up"
    assert asterisk.recordings == {"greeting": 2.8, "long": 1, "last": 3}
    assert asterisk.heard == ["beep"]


def test_texts_and_words_are_exchanged(agi: TestCall, caller: Caller, asterisk: Asterisk) -> None:
    caller.sends_text("hello")
    caller.sends_text("é")
    caller.sends_text("")
    caller.stays_silent()
    assert agi.receive_text(1000).text == "hello"
    assert agi.receive_char(1000).code == 0xC3
    assert agi.receive_char(1000).outcome == "empty"
    assert not agi.receive_text(1000)
    assert not agi.receive_char(0)
    assert agi.send_text("good day")
    assert asterisk.texts == ["good day"]
    assert agi.send_image("logo")
    assert not agi.speech_recognize("say", 5)
    assert agi.speech_create()
    assert not agi.speech_create()
    assert agi.speech_load_grammar("menu", "/menu")
    caller.says("yes", SpeechMatch(2, "no", "menu"), after=0.5)
    caller.dials("3")
    caller.stays_silent()
    heard = agi.speech_recognize("say", 5)
    assert heard.matches == (SpeechMatch(1000, "yes", ""), SpeechMatch(2, "no", "menu"))
    assert heard.endpos == 4000
    assert agi.speech_recognize("say", 5).digit == "3"
    assert agi.speech_recognize("say", 5).timed_out
    assert agi.speech_destroy()
    assert not agi.speech_destroy()


def test_the_rest_is_noted(agi: TestCall, asterisk: Asterisk) -> None:
    assert agi.channel_status().outcome == "line ringing"
    agi.answer()
    assert agi.channel_status(asterisk.channel).outcome == "up"
    assert not agi.channel_status("PJSIP/nobody")
    agi.set_context("sales")
    agi.set_extension("7")
    agi.set_priority("again")
    agi.set_music(True, "jazz")
    agi.set_callerid("1234")
    agi.verbose("hello", 3)
    agi.set_autohangup(10)
    assert not agi.tdd_mode("on")
    assert asterisk.goes_on_at == {"context": "sales", "extension": "7", "priority": "again"}
    assert asterisk.music == "jazz"
    agi.set_music(False)
    assert asterisk.music is None
    assert asterisk.messages == ["hello"]
    assert asterisk.variables["CALLERID(all)"] == '"" <1234>'


@pytest.mark.parametrize("title", sorted(set(COMMANDS) - {"EXEC", "GOSUB"}))
def test_every_command_runs_and_survives_a_hangup(title: str) -> None:
    command = make(COMMANDS[title])

    def run(asterisk: Asterisk) -> None:
        try:
            TestCall(asterisk).execute(command)
        except DeadChannel:
            assert not command.dead

    assert hang_up_everywhere(run) == 1 + 4 + 1


def test_a_hangup_comes_in_its_turn(agi: TestCall, caller: Caller, asterisk: Asterisk) -> None:
    caller.dials("1234")
    caller.hangs_up(after=1)
    assert agi.get_data("pin", max_digits=4).digits == "1234"
    assert agi.stream_file("short", offset=4000).outcome == "finished"
    cut = agi.stream_file("welcome")
    assert (cut.outcome, cut.endpos) == ("hung up", 4000)
    with pytest.raises(DeadChannel):
        agi.stream_file("welcome")
    assert agi.hung_up
    assert agi.get_variable("X").value is None
    assert asterisk.hung_up


def test_a_channel_hangs_up_by_itself(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.sounds["music"] = math.inf
    agi.set_autohangup(2.5)
    assert agi.stream_file("short").outcome == "finished"
    cut = agi.stream_file("music")
    assert (cut.outcome, cut.endpos) == ("hung up", 1.5 * 8000)
    assert asterisk.time == 2500
    with pytest.raises(DeadChannel):
        agi.answer()


def test_a_channel_may_be_kept_from_hanging_up_by_itself(agi: TestCall) -> None:
    agi.set_autohangup(1)
    agi.set_autohangup(0)
    assert agi.wait_for_digit(5000).timed_out


def test_a_flow_hangs_up(agi: TestCall) -> None:
    assert not agi.hangup("PJSIP/nobody")
    assert agi.hangup()
    with pytest.raises(DeadChannel):
        agi.answer()


def test_a_hangup_may_come_before_the_reply() -> None:
    asterisk = Asterisk()
    asterisk.caller.hangs_up_before(2)
    agi = TestCall(asterisk)
    agi.answer()
    assert not agi.hung_up
    with pytest.raises(DeadChannel, match="511"):
        agi.stream_file("welcome")
    assert agi.hung_up


@pytest.mark.parametrize("command", [StreamFile("music"), WaitForDigit(-1)])
def test_what_never_ends_can_be_interrupted(agi: TestCall, asterisk: Asterisk, command: Command[object]) -> None:
    asterisk.sounds["music"] = math.inf
    agi.start()
    agi.send(command)
    event = agi.interrupt()
    assert isinstance(event, ReplyReceived if isinstance(command, WaitForDigit) else CommandInterrupted)
    assert agi.get_variable("X").value is None


def failure_of(flow: Callable[[TestCall], object]) -> str:
    with pytest.raises(CallFlowError) as failure:
        flow(TestCall(Asterisk(sounds={"music": math.inf})))
    return str(failure.value)


def test_what_cannot_work_fails_and_shows_the_conversation() -> None:
    def waits_too_much(agi: TestCall) -> None:
        agi.answer()
        agi.next_event()

    assert failure_of(waits_too_much) == (
        "The flow waits for Asterisk, but no command runs that would be answered.\n\n"
        "The conversation so far:\n"
        "Asterisk (the environment of agi://127.0.0.1, called by 1001)\n"
        "flow     ANSWER\n"
        "Asterisk 200 result=0"
    )

    def writes_ahead(agi: TestCall) -> None:
        agi.start()
        agi.write(b"NOOP\nNOOP\n")
        agi.read()
        agi.read()

    assert "has not read this, until it is more or a whole line: b'NOOP\\n'" in failure_of(writes_ahead)
    assert "STREAM FILE never ends" in failure_of(lambda agi: agi.stream_file("music"))
    assert "RECORD FILE would never end" in failure_of(lambda agi: agi.execute(RecordFile("x", "wav")))
    assert "though not as it was meant: SET MUSIC maybe" in failure_of(
        lambda agi: agi.execute(Raw("SET MUSIC", "maybe"))
    )

    def never_ends(agi: TestCall) -> None:
        while True:
            agi.noop()

    assert "10000 commands and does not end" in failure_of(never_ends)


def test_a_step_that_was_not_taken_fails() -> None:
    caller = Caller()
    caller.dials("12")
    caller.hangs_up()
    with pytest.raises(CallFlowError, match="the caller was still to: dials 12, hangs up"):
        caller.check()
    with pytest.raises(ValueError, match="expected one or more of the keys"):
        caller.dials("1x")


def test_a_failure_at_a_hangup_names_the_place() -> None:
    def run(asterisk: Asterisk) -> None:
        agi = TestCall(asterisk)
        agi.answer()
        agi.stream_file("welcome")

    with pytest.raises(CallFlowError, match="does not survive a hangup before its command 1: DeadChannel"):
        hang_up_everywhere(run)


def test_long_lines_are_shown_in_short(agi: TestCall, caller: Caller) -> None:
    agi.set_variable("X", "x" * 500)
    assert "... (515 characters)" in str(caller.conversation)
    assert str(Caller().conversation) == "(nothing was said)"
