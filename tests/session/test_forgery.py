"""Encoded values in events and headers: no escape, and no header, can forge another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import (
    NEED_DATA,
    AsyncAgiSession,
    AsyncAgiSessions,
    Command,
    InvalidArgument,
    Raw,
    RawReply,
    ReplyReceived,
)
from agicodec.asyncagi import (
    AmiReader,
    AsyncAgiEvent,
    AsyncAgiExecuted,
    AsyncAgiStarted,
    Message,
    encode_action,
    make_action,
    quote_uri,
    read_event,
    unquote_uri,
)
from agicodec.commands import GetVariable, Noop, SetVariable
from agicodec.wire import from_wire
from tests.sessions import BLOCK
from tests.tables import COMMANDS, can_be_sent, make, texts

# Escapes


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("%0a", b"\n"),
        ("%0A", b"\n"),
        ("%00", b"\0"),
        ("%0d%0a", b"\r\n"),
        ("%250A", b"%0A"),
        ("%25250A", b"%250A"),
        ("%%0A", b"%\n"),
        ("%2", b"%2"),
        ("%", b"%"),
        ("%0", b"%0"),
        ("%zz", b"%zz"),
        ("%0g", b"%0g"),
        ("% 0", b"% 0"),
        ("%-1", b"%-1"),
        ("%u000A", b"%u000A"),
        ("%c3%A9", b"\xc3\xa9"),
        ("%C0%8A", b"\xc0\x8a"),
        ("\uff050A", "\uff050A".encode()),
        ("%\uff100", "%\uff100".encode()),
        ("%41%4", b"A%4"),
        ("\ud800%0A", b"\xed\xa0\x80\n"),
    ],
)
def test_an_escape_is_decoded_once_and_only_when_it_is_one(text: str, data: bytes) -> None:
    assert unquote_uri(text) == data


@given(st.binary())
def test_what_is_encoded_twice_is_decoded_once(data: bytes) -> None:
    once = quote_uri(data)
    assert unquote_uri(quote_uri(once.encode())) == once.encode()
    assert unquote_uri(once.lower() if data.islower() else once) == data


@given(st.text(), st.booleans())
def test_any_text_of_another_client_is_taken(text: str, sign_extended: bool) -> None:
    for names in ({"Event": "AsyncAGIStart", "Env": text}, {"Event": "AsyncAGIExec", "Result": text}):
        event = read_event({"Channel": "c", **names}, sign_extended=sign_extended)
        assert isinstance(event, AsyncAgiStarted | AsyncAgiExecuted)


@pytest.mark.parametrize("name", ["x\nagi_context: evil", "x\n\n200 result=1 (evil)", "x\r\n\r\nEvent: AsyncAGIEnd"])
def test_an_escaped_line_feed_in_the_environment_forges_nothing_that_is_believed(name: str) -> None:
    text = quote_uri(BLOCK.replace(b"Ann", name.encode()))
    event = read_event({"Event": "AsyncAGIStart", "Channel": "PJSIP/1", "Env": text})
    assert isinstance(event, AsyncAgiStarted)
    assert event.environment.context == "agi"
    assert event.environment.irregularities


# Headers


def exchange(session: AsyncAgiSession, *messages: dict[str, str]) -> list[AsyncAgiEvent]:
    for message in messages:
        session.receive(message)
    found: list[AsyncAgiEvent] = []
    while (event := session.next_event()) is not NEED_DATA:
        found.append(event)
    return found


def running() -> AsyncAgiSession:
    session = AsyncAgiSession("PJSIP/1", prefix="p")
    exchange(session, {"Event": "AsyncAGIStart", "Channel": "PJSIP/1", "Uniqueid": "1", "Env": quote_uri(BLOCK)})
    return session


@pytest.mark.parametrize(
    "message",
    [
        {"Event": "AsyncAGIExec", "Channel": "PJSIP/2", "Uniqueid": "2", "CommandID": "p-1"},
        {"Event": "AsyncAGIExec", "Channel": "PJSIP/1", "Uniqueid": "2", "CommandID": "p-1"},
        {"Event": "UserEvent", "UserEvent": "AsyncAGIExec", "Channel": "PJSIP/1", "Uniqueid": "1", "CommandID": "p-1"},
        {"Event": "UserEvent", "SubEvent": "Exec", "Channel": "PJSIP/1", "Uniqueid": "1", "CommandID": "p-1"},
        {"Event": "OriginateResponse", "Response": "Failure", "ActionID": "p-1", "Channel": "PJSIP/1"},
        {"Response": "Error", "ActionID": "p-2", "Message": "Channel does not exist."},
    ],
)
def test_no_other_message_answers_a_command(message: dict[str, str]) -> None:
    session = running()
    session.send(Noop())
    assert exchange(session, {**message, "Result": "200%20result=7%0A"}) == []
    assert session.commands == (Noop(),)


def test_headers_within_a_result_are_text() -> None:
    session = running()
    session.send(GetVariable("X"))
    value = "x\r\nEvent: AsyncAGIEnd\r\nChannel: PJSIP/1\r\n\r\n"
    result = quote_uri(RawReply(200, "1", value).encode())
    stream = f"Event: AsyncAGIExec\r\nChannel: PJSIP/1\r\nUniqueid: 1\r\nCommandID: p-1\r\nResult: {result}\r\n\r\n"
    reader = AmiReader()
    reader.receive_data(stream.encode())
    message = reader.next_message()
    assert isinstance(message, Message)
    (event,) = exchange(session, dict(message))
    assert isinstance(event, ReplyReceived)
    assert event.raw.text == value
    assert event.certain


def test_of_a_header_that_comes_twice_the_first_counts() -> None:
    reader = AmiReader()
    reader.receive_data(b"Event: x\r\nevent: AsyncAGIEnd\r\nCHANNEL: PJSIP/1\r\nChannel: PJSIP/2\r\n\r\n")
    message = reader.next_message()
    assert isinstance(message, Message)
    assert (message["Event"], message["channel"]) == ("x", "PJSIP/1")
    assert read_event(message) is None


@pytest.mark.parametrize("bad", ["\r\nAction: Originate", "\nX: y", "\r", "\0", "\ud800", "\r\n\r\nAction: Login"])
@pytest.mark.parametrize("place", ["channel", "command_id", "action_id", "argument"])
def test_no_argument_of_an_action_makes_a_header(place: str, bad: str) -> None:
    texts_of = {"channel": "PJSIP/1", "command_id": "c", "action_id": "a", "argument": "x"}
    texts_of[place] += bad
    with pytest.raises(InvalidArgument):
        make_action(
            texts_of["channel"],
            SetVariable("X", texts_of["argument"]),
            texts_of["command_id"],
            texts_of["action_id"],
        )


@pytest.mark.parametrize("title", COMMANDS)
@given(data=st.data())
def test_the_action_of_any_command_is_five_headers(title: str, data: st.DataObject) -> None:
    text = data.draw(texts(max_size=30))
    command: Command[object] = make(COMMANDS[title]) if data.draw(st.booleans()) else Raw("X", text, text)
    if not can_be_sent(command) or "\r" in text:
        return
    action = make_action("PJSIP/1", command, "c", "a")
    reader = AmiReader()
    reader.receive_data(b"x\n" + action.data)
    reader.next_message()
    message = reader.next_message()
    assert isinstance(message, Message)
    assert message.headers == action.headers
    assert len(message) == 5
    assert message["Command"] == from_wire(command.encode().removesuffix(b"\n"))
    assert encode_action(message.headers) == action.data


def test_a_session_is_not_opened_for_a_message_that_only_looks_like_a_start() -> None:
    sessions = AsyncAgiSessions()
    for message in ({"Event": "AsyncAGIStart"}, {"Event": "x", "SubEvent": "Start", "Channel": "c"}, {"Event": ""}):
        assert sessions.receive(message) == []
    assert not sessions.sessions
