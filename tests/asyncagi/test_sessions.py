"""The AsyncAGI sessions of all channels of a connection."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agicodec import NEED_DATA, DeadChannel, Environment, LocalProtocolError, RawReply
from agicodec.asyncagi import (
    AsyncAgiEvent,
    AsyncAgiSession,
    AsyncAgiSessions,
    AsyncAgiState,
    CommandLost,
    CommandQueued,
    Greeting,
    Message,
    OtherReply,
    SessionEnded,
    quote_uri,
)
from agicodec.commands import Exec, GetVariable, Noop
from agicodec.results import ApplicationResult
from agicodec.session import ChannelHungUp, ReplyReceived, SessionStarted
from tests.asyncagi.manager import read_messages, recording
from tests.places import DATA
from tests.tables import texts

NAMES = ["Event", "SubEvent", "Channel", "Uniqueid", "Env", "Result", "CommandId", "Response", "ActionID"]
VALUES = ["AsyncAGIStart", "AsyncAGIExec", "AsyncAGIEnd", "AsyncAGI", "Start", "Hangup", "a", "b", "c", "200%20x%0A"]


def about(number: int) -> dict[str, str]:
    return {"Channel": f"PJSIP/ann-{number}", "Uniqueid": f"1795.{number}"}


def start(sessions: AsyncAgiSessions, number: int) -> AsyncAgiSession:
    block = Environment(request="async", channel=f"PJSIP/ann-{number}").encode()
    happened = sessions.receive({"Event": "AsyncAGIStart", **about(number), "Env": quote_uri(block)})
    session, event = happened[-1]
    assert isinstance(event, SessionStarted)
    return session


def test_a_session_opens_with_its_channel_and_closes_with_it() -> None:
    sessions = AsyncAgiSessions()
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
    assert one.state is AsyncAgiState.GONE
    assert list(sessions.sessions.values()) == [two]
    restored = AsyncAgiSession.restore(two.save())
    other = AsyncAgiSessions()
    other.add(restored)
    restored.send(Noop(), action_id="mine")
    assert other.receive({"Response": "Success", "ActionID": "mine"}) == [(restored, CommandQueued(Noop()))]


def test_what_is_about_no_session_opens_none() -> None:
    sessions = AsyncAgiSessions()
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
    sessions = AsyncAgiSessions()
    session = start(sessions, 1)
    sessions.receive({"Event": "AsyncAGIEnd", "Channel": "new", "Uniqueid": "1795.1"})
    assert session.channel == "new"
    assert list(sessions.sessions) == ["new"]
    sessions.receive({"Event": "Hangup", "Channel": "new", "Uniqueid": "1795.1"})
    assert sessions.sessions == {}


def test_when_ends_never_come_the_longest_without_an_event_makes_room() -> None:
    sessions = AsyncAgiSessions(max_sessions=3)
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
    sessions = AsyncAgiSessions()
    messages = [message for message in read_messages(RECORDED, cuts) if isinstance(message, Message)]
    return [repr(event) for message in messages for _, event in sessions.receive(message)]


@settings(max_examples=20)
@given(st.lists(st.integers(0, len(RECORDED)), max_size=50))
def test_sessions_are_the_same_for_every_chunking_of_the_connection(cuts: list[int]) -> None:
    assert events_of(cuts) == events_of([])


@given(st.lists(st.dictionaries(st.sampled_from(NAMES), st.one_of(st.sampled_from(VALUES), texts(max_size=8)))))
def test_any_messages_leave_no_more_than_is_allowed(messages: list[dict[str, str]]) -> None:
    sessions = AsyncAgiSessions(max_sessions=2, max_queued=2)
    for headers in messages:
        for session, _ in sessions.receive(headers):
            with suppress(LocalProtocolError, DeadChannel):
                session.send(Noop())
        assert len(sessions.sessions) <= 2
        assert all(len(session.commands) <= 2 for session in sessions.sessions.values())


@pytest.mark.parametrize("name", ["asyncagi-22/session.ami", "asyncagi-16/session.ami"])
def test_a_recorded_connection_leaves_nothing_behind(name: str) -> None:
    sessions = AsyncAgiSessions()
    kinds = [type(event) for message in recording(name) for _, event in sessions.receive(message)]
    assert kinds.count(SessionStarted) == 2
    assert kinds[-1] is ChannelHungUp
    assert sessions.sessions == {}


# A start that is no session's own


def old_start(sessions: AsyncAgiSessions, channel: str, unique_id: str) -> AsyncAgiSession:
    event = {"Event": "AsyncAGIStart", "Channel": channel, "Uniqueid": unique_id, "Env": "agi_request%3A%20async%0A%0A"}
    happened = sessions.receive(event)
    session, event_of_start = happened[-1]
    assert isinstance(event_of_start, SessionStarted)
    return session


def test_a_new_channel_of_the_same_name_has_a_session_of_its_own() -> None:
    sessions = AsyncAgiSessions()
    first = old_start(sessions, "DAHDI/1-1", "1")
    sessions.receive({"Event": "AsyncAGIEnd", "Channel": "DAHDI/1-1", "Uniqueid": "1"})
    second = old_start(sessions, "DAHDI/1-1", "2")
    assert second is not first
    assert first.state is AsyncAgiState.GONE
    assert list(sessions.sessions.values()) == [second]
    result = {"Event": "AsyncAGIExec", "Channel": "DAHDI/1-1", "Uniqueid": "2", "Result": "200%20result%3D0%0A"}
    command_id = second.send_headers(Noop())["CommandID"]
    ((session, event),) = sessions.receive({**result, "CommandId": command_id})
    assert session is second
    assert isinstance(event, ReplyReceived)


def test_a_new_channel_of_the_same_name_ends_the_run_of_the_old_one() -> None:
    sessions = AsyncAgiSessions()
    first = old_start(sessions, "DAHDI/1-1", "1")
    first.send(Noop())
    start = {"Event": "AsyncAGIStart", "Channel": "DAHDI/1-1", "Uniqueid": "2", "Env": ""}
    happened = sessions.receive(start)
    assert [type(event) for _, event in happened] == [CommandLost, SessionEnded, SessionStarted]
    assert [session is first for session, _ in happened] == [True, True, False]


def test_a_closed_session_accepts_no_start() -> None:
    sessions = AsyncAgiSessions()
    first = start(sessions, 1)
    first.close("given up")
    assert start(sessions, 1) is not first
    (second,) = sessions.sessions.values()
    assert [(session, type(event)) for session, event in sessions.close("all given up")] == [(second, SessionEnded)]
    assert sessions.sessions == {}
    assert start(sessions, 1) not in (first, second)


def test_an_event_other_than_a_start_opens_no_session() -> None:
    sessions = AsyncAgiSessions()
    for part in ("Exec", "End"):
        assert sessions.receive({"Event": "AsyncAGI", "SubEvent": part, "Channel": "x"}) == []
    assert sessions.sessions == {}


def test_a_closed_session_does_not_count() -> None:
    sessions = AsyncAgiSessions(max_sessions=2)
    first, second = start(sessions, 1), start(sessions, 2)
    second.close("given up")
    assert list(sessions.sessions.values()) == [first]
    third = start(sessions, 3)
    assert list(sessions.sessions.values()) == [first, third]
    saved = third.save()
    third.close("moved")
    sessions.add(AsyncAgiSession.restore(saved))
    assert [session.channel for session in sessions.sessions.values()] == [first.channel, third.channel]
    first.close("given up")
    sessions.add(AsyncAgiSession("x"))
    assert (sessions.count, first in sessions, third in sessions) == (2, False, False)


def test_a_channel_is_followed_by_the_event_that_it_has_a_new_name() -> None:
    sessions = AsyncAgiSessions()
    first = old_start(sessions, "DAHDI/1-1", "1")
    rename = {"Event": "Rename", "Channel": "DAHDI/1-1", "Newname": "DAHDI/9-1", "Uniqueid": "1"}
    assert sessions.receive({**rename, "Uniqueid": "2"}) == []
    assert sessions.receive({**rename, "Newname": ""}) == []
    assert list(sessions.sessions) == ["DAHDI/1-1"]
    assert sessions.receive(rename) == []
    second = old_start(sessions, "DAHDI/1-1", "2")
    assert sessions.sessions == {"DAHDI/9-1": first, "DAHDI/1-1": second}
    assert first.send_headers(Noop())["Channel"] == "DAHDI/9-1"


def test_channels_that_swap_their_names_keep_their_sessions() -> None:
    sessions = AsyncAgiSessions()
    one, two = old_start(sessions, "a", "1"), old_start(sessions, "b", "2")
    for unique_id, old, new in (("1", "a", "x"), ("2", "b", "a"), ("1", "x", "b")):
        sessions.receive({"Event": "Rename", "Channel": old, "Newname": new, "Uniqueid": unique_id})
    assert sessions.sessions == {"b": one, "a": two}
    assert [session for session, _ in sessions.receive({"Event": "Hangup", "Channel": "b", "Uniqueid": "1"})] == [
        one
    ] * 2
    assert sessions.sessions == {"a": two}


# Ids of actions


def test_an_action_id_is_used_once_at_a_time_on_a_connection() -> None:
    sessions = AsyncAgiSessions()
    one, two = start(sessions, 1), start(sessions, 2)
    one.send(Noop(), action_id="a")
    before = two.save()
    with pytest.raises(LocalProtocolError, match="cannot send NOOP: the id 'a' is in use"):
        two.send(Noop(), action_id="a")
    assert two.save() == before
    assert sessions.receive({"Response": "Success", "ActionID": "a"}) == [(one, CommandQueued(Noop()))]
    two.send(Noop(), action_id="a")
    assert sessions.receive({"Response": "Success", "ActionID": "a"}) == [(two, CommandQueued(Noop()))]


def test_ids_that_are_made_up_pass_over_those_in_use() -> None:
    sessions = AsyncAgiSessions()
    one, two = AsyncAgiSession("one", prefix="p"), AsyncAgiSession("two", prefix="p")
    for session in (one, two):
        sessions.add(session)
        sessions.receive({"Event": "AsyncAGIStart", "Channel": session.channel, "Env": ""})
    ids = [session.send_headers(Noop())["ActionID"] for session in (one, two, one, two)]
    assert ids == ["p-1", "p-2", "p-3", "p-4"]


def test_random_prefixes_have_64_bits() -> None:
    prefixes = {AsyncAgiSession("c").prefix for _ in range(100)}
    assert len(prefixes) == 100
    assert {len(prefix) for prefix in prefixes} == {16}


def test_a_session_with_an_id_in_use_is_not_added() -> None:
    sessions = AsyncAgiSessions()
    one = start(sessions, 1)
    one.send(Noop(), action_id="a")
    other = AsyncAgiSession("other")
    other.receive({"Event": "AsyncAGIStart", "Channel": "other", "Env": ""})
    other.next_event()
    other.send(Noop(), action_id="a")
    with pytest.raises(LocalProtocolError, match="cannot register the session: the action id 'a' is in use"):
        sessions.add(other)
    assert list(sessions.sessions.values()) == [one]
    assert sessions.receive({"Response": "Success", "ActionID": "a"}) == [(one, CommandQueued(Noop()))]


def test_a_session_is_added_only_where_there_is_none_and_room() -> None:
    sessions = AsyncAgiSessions(max_sessions=1)
    one = start(sessions, 1)
    with pytest.raises(
        LocalProtocolError, match="cannot add the session of PJSIP/ann-1: another session has that channel"
    ):
        sessions.add(AsyncAgiSession.restore(one.save()))
    with pytest.raises(LocalProtocolError, match="cannot add the session of x: 1 sessions are open, the limit is 1"):
        sessions.add(AsyncAgiSession("x"))
    gone = AsyncAgiSession("x")
    gone.close("given up")
    with pytest.raises(LocalProtocolError, match="cannot add the session of x: given up"):
        sessions.add(gone)
    assert list(sessions.sessions.values()) == [one]


# Whatever the reader returns


def test_what_the_reader_returns_may_be_handed_on_as_it_is() -> None:
    sessions = AsyncAgiSessions()
    session = AsyncAgiSession("PJSIP/ann-1")
    for message in (Greeting("Asterisk Call Manager/11.0.0"), NEED_DATA):
        assert sessions.receive(message) == []
        session.receive(message)
        assert session.next_event() is NEED_DATA
    one = start(sessions, 1)
    one.send(Noop())
    happened = sessions.receive(None)
    assert [type(event) for _, event in happened] == [CommandLost, SessionEnded]
    assert sessions.sessions == {}


@pytest.mark.parametrize("message", ["Event: x", b"Event: x", 5, [("Event", "x")]])
def test_what_is_no_message_is_refused(message: object) -> None:
    receive: Callable[[object], object] = getattr(AsyncAgiSessions(), "receive")  # noqa: B009  # beside its types
    with pytest.raises(TypeError, match=r"expected an ami\.Message or a mapping of headers, found"):
        receive(message)


# Commands of other clients


def test_the_command_of_another_client_is_known_by_the_event_that_it_starts() -> None:
    sessions = AsyncAgiSessions()
    start(sessions, 1)
    started = {"Event": "AGIExecStart", **about(1), "CommandId": "77", "Command": 'EXEC AGI "agi://x"'}
    within = {"Event": "AGIExecStart", **about(1), "CommandId": "78", "Command": "GET VARIABLE X"}
    result = {"Event": "AsyncAGIExec", **about(1), "CommandId": "theirs", "Result": "200%20result%3D0%0A"}
    for message in (started, within, {"Event": "AGIExecEnd", **about(1), "CommandId": "78"}):
        assert sessions.receive(message) == []
    ((_, event),) = sessions.receive(result)
    assert event == OtherReply("theirs", RawReply(200, "0"), Exec("AGI", "agi://x"))
    assert isinstance(event, OtherReply)
    assert event.reply == ApplicationResult("ran", 0)
    ((_, event),) = sessions.receive(result)
    assert event == OtherReply("theirs", RawReply(200, "0"), None)


def test_long_replies_to_other_clients_are_read_by_their_commands() -> None:
    sessions = AsyncAgiSessions()
    session = start(sessions, 1)
    happened: list[tuple[AsyncAgiSession, AsyncAgiEvent]] = []
    reply = RawReply(200, "1", "b" * 2500).encode()
    for line, data in (
        ("GET VARIABLE X", reply[:1024]),
        ("NOOP", reply[1024:2048]),
        ("NOOP", reply[2048:] + b"200 result=0\n" * 2),
    ):
        sessions.receive({"Event": "AGIExecStart", **about(1), "Command": line})
        text = quote_uri(data)
        happened = sessions.receive({"Event": "AsyncAGIExec", **about(1), "CommandId": "theirs", "Result": text})
    commands = [event.command for _, event in happened if isinstance(event, OtherReply)]
    assert commands == [GetVariable("X"), Noop(), Noop()]
    assert not session.is_incomplete


def test_a_line_that_is_no_command_leaves_the_reply_untyped() -> None:
    sessions = AsyncAgiSessions()
    start(sessions, 1)
    for line in ("", "  ", "\ud800"):
        sessions.receive({"Event": "AGIExecStart", **about(1), "Command": line})
        result = {"Event": "AsyncAGIExec", **about(1), "CommandId": "theirs", "Result": "200%20result%3D0%0A"}
        ((_, event),) = sessions.receive(result)
        assert event == OtherReply("theirs", RawReply(200, "0"))


def test_the_reply_of_another_client_is_untyped_after_a_restore_too() -> None:
    session = AsyncAgiSession("c")
    about_it = {"Event": "AsyncAGIExec", "Channel": "c", "CommandID": "x"}
    session.receive({"Event": "AsyncAGIStart", "Channel": "c", "Env": quote_uri(Environment(request="async").encode())})
    session.receive({**about_it, "Result": quote_uri(b"200 result=1 (" + b"y" * 1010)})
    assert isinstance(session.next_event(), SessionStarted)
    restored = AsyncAgiSession.restore(session.save())
    restored.receive({**about_it, "Result": quote_uri(b"y)\n200 result=0\n")})
    first = restored.next_event()
    assert isinstance(first, OtherReply)
    assert first.command is None
