"""AsyncAGI on one channel."""

from __future__ import annotations

from enum import Enum

import pytest

from agicodec import (
    NEED_DATA,
    AsteriskVersion,
    Command,
    Environment,
    InvalidArgument,
    LocalProtocolError,
    RawReply,
)
from agicodec.asyncagi import (
    ASYNCAGI_TRANSITIONS,
    AsyncAgiEvent,
    AsyncAgiSession,
    AsyncAgiState,
    AsyncAgiTrigger,
    CommandLost,
    CommandQueued,
    CommandRefused,
    LateReply,
    NothingLeft,
    OtherReply,
    ReplyIncomplete,
    SessionEnded,
    SessionEnding,
    quote_uri,
)
from agicodec.asyncagi.asked import FETCH
from agicodec.commands import (
    AsyncagiBreak,
    Exec,
    GetFullVariable,
    GetVariable,
    Gosub,
    Noop,
    SetVariable,
    StreamFile,
)
from agicodec.errors import DeadChannel, NotInAsyncAgi, TruncatedReply
from agicodec.results import (
    Acknowledged,
    ApplicationResult,
    VariableValue,
)
from agicodec.session import ChannelHungUp, ReplyReceived, SessionStarted, UnexpectedLine
from tests.asyncagi.manager import drain, recording

CHANNEL, UNIQUE_ID = "PJSIP/ann-00000001", "1795.1"
MINE = {"Channel": CHANNEL, "Uniqueid": UNIQUE_ID}
BLOCK = Environment(request="async", channel=CHANNEL, unique_id=UNIQUE_ID).encode()


def started() -> AsyncAgiSession:
    session = AsyncAgiSession(CHANNEL, prefix="p", max_queued=9)
    session.receive({"Event": "AsyncAGIStart", **MINE, "Env": quote_uri(BLOCK)})
    assert isinstance(session.next_event(), SessionStarted)
    return session


def executed(session: AsyncAgiSession, command_id: str, data: bytes) -> list[AsyncAgiEvent]:
    session.receive({"Event": "AsyncAGIExec", **MINE, "CommandId": command_id, "Result": quote_uri(data)})
    return list(drain(session))


def sent(*commands: Command[object]) -> AsyncAgiSession:
    """Return a session that has sent commands, whose ids are p-1 and so on."""
    session = started()
    for command in commands:
        session.send(command)
    return session


def replies(events: list[AsyncAgiEvent]) -> list[tuple[Command[object], object]]:
    return [(event.command, event.reply) for event in events if isinstance(event, ReplyReceived)]


def test_a_channel_that_is_not_in_async_agi_refuses() -> None:
    session = sent(Noop())
    response = next(message for message in recording("asyncagi-22/notasync.ami") if "Response" in message)
    session.receive({**response, "ActionID": "p-1"})
    (event,) = drain(session)
    assert isinstance(event, CommandRefused)
    assert isinstance(event.error, NotInAsyncAgi)
    assert session.commands == ()


def test_an_event_with_the_id_of_an_action_is_no_response() -> None:
    """OriginateResponse has a header Response, and the id of whoever originated the call."""
    session = sent(Noop())
    session.receive({"Event": "OriginateResponse", "ActionID": "p-1", "Response": "Failure", "Channel": "Local/x"})
    assert list(drain(session)) == []
    assert session.commands == (Noop(),)
    session.receive({"Response": "Success", "ActionID": "p-1"})
    assert list(drain(session)) == [CommandQueued(Noop())]


# Sending


def test_a_command_becomes_an_action_as_bytes_or_headers() -> None:
    session = started()
    assert session.send(Noop()) == (
        f"Action: AGI\r\nActionID: p-1\r\nChannel: {CHANNEL}\r\nCommand: NOOP\r\nCommandID: p-1\r\n\r\n".encode()
    )
    assert session.send_headers(Noop(), command_id="c", action_id="a") == {
        "Action": "AGI",
        "ActionID": "a",
        "Channel": CHANNEL,
        "Command": "NOOP",
        "CommandID": "c",
    }
    assert session.commands == (Noop(), Noop())
    registry: dict[str, AsyncAgiSession] = {}
    session.register(registry)
    assert registry == {"p-1": session, "a": session}


