"""Where the HANGUP line is written: each place where Asterisk may notice a hangup and report it, at once or late."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import Callable
from typing import TypeAlias

import pytest

from agicodec import AsyncCommands, CallEnded, ChannelHungUp, DeadChannel, NeverAnswered
from agicodec.testing import (
    Asterisk,
    AsyncAgiTestCall,
    AsyncTestCall,
    CallFlowError,
    TestCall,
    call_fastagi,
    call_script,
    hang_up_everywhere,
)
from agicodec.testing.streams.calls import StreamEnd
from tests.testing.servers import server

Place: TypeAlias = Callable[[Asterisk], None]

REFUSED = b"511 Command Not Permitted on a dead channel or intercept routine\n"
PLAYED = b"200 result=0 endpos=8000\n"
CUT = b"200 result=-1 endpos=4000\n"
HANGUP = b"HANGUP\n"


def arrivals(asterisk: Asterisk, *, network: bool = True) -> list[bytes]:
    """Return what arrives behind the environment, and for each of two commands."""
    request = "agi://host" if network else "/usr/bin/script"
    end = StreamEnd(asterisk, asterisk.environment(request))
    line = b'STREAM FILE welcome ""\n'
    return [end.start().partition(b"\n\n")[2], end.receive(line), end.receive(line)]


def before_the_first(asterisk: Asterisk) -> None:
    asterisk.caller.hangs_up_before(1)


def after_the_environment(asterisk: Asterisk) -> None:
    asterisk.caller.hangs_up_after(0)


def during_the_first(asterisk: Asterisk) -> None:
    asterisk.caller.hangs_up_during(1)


def during_the_first_late(asterisk: Asterisk) -> None:
    asterisk.caller.hangs_up_during(1)
    asterisk.reports_hangup_late = True


def after_the_first(asterisk: Asterisk) -> None:
    asterisk.caller.hangs_up_after(1)


def before_the_second(asterisk: Asterisk) -> None:
    asterisk.caller.hangs_up_before(2)


def at_a_time_in_the_first(asterisk: Asterisk) -> None:
    asterisk.caller.hangs_up(at=0.5)


PLACES: dict[Place, list[bytes]] = {
    before_the_first: [b"", HANGUP + REFUSED, REFUSED],
    after_the_environment: [HANGUP, REFUSED, REFUSED],
    during_the_first: [b"", CUT + HANGUP, REFUSED],
    during_the_first_late: [b"", CUT, HANGUP + REFUSED],
    after_the_first: [b"", PLAYED + HANGUP, REFUSED],
    before_the_second: [b"", PLAYED, HANGUP + REFUSED],
    at_a_time_in_the_first: [b"", CUT + HANGUP, REFUSED],
}


@pytest.mark.parametrize("place", PLACES)
def test_hangup_stands_where_asterisk_noticed_it(place: Place) -> None:
    asterisk = Asterisk()
    place(asterisk)
    assert arrivals(asterisk) == PLACES[place]
    assert asterisk.hung_up
    asterisk.caller.check()


@pytest.mark.parametrize("place", PLACES)
def test_a_process_reads_the_same_without_hangup_lines(place: Place) -> None:
    asterisk = Asterisk()
    place(asterisk)
    assert arrivals(asterisk, network=False) == [data.replace(HANGUP, b"") for data in PLACES[place]]


def test_hang_up_everywhere_tries_each_place_once() -> None:
    seen: list[list[bytes]] = []

    def run(asterisk: Asterisk) -> None:
        seen.append(arrivals(asterisk))

    assert hang_up_everywhere(run) == 1 + 4 * 2 + 1
    assert seen[0] == [b"", PLAYED, PLAYED]
    assert all(list(place) in seen for place in list(PLACES.values())[:-1])
    assert [b"", PLAYED, CUT + HANGUP] in seen
    assert [b"", PLAYED, CUT] in seen
    assert [b"", PLAYED, PLAYED + HANGUP] in seen
    assert len({tuple(place) for place in seen}) == len(seen)


def test_a_flow_that_relies_on_one_place_is_found() -> None:
    """It takes for granted that the command after a hangup is never sent."""

    def run(asterisk: Asterisk) -> None:
        agi = TestCall(asterisk)
        try:
            agi.stream_file("welcome")
            agi.stream_file("menu")
        except DeadChannel as error:
            if error.text:
                raise ValueError("refused by Asterisk") from error

    with pytest.raises(CallFlowError, match=r"a hangup before its command 1: ValueError\('refused by Asterisk'\)\."):
        hang_up_everywhere(run)


def test_a_failure_at_a_place_has_the_conversation_once() -> None:
    def run(asterisk: Asterisk) -> None:
        agi = TestCall(asterisk)
        try:
            agi.answer()
        except DeadChannel:
            agi.exec("Nosuch")

    with pytest.raises(CallFlowError, match="hangup before its command 1: What Exec") as caught:
        hang_up_everywhere(run)
    assert str(caught.value).count("The conversation so far:") == 1
    assert "\\n" not in str(caught.value)


async def two_commands(call: AsyncCommands) -> None:
    try:
        await call.stream_file("welcome")
        await call.stream_file("menu")
    except CallEnded:
        pass


@pytest.mark.parametrize("make", [AsyncTestCall, AsyncAgiTestCall])
def test_coroutines_are_hung_up_at_as_many_places(make: Callable[[Asterisk], AsyncCommands]) -> None:
    assert hang_up_everywhere(lambda asterisk: asyncio.run(two_commands(make(asterisk)))) == 1 + 4 * 2 + 1


def test_a_flow_that_reads_while_no_command_runs_reads_a_hangup() -> None:
    asterisk = Asterisk()
    asterisk.caller.hangs_up(at=5)
    agi = TestCall(asterisk)
    agi.noop()
    asterisk.passes(4.9)
    with pytest.raises(CallFlowError, match="no command runs"):
        agi.next_event()
    asterisk.passes(1)
    assert agi.next_event() == ChannelHungUp()
    with pytest.raises(DeadChannel):
        agi.answer()
    assert asterisk.number == 1


def test_a_flow_that_does_not_read_gets_hangup_before_the_next_reply() -> None:
    asterisk = Asterisk()
    asterisk.caller.hangs_up(at=5)
    agi = TestCall(asterisk)
    agi.noop()
    asterisk.passes(6)
    with pytest.raises(DeadChannel):
        agi.answer()
    assert asterisk.caller.conversation.lines[-3:-1] == ["flow     ANSWER", "Asterisk HANGUP"]


def test_a_call_on_a_dead_channel_is_refused_without_a_hangup_line() -> None:
    asterisk = Asterisk()
    with pytest.raises(CallEnded):
        hang_up(asterisk)
    assert arrivals(asterisk) == [b"", REFUSED, REFUSED]


def hang_up(asterisk: Asterisk) -> None:
    agi = TestCall(asterisk)
    agi.hangup()
    agi.answer()


SCRIPT = """
import os, signal, sys
told = []
signal.signal(signal.SIGHUP, lambda *_: told.append("told"))
while sys.stdin.readline() != "\\n": pass
for number in (1, 2):
    os.write(1, b'STREAM FILE welcome ""\\n')
    told.append(sys.stdin.readline().split(" endpos")[0])
