"""The AsyncAGI sessions of all channels of a connection."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agicodec import DeadChannel, Environment, LocalProtocolError
from agicodec.ami import Message
from agicodec.async_session import AsyncSession
from agicodec.async_sessions import AsyncSessions
from agicodec.asyncagi import quote_uri
from agicodec.commands import Noop
from agicodec.events import ChannelHungUp, CommandLost, CommandQueued, ReplyReceived, SessionEnded, SessionStarted
from agicodec.states import AsyncState
from tests.manager import DATA, read_messages, recording
from tests.tables import texts

NAMES = ["Event", "SubEvent", "Channel", "Uniqueid", "Env", "Result", "CommandId", "Response", "ActionID"]
VALUES = ["AsyncAGIStart", "AsyncAGIExec", "AsyncAGIEnd", "AsyncAGI", "Start", "Hangup", "a", "b", "c", "200%20x%0A"]


def about(number: int) -> dict[str, str]:
    return {"Channel": f"PJSIP/ann-{number}", "Uniqueid": f"1795.{number}"}


def start(sessions: AsyncSessions, number: int) -> AsyncSession:
    block = Environment(request="async", channel=f"PJSIP/ann-{number}").encode()
    happened = sessions.receive({"Event": "AsyncAGIStart", **about(number), "Env": quote_uri(block)})
    session, event = happened[-1]
    assert isinstance(event, SessionStarted)
    return session


def test_a_session_opens_with_its_channel_and_closes_with_it() -> None:
    sessions = AsyncSessions()
    one, two = start(sessions, 1), start(sessions, 2)
    assert list(sessions.sessions) == ["PJSIP/ann-1", "PJSIP/ann-2"]
    one.send(Noop())
    two.send(Noop(), action_id="own", command_id="own")
    forged = {"Event": "OriginateResponse", "Response": "Failure", "ActionID": f"{one.prefix}-1"}
    assert sessions.receive(forged) == []
    assert sessions.receive({"Response": "Success", "ActionID": f"{one.prefix}-1"}) == [(one, CommandQueued(Noop()))]
    assert sessions.receive({"Response": "Success", "ActionID": "own"}) == [(two, CommandQueued(Noop()))]
    result = {"Event": "AsyncAGIExec", "CommandId": f"{one.prefix}-1", "Result": "200%20result%3D0%0A"}
    ((session, event),) = sessions.receive({**result, **about(1)})
    assert session is one
    assert isinstance(event, ReplyReceived)
    assert sessions.receive({"Event": "AsyncAGIEnd", **about(1)}) == [(one, SessionEnded())]
    assert start(sessions, 1) is one
    happened = sessions.receive({"Event": "Hangup", **about(1)})
    assert happened == [(one, SessionEnded()), (one, ChannelHungUp())]
    assert one.state is AsyncState.GONE
    assert list(sessions.sessions.values()) == [two]
    restored = AsyncSession.restore(two.save())
    other = AsyncSessions()
    other.add(restored)
    restored.send(Noop(), action_id="mine")
    assert other.receive({"Response": "Success", "ActionID": "mine"}) == [(restored, CommandQueued(Noop()))]


def test_what_is_about_no_session_opens_none() -> None:
    sessions = AsyncSessions()
    for headers in (
        {"Event": "Hangup", **about(1)},
        {"Event": "AsyncAGIEnd", **about(1)},
        {"Event": "AsyncAGIStart"},
        {"Event": "AsyncAGI", "Channel": "x"},
        {"Response": "Success", "ActionID": "x"},
        {"Response": "Success"},
        {},
    ):
        assert sessions.receive(headers) == []
    assert sessions.sessions == {}


def test_a_renamed_channel_keeps_its_session() -> None:
    sessions = AsyncSessions()
    session = start(sessions, 1)
    sessions.receive({"Event": "AsyncAGIEnd", "Channel": "new", "Uniqueid": "1795.1"})
    assert session.channel == "new"
    assert list(sessions.sessions) == ["new"]
    sessions.receive({"Event": "Hangup", "Channel": "new", "Uniqueid": "1795.1"})
    assert sessions.sessions == {}


def test_when_ends_never_come_the_longest_without_an_event_makes_room() -> None:
    sessions = AsyncSessions(max_sessions=3)
    first, second, _ = (start(sessions, number) for number in range(3))
    second.send(Noop())
    sessions.receive({"Event": "AGIExecStart", **about(0), "Command": "NOOP"})
    happened = sessions.receive({"Event": "AsyncAGIStart", **about(3), "Env": ""})
    assert [type(event) for _, event in happened] == [CommandLost, SessionEnded, SessionStarted]
    lost = happened[0][1]
    assert isinstance(lost, CommandLost)
    assert lost.error.problem == "more sessions are open than are kept"
    assert happened[0][0] is second
    assert first in sessions.sessions.values()
    for number in range(100):
        start(sessions, number)
    assert len(sessions.sessions) == 3


RECORDED = (DATA / "asyncagi-22" / "session.ami").read_bytes()


def events_of(cuts: list[int]) -> list[str]:
    sessions = AsyncSessions()
    messages = [message for message in read_messages(RECORDED, cuts) if isinstance(message, Message)]
    return [repr(event) for message in messages for _, event in sessions.receive(message)]


@settings(max_examples=20)
@given(st.lists(st.integers(0, len(RECORDED)), max_size=50))
def test_sessions_are_the_same_for_every_chunking_of_the_connection(cuts: list[int]) -> None:
    assert events_of(cuts) == events_of([])


@given(st.lists(st.dictionaries(st.sampled_from(NAMES), st.one_of(st.sampled_from(VALUES), texts(max_size=8)))))
def test_any_messages_leave_no_more_than_is_allowed(messages: list[dict[str, str]]) -> None:
    sessions = AsyncSessions(max_sessions=2, max_queued=2)
    for headers in messages:
        for session, _ in sessions.receive(headers):
            with suppress(LocalProtocolError, DeadChannel):
                session.send(Noop())
        assert len(sessions.sessions) <= 2
        assert all(len(session.commands) <= 2 for session in sessions.sessions.values())


@pytest.mark.parametrize("name", ["asyncagi-22/session.ami", "asyncagi-16/session.ami"])
def test_a_recorded_connection_leaves_nothing_behind(name: str) -> None:
    sessions = AsyncSessions()
    kinds = [type(event) for message in recording(name) for _, event in sessions.receive(message)]
    assert kinds.count(SessionStarted) == 2
    assert kinds[-1] is ChannelHungUp
    assert sessions.sessions == {}