def test_ids_are_made_up_at_random_unless_given() -> None:
    assert AsyncAgiSession(CHANNEL).prefix != AsyncAgiSession(CHANNEL).prefix


def test_an_id_is_used_once_at_a_time() -> None:
    session = started()
    session.send(Noop(), command_id="c", action_id="a")
    with pytest.raises(LocalProtocolError, match="cannot send NOOP: the id 'c' is in use"):
        session.send(Noop(), command_id="c")
    with pytest.raises(LocalProtocolError, match="cannot send NOOP: the id 'a' is in use"):
        session.send(Noop(), action_id="a")


def test_what_cannot_be_sent_leaves_the_session_as_it_was() -> None:
    session = started()
    with pytest.raises(InvalidArgument):
        session.send(SetVariable("X", "x" * 1013))
    assert session.commands == ()


def test_the_queue_is_bounded() -> None:
    session = sent(*[Noop()] * 9)
    with pytest.raises(LocalProtocolError, match="cannot send NOOP: 9 commands wait, 9 may"):
        session.send(Noop())


def test_the_response_tells_that_a_command_is_queued() -> None:
    session = sent(Noop())
    session.receive({"Response": "Success", "ActionID": "p-1", "Message": "Added AGI command to queue"})
    assert list(drain(session)) == [CommandQueued(Noop())]
    session.receive({"Response": "Success", "ActionID": "p-1"})
    session.receive({"Response": "Success", "ActionID": "x"})
    session.receive({"Response": "Success"})
    assert session.next_event() is NEED_DATA
    assert session.commands == (Noop(),)


def test_a_response_that_comes_after_the_reply_says_nothing_new() -> None:
    session = sent(Noop())
    assert len(executed(session, "p-1", b"200 result=0\n")) == 1
    session.receive({"Response": "Success", "ActionID": "p-1"})
    assert session.next_event() is NEED_DATA


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (AsyncAgiState.WAITING, "the channel has not entered AsyncAGI"),
        (AsyncAgiState.ENDING, "the session is about to end"),
        (AsyncAgiState.ENDED, "the channel has left AsyncAGI"),
    ],
)
def test_nothing_is_sent_but_while_the_session_runs(state: AsyncAgiState, reason: str) -> None:
    session = AsyncAgiSession(CHANNEL) if state is AsyncAgiState.WAITING else sent(StreamFile("x"))
    if state is not AsyncAgiState.WAITING:
        executed(session, "p-1", b"200 result=-1 endpos=0\n")
    if state is AsyncAgiState.ENDED:
        session.receive({"Event": "AsyncAGIEnd", **MINE})
    assert session.state is state
    for action in (session.fetch, session.fetch_headers):
        with pytest.raises(LocalProtocolError, match=f"cannot send .*: {reason}"):
            action()
    with pytest.raises(LocalProtocolError, match=f"cannot send NOOP: {reason}"):
        session.send(Noop())


def test_a_channel_that_has_hung_up_refuses_as_over_fastagi() -> None:
    session = sent()
    session.receive({"Event": "Hangup", **MINE})
    assert list(drain(session)) == [SessionEnded(), ChannelHungUp()]
    with pytest.raises(DeadChannel, match="NOOP: not sent: the channel has hung up"):
        session.send(Noop())


def test_every_state_says_where_it_leads() -> None:
    assert set(ASYNCAGI_TRANSITIONS) == set(AsyncAgiState)
    assert {trigger for moves in ASYNCAGI_TRANSITIONS.values() for trigger in moves} == set(AsyncAgiTrigger)


# Receiving


def test_replies_are_matched_by_their_ids() -> None:
    session = sent(Noop(), GetVariable("X"))
    assert replies(executed(session, "p-2", b"200 result=1 (v)\n")) == [(GetVariable("X"), VariableValue("set", "v"))]
    assert replies(executed(session, "p-1", b"200 result=0\n")) == [(Noop(), Acknowledged("done"))]
    assert session.commands == ()


