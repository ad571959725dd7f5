"""Every reply that a test can cause: by keys, hangups, other applications, and missing or unusual files."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timezone
from functools import partial
from typing import TypeAlias

import pytest
from attrs import frozen

from agicodec import Command, DeadChannel, RawReply, ReplyReceived
from agicodec.commands import (
    Answer,
    ChannelStatus,
    ControlStreamFile,
    Exec,
    GetData,
    GetOption,
    GetVariable,
    Gosub,
    Hangup,
    ReceiveChar,
    ReceiveText,
    RecordFile,
    SayAlpha,
    SayDate,
    SayDatetime,
    SayDigits,
    SayNumber,
    SayPhonetic,
    SayTime,
    SendText,
    SetVariable,
    StreamFile,
    WaitForDigit,
)
from agicodec.results import CharReceived, TextReceived
from tests.live.lab import Lab, Laboratory, RecordedCall

Meanwhile: TypeAlias = Callable[[Lab, RecordedCall], Awaitable[object]]
"""What happens while a command runs."""

PATIENCE = 30
"""How many seconds a command may take."""

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=timezone.utc)

SLOWLY = SetVariable("CHANNEL(language)", "slow")
"""Has all sounds take a second."""

RECORD = RecordFile("/tmp/agicodec-live", "wav", "15")
HEARD = RecordFile("/tmp/agicodec-live", "wav", "15", 5000, silence=1)
BEEP = RecordFile("/tmp/agicodec-live", "wav", "15", 300, beep=True)

SPOKEN: Sequence[Command[object]] = (
    SayAlpha("Ann", "15"),
    SayDate(NOON, "15"),
    SayDatetime(NOON, "15"),
    SayDigits("0049", "15"),
    SayNumber(42, "15"),
    SayPhonetic("bob", "15"),
    SayTime(NOON, "15"),
)
PLAYED: Sequence[Command[object]] = (StreamFile("long", "15"), ControlStreamFile("long", "15"), GetOption("long", "15"))


@frozen
class Case:
    """A command, what happens meanwhile, and the outcome."""

    command: Command[object]
    outcome: str
    meanwhile: Meanwhile | None = None
    before: Command[object] | None = None
    """A command that is run before."""
    exten: str = "answered"
    caller: str = "waits"
    after: float | None = None
    """How many seconds after the call is here the caller acts."""
    variables: Sequence[tuple[str, str]] = ()
    """What the caller needs to know, or what the call is to be like."""


async def control(lab: Lab, call: RecordedCall, what: str) -> None:
    """Control a playback over the manager interface."""
    await lab.action(Action="ControlPlayback", Channel=call.environment.channel, Control=what)


def remote(command: Command[object], outcome: str, what: str) -> Case:
    return Case(command, outcome, partial(control, what=what))


def pressed(command: Command[object], outcome: str = "digit", before: Command[object] | None = None) -> Case:
    return Case(command, outcome, before=before, caller="dials", after=0.7, variables=(("KEYS", "5"),))


def left(command: Command[object], outcome: str, before: Command[object] | None = None) -> Case:
    return Case(command, outcome, before=before, caller="leaves", after=0.7)


def told(command: Command[object], outcome: str = "received") -> Case:
    return Case(command, outcome, caller="texts", after=0.7, variables=(("TEXT", "hello (there) endpos=7"),))


CASES: dict[str, Sequence[Case]] = {
    "keys": [
        *map(pressed, PLAYED),
        *(pressed(command, before=SLOWLY) for command in SPOKEN),
        pressed(GetData("long", 3000, 1), "entered"),
        pressed(GetData("long", 300, 4), "timeout"),
        pressed(WaitForDigit(5000)),
        pressed(RECORD),
        pressed(BEEP, "digit during beep", before=SLOWLY),
    ],
    "hangups": [
        *(left(command, "hung up") for command in PLAYED),
        *(left(command, "failed", before=SLOWLY) for command in SPOKEN),
        left(GetData("long"), "failed"),
        left(WaitForDigit(-1), "failed"),
        left(RECORD, "hung up"),
        left(ReceiveText(-1), "failed"),
        left(ReceiveChar(5000), "failed"),
        left(Exec("Wait", "20"), "failed"),
        left(Exec("Echo"), "failed"),
        left(Gosub("live", "stays", 1), "abnormal exit"),
        Case(Answer(), "failed", exten="fastagi", caller="leaves", variables=(("DELAY", "0"),)),
        Case(Hangup(), "requested"),
    ],
    "texts": [told(ReceiveText(5000)), told(ReceiveChar(5000))],
    "other applications": [
        remote(StreamFile("long"), "finished", "stop"),
        remote(ControlStreamFile("long"), "stopped remotely", "stop"),
        remote(WaitForDigit(9000), "stop", "stop"),
        remote(WaitForDigit(9000), "suspend", "pause"),
        remote(WaitForDigit(9000), "restart", "restart"),
        remote(WaitForDigit(9000), "reverse", "reverse"),
        remote(WaitForDigit(9000), "forward", "forward"),
        Case(BEEP, "timeout", before=SLOWLY),
        Case(ChannelStatus(), "line ringing", exten="fastagi"),
        Case(ChannelStatus(), "up", before=Answer(), exten="fastagi"),
        Case(Gosub("live", "leaves", 1), "abnormal exit"),
        Case(Gosub("live", "odd(name", 1), "failed"),
    ],
    "what is missing": [
        Case(SayNumber(1_000_000), "failed"),
        Case(HEARD, "failed", variables=(("codecs", "g723"),)),
        Case(SendText("hello"), "failed", variables=(("channel", "MulticastRTP/basic/239.255.0.1:9"),)),
    ],
}


async def check(lab: Lab, case: Case) -> str | None:
    """Run a case; gives what is wrong."""
    try:
        return await asyncio.wait_for(bring_about(lab, case), PATIENCE)
    except asyncio.TimeoutError:
        return f"{case!r}: nothing after {PATIENCE} s"


async def bring_about(lab: Lab, case: Case) -> str | None:
    """Bring a reply about, and compare it."""
    call = await lab.call(case.exten, case.caller, after=case.after, **dict(case.variables))
    if case.before is not None:
        await call.execute(case.before)
    if case.meanwhile is None:
        await call.send(case.command)
    else:
        async with lab.beginning(call, case.command):
            await call.send(case.command)
        await asyncio.sleep(0.7)
        await case.meanwhile(lab, call)
    reply = (await call.reply()).reply
    outcome = getattr(reply, "outcome", reply)
    return None if outcome == case.outcome else f"{case.command!r}: {reply!r}, expected {case.outcome}"


@pytest.mark.parametrize("group", CASES)
def test_a_reply_is_brought_about(laboratory: Laboratory, group: str) -> None:
    async def work(lab: Lab) -> str:
        return "\n".join(filter(None, await asyncio.gather(*(check(lab, case) for case in CASES[group]))))

    assert not laboratory.run(work)


@frozen
class Interruption:
    """A command that another line interrupts, and whether it then answers."""

    command: Command[object]
    answers: bool


INTERRUPTIONS = [
    Interruption(StreamFile("long"), answers=False),
    Interruption(GetData("long"), answers=False),
    Interruption(GetData("", 9000), answers=False),
    Interruption(GetOption("long", "12"), answers=False),
    Interruption(GetOption("short", "12", 9000), answers=True),
    Interruption(WaitForDigit(-1), answers=True),
]


def test_an_interrupted_command_answers_or_not_as_the_spec_says(laboratory: Laboratory) -> None:
    async def answers(lab: Lab, call: RecordedCall, command: Command[object], after: float) -> bool:
        async with lab.beginning(call, command):
            await call.send(command)
        await asyncio.sleep(after)
        event = await asyncio.wait_for(call.interrupt(), PATIENCE)
        assert await call.noop()
        return isinstance(event, ReplyReceived)

    async def interrupt(lab: Lab, case: Interruption) -> None:
        call = await lab.call()
        found = await answers(lab, call, case.command, 0.7)
        for after in (2, 4, 7):
            if found is case.answers or not case.answers:
                break
            found = await answers(lab, call, case.command, after)  # what it plays first may not have ended before
        assert found is case.answers, case

    async def work(lab: Lab) -> None:
        await asyncio.gather(*(interrupt(lab, case) for case in INTERRUPTIONS))

    laboratory.run(work)


def test_what_runs_to_its_end_is_not_interrupted(laboratory: Laboratory) -> None:
    """Whatever comes, it runs on, and both lines are answered in their order."""
    commands = [command for command in SPOKEN if not isinstance(command, SayAlpha)]
    commands += [ControlStreamFile("short"), RecordFile("/tmp/agicodec-live", "wav", "", 900), Exec("Wait", "1")]

    async def run_to_its_end(lab: Lab, command: Command[object]) -> None:
        call = await lab.call()
        await call.execute(SLOWLY)
        line = command.encode()
        async with lab.beginning(call, command):
            await call.write(line)
        await call.write(GetVariable("CHANNEL(name)").encode())
        received = b""
        while received.count(b"\n") < 2:
            received += await asyncio.wait_for(call.read(), PATIENCE)
        first, second = received.splitlines()
        assert command.interpret(RawReply.decode(first)), (line, received)
        assert second == f"200 result=1 ({call.environment.channel})".encode(), (line, received)

    async def work(lab: Lab) -> None:
        await asyncio.gather(*(run_to_its_end(lab, command) for command in commands))

    laboratory.run(work, record=False)


def test_a_hangup_before_during_and_after_a_command(laboratory: Laboratory) -> None:
    async def before(lab: Lab) -> None:
        call = await lab.call()
        await lab.have_caller_leave(call)
        with pytest.raises(DeadChannel):
            await call.stream_file("short")
        assert call.hung_up

    async def during(lab: Lab) -> None:
        call = await lab.call(caller="leaves", after=0.9)
        assert (await call.stream_file("long")).outcome == "hung up"
        assert (await call.get_variable("CHANNEL(name)")).value == call.environment.channel
        with pytest.raises(DeadChannel):
            await call.answer()

    async def after(lab: Lab) -> None:
        call = await lab.call()
        assert await call.stream_file("short")
        assert await call.hangup()
        assert (await call.get_variable("CHANNEL(name)")).value == call.environment.channel
        assert call.hung_up

    async def work(lab: Lab) -> None:
        await asyncio.gather(before(lab), during(lab), after(lab))

    laboratory.run(work)


@pytest.mark.parametrize("text", ["hello", 'say "x" \\ (y) endpos=1', "é\udcff ", "200 result=0"])
def test_a_text_arrives_as_it_was_sent_in_both_directions(laboratory: Laboratory, text: str) -> None:
    async def send(sender: RecordedCall, receiver: RecordedCall) -> None:
        await receiver.send(ReceiveText(5000))
        assert await sender.send_text(text)
        assert (await receiver.reply()).reply == TextReceived("received", text)
        await receiver.send(ReceiveChar(5000))
        assert await sender.send_text(text)
        assert (await receiver.reply()).reply == CharReceived("received", text.encode("utf-8", "surrogateescape")[0])

    async def work(lab: Lab) -> None:
        call, caller = await lab.pair()
        await send(call, caller)
        await send(caller, call)

    laboratory.run(work)


def test_the_other_end_of_a_local_channel_rings(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call("fastagi")
        other = call.environment.channel.replace(";2", ";1")
        assert (await call.channel_status(other)).outcome == "down"
        assert await call.exec("Ringing")
        while (status := await call.channel_status(other)).outcome == "down":
            await asyncio.sleep(0.1)
        assert status.outcome == "remote end ringing"
        assert (await call.channel_status()).outcome == "line ringing"

    laboratory.run(work)


def test_a_long_key_is_too_much_for_some_releases(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        assert call.environment.version is not None
        longest = call.environment.version.release[0] > 16
        family, key = "live", "k" * (253 - len("live"))
        assert await call.database_put(family, key, "1")
        assert await call.database_del(family, key)
        assert bool(await call.database_put(family, key + "k", "1")) is longest
        assert bool(await call.database_del(family, key + "k")) is longest

    laboratory.run(work)


def test_the_case_of_a_first_letter_is_too_much_for_some_releases(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        await call.execute(SLOWLY)
        assert call.environment.version is not None
        outcome = "failed" if (16, 21) <= call.environment.version.release < (16, 30) else "finished"
        assert (await call.say_alpha("A", case="upper")).outcome == outcome
        assert (await call.say_alpha("aA", case="upper")).outcome == "finished"

    laboratory.run(work)
