"""The manager events and the manager action of AsyncAGI."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import AsteriskVersion, InvalidArgument, Raw
from agicodec.asyncagi import (
    AgiExecEnded,
    AgiExecStarted,
    AsyncAgiEnded,
    AsyncAgiExecuted,
    AsyncAgiStarted,
    Fragment,
    make_action,
    quote_uri,
    read_event,
    read_refusal,
    unquote_uri,
)
from agicodec.asyncagi.actions import ActionResponse
from agicodec.asyncagi.messages import ChannelGone, ChannelRenamed, Headers, OtherEvent, fold, read_message
from agicodec.commands import GetVariable, SetVariable
from agicodec.errors import ActionError, ActionRefused, LineTooLong, NoSuchChannel, NotInAsyncAgi
from tests.asyncagi.manager import recording
from tests.refused import refused
from tests.tables import SPEC

REPLY = Fragment(b"200 result=1\n", lossy=False)


NEW = {"Channel": "c", "Uniqueid": "u"}
OLD = {"channel": "c"}
SIGNED = "%FFFFFFC3%0A%0A"
ENV = Fragment(b"a: b\n\n", lossy=False)
RESULT = "200%20result%3D1%0A"
COMMAND = {"Command": "NOOP", "CommandId": "7"}
EVENTS: list[tuple[Headers, object]] = [
    ({"Event": "AsyncAGIStart", **NEW, "Env": "a%3A%20b%0A%0A"}, AsyncAgiStarted("c", "u", ENV)),
    ({"Event": "AsyncAGI", "SubEvent": "Start", **OLD, "Env": "a%3A%20b%0A%0A"}, AsyncAgiStarted("c", None, ENV)),
    ({"Event": "AsyncAGIExec", **NEW, "Result": RESULT, "CommandId": "x"}, AsyncAgiExecuted("c", "u", "x", REPLY)),
    ({"event": "asyncagi", "SUBEVENT": "EXEC", **OLD, "RESULT": RESULT}, AsyncAgiExecuted("c", None, None, REPLY)),
    ({"Event": "AsyncAGIEnd", **NEW}, AsyncAgiEnded("c", "u")),
    ({"Event": "AsyncAGI", "SubEvent": "End", **OLD}, AsyncAgiEnded("c", None)),
    ({"Event": "AGIExecStart", **NEW, **COMMAND}, AgiExecStarted("c", "u", 7, "NOOP")),
    ({"Event": "AGIExec", "SubEvent": "Start", **OLD, **COMMAND}, AgiExecStarted("c", None, 7, "NOOP")),
    (
        {"Event": "AGIExecEnd", **NEW, **COMMAND, "ResultCode": "-1", "Result": "Failure"},
        AgiExecEnded("c", "u", 7, "NOOP", -1, "Failure"),
    ),
    ({"Event": "AGIExec", "SubEvent": "End", **OLD}, AgiExecEnded("c", None, None, "", None, "")),
    ({"Event": ["AsyncAGIEnd", "x"], "Channel": ["c", "d"], "Uniqueid": []}, AsyncAgiEnded("c", None)),
    ({"Event": "Newchannel", **NEW}, None),
    ({"Response": "Success"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("headers", "event"), EVENTS)
def test_an_event_is_read_from_any_headers(headers: Headers, event: object) -> None:
    assert read_event(headers) == event
    assert read_event(headers, sign_extended=True) == event


@pytest.mark.parametrize(
    ("headers", "received"),
    [
        ({"Event": "Hangup", **NEW}, ChannelGone("c", "u")),
        ({"Event": "hangup", **OLD}, ChannelGone("c", None)),
        ({"Event": "Rename", **NEW, "Newname": "d"}, ChannelRenamed("c", "u", "d")),
        ({"Event": "Rename", **OLD}, ChannelRenamed("c", None, "")),
        ({"Event": "Newchannel", **NEW}, OtherEvent("c", "u")),
        ({"Event": "Reload"}, OtherEvent("", None)),
        ({"Event": "OriginateResponse", "Response": "Failure", "ActionID": "a"}, OtherEvent("", None)),
        ({"Response": "success", "ActionID": "a", "Message": "m"}, ActionResponse("a", True, "m")),
        ({"Response": "Error", "ActionID": "a"}, ActionResponse("a", False, "")),
        ({"Response": "Success"}, None),
        ({"Response": "Success", "ActionID": ""}, None),
    ],
)
def test_a_message_that_is_no_event_of_agi_is_read_as_what_it_says(headers: Headers, received: object) -> None:
    message = read_message(headers)
    assert message == received
    assert read_event(headers) is None


def read_refusal_of_any(headers: Headers) -> object:
    return read_refusal(headers, "X")


@pytest.mark.parametrize("headers", [5, None, "Event: X", b"Event: X", [("Event", "X")], {"Event"}], ids=repr)
@pytest.mark.parametrize("read", [read_event, read_message, read_refusal_of_any])
def test_headers_are_a_mapping(read: Callable[[Headers], object], headers: Headers) -> None:
    with refused(rf"^expected an ami\.Message or a mapping of headers, found {re.escape(repr(headers))}$"):
        read(headers)


def test_the_events_of_asterisk_1_8_are_read() -> None:
    start, executed, ended = map(read_event, recording("asyncagi-1.8.ami"))
    assert isinstance(start, AsyncAgiStarted)
    environment = start.environment
    assert environment.version == AsteriskVersion.parse("1.8.0-beta5")
    assert (environment.caller_id_name, environment.thread_id) == ("Julie Bryant", -1339524208)
    assert environment.irregularities == ()
    assert not start.truncated
    assert executed == AsyncAgiExecuted("SIP/0004F2060EB4-00000013", None, "my-command-id", REPLY)
    assert ended == AsyncAgiEnded("SIP/0004F2060EB4-0000001b", None)


def test_a_truncated_event_is_read_as_far_as_it_goes_and_says_so() -> None:
    start = next(event for event in map(read_event, recording("asyncagi-22/longenv.ami")) if event)
    assert isinstance(start, AsyncAgiStarted)
    assert start.truncated
    assert start.environment.arguments[0] == "x" * 300
    assert len(start.environment.arguments[1]) < 300
    assert start.fragment.full
    executed = AsyncAgiExecuted("c", None, None, Fragment.decode("200%20result%3D1%20(a"))
    assert executed.truncated
    assert executed.fragment.data == b"200 result=1 (a"
    assert not AsyncAgiExecuted("c", None, None, REPLY).truncated


@pytest.mark.parametrize(("length", "lossy"), [(2044, False), (2045, True), (2047, True)])
def test_a_text_that_fills_its_event_may_have_lost_its_end(length: int, lossy: bool) -> None:
    assert Fragment.decode("x" * length).lossy is lossy


@pytest.mark.parametrize(("length", "full"), [(1023, False), (1024, True)])
def test_a_text_that_fills_its_buffer_may_go_on(length: int, full: bool) -> None:
    assert Fragment.decode("x" * length).full is full


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a+b%2Bc", b"a+b+c"),
        ("%c3%A9", b"\xc3\xa9"),
        ("100%", b"100%"),
        ("%zz%4", b"%zz%4"),
        ("%%41", b"%A"),
        ("", b""),
        ("%FFFFFFC3", b"\xffFFFFC3"),
        ("é", b"\xc3\xa9"),
    ],
)
def test_percent_decoding_leaves_a_plus_sign_alone(text: str, data: bytes) -> None:
    assert unquote_uri(text) == data


@pytest.mark.parametrize(
    ("text", "data"), [("%FFFFFFC3%FFFFFFA9x%20", b"\xc3\xa9x "), ("%FFFFFF", b"%FFFFFF"), ("%FFFFFFZZ", b"%FFFFFFZZ")]
)
def test_a_sign_extended_byte_is_one_byte(text: str, data: bytes) -> None:
    assert unquote_uri(text, sign_extended=True) == data


@pytest.mark.parametrize(
    ("extends", "versions"),
    [
        (True, "1.8.28.0 1.8.32.3 11.10.0 11.15.1 12.3.0 12.8.2 13.0.0 13.1.1"),
        (False, "1.8.27.0 10.12.4 11.9.0 11.16.0 12.2.0 13.2.0 14.0.0 22.10.1 GIT-master"),
    ],
)
def test_the_version_decides_whether_bytes_are_sign_extended(extends: bool, versions: str) -> None:
    for version in versions.split():
        assert AsteriskVersion.parse(version).sign_extends is extends, version


@given(st.binary())
def test_any_bytes_survive_percent_encoding(data: bytes) -> None:
    text = quote_uri(data)
    assert text.isascii()
    assert not set(text) & set(' +\n"&')
    assert unquote_uri(text) == data


@given(st.text(st.sampled_from("%023ADad =")))
def test_escapes_are_decoded_once_whatever_they_make(text: str) -> None:
    assert unquote_uri(text) == unquote_to_bytes(text)


@given(st.text(), st.booleans())
def test_any_text_is_decoded(text: str, sign_extended: bool) -> None:
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return
    assert isinstance(unquote_uri(text, sign_extended=sign_extended), bytes)


# The action


def test_a_command_becomes_an_action() -> None:
    action = make_action("PJSIP/ann-1", SetVariable("X", 'a "b"'), "c1", "a1")
    assert action.data == (
        b"Action: AGI\r\nActionID: a1\r\nChannel: PJSIP/ann-1\r\n"
        b'Command: SET VARIABLE X "a \\"b\\""\r\nCommandID: c1\r\n\r\n'
    )
    assert dict(action.headers)["Command"] == 'SET VARIABLE X "a \\"b\\""'
    assert (action.command, action.command_id, action.action_id) == (SetVariable("X", 'a "b"'), "c1", "a1")


def test_too_long_a_command_is_refused_with_the_limit() -> None:
    name = "GET VARIABLE "
    assert make_action("c", GetVariable("x" * (1013 - len(name))), "1", "1").data
    with pytest.raises(
        InvalidArgument, match=r"^GET VARIABLE: name 'xxx.* the line has 1014 bytes, this Asterisk takes 1013"
    ) as caught:
        make_action("c", GetVariable("x" * (1014 - len(name))), "1", "1")
    assert caught.value.argument == "name"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("c", SetVariable("X", "a\rb"), "1", "1"), r"SET VARIABLE: value 'a\\rb': a carriage return"),
        (("c", Raw("X", "a\nb"), "1", "1"), "X: argument 1 .*a line feed"),
        (("", Raw("X"), "1", "1"), "X: channel '': expected a non-empty string"),
        (("c", Raw("X"), "", "1"), "X: command_id '': expected a non-empty string"),
        (("c", Raw("X"), "1", ""), "X: action_id '': expected a non-empty string"),
        (("c\r\nAction: Logoff", Raw("X"), "1", "1"), "Channel .*a carriage return would end the header"),
        (("c", Raw("X"), "1\n", "1"), "CommandID .*a line feed would end the header"),
    ],
)
def test_what_would_forge_headers_is_refused(arguments: tuple[str, Raw, str, str], message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        make_action(*arguments)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("Channel nosuch does not exist.", NoSuchChannel),
        ("Channel nosuch does not exists or cannot get its lock", NoSuchChannel),
        ("Failed to add AGI command to channel Local/plain@agi-0000000e;2 queue", NotInAsyncAgi),
        ("Failed to parse message: line too long", LineTooLong),
        ("Both, Channel and Command are *required*", ActionRefused),
        ("Permission denied", ActionRefused),
        ("Permission granted", ActionRefused),
        ("", ActionRefused),
    ],
)
def test_a_refusal_is_typed(text: str, error: type[ActionError]) -> None:
    refusal = read_refusal({"Response": "Error", "Message": text}, "NOOP")
    assert isinstance(refusal, error)
    assert type(refusal) is error
    assert (refusal.command, refusal.text) == ("NOOP", text)
    assert str(refusal) == f"NOOP: {text}"


def test_every_event_of_the_spec_is_read_in_both_forms() -> None:
    for event in SPEC.async_events:
        new = read_event({"Event": event.event, "Channel": "c"})
        old = read_event({"Event": event.older.event, "SubEvent": event.older.subevent, "Channel": "c"})
        assert type(new).__name__ == type(old).__name__ == event.class_name
        assert new == old


def test_every_refusal_of_the_spec_is_read() -> None:
    for refusal in SPEC.refusals:
        assert type(read_refusal({"Response": "Error", "Message": refusal.example}, "X")).__name__ == refusal.error


@pytest.mark.parametrize("sign_extended", [False, True])
def test_what_an_event_lacks_is_empty(sign_extended: bool) -> None:
    read = partial(read_event, sign_extended=sign_extended)
    started = read({"Event": "AsyncAGIStart"})
    assert isinstance(started, AsyncAgiStarted)
    assert (started.channel, started.unique_id, started.fragment.data) == ("", None, b"")
    assert read({"Event": "AsyncAGIExec"}) == AsyncAgiExecuted("", None, None, Fragment(b"", lossy=False))
    assert read({"Event": "AGIExecStart"}) == AgiExecStarted("", None, None, "")
    assert read({"Event": "AGIExecEnd"}) == AgiExecEnded("", None, None, "", None, "")
    assert read({}) is None
    refusal = read_refusal({}, "NOOP")
    assert isinstance(refusal, ActionRefused)
    assert (refusal.command, refusal.text) == ("NOOP", "")


@pytest.mark.parametrize(
    "headers", [{"Event": "AsyncAGIStart", "Env": SIGNED}, {"Event": "AsyncAGIExec", "Result": SIGNED}]
)
def test_what_the_caller_says_of_signs_counts_where_the_version_does_not(headers: Headers) -> None:
    found = [read_event(headers), read_event(headers, sign_extended=False), read_event(headers, sign_extended=True)]
    fragments = [event.fragment for event in found if isinstance(event, (AsyncAgiStarted, AsyncAgiExecuted))]
    plain, extended = Fragment(b"\xffFFFFC3\n\n", lossy=False), Fragment(b"\xc3\n\n", lossy=False)
    assert fragments == [plain, plain, extended]
    assert (Fragment.decode(SIGNED), Fragment.decode(SIGNED, sign_extended=True)) == (plain, extended)


@given(st.text(st.sampled_from("aX \t\r\\n")))
def test_what_ends_the_last_value_of_the_environment_is_kept(value: str) -> None:
    env = quote_uri(f"agi_request: async\nagi_accountcode: {value}\n\n".encode())
    started = read_event({"Event": "AsyncAGIStart", "Env": env})
    assert isinstance(started, AsyncAgiStarted)
    assert started.environment.raw[-1] == ("agi_accountcode", value)


def test_what_asterisk_does_not_encode_is_not_encoded() -> None:
    assert quote_uri(b"aZ09-_.!~*'()") == "aZ09-_.!~*'()"


def test_success_is_no_refusal() -> None:
    assert read_refusal({"RESPONSE": "Success", "Message": "Added AGI command to queue"}, "NOOP") is None


def test_a_header_is_found_whatever_its_case() -> None:
    assert fold({"CommandID": "x"})["commandid"] == "x"
    assert fold({"a": ["x", "y"]})["a"] == "x"
    assert fold({}).get("a", "") == ""
    assert fold({"A": "x", "a": "y", "b": []}) == {"a": "x"}