def test_messages_about_other_channels_change_nothing() -> None:
    session = sent(Noop())
    for headers in (
        {"Event": "AsyncAGIEnd", "Channel": "other", "Uniqueid": "other"},
        {"Event": "AsyncAGIEnd", "Channel": CHANNEL, "Uniqueid": "other"},
        {"Event": "AsyncAGIEnd", "Channel": "other"},
        {"Event": "Hangup", "Channel": "other", "Uniqueid": "other"},
        {"Event": "Newexten", **MINE},
        {"Event": "AGIExecStart", **MINE, "Command": "NOOP"},
        {},
    ):
        session.receive(headers)
    assert session.next_event() is NEED_DATA
    assert session.state is AsyncAgiState.RUNNING


def test_a_channel_that_was_renamed_is_known_by_its_unique_id() -> None:
    session = sent(Noop())
    renamed = {"Channel": "new", "Uniqueid": UNIQUE_ID}
    session.receive({"Event": "AsyncAGIExec", **renamed, "CommandId": "p-1", "Result": "200%20result%3D0%0A"})
    assert replies(list(drain(session))) == [(Noop(), Acknowledged("done"))]
    assert session.send_headers(Noop())["Channel"] == "new"


def test_the_rest_of_a_reply_is_fetched_without_an_event_of_its_own() -> None:
    command = GetFullVariable("${X}")
    session = sent(command)
    reply = RawReply(200, "1", "v" * 2000).encode()
    assert executed(session, "p-1", reply[:1024]) == [ReplyIncomplete(command)]
    assert session.commands == (command,)
    assert b"Command: GET FULL VARIABLE agicodec-rest\r\n" in session.fetch()
    rest = reply[1024:] + b"200 result=1 (agicodec-rest)\n"
    assert executed(session, "p-2", rest) == [ReplyReceived(command, RawReply(200, "1", "v" * 2000))]
    assert session.fetch_headers()["CommandID"] == "p-3"


def test_a_reply_behind_that_of_another_client_is_fetched_too() -> None:
    session = sent(Noop())
    long = b"200 result=1 (" + b"x" * 2500 + b")\n"
    assert executed(session, "other", long[:1024]) == []
    assert executed(session, "p-1", long[1024:2048]) == [ReplyIncomplete(Noop())]
    session.fetch()
    other, reply = executed(session, "p-2", long[2048:] + b"200 result=0\n200 result=1 (agicodec-rest)\n")
    assert other == OtherReply("other", RawReply(200, "1", "x" * 2500))
    assert reply == ReplyReceived(Noop(), RawReply(200, "0"))
    assert session.commands == ()


def test_a_usage_after_an_application_that_returns_1_belongs_to_nobody() -> None:
    usage = b"520-Invalid command syntax.  Proper usage follows:\nhow to\n520 End of proper usage.\n"
    session = sent(Exec("Odd"), Noop())
    reply, *lines = executed(session, "p-1", b"200 result=1\n" + usage)
    assert reply == ReplyReceived(Exec("Odd"), RawReply(200, "1"))
    assert lines == [UnexpectedLine(line.decode()) for line in usage.splitlines()]
    assert replies(executed(session, "p-2", b"200 result=0\n")) == [(Noop(), Acknowledged("done"))]


@pytest.mark.parametrize(
    ("command", "data", "failed"),
    [
        (StreamFile("x"), b"200 result=-1 endpos=0\n", True),
        (Gosub("c", "e", 1), b"503 result=-2 Memory allocation failure\n", True),
        (Exec("Odd"), b"200 result=2\n", True),
        (Exec("Odd"), b"200 result=3\n", False),
        (AsyncagiBreak(), b"200 result=0\n", False),
    ],
)
def test_a_reply_that_ends_the_session_is_foreseen(command: Command[object], data: bytes, failed: bool) -> None:
    session = sent(command)
    assert executed(session, "p-1", data)[1:] == [SessionEnding(command, failed)]
    assert session.state is AsyncAgiState.ENDING
    session.receive({"Event": "AsyncAGIEnd", **MINE})
    assert list(drain(session)) == [SessionEnded()]
    session.receive({"Event": "AsyncAGIStart", **MINE, "Env": quote_uri(BLOCK)})
    assert isinstance(session.next_event(), SessionStarted)
    assert session.send(Noop())


