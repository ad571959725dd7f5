"""What an AsyncAGI session sends: actions and their ids, their responses, and when it refuses to send."""

from __future__ import annotations

from enum import Enum

import pytest

from agicodec import NEED_DATA, InvalidArgument, LocalProtocolError
from agicodec.asyncagi import (
    ASYNCAGI_TRANSITIONS,
    AsyncAgiSession,
    AsyncAgiState,
    AsyncAgiTrigger,
    CommandQueued,
    CommandRefused,
    SessionEnded,
    quote_uri,
)
from agicodec.commands import GetVariable, Noop, SetVariable, StreamFile
from agicodec.errors import DeadChannel, NotInAsyncAgi
from agicodec.results import Acknowledged
from agicodec.session import ChannelHungUp, ReplyReceived
from tests.asyncagi.manager import BLOCK, CHANNEL, MINE, drain, executed, recording, replies, sent, started


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


def test_default_ids_are_random() -> None:
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
    with pytest.raises(LocalProtocolError, match="cannot send NOOP: 9 commands wait, the limit is 9"):
        session.send(Noop())


def test_the_response_reports_that_a_command_is_queued() -> None:
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
