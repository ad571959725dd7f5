"""What must not type-check: each line that ends in `# error` is one, and no other is. See tests/package/test_typing.py.

Of the lines that end in `# error for mypy` pyright finds nothing: it takes a text for comparable with anything.
"""

from __future__ import annotations

from agicodec import AsyncAgiCalls, AsyncCommands, Call, CallerId, Commands, Raw, ReplyReceived, Session
from agicodec.applications import CallLimit, Dial, Dialled, Queue, Queued
from agicodec.asterisk import decode_command
from agicodec.commands import (
    ControlStreamFile,
    GetData,
    GetVariable,
    Gosub,
    Hangup,
    RecordFile,
    SayAlpha,
    SayDate,
    SayNumber,
    SetCallerid,
    SetMusic,
    StreamFile,
    TddMode,
    WaitForDigit,
    SetVariable,
)
from agicodec.functions import CALLERID, CONFBRIDGE, HINT
from agicodec.io import asyncio, threads
from agicodec.io.asyncio import AsyncioCall
from agicodec.io.threads import ThreadCall
from agicodec.results import DigitsEntered, Playback
from agicodec.serving import AsyncRouter
from agicodec.testing import Asterisk

GetData()  # error
GetData(5)  # error
GetData(b"pin")  # error
GetData("pin", timeout="5000")  # error
GetData("pin", timeout=2.5)  # error
GetData("pin", 5000, 4, 1)  # error
GetData("pin", max_digit=4)  # error
StreamFile("welcome", None)  # error
StreamFile("welcome", escape_digits=5)  # error
SayAlpha("Ann", "", "UPPER")  # error
SayAlpha("Ann", "", case="u")  # error
TddMode("of")  # error
TddMode(True)  # error
SetMusic("on")  # error
SayDate("2024-01-01")  # error
SayDate(1.5)  # error
SayNumber("5")  # error
WaitForDigit()  # error
RecordFile("x")  # error
RecordFile("x", "wav", beep="BEEP")  # error
SetCallerid(1234)  # error
CallerId(number=1234)  # error
Gosub("context", "s", None)  # error
ControlStreamFile("news", "0", pause_keys=5)  # error
Raw("MYCMD", 5)  # error
GetVariable("X").name = "Y"  # error
Session().send("NOOP")  # error
Session().send(GetVariable)  # error
Commands()  # error


def a_result_has_its_own_fields_only(call: Commands, event: ReplyReceived[DigitsEntered]) -> None:
    call.get_variable("X").digits  # error
    call.get_data("pin").value  # error
    call.stream_file("x").outcome == "finish"  # error
    call.get_variable("X").value.upper()  # error
    call.say_alpha("Ann", case="capitals")  # error
    call.get_data()  # error
    event.reply.digits  # error
    wrong: Playback = event.result()  # error
    print(wrong)


def a_result_is_none_of_its_parts(call: Commands, event: ReplyReceived[DigitsEntered]) -> None:
    call.get_variable("X") == "yes"  # error
    call.stream_file("x") == 0  # error
    call.noop() != "done"  # error
    "done" == call.noop()  # error for mypy
    call.get_data("pin") == call.get_variable("X")  # error
    call.answer() in ("answered", "failed")  # error for mypy
    call.answer() in [0, -1]  # error for mypy
    call.answer().outcome == "answred"  # error
    call.exec("Dial").value == "0"  # error
    call.wait_for_digit(5) == b"5"  # error
    event.raw == 200  # error
    event == "1234"  # error
    event.result() == event.raw  # error


def a_command_is_no_line(command: GetVariable) -> None:
    command == "GET VARIABLE X"  # error
    command == b"GET VARIABLE X\n"  # error
    command == StreamFile("X")  # error
    Raw("X") == "X"  # error


async def a_coroutine_is_not_its_result(call: AsyncCommands) -> None:
    call.get_data("pin").digits  # error
    (await call.get_data("pin")).digit  # error
    call.answer()  # error
    if call.answer():  # error
        print("always")


