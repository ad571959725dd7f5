"""Messages of the manager interface."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import NEED_DATA, InvalidArgument, LocalProtocolError, RemoteProtocolError
from agicodec.asyncagi import AmiReader, Greeting, Message, encode_action
from tests.asyncagi.manager import read_messages
from tests.places import DATA
from tests.tables import texts

GREETING = b"Asterisk Call Manager/11.0.0\r\n"


def test_a_stream_is_a_greeting_and_messages() -> None:
    data = GREETING + b"Response: Success\r\nActionID: 1\r\n\r\nEvent: X\nA: 1\na: 2\nEmpty: \n\n"
    assert read_messages(data) == [
        Greeting("Asterisk Call Manager/11.0.0"),
        Message((("Response", "Success"), ("ActionID", "1"))),
        Message((("Event", "X"), ("A", "1"), ("a", "2"), ("Empty", ""))),
    ]


def test_a_message_is_a_mapping_without_regard_to_case() -> None:
    message = Message((("Event", "X"), ("A", "1"), ("a", "2"), ("B", ""), ("", "odd")))
    assert message["EVENT"] == "X"
    assert (message["a"], message.all("A"), message.get("nosuch")) == ("1", ("1", "2"), None)
    assert list(message) == ["Event", "A", "B", ""]
    assert len(message) == 4
    assert "event" in message
    assert "nosuch" not in message
    assert dict(message) == {"Event": "X", "A": "1", "B": "", "": "odd"}
    assert message == Message(message.headers)
    assert message != Message(())
    assert message != {"Event": "X"}
    assert len({message, Message(message.headers)}) == 1


@pytest.mark.parametrize(
    ("line", "header"),
    [
        (b"Name: value", ("Name", "value")),
        (b"Name:value", ("Name", "value")),
        (b"Name:  value ", ("Name", " value ")),
        (b"Name: a: b", ("Name", "a: b")),
        (b"Name:", ("Name", "")),
        (b"no colon", ("", "no colon")),
        (b"Name: \xff\xc3", ("Name", "\udcff\udcc3")),
        (b"Name: a\rb", ("Name", "a\rb")),
    ],
)
def test_a_line_is_a_name_and_a_value(line: bytes, header: tuple[str, str]) -> None:
    (_, message) = read_messages(GREETING + line + b"\r\n\r\n")
    assert isinstance(message, Message)
    assert message.headers == (header,)


@pytest.mark.parametrize("action_id", [b"", b"ActionID: 7\r\n"])
@pytest.mark.parametrize("glue", [b"", b"\n"])
def test_the_output_of_a_console_command_is_framed_by_its_end_mark(action_id: bytes, glue: bytes) -> None:
    output = b"Name: value\n\nResponse: Success\nlast line"
    data = b"Response: Follows\r\nPrivilege: Command\r\n" + action_id + output + glue + b"--END COMMAND--\r\n\r\n"
    messages = read_messages(GREETING + data + b"Event: X\r\n\r\n")
    _, follows, event = messages
    assert isinstance(follows, Message)
    assert follows.output == ("Name: value", "", "Response: Success", "last line")
    assert follows["Privilege"] == "Command"
    assert follows.get("ActionID") == ("7" if action_id else None)
    assert event == Message((("Event", "X"),))


def test_a_console_command_may_print_nothing() -> None:
    data = b"Response: Follows\r\nPrivilege: Command\r\n--END COMMAND--\r\n\r\n"
    assert read_messages(GREETING + data)[1:] == [Message((("Response", "Follows"), ("Privilege", "Command")))]


@given(st.lists(st.integers(0, 10**5), max_size=20))
def test_a_recorded_stream_is_the_same_for_every_chunking(cuts: list[int]) -> None:
    data = GREETING + (DATA / "asyncagi-22" / "hangup.ami").read_bytes()
    assert read_messages(data, cuts) == read_messages(data)


def test_a_stream_is_the_same_byte_by_byte() -> None:
    data = GREETING + b"Response: Follows\r\nPrivilege: Command\r\nx\n\n--END COMMAND--\r\n\r\nEvent: X\r\n\r\n"
    assert read_messages(data, range(len(data))) == read_messages(data)


def test_a_recording_may_begin_without_a_greeting() -> None:
    assert read_messages(b"Event: X\n\n") == [Message((("Event", "X"),))]


def test_the_end_of_the_stream_is_none() -> None:
    reader = AmiReader()
    reader.receive_data(GREETING)
    assert reader.next_message() == Greeting("Asterisk Call Manager/11.0.0")
    assert reader.next_message() is NEED_DATA
    reader.receive_data(b"")
    assert reader.next_message() is None
    with pytest.raises(LocalProtocolError, match="1 bytes of data after the end"):
        reader.receive_data(b"x")


@pytest.mark.parametrize("rest", [b"Event: X\r\n", b"Eve"])
def test_the_end_within_a_message_is_an_error(rest: bytes) -> None:
    reader = AmiReader()
    reader.receive_data(GREETING + rest)
    assert isinstance(reader.next_message(), Greeting)
    reader.receive_data(b"")
    with pytest.raises(RemoteProtocolError, match="the stream ends within a message"):
        reader.next_message()


@pytest.mark.parametrize("data", [b"x" * 200, b"A: b\r\n" * 50])
def test_lines_and_messages_are_bounded(data: bytes) -> None:
    reader = AmiReader(max_line=100, max_message=200)
    reader.receive_data(GREETING)
    assert isinstance(reader.next_message(), Greeting)
    reader.receive_data(data)
    for _ in range(2):
        with pytest.raises(RemoteProtocolError, match=r"more than the \d+ bytes allowed"):
            reader.next_message()
    reader.receive_data(b"ignored")


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=10))
def test_any_bytes_are_read_the_same_for_every_chunking(data: bytes, cuts: list[int]) -> None:
    assert read_messages(data, cuts) == read_messages(data)


# Actions


def test_an_action_is_encoded() -> None:
    assert encode_action([("Action", "Ping"), ("ActionID", ""), ("X", "é ")]) == (
        b"Action: Ping\r\nActionID: \r\nX: \xc3\xa9 \r\n\r\n"
    )


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ([], "headers 0: expected 1 to 127"),
        ([("A", "b")] * 128, "headers 128: expected 1 to 127"),
        ([("", "b")], "name '': expected a name"),
        ([("A:", "b")], "name 'A:': expected a name without a colon"),
        ([(" A", "b")], "name ' A': expected a name"),
        ([("A", " b")], "A ' b': Asterisk would skip the blank"),
        ([("A", "\tb")], "Asterisk would skip the blank"),
        ([("A", "b\rc")], "a carriage return would end the header"),
        ([("A", "b\nc")], "a line feed would end the header"),
        ([("A\nB", "c")], "a line feed would end the header"),
        ([("A", "b\0c")], "a NUL would end the header"),
        ([("A", "b\ud800")], "half a surrogate pair"),
        ([("A", "b" * 1020)], "the line has 1023 bytes without its end, Asterisk takes 1022"),
    ],
)
def test_what_asterisk_would_misread_is_refused(headers: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        encode_action(headers)


def test_the_longest_line_is_taken_to_the_byte() -> None:
    assert len(encode_action([("A", "b" * 1019)])) == 1022 + 4


@given(st.lists(st.tuples(texts(min_size=1, max_size=20), texts(max_size=40)), min_size=1, max_size=5))
def test_any_text_in_any_header_survives_or_is_refused(headers: list[tuple[str, str]]) -> None:
    try:
        data = encode_action(headers)
    except InvalidArgument:
        return
    (_, message) = read_messages(GREETING + data)
    assert isinstance(message, Message)
    assert message.headers == tuple(headers)
