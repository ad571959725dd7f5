"""The examples: the same call flow runs over every transport, and survives a hangup at any place."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from array import array
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path

import pytest
import trio

from agicodec import AsyncCall, CallEvent, CommandInterrupted, LocalProtocolError, ReplyReceived
from agicodec.commands import StreamFile
from agicodec.io import threads
from agicodec.io.asyncio import Server
from agicodec.io.trio import Server as TrioServer
from agicodec.results import EvaluatedText
from agicodec.session import ChannelHungUp
from agicodec.testing import Asterisk, AsyncTestCall, Caller, TestManager, call_fastagi, call_script, hang_up_everywhere
from examples import (
    asyncagi_asyncio,
    asyncagi_panoramisk,
    demo,
    fastagi_proxy,
)
from examples.ivr import balance, balance_blocking
from examples.own_commands.agi.commands import QueuePosition
from examples.own_commands.agi.results import QueuePlace
from examples.own_commands.call import CallCenterCall, say_position
from examples.replay import Replay, read_recording
from tests.places import ROOT
from tests.sessions import BLOCK

Run = Callable[[Asterisk], object]
"""Calls an example once, and returns when its flow has ended."""


Main = Callable[[str, str, str, str], Coroutine[object, object, None]]
"""A client of the manager interface: called with the host, the port, the user and the secret."""


def over_asyncio(asterisk: Asterisk) -> None:
    async def serve() -> None:
        async with Server(balance, port=0) as server:
            await asyncio.to_thread(call_fastagi, asterisk, *server.address, "balance")

    asyncio.run(serve())


def over_trio(asterisk: Asterisk) -> None:
    async def serve() -> None:
        async with TrioServer(balance, port=0) as server:
            await trio.to_thread.run_sync(call_fastagi, asterisk, *server.address, "balance")

    trio.run(serve)


def over_threads(asterisk: Asterisk) -> None:
    with threads.Server(balance_blocking, port=0) as server:
        call_fastagi(asterisk, *server.address)


def over_a_process(asterisk: Asterisk) -> None:
    assert call_script(asterisk, [sys.executable, "-m", "examples.agi_process"]) == 0


def over_eagi(asterisk: Asterisk) -> None:
    samples = array("h", [0, -1234, 5, 1000]).tobytes()
    assert call_script(asterisk, [sys.executable, "-m", "examples.eagi_process"], audio=samples) == 0


async def serve_until_all_have_ended(main: Main, manager: TestManager) -> None:
    """Run a client of a manager interface that stays, until all calls have ended."""
    task = asyncio.ensure_future(main(manager.host, str(manager.port), "user", "secret"))
    await asyncio.to_thread(manager.join)
    task.cancel()
    await asyncio.wait([task])
    await asyncio.sleep(0)


def over_asyncagi(asterisk: Asterisk) -> None:
    with TestManager(asterisk, stays=True) as manager:
        asyncio.run(serve_until_all_have_ended(asyncagi_asyncio.main, manager))


def over_panoramisk(asterisk: Asterisk) -> None:
    with TestManager(asterisk) as manager:
        asyncio.run(serve_until_all_have_ended(asyncagi_panoramisk.main, manager))


def test_one_connection_serves_several_callers_at_once() -> None:
    callers = {"PJSIP/ann-00000001": "1234", "PJSIP/bob-00000002": "5678", "PJSIP/eve-00000003": "9999"}
    asterisks = [
        Asterisk(database={("balance", "1234"): "42", ("balance", "5678"): "7"}, channel=channel, unique_id=f"1.{pin}")
        for channel, pin in callers.items()
    ]
    for asterisk, pin in zip(asterisks, callers.values(), strict=True):
        asterisk.caller.dials(pin)
    with TestManager(*asterisks, users={"user": "secret"}, seed=1, stays=True) as manager:
        asyncio.run(serve_until_all_have_ended(asyncagi_asyncio.main, manager))
    heard = [[sound for sound in asterisk.heard if sound.isdigit()] for asterisk in asterisks]
    assert heard == [["42"], ["7"], []]


@pytest.fixture(scope="module")
def twisted_server() -> Iterator[tuple[str, int]]:
    """Start the server on Twisted, whose reactor wants a process of its own."""
    program = "from twisted.internet.task import react; from examples.fastagi_twisted import main; react(main, [0])"
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        port = int(line.rstrip().rpartition(" on ")[2].rstrip(">"))
        yield "127.0.0.1", port
        process.kill()


@pytest.fixture(params=["asyncio", "trio", "threads", "process", "eagi", "asyncagi", "panoramisk", "twisted", "memory"])
def run(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what calls the example of a transport."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    if request.param == "twisted":
        host, port = request.getfixturevalue("twisted_server")
        return lambda asterisk: call_fastagi(asterisk, host, port)
    if request.param == "memory":
        return lambda asterisk: asyncio.run(balance(AsyncTestCall(asterisk)))
    runs: dict[str, Run] = {
        "asyncio": over_asyncio,
        "trio": over_trio,
        "threads": over_threads,
        "process": over_a_process,
        "eagi": over_eagi,
        "asyncagi": over_asyncagi,
        "panoramisk": over_panoramisk,
    }
    return runs[request.param]


def test_the_balance_of_a_known_pin_is_said(run: Run, asterisk: Asterisk, caller: Caller) -> None:
    asterisk.database["balance", "1234"] = "42"
    caller.dials("1234")
    run(asterisk)
    assert asterisk.heard == ["enter-pin", "your-balance-is", "42", "goodbye"]
    assert asterisk.up


def test_a_wrong_pin_is_asked_for_again(run: Run, asterisk: Asterisk, caller: Caller) -> None:
    asterisk.database["balance", "1"] = "7"
    asterisk.database["balance", "2"] = "no number"
    caller.dials("2#")
    caller.stays_silent()
    caller.dials("1#")
    run(asterisk)
    assert asterisk.heard == ["enter-pin", "wrong-pin"] * 2 + ["enter-pin", "your-balance-is", "7", "goodbye"]


def test_the_flow_gives_up_after_three_tries(run: Run, asterisk: Asterisk) -> None:
    run(asterisk)
    assert asterisk.heard == ["enter-pin", "wrong-pin"] * 3 + ["goodbye"]


def test_the_flow_survives_a_hangup_anywhere(run: Run) -> None:
    def make() -> Asterisk:
        asterisk = Asterisk(database={("balance", "1234"): "42"})
        asterisk.caller.dials("1234")
        return asterisk

    assert hang_up_everywhere(run, make) >= 2 * 6 + 1


def test_eagi_hears_the_caller(asterisk: Asterisk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    over_eagi(asterisk)
    assert asterisk.messages == ["the loudest sample of the caller was 1234"]


def test_eagi_says_that_it_wants_audio(asterisk: Asterisk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    assert call_script(asterisk, [sys.executable, "-m", "examples.eagi_process"]) == 1
    assert any("write EAGI(...) in the dialplan" in line for line in asterisk.caller.conversation.lines)


# Calls


class NotedCall(AsyncTestCall):
    """A call that notes what else happens."""

    def __init__(self, asterisk: Asterisk) -> None:
        super().__init__(asterisk)
        self.noted: list[CallEvent] = []

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)


def test_a_call_passes_on_what_else_happens() -> None:
    asterisk = Asterisk()
    asterisk.caller.hangs_up_before(1)
    call = NotedCall(asterisk)

    async def flow() -> None:
        await call.verbose("hello")

    asyncio.run(flow())
    assert call.noted == [ChannelHungUp()]
    assert call.hung_up


def test_a_call_needs_its_environment(asterisk: Asterisk) -> None:
    class Streamed(AsyncCall):
        async def read(self) -> bytes:
            return asterisk.environment().encode()

        async def write(self, data: bytes) -> None:
            pass

    call = Streamed()
    with pytest.raises(LocalProtocolError, match="the environment has not arrived"):
        call.environment  # noqa: B018
    assert asyncio.run(call.start()) is call.environment


def test_a_playback_is_interrupted(asterisk: Asterisk) -> None:
    asterisk.sounds["music"] = float("inf")
    call = AsyncTestCall(asterisk)

    async def flow() -> ReplyReceived[object] | CommandInterrupted:
        await call.start()
        await call.send(StreamFile("music"))
        return await call.interrupt()

    assert asyncio.run(flow()) == CommandInterrupted(StreamFile("music"))


# The other examples


def test_the_call_centre_says_a_position() -> None:
    asterisk = Asterisk()
    asterisk.answers(QueuePosition("sales"), QueuePlace("waiting", position=3, queue="sales", wait=40))
    asterisk.answers(QueuePosition("none"), QueuePlace("no such queue"))
    positions: list[int | None] = []

    async def flow(call: CallCenterCall) -> None:
        positions.append(await say_position(call, "sales"))
        positions.append(await say_position(call, "none"))

    async def run() -> None:
        async with Server(flow, call_class=CallCenterCall, port=0) as server:
            await asyncio.to_thread(call_fastagi, asterisk, *server.address)

    asyncio.run(run())
    assert positions == [3, None]
    assert asterisk.heard == ["3"]


def test_the_demo_shows_each_exchange(capsys: pytest.CaptureFixture[str]) -> None:
    count = asyncio.run(demo.run())
    shown, _, shown_async = capsys.readouterr().out.partition("\n-- AsyncAGI")
    assert count >= 25
    assert shown.count("\nline     b'") == shown.count("\ncommand  ") + 1
    assert "command  GetData(filename='short', timeout=300, max_digits=4)" in shown
    assert "result   DigitsEntered(outcome='timeout', digits='')" in shown
    assert "raises   UsageError: " in shown
    assert "event    CommandInterrupted(" in shown
    assert "result   Playback(outcome='hung up'" in shown
    assert "action   {'Action': 'AGI'" in shown_async
    assert f"result   {EvaluatedText('evaluated', value='a)' + chr(10) + '200 result=1')!r}" in shown_async
    assert "event    ReplyIncomplete(command=Raw(command='CONTROL STREAM FILE', arguments=())" in shown_async
    assert "raises   UsageError: CONTROL STREAM FILE: " in shown_async
    assert "event    SessionEnded()" in shown_async


def test_what_was_not_recorded_is_not_answered() -> None:
    replay = Replay(read_recording(ROOT / "tests" / "data" / "asterisk-22-sample.jsonl"))
    assert replay.answer(b"NOOP\n") == b"200 result=0\n"
    with pytest.raises(LookupError, match="nothing was recorded for b'MAKE COFFEE"):
        replay.answer(b"MAKE COFFEE\n")


def test_a_proxy_records_what_can_be_played_back(
    asterisk: Asterisk, caller: Caller, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asterisk.database["balance", "1234"] = "42"
    caller.dials("1234")
    caller.hangs_up_during(5)

    async def record_and_play_back() -> None:
        async with Server(balance, port=0) as server:
            address = server.address
            proxy = fastagi_proxy.Proxy(*address, tmp_path)
            async with await asyncio.start_server(proxy.handle, "127.0.0.1", 0) as front:
                host, port = front.sockets[0].getsockname()
                await asyncio.to_thread(call_fastagi, asterisk, host, port)
                while b"SAY NUMBER" not in path.read_bytes():
                    await asyncio.sleep(0.01)
            await Replay(read_recording(path)).call(*address)

    path = tmp_path / "call-1.jsonl"
    asyncio.run(record_and_play_back())
    exchanges = list(read_recording(path))
    assert [exchange.state for exchange in exchanges] == ["env", "up", "up", "up", "up", "up"]
    assert exchanges[2].sent == b"GET DATA enter-pin 5000 4\n"
    assert exchanges[-1].received.startswith(b"200 result=-1\n")
    shown = capsys.readouterr().out
    assert "GetData(filename='enter-pin', timeout=5000, max_digits=4)\n    DigitsEntered(outcome='entered'" in shown
    assert "DatabaseGet(family='balance', key='1234')\n    DatabaseValue(outcome='found', value='42')" in shown


def test_a_proxy_understands_what_is_wrong(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    recorder = fastagi_proxy.Recorder(tmp_path / "call.jsonl")
    recorder.sent(b"NOOP\n")
    recorder.received(BLOCK)
    for sent, received in (
        (b"\n", b"510 Invalid or unknown command\n"),
        (b"MYCMD a b\n", b"510 Invalid or unknown command\n"),
        (b"WAIT FOR DIGIT\n", b"520 Invalid command syntax.  Proper usage not available.\n"),
        (b"SET MUSIC maybe\n", b"200 result=0\nHANGUP\n"),
        (b"ANSWER\n", b"511 Command Not Permitted on a dead channel or intercept routine\n"),
        (b"NOOP\nNOOP\n", b"200 result=0\n200 result=0\n"),
    ):
        recorder.sent(sent)
        recorder.received(received)
    recorder.flush()
    given_up = fastagi_proxy.Recorder(tmp_path / "given-up.jsonl")
    given_up.received(BLOCK)
    given_up.sent(b"failure\n")
    shown = capsys.readouterr().out
    for line in (
        "Raw(command='?', arguments=())\n    InvalidCommand(",
        "Raw(command='MYCMD', arguments=('a', 'b'))\n    InvalidCommand(",
        "Unchecked(WaitForDigit)\n    UsageError(",
        "Unchecked(SetMusic, 'maybe')\n    Acknowledged(",
        "Answer()\n    DeadChannel(",
        "UnexpectedLine(line='200 result=0')",
        "ApplicationClosed(failed=True)",
    ):
        assert line in shown
    exchanges = list(read_recording(tmp_path / "call.jsonl"))
    assert exchanges[0].sent == b"NOOP\n"
    assert exchanges[0].received == BLOCK
    assert [exchange.state for exchange in exchanges][-2:] == ["dead", "dead"]
