"""Running applications: the commands of a run, what they read, and the same on all calls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import (
    AsteriskVersion,
    AsyncCommands,
    Command,
    Commands,
    InvalidArgument,
    LocalProtocolError,
    NoSuchApplication,
    RawReply,
    UnexpectedResult,
)
from agicodec.applications import (
    BackGround,
    Backgrounded,
    Dial,
    Dialled,
    DigitsRead,
    MixMonitor,
    Monitored,
    Playback,
    Queue,
    Queued,
    Read,
    Record,
    Recorded,
)
from agicodec.commands import Answer, Exec, GetVariable, SetVariable
from agicodec.dialplan import MAX_WHOLE, Run, WholeVariables
from agicodec.results import Acknowledged, ApplicationResult
from agicodec.testing import Asterisk, CallFlowError, TestCall
from agicodec.testing.asterisk.applications import ApplicationLike
from tests.tables import texts

R = TypeVar("R")

ENDED = {"DIALSTATUS": "ANSWER", "DIALEDPEERNAME": "PJSIP/ann-1", "ANSWEREDTIME": "5"}
ANSWERED = Dialled("answered", "ANSWER", "PJSIP/ann-1", answered_seconds=5)

MISSPELT = Dialled("bsy")  # type: ignore[arg-type]


class Answering:
    """An Asterisk that runs any application, which sets some variables."""

    def __init__(self, ran: ApplicationResult, variables: dict[str, str]) -> None:
        self.ran = ran
        self.variables = variables
        self.commands: list[Command[object]] = []

    def answer(self, command: Command[R]) -> R:
        self.commands.append(command)
        return command.interpret(self._reply(command))

    def _reply(self, command: Command[object]) -> RawReply:
        match command:
            case SetVariable():
                return command.reply_with(Acknowledged("done"))
            case Exec():
                return command.reply_with(self.ran)
            case WholeVariables(names):
                return command.reply_with(tuple(self.variables.get(name, "") for name in names))
            case _:
                raise AssertionError(command)


class BlockingCall(Commands):
    def __init__(self, asterisk: Answering) -> None:
        self.asterisk = asterisk

    def execute(self, command: Command[R]) -> R:
        return self.asterisk.answer(command)


class AwaitedCall(AsyncCommands):
    def __init__(self, asterisk: Answering) -> None:
        self.asterisk = asterisk

    async def execute(self, command: Command[R]) -> R:
        await asyncio.sleep(0)
        return self.asterisk.answer(command)


def test_a_run_is_one_exec_and_one_reading() -> None:
    asterisk = Answering(ApplicationResult("failed"), ENDED)
    dial = Dial("PJSIP/ann", timeout=30)
    assert BlockingCall(asterisk).run(dial) == ANSWERED
    assert asterisk.commands == [Exec("Dial", "PJSIP/ann,30"), WholeVariables(tuple(dial.variables))]


def test_a_run_is_awaited() -> None:
    asterisk = Answering(ApplicationResult("failed"), ENDED)
    assert asyncio.run(AwaitedCall(asterisk).run(Dial("PJSIP/ann"))) == ANSWERED


def test_what_may_be_stale_is_emptied_first() -> None:
    asterisk = Answering(ApplicationResult("failed"), {})
    assert BlockingCall(asterisk).run(Queue("sales")) == Queued("served")
    emptied = [SetVariable(name, "") for name in ("QUEUESTATUS", "ABANDONED", "QUEUE_WITHDRAW_INFO")]
    assert asterisk.commands[:4] == [*emptied, Exec("Queue", "sales")]


def test_the_variable_of_an_argument_is_emptied_and_read() -> None:
    asterisk = Answering(ApplicationResult("ran", 0), {"READSTATUS": "OK", "PIN": "1234"})
    assert BlockingCall(asterisk).run(Read(variable="PIN")) == DigitsRead("read", digits="1234")
    assert asterisk.commands[0] == SetVariable("PIN", "")


def test_an_application_that_asterisk_does_not_have() -> None:
    asterisk = Answering(ApplicationResult("no such application"), {})
    with pytest.raises(NoSuchApplication, match="its module app_dial is not loaded") as caught:
        BlockingCall(asterisk).run(Dial("PJSIP/ann"))
    assert (caught.value.command, caught.value.module) == ("Dial", "app_dial")
    assert len(asterisk.commands) == 1


def test_nothing_is_sent_of_what_the_release_would_misread() -> None:
    asterisk = Answering(ApplicationResult("ran", 0), {})
    with pytest.raises(InvalidArgument, match="a known release of Asterisk"):
        BlockingCall(asterisk).run(Queue("sales", rule="fair"))
    assert asterisk.commands == []


def test_a_framework_drives_a_run_itself() -> None:
    run = Playback("beep").start(AsteriskVersion.parse("22.10.1"))
    with pytest.raises(LocalProtocolError, match="expected the result of each command"):
        _ = run.result
    asterisk = Answering(ApplicationResult("ran", 0), {"PLAYBACKSTATUS": "SUCCESS"})
    for command in run:
        run.take(asterisk.answer(command))
    assert run.result.outcome == "played"


@pytest.mark.parametrize("wrong", [None, Acknowledged("done")])
def test_a_run_that_gets_something_else_says_so(wrong: object) -> None:
    run: Run[object] = Dial("PJSIP/ann").start()
    commands = iter(run)
    next(commands)
    run.take(wrong)
    with pytest.raises(LocalProtocolError, match="Dial: expected the result of EXEC, found"):
        next(commands)
    run = Dial("PJSIP/ann").start()
    commands = iter(run)
    next(commands)
    run.take(ApplicationResult("failed"))
    next(commands)
    run.take(wrong)
    with pytest.raises(LocalProtocolError, match="Dial: expected the values of the variables, found"):
        next(commands)


# Several values at once, as the simulated Asterisk evaluates them


@given(st.lists(texts(max_size=30), min_size=1, max_size=9))
def test_no_value_is_taken_for_a_part_of_another(values: list[str]) -> None:
    asterisk = Asterisk()
    names = tuple(f"V{number}" for number in range(len(values)))
    asterisk.variables.update(zip(names, values, strict=True))
    assert TestCall(asterisk).execute(WholeVariables(names)) == tuple(values)


@pytest.mark.parametrize(
    "value", ["1,2,", "a) : b", "))))):", "${X}", "$[1+1]", "}", "\\", "200 result=1 (x)", "é" * 9]
)
def test_awkward_values_arrive(value: str) -> None:
    asterisk = Asterisk()
    asterisk.variables.update({"A": value, "B": "b", "C": value})
    assert TestCall(asterisk).execute(WholeVariables(("A", "B", "C", "D"))) == (value, "b", value, "")


def test_each_value_has_its_share_of_the_pipe() -> None:
    asterisk = Asterisk()
    asterisk.variables.update({"A": "a" * MAX_WHOLE, "B": "b"})
    first, second = TestCall(asterisk).execute(WholeVariables(("A", "B")))
    assert (first, second) == ("a" * (MAX_WHOLE // 2), "b")


@pytest.mark.parametrize("names", [(), ("A B",), ("CALLERID(num)",), ("A:0:1",), ("",), ["A"], "A"])
def test_only_variables_are_read_so(names: tuple[str, ...]) -> None:
    with pytest.raises(InvalidArgument, match="one or more names of variables"):
        WholeVariables(names)


def broken() -> Iterator[str]:
    whole = WholeVariables(("A", "B")).reply_with(("x", "y")).text or ""
    yield whole[:-8]
    yield WholeVariables(("A", "B", "C")).reply_with(("", "", "")).text or ""
    yield WholeVariables(("A",)).reply_with(("xy",)).text or ""
    yield "not BASE64"
    yield ""


@pytest.mark.parametrize("text", [*broken()])
def test_a_reply_in_another_form_is_unexpected(text: str) -> None:
    with pytest.raises(UnexpectedResult):
        WholeVariables(("A", "B")).interpret(RawReply(200, "1", text=text))


@pytest.mark.parametrize("result", [None, ("x",), ("x", 1), ("x" * MAX_WHOLE, "")])
def test_what_no_reply_expresses(result: object) -> None:
    with pytest.raises(LocalProtocolError):
        WholeVariables(("A", "B")).reply_with(result)


# In the testing kit


def test_a_test_says_how_applications_end() -> None:
    asterisk = Asterisk()
    asterisk.answers(Dial("PJSIP/ann"), Dialled("busy"))
    asterisk.answers(Dial, Dialled("answered", peer="PJSIP/bob-1"), times=1)
    asterisk.answers(Read, DigitsRead("read", digits="12"))
    call = TestCall(asterisk)
    assert call.run(Dial("PJSIP/bob")) == Dialled("answered", peer="PJSIP/bob-1")
    assert call.run(Dial("PJSIP/ann")) == Dialled("busy")
    assert call.run(Read(files="enter-pin")).digits == "12"
    assert call.execute(GetVariable("DIALSTATUS")).value == "BUSY"
    assert call.get_variable("DIGITS").value == "12"
    asterisk.check()


def test_an_answer_is_for_code_without_types_too() -> None:
    asterisk = Asterisk()
    asterisk.answers(Dial, Dialled("no answer"))
    call = TestCall(asterisk)
    assert call.exec("dial", "PJSIP/ann,30").outcome == "ran"
    assert call.get_variable("DIALSTATUS").value == "NOANSWER"


def test_what_is_not_told_fails_loudly() -> None:
    asterisk = Asterisk()
    asterisk.answers(Dial("PJSIP/ann"), Dialled("busy"))
    with pytest.raises(CallFlowError, match=r"EXEC|Exec"):
        TestCall(asterisk).run(Dial("PJSIP/bob"))


def test_a_hangup_ends_an_application() -> None:
    asterisk = Asterisk()
    asterisk.caller.hangs_up()
    asterisk.answers(Record, Recorded("key"), takes=5, hangup=Recorded("hung up", file="x"))
    assert TestCall(asterisk).run(Record("x", "wav")) == Recorded("hung up", file="x")


def test_an_application_that_is_not_loaded() -> None:
    asterisk = Asterisk()
    asterisk.answers(Queue, ApplicationResult("no such application"))
    with pytest.raises(NoSuchApplication):
        TestCall(asterisk).run(Queue("sales"))


def test_a_result_of_another_application_is_refused() -> None:
    with pytest.raises(LocalProtocolError, match=r"Dial: expected a Dialled, or an ApplicationResult .*, found Queued"):
        Asterisk().answers(Dial, Queued("served"))


@pytest.mark.parametrize(
    ("application", "result", "message"),
    [
        (Dial, MISSPELT, r"its outcome 'bsy' would be read as 'failed'; expected 'answered', .* or 'failed'$"),
        (Dial("PJSIP/ann"), Dialled("answered", "BUSY"), "its outcome 'answered' would be read as 'busy'$"),
        (Dial, Dialled("answered", answered_ms=True), "its answered_ms True would be read as None$"),
        (Dial, Dialled("answered", peer=""), "its peer '' would be read as None$"),
        (Read, DigitsRead("read", digits=12), "its digits 12 would be read as '12'$"),  # type: ignore[arg-type]
        (BackGround, Backgrounded("key"), "its outcome 'key' would be read as 'played'$"),
        (Queue, Queued("failed"), "its outcome 'failed' would be read as 'left by key'$"),
    ],
)
def test_a_result_that_no_run_has_is_refused(application: ApplicationLike, result: object, message: str) -> None:
    asterisk = Asterisk()
    with pytest.raises(LocalProtocolError, match=f": no run ends with .*: {message}"):
        asterisk.answers(application, result)
    with pytest.raises(LocalProtocolError, match=message):
        asterisk.answers(application, ApplicationResult("ran", 0), hangup=result)
    asterisk.check()


def test_an_answer_for_a_class_sets_the_variable_that_was_sent() -> None:
    asterisk = Asterisk()
    asterisk.answers(Read, DigitsRead("read", digits="12"), hangup=DigitsRead("hung up", digits="1"))
    call = TestCall(asterisk)
    assert call.run(Read(variable="PIN", files=["a", "b"])).digits == "12"
    assert call.get_variable("PIN").value == "12"
    assert call.run(Read()).digits == "12"
    assert call.exec("Read", "CODE,enter-pin").outcome == "ran"
    assert call.get_variable("CODE").value == "12"
    asterisk.answers(MixMonitor, Monitored("started", id="0x7"))
    assert call.run(MixMonitor("a.wav", bridged_only=True, id_variable="ID")).id == "0x7"
    assert call.get_variable("ID").value == "0x7"
    asterisk.caller.hangs_up()
    assert call.run(Read(variable="MORE")) == DigitsRead("hung up", digits="1")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("Dial", r"found 'Dial'; exec\(\) runs an application by its name"),
        (Dial, r"found the class Dial itself; make one: Dial\(\.\.\.\)"),
        (Answer(), r"found Answer\(\); execute\(\) runs a command"),
        (None, "found None"),
    ],
)
def test_what_is_no_application_is_refused(wrong: object, message: str) -> None:
    run: Callable[[object], object] = TestCall(Asterisk()).run  # type: ignore[assignment]
    with pytest.raises(TypeError, match=f"expected an application, such as .*, {message}"):
        run(wrong)


def test_an_application_is_no_command() -> None:
    execute: Callable[[object], object] = TestCall(Asterisk()).execute  # type: ignore[assignment]
    with pytest.raises(TypeError, match=r"expected a command, .*found Dial\(.*; run\(\) runs an application"):
        execute(Dial("PJSIP/ann"))


def test_a_line_that_cannot_be_sent_is_refused_before_a_variable_is_emptied() -> None:
    asterisk = Asterisk(variables={"QUEUESTATUS": "FULL"})
    with pytest.raises(InvalidArgument, match="a line feed would end the command"):
        TestCall(asterisk).run(Queue("sa\nles"))
    assert asterisk.variables == {"QUEUESTATUS": "FULL"}
    Queue("sales" * 1000).start(AsteriskVersion.parse("22.10.0"))
    with pytest.raises(InvalidArgument, match="the line has"):
        Queue("sales" * 1000).start(AsteriskVersion.parse("1.8.0"))
