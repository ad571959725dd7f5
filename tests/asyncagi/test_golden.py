"""Recordings of AsyncAGI on real servers, replayed."""

from __future__ import annotations

import pytest

from agicodec import (
    Command,
    Raw,
    RawReply,
)
from agicodec.asyncagi import (
    AsyncAgiState,
    CommandLost,
    CommandQueued,
    CommandRefused,
    EnvironmentCompleted,
    LateReply,
    OtherReply,
    ReplyIncomplete,
    SessionEnded,
    SessionEnding,
)
from agicodec.commands import (
    AsyncagiBreak,
    Exec,
    GetFullVariable,
    GetVariable,
    Gosub,
    Noop,
    SetVariable,
    StreamFile,
    Verbose,
    WaitForDigit,
)
from agicodec.errors import NoSuchChannel, TruncatedReply, UsageError
from agicodec.results import (
    Acknowledged,
    ApplicationResult,
    DigitAwaited,
    EvaluatedText,
    GosubResult,
    VariableValue,
)
from agicodec.session import ChannelHungUp, ReplyReceived, SessionStarted, UnexpectedLine
from tests.asyncagi.manager import replay, replies

LONG = GetFullVariable("${SHELL(head -c 2600 /dev/zero | tr '\\0' x)}")
TYPED: dict[str, Command[object]] = {
    "c1": Verbose("Puppies like cotton candy.", 1),
    "c2": GetVariable("UNIQUEID"),
    "c3": SetVariable("PCT", "a%2Bb+c é"),
    "c4": GetVariable("PCT"),
    "c5": GetFullVariable("${BASE64_DECODE(YSkKMjAwIHJlc3VsdD0x)}"),
    "c6": Gosub("live", "sub", 1),
    "c7": Exec("NoOp", "x"),
    "c9": Raw("CONTROL STREAM FILE"),
    "c10": Noop(),
    "c12": LONG,
    "c26": StreamFile("nosuch"),
    "c27": Noop(),
    "c28": GetVariable("UNIQUEID"),
    "c29": AsyncagiBreak(),
}


@pytest.mark.parametrize("name", ["asyncagi-22/session.ami", "asyncagi-16/session.ami"])
def test_every_command_of_a_recorded_session_has_its_own_reply(name: str) -> None:
    session, events = replay(name, TYPED)
    unique_id = session.unique_id
    found = replies(events)
    assert found[:8] == [
        (TYPED["c1"], Acknowledged("done")),
        (TYPED["c2"], VariableValue("set", unique_id)),
        (TYPED["c3"], Acknowledged("done")),
        (TYPED["c4"], VariableValue("set", "a%2Bb+c é")),
        (TYPED["c5"], EvaluatedText("evaluated", "a)\n200 result=1")),
        (TYPED["c6"], GosubResult("complete")),
        (TYPED["c7"], ApplicationResult("ran", 0)),
        (Raw("BOGUS"), found[7][1]),
    ]
    assert (LONG, EvaluatedText("evaluated", "x" * 2600)) in found
    assert session.state is AsyncAgiState.GONE
    assert isinstance(events[-1], ChannelHungUp)
    lost = [event.command for event in events if isinstance(event, CommandLost)]
    late = [(event.command, event.reply) for event in events if isinstance(event, LateReply)]
    assert lost == [Noop(), GetVariable("UNIQUEID")]
    assert late == [(Noop(), Acknowledged("done")), (GetVariable("UNIQUEID"), VariableValue("set", unique_id))]
    assert [e.failed for e in events if isinstance(e, SessionEnding)] == [True, False]
    assert next(e for e in events if isinstance(e, OtherReply)).command_id == "limit"
    assert [type(e.error) for e in events if isinstance(e, CommandRefused)] == [NoSuchChannel]


@pytest.mark.parametrize("name", ["asyncagi-22/session.ami", "asyncagi-16/session.ami"])
def test_the_rest_of_a_long_usage_is_not_the_reply_to_the_noop_after_it(name: str) -> None:
    _, events = replay(name, TYPED)
    index = events.index(ReplyIncomplete(TYPED["c9"]))
    assert isinstance(events[index - 1], CommandQueued)
    queued, usage, noop, *_ = events[index + 1 :]
    assert queued == CommandQueued(Noop())
    assert isinstance(usage, ReplyReceived)
    assert usage.command == TYPED["c9"]
    assert isinstance(usage.reply, UsageError)
    assert usage.reply.text.startswith("Send the given file, allowing playback")
    assert usage.reply.text.endswith("this variable contains the key that was pressed.")
    assert noop == ReplyReceived(Noop(), RawReply(200, "0"))


@pytest.mark.parametrize("name", ["asyncagi-22/session.ami", "asyncagi-16/session.ami"])
def test_what_had_no_room_in_an_event_is_lost_and_said_so(name: str) -> None:
    _, events = replay(name)
    lossy = [e for e in events if isinstance(e, ReplyReceived) and isinstance(e.reply, TruncatedReply)]
    assert [e.raw.truncated for e in lossy] == [True, True]
    strays = [event.line for event in events if isinstance(event, UnexpectedLine)]
    assert len(strays) == 1
    assert set(strays[0]) == set(":)")


@pytest.mark.parametrize("name", ["asyncagi-22/hangup.ami", "asyncagi-16/hangup.ami"])
def test_a_hangup_leaves_what_is_queued_unanswered(name: str) -> None:
    _, events = replay(name, {"c31": WaitForDigit(5000), "c32": Noop()})
    (lost,) = (event for event in events if isinstance(event, CommandLost))
    assert lost.command == Noop()
    assert (
        str(lost.error) == "NOOP: never answered: AsyncAGI has ended on the channel, since WAIT FOR DIGIT 5000 failed"
    )
    assert events[-2:] == [SessionEnded(), ChannelHungUp()]
    assert replies(events) == [(WaitForDigit(5000), DigitAwaited("failed"))]


@pytest.mark.parametrize("name", ["asyncagi-22/longenv.ami", "asyncagi-16/longenv.ami"])
def test_an_environment_that_was_cut_is_completed(name: str) -> None:
    _, events = replay(name)
    start = events[0]
    assert isinstance(start, SessionStarted)
    assert start.truncated
    assert start.environment.arguments[1] != "y" * 300
    completed = next(event for event in events if isinstance(event, EnvironmentCompleted))
    assert completed.environment.arguments == ("x" * 300, "y" * 300, "z" * 300)
    assert completed.environment.irregularities == ()
    assert len([event for event in events if isinstance(event, ReplyReceived)]) == 2
