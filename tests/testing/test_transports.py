"""The kit over its transports: coroutines, AsyncAGI, TCP, processes, and pytest itself."""

from __future__ import annotations

import asyncio
import math
import socket
import sys

import pytest

from agicodec import (
    DeadChannel,
    InvalidCommand,
    Raw,
    UsageError,
)
from agicodec.commands import Exec
from agicodec.errors import NeverAnswered, TruncatedReply
from agicodec.io.asyncio import AsyncioCall, Server
from agicodec.results import ApplicationResult
from agicodec.testing import (
    Asterisk,
    AsyncAgiTestCall,
    AsyncTestCall,
    Caller,
    CallFlowError,
    call_fastagi,
    call_script,
)


async def greet(call: AsyncTestCall | AsyncAgiTestCall) -> str:
    await call.answer()
    entry = await call.get_data("pin", max_digits=4)
    await call.set_variable("PIN", entry.digits)
    return (await call.get_variable("PIN")).value or ""


def test_an_async_flow_runs_over_fastagi(async_agi: AsyncTestCall, caller: Caller) -> None:
    caller.dials("1234")
    assert asyncio.run(greet(async_agi)) == "1234"


def test_an_async_flow_runs_over_asyncagi(asyncagi_call: AsyncAgiTestCall, caller: Caller) -> None:
    caller.dials("1234")
    assert asyncagi_call.environment.request == "async"
    assert asyncio.run(greet(asyncagi_call)) == "1234"


def test_asyncagi_ends_after_a_failure_or_a_break(asyncagi_call: AsyncAgiTestCall, asterisk: Asterisk) -> None:
    async def flow() -> None:
        with pytest.raises(InvalidCommand):
            await asyncagi_call.execute(Raw("MYCMD"))
        with pytest.raises(UsageError):
            await asyncagi_call.execute(Raw("WAIT FOR DIGIT"))
        assert (await asyncagi_call.get_full_variable("x" * 950 + " " * 9)).value == "x" * 950 + " " * 9
        asterisk.missing.add("nosuch")
        assert (await asyncagi_call.stream_file("nosuch")).outcome == "not played"
        with pytest.raises(NeverAnswered):
            await asyncagi_call.answer()

    asyncio.run(flow())


def test_asyncagi_cuts_long_replies_and_hands_on_the_rest(asyncagi_call: AsyncAgiTestCall, asterisk: Asterisk) -> None:
    async def flow() -> None:
        asterisk.variables |= {"A": "a" * 3000, "B": " " * 900}
        assert (await asyncagi_call.get_full_variable("${A}")).value == "a" * 3000
        assert (await asyncagi_call.get_variable("X")).value is None
        with pytest.raises(TruncatedReply, match="the end of the reply is lost"):
            await asyncagi_call.get_full_variable("${B}")
        asterisk.answers(Exec, ApplicationResult("ran", value=1))
        assert (await asyncagi_call.exec("Echo")).value == 1
        assert await asyncagi_call.asyncagi_break()

    asyncio.run(flow())


def test_a_hangup_ends_asyncagi(asyncagi_call: AsyncAgiTestCall, caller: Caller) -> None:
    caller.hangs_up_before(2)

    async def flow() -> None:
        await asyncagi_call.answer()
        with pytest.raises((DeadChannel, NeverAnswered)):
            await asyncagi_call.stream_file("welcome")
        assert asyncagi_call.hung_up

    asyncio.run(flow())


def test_a_wait_for_nothing_in_asyncagi_fails(asyncagi_call: AsyncAgiTestCall) -> None:
    with pytest.raises(CallFlowError, match="no command runs"):
        asyncio.run(asyncagi_call.wait())


SCRIPT = """
import os, signal, sys
from agicodec import Call, DeadChannel
class Script(Call):
    def read(self): return os.read(0, 65536)
    def write(self, data): os.write(1, data)
script = Script()
signal.signal(signal.SIGHUP, lambda *_: script.session.receive_hangup())
environment = script.start()
try:
    entry = script.get_data("pin", max_digits=2)
    if environment.enhanced:
        script.set_variable("HEARD", os.read(3, 100).decode())
    script.say_digits(entry.digits)
    script.say_digits(entry.digits)
except DeadChannel:
    script.set_variable("GONE", "yes")
    print("bye", file=sys.stderr)
    sys.exit(3)
"""


