"""An AsyncAGI session of one channel: the replies that it matches with commands, and how it ends."""

from __future__ import annotations

import pytest

from agicodec import NEED_DATA, AsteriskVersion, Command, Environment, LocalProtocolError, RawReply
from agicodec.asyncagi import (
    AsyncAgiSession,
    AsyncAgiState,
    CommandLost,
    CommandQueued,
    CommandRefused,
    FetchAnswered,
    LateReply,
    OtherReply,
    ReplyIncomplete,
    SessionEnded,
    SessionEnding,
    quote_uri,
)
from agicodec.asyncagi.asked import FETCH
from agicodec.commands import AsyncagiBreak, Exec, GetFullVariable, GetVariable, Gosub, Noop, StreamFile
from agicodec.errors import TruncatedReply
from agicodec.results import Acknowledged, ApplicationResult, VariableValue
from agicodec.session import ReplyReceived, SessionStarted, UnexpectedLine
from tests.asyncagi.manager import BLOCK, CHANNEL, MINE, UNIQUE_ID, drain, executed, replies, sent, started

FETCHED = FetchAnswered(RawReply(200, "1", "agicodec-rest"))
"""The event after the rest of replies."""


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


def test_the_rest_of_a_reply_is_fetched() -> None:
    command = GetFullVariable("${X}")
    session = sent(command)
    reply = RawReply(200, "1", "v" * 2000).encode()
    assert executed(session, "p-1", reply[:1024]) == [ReplyIncomplete(command)]
    assert session.commands == (command,)
    assert b"Command: GET FULL VARIABLE agicodec-rest\r\n" in session.fetch()
    rest = reply[1024:] + b"200 result=1 (agicodec-rest)\n"
    assert executed(session, "p-2", rest) == [ReplyReceived(command, RawReply(200, "1", "v" * 2000)), FETCHED]
    assert session.fetch_headers()["CommandID"] == "p-3"


def test_a_reply_behind_that_of_another_client_is_fetched_too() -> None:
    session = sent(Noop())
    long = b"200 result=1 (" + b"x" * 2500 + b")\n"
    assert executed(session, "other", long[:1024]) == []
    assert executed(session, "p-1", long[1024:2048]) == [ReplyIncomplete(Noop())]
    session.fetch()
    other, reply, fetched = executed(session, "p-2", long[2048:] + b"200 result=0\n200 result=1 (agicodec-rest)\n")
    assert other == OtherReply("other", RawReply(200, "1", "x" * 2500))
    assert reply == ReplyReceived(Noop(), RawReply(200, "0"))
    assert fetched == FETCHED
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
    assert session.save()["reason"] == SessionEnding(command, failed).reason
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


def test_the_end_returns_the_part_of_a_reply_that_arrived() -> None:
    command = GetFullVariable("${X}")
    session = sent(command)
    executed(session, "p-1", b"200 result=1 (" + b"v" * 1010)
    session.receive({"Event": "AsyncAGIEnd", **MINE})
    reply, ended = drain(session)
    assert isinstance(reply, ReplyReceived)
    assert isinstance(reply.reply, TruncatedReply)
    assert reply.reply.text == "200 result=1 (" + "v" * 1010
    assert ended == SessionEnded()


def test_a_closed_session_is_over() -> None:
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


def test_a_fetch_that_brings_nothing_is_answered() -> None:
    session = sent()
    session.fetch()
    assert executed(session, "p-1", b"200 result=1 (agicodec-rest)\n") == [FETCHED]


def test_a_fetch_that_brings_nothing_is_answered_though_earlier_events_were_not_taken() -> None:
    session = sent(Noop())
    session.receive({"Response": "Success", "ActionID": "p-1"})
    session.fetch()
    for command_id, data in (("p-1", b"200 result=0\n"), ("p-2", b"200 result=1 (agicodec-rest)\n")):
        session.receive({"Event": "AsyncAGIExec", **MINE, "CommandID": command_id, "Result": quote_uri(data)})
    assert [type(event) for event in drain(session)] == [CommandQueued, ReplyReceived, FetchAnswered]