def test_a_start_without_an_end_ends_what_was_before() -> None:
    session = sent(Noop())
    session.receive({"Event": "AsyncAGIStart", **MINE, "Env": quote_uri(BLOCK)})
    lost, ended, start = drain(session)
    assert isinstance(lost, CommandLost)
    assert lost.error.problem == "AsyncAGI has started on the channel again"
    assert ended == SessionEnded()
    assert isinstance(start, SessionStarted)


def test_the_end_gives_what_came_of_a_reply() -> None:
    command = GetFullVariable("${X}")
    session = sent(command)
    executed(session, "p-1", b"200 result=1 (" + b"v" * 1010)
    session.receive({"Event": "AsyncAGIEnd", **MINE})
    reply, ended = drain(session)
    assert isinstance(reply, ReplyReceived)
    assert isinstance(reply.reply, TruncatedReply)
    assert reply.reply.text == "200 result=1 (" + "v" * 1010
    assert ended == SessionEnded()


def test_a_session_that_is_given_up_is_over() -> None:
    session = sent(Noop())
    session.close("the connection is lost")
    lost, ended = drain(session)
    assert isinstance(lost, CommandLost)
    assert lost.error.problem == "the connection is lost"
    assert ended == SessionEnded()
    assert session.state is AsyncAgiState.GONE
    session.receive({"Event": "AsyncAGIEnd", **MINE})
    assert executed(session, "p-1", b"200 result=0\n") == []


def test_sign_extended_bytes_are_read_when_the_version_says_so() -> None:
    block = Environment(version=AsteriskVersion.parse("11.10.0"), channel=CHANNEL, caller_id_name="é").encode()
    session = AsyncAgiSession(CHANNEL, prefix="p")
    text = quote_uri(block).replace("%C3", "%FFFFFFC3").replace("%A9", "%FFFFFFA9")
    session.receive({"Event": "AsyncAGI", "SubEvent": "Start", "Channel": CHANNEL, "Env": text})
    start = session.next_event()
    assert isinstance(start, SessionStarted)
    assert start.environment.caller_id_name == "é"
    session.send(GetVariable("X"))
    result = "200%20result%3D1%20(%FFFFFFC3%FFFFFFA9)%0A"
    session.receive({"Event": "AsyncAGI", "SubEvent": "Exec", "Channel": CHANNEL, "CommandID": "p-1", "Result": result})
    assert replies(list(drain(session))) == [(GetVariable("X"), VariableValue("set", "é"))]


class Unsure(Exec):
    """A command whose results are read wrongly."""

    failures = frozenset({"failed"})
    result_is_status = False

    def interpret_success(self, raw: RawReply, version: AsteriskVersion | None = None) -> ApplicationResult:
        raise ZeroDivisionError


def test_a_command_that_cannot_read_its_reply_loses_no_event() -> None:
    session = sent(GetFullVariable("${X}"), Unsure("Odd"))
    reply = RawReply(200, "1", "v" * 1100).encode()
    executed(session, "p-1", reply[:1024])
    with pytest.raises(ZeroDivisionError):
        executed(session, "p-2", reply[1024:] + b"200 result=0\n")
    assert [type(event) for event in drain(session)] == [ReplyReceived, ReplyReceived]
    assert session.commands == ()


def test_why_a_session_is_over_is_said() -> None:
    session = started()
    assert session.over == ""
    session.close("the connection is lost")
    assert session.over == "the connection is lost"
    assert not session.hung_up
    with pytest.raises(LocalProtocolError, match="cannot send NOOP: the connection is lost"):
        session.send(Noop())
    session.close("again")
    assert session.over == "the connection is lost"