def test_a_script_is_run_as_asterisk_runs_it(asterisk: Asterisk, caller: Caller) -> None:
    caller.dials("12")
    assert call_script(asterisk, [sys.executable, "-c", SCRIPT]) == 0
    assert asterisk.heard == ["pin", "12", "12"]


def test_a_script_gets_audio_under_eagi(asterisk: Asterisk, caller: Caller) -> None:
    caller.dials("12")
    assert call_script(asterisk, [sys.executable, "-c", SCRIPT], audio=b"hello") == 0
    assert asterisk.variables == {"HEARD": "hello"}


@pytest.mark.parametrize("during", [True, False])
def test_a_signal_reports_a_hangup_to_a_script(asterisk: Asterisk, caller: Caller, *, during: bool) -> None:
    caller.dials("12")
    if during:
        caller.hangs_up_during(2)
    else:
        caller.hangs_up_before(2)
    assert call_script(asterisk, [sys.executable, "-c", SCRIPT]) == 3
    assert asterisk.variables == {"GONE": "yes"}
    assert "(stderr) bye" in caller.conversation.lines


def test_a_script_that_hangs_fails(asterisk: Asterisk) -> None:
    with pytest.raises(CallFlowError, match="The script has written nothing since the last line of Asterisk"):
        call_script(asterisk, [sys.executable, "-c", "import time; time.sleep(60)"], timeout=0.5)
    program = "import os, time; os.close(1); time.sleep(60)"
    with pytest.raises(CallFlowError, match=r"has closed its output, but not ended in 0.5 s"):
        call_script(Asterisk(), [sys.executable, "-c", program], timeout=0.5)


def test_a_script_that_reads_nothing_is_let_go(asterisk: Asterisk) -> None:
    assert call_script(asterisk, [sys.executable, "-c", "import os; os.close(0); os.write(1, b'NOOP\\n')"]) == 0


def test_a_server_that_hangs_fails() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        host, port = server.getsockname()
        with pytest.raises(CallFlowError) as caught:
            call_fastagi(Asterisk(), host, port, timeout=0.2)
    assert caught.value.problem.startswith("The server has sent nothing since the last line of Asterisk")
    assert caught.value.problem.endswith("asyncio.to_thread(call_fastagi, ...). The call was to end in 0.2 s.")


def test_a_time_limit_of_a_flow_passes_in_true_time(asterisk: Asterisk) -> None:
    asterisk.sounds["music"] = math.inf
    limits: list[object] = []

    async def listen(call: AsyncioCall) -> None:
        try:
            await asyncio.wait_for(call.stream_file("music"), 0.1)
        except asyncio.TimeoutError as error:
            limits.append(error)
        await call.set_variable("HEARD", "enough")

    async def serve() -> None:
        async with Server(listen, port=0) as server:
            await asyncio.to_thread(call_fastagi, asterisk, *server.address)

    asyncio.run(serve())
    assert len(limits) == 1
    assert asterisk.variables["HEARD"] == "enough"


def test_the_plugin_shows_the_conversation_of_a_failure(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        def test_passes(agi, caller):
            caller.dials("1")
            assert agi.wait_for_digit(1000).digit == "1"

        def test_fails(agi):
            assert agi.get_variable("X").value == "x"

        def test_leaves_steps(agi, caller):
            caller.dials("1")

        def test_has_no_call():
            assert 0
    """)
    result = pytester.runpytest()
    result.assert_outcomes(passed=2, failed=2, errors=1)
    result.stdout.fnmatch_lines(["*AGI conversation*", "flow     GET VARIABLE X", "Asterisk 200 result=0"])
    result.stdout.fnmatch_lines(["*the caller was still to: dials 1.*"])