print(told, file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("place", "seen"),
    [
        (after_the_environment, ["told", "511", "511"]),
        (before_the_first, ["told", "511", "511"]),
        (during_the_first, ["told", "200 result=-1", "511"]),
        (during_the_first_late, ["200 result=-1", "told", "511"]),
        (after_the_first, ["told", "200 result=0", "511"]),
        (before_the_second, ["200 result=0", "told", "511"]),
    ],
)
def test_a_script_has_the_signal_in_the_same_places(place: Place, seen: list[str]) -> None:
    asterisk = Asterisk()
    place(asterisk)
    assert call_script(asterisk, [sys.executable, "-c", SCRIPT]) == 0
    told = asterisk.caller.conversation.lines[-1].replace(REFUSED.decode().strip()[3:] + "\\n", "")
    assert told == f"(stderr) {seen}"


def test_a_server_has_hangup_right_behind_the_environment() -> None:
    read: list[bytes] = []

    def serve(connection: socket.socket) -> None:
        while not b"".join(read).endswith(b"\n\nHANGUP\n"):
            read.append(connection.recv(65536))
        connection.sendall(b"ANSWER\n")
        read.append(connection.recv(65536))

    asterisk = Asterisk()
    asterisk.caller.hangs_up_after(0)
    with server(serve) as (host, port):
        call_fastagi(asterisk, host, port)
    assert read[-1] == REFUSED