def a_transport_reads_and_writes(asterisk: Asterisk) -> None:
    Call()  # error
    AsyncAgiCalls(Call)  # error
    asterisk.answers("GET DATA", None)  # error
    asterisk.caller.dials(1234)  # error
    decode_command("NOOP")  # error


class OwnAsyncioCall(AsyncioCall):
    """A call of one's own."""


class OwnThreadCall(ThreadCall):
    """The same for threads."""


async def flow(call: OwnAsyncioCall) -> None:
    """Do nothing."""


def blocking_flow(call: OwnThreadCall) -> None:
    """Do nothing."""


async def a_server_makes_the_calls_that_its_flow_takes() -> None:
    asyncio.Server(flow, port=0)  # error
    asyncio.Server(flow, call_class=AsyncioCall)  # error
    asyncio.Server(flow, call_class=OwnThreadCall)  # error
    asyncio.Server(blocking_flow, call_class=OwnThreadCall)  # error
    await asyncio.serve(flow)  # error
    threads.Server(blocking_flow, port=0)  # error
    threads.Server(blocking_flow, call_class=ThreadCall)  # error
    threads.Server(flow, call_class=OwnAsyncioCall)  # error
    threads.serve(blocking_flow)  # error
    router = AsyncRouter[OwnAsyncioCall]()
    router.add("ivr", blocking_flow)  # error
    router.add("ivr", flow)
    asyncio.Server(router)  # error
    threads.Server(router, call_class=OwnThreadCall)  # error
    AsyncRouter[OwnAsyncioCall](fallback=blocking_flow)  # error
    AsyncRouter[OwnAsyncioCall](refusal=Hangup())  # error
    asyncio.Server(router, call_class=OwnAsyncioCall)
    asyncio.Server(flow, call_class=OwnAsyncioCall)
    threads.serve(blocking_flow, call_class=OwnThreadCall)


def an_application_takes_only_what_it_has(call: Commands, limit: CallLimit) -> None:
    call.run(Dial())  # error
    call.run(Dial("PJSIP/ann", 30))  # error
    call.run(Dial("PJSIP/ann", timeout="30"))  # error
    call.run(Dial("PJSIP/ann", callee_may_transfr=True))  # error
    call.run(Dial("PJSIP/ann", limit=60))  # error
    call.run(Dial("PJSIP/ann", limit=CallLimit("60")))  # error
    call.run(Dial("PJSIP/ann", on_answer="greet"))  # error
    call.run(Dial("PJSIP/ann", introduction="lost"))  # error
    call.run(Dial("PJSIP/ann", music=5))  # error
    call.run(GetVariable("X"))  # error
    call.execute(Dial("PJSIP/ann"))  # error
    limit.total = 5  # error
    Dial("PJSIP/ann").timeout = 5  # error


def a_result_of_an_application_is_checked(call: Commands) -> None:
    call.run(Dial("PJSIP/ann")).outcome == "answred"  # error
    call.run(Dial("PJSIP/ann")) == "answered"  # error
    call.run(Queue("sales")).peer  # error
    Dialled("answred")  # error
    wrong: Queued = call.run(Dial("PJSIP/ann"))  # error
    print(wrong)


def a_function_is_read_or_written(call: Commands) -> None:
    call.get_variable(CONFBRIDGE("user", "template"))  # error
    call.get_full_variable(CONFBRIDGE("user", "template"))  # error
    call.execute(GetVariable(CONFBRIDGE("user", "template")))  # error
    CONFBRIDGE("user", "template").expression  # error
    call.set_variable(HINT("100"), "PJSIP/ann")  # error
    call.execute(SetVariable(HINT("100"), "PJSIP/ann"))  # error
    CONFBRIDGE("caller", "template")  # error
    call.set_variable(5, "x")  # error
    CALLERID()  # error
    CALLERID(5)  # error