def test_a_command_that_nobody_waits_for_any_more_is_answered_late() -> None:
    session = sent(GetFullVariable("${X}"), Noop(), Noop())
    reply = RawReply(200, "1", "v" * 1100).encode()
    executed(session, "p-1", reply[:1024])
    for command_id in ("p-1", "p-2", "nosuch"):
        session.abandon(command_id)
    assert session.due == {"p-3": Noop()}
    events = executed(session, "p-2", reply[1024:] + b"200 result=0\n")
    assert [type(event) for event in events] == [LateReply, LateReply]


def test_what_is_never_confirmed_and_passed_over_was_never_queued() -> None:
    session = sent(Noop(), GetVariable("X"), Noop())
    session.receive({"Response": "Success", "ActionID": "p-2"})
    for command_id in ("p-1", "p-2"):
        session.abandon(command_id)
    assert session.is_busy
    list(drain(session))
    executed(session, "p-3", b"200 result=0\n")
    assert session.is_busy  # what was confirmed will run
    assert [type(event) for event in executed(session, "p-1", b"200 result=0\n")] == [OtherReply]
    assert [type(event) for event in executed(session, "p-2", b"200 result=0\n")] == [LateReply]
    assert not session.is_busy


def test_a_response_after_the_run_says_nothing_more_of_a_lost_command() -> None:
    session = sent(Noop(), Noop())
    session.receive({"Event": "AsyncAGIEnd", **MINE})
    assert [type(event) for event in drain(session)] == [CommandLost, CommandLost, SessionEnded]
    session.receive({"Response": "Error", "ActionID": "p-1", "Message": "Permission denied"})
    session.receive({"Response": "Success", "ActionID": "p-2"})
    assert list(drain(session)) == []


def test_an_id_is_in_use_until_the_reply_is_complete() -> None:
    session = sent(GetFullVariable("${X}"))
    executed(session, "p-1", RawReply(200, "1", "v" * 1100).encode()[:1024])
    with pytest.raises(LocalProtocolError, match="cannot send NOOP: the id 'p-1' is in use"):
        session.send(Noop(), command_id="p-1")


def test_a_fetch_that_is_refused_says_so() -> None:
    session = sent()
    session.fetch()
    session.receive({"Response": "Error", "ActionID": "p-1", "Message": "Permission denied"})
    (event,) = drain(session)
    assert isinstance(event, CommandRefused)
    assert event.command == FETCH
    assert event.command_id == "p-1"


def test_a_fetch_that_brings_nothing_says_so() -> None:
    session = sent()
    session.fetch()
    assert executed(session, "p-1", b"200 result=1 (agicodec-rest)\n") == [NothingLeft()]


def test_one_command_may_be_sent_twice() -> None:
    command = GetVariable("X")
    session = sent(command, command)
    (first,) = executed(session, "p-1", b"200 result=1 (a)\n")
    (second,) = executed(session, "p-2", b"200 result=1 (b)\n")
    assert isinstance(first, ReplyReceived)
    assert isinstance(second, ReplyReceived)
    assert (first.command_id, second.command_id) == ("p-1", "p-2")


class Name(str, Enum):
    """Names whose texts are not their values."""

    CHANNEL = CHANNEL
    ID = "mine"


def test_names_and_ids_are_sent_by_their_values() -> None:
    session = AsyncAgiSession(Name.CHANNEL)
    session.receive({"Event": "AsyncAGIStart", **MINE, "Env": quote_uri(BLOCK)})
    headers = session.send_headers(Noop(), command_id=Name.ID, action_id=Name.ID)
    assert (headers["Channel"], headers["CommandID"], headers["ActionID"]) == (CHANNEL, "mine", "mine")
    with pytest.raises(LocalProtocolError, match="the id 'mine' is in use"):
        session.send(Noop(), command_id="mine")
    list(drain(session))
    session.receive({"Response": "Success", "ActionID": "mine"})
    assert list(drain(session)) == [CommandQueued(Noop())]
    assert replies(executed(session, "mine", b"200 result=0\n")) == [(Noop(), Acknowledged("done"))]