@pytest.mark.parametrize("value", ["no", "FALSE", "0", "off"])
@pytest.mark.parametrize("place", PLACES)
def test_no_line_reports_a_hangup_if_agisighup_is_off(place: Place, value: str) -> None:
    asterisk = Asterisk(variables={"AGISIGHUP": value})
    place(asterisk)
    assert arrivals(asterisk) == [data.replace(HANGUP, b"") for data in PLACES[place]]


def test_no_signal_reports_a_hangup_if_agisighup_is_off() -> None:
    asterisk = Asterisk(variables={"AGISIGHUP": "no"})
    after_the_first(asterisk)
    assert call_script(asterisk, [sys.executable, "-c", SCRIPT]) == 0
    assert "told" not in asterisk.caller.conversation.lines[-1]


@pytest.mark.parametrize("place", PLACES)
def test_a_hangup_ends_the_run_where_agiexitonhangup_is_on(place: Place) -> None:
    asterisk = Asterisk(variables={"AGIEXITONHANGUP": "yes"})
    place(asterisk)
    expected = b"".join(PLACES[place]).replace(REFUSED, b"").replace(HANGUP, HANGUP * 2)
    assert b"".join(arrivals(asterisk)) == expected


@pytest.mark.parametrize("late", [True, False])
def test_a_call_ends_with_the_run(*, late: bool) -> None:
    asterisk = Asterisk(variables={"AGIEXITONHANGUP": "on"}, reports_hangup_late=late)
    during_the_first(asterisk)
    agi = TestCall(asterisk)
    assert not agi.stream_file("welcome").ok
    with pytest.raises(NeverAnswered if late else CallEnded):
        agi.verbose("hello")
    assert asterisk.messages == []


def test_a_script_ends_with_the_run() -> None:
    asterisk = Asterisk(variables={"AGIEXITONHANGUP": "on"})
    after_the_first(asterisk)
    program = "import os, sys, time; os.write(1, b'NOOP\\n'); time.sleep(60)"
    assert call_script(asterisk, [sys.executable, "-c", program], timeout=5) == -signal.SIGHUP


def test_a_server_ends_with_the_run() -> None:
    read: list[bytes] = []

    def serve(connection: socket.socket) -> None:
        connection.sendall(b"NOOP\n")
        with connection.makefile("rb") as lines:
            read.extend(lines)

    asterisk = Asterisk(variables={"AGIEXITONHANGUP": "1"})
    after_the_first(asterisk)
    with server(serve) as (host, port):
        call_fastagi(asterisk, host, port)
    assert read[-3:] == [b"200 result=0\n", HANGUP, HANGUP]


def test_what_is_no_flow_of_the_call_is_refused() -> None:
    async def flow(asterisk: Asterisk) -> None:
        await AsyncTestCall(asterisk).noop()

    shared = Asterisk()
    with pytest.raises(TypeError, match=r"returned the coroutine .*flow: expected a call that waits for its end"):
        hang_up_everywhere(flow)
    with pytest.raises(CallFlowError, match=r"runs no command of the call: run\(\) must use the Asterisk"):
        hang_up_everywhere(lambda _: TestCall(Asterisk()).noop())
    with pytest.raises(ValueError, match="an Asterisk that was called before"):
        hang_up_everywhere(lambda asterisk: TestCall(asterisk).noop(), lambda: shared)
