"""Texts that pass through the dialplan unchanged."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import InvalidArgument, LocalProtocolError, RawReply, ReplyReceived, UnexpectedResult
from agicodec.asterisk import decode_command
from agicodec.dialplan import MAX_WHOLE, WholeValue, WholeVariable, join_options
from agicodec.wire.protocol import MAX_ASYNC_REPLY
from tests.sessions import events, started
from tests.tables import texts


def separate(text: str) -> list[str]:
    """Take options apart as Asterisk does (`__ast_app_separate_args` in `main/app.c`)."""
    found: list[str] = []
    option = ""
    depths = {"(": 0, "[": 0}
    quoted = escaped = False
    for char in text:
        if escaped:
            escaped = False
        elif char in depths:
            depths[char] += 1
        elif char in ")]":
            opening = "(" if char == ")" else "["
            depths[opening] = max(0, depths[opening] - 1)
        elif char == '"':
            quoted = not quoted
            continue
        elif char == "\\":
            escaped = True
            continue
        elif char == "," and not quoted and not any(depths.values()):
            found.append(option)
            option = ""
            continue
        option += char
    return [*found, option] if text else []


@given(st.lists(texts(), min_size=1, max_size=6))
def test_no_option_is_evaluated(options: list[str]) -> None:
    written = join_options(*options, "${X}", "$[1]")
    assert "${" not in written
    assert "$[" not in written


@given(st.lists(texts(), min_size=1, max_size=6))
def test_each_option_arrives_as_it_is(options: list[str]) -> None:
    assert separate(join_options(*options)) == (options if options != [""] else [])


@pytest.mark.parametrize(
    ("options", "written"),
    [
        ((), ""),
        (("a",), "a"),
        (("a b", "", "c"), "a b,,c"),
        (("Smith, Ann", "1"), "Smith\\, Ann,1"),
        (('"(\\[])"',), '\\"\\(\\\\\\[\\]\\)\\"'),
        (("${EXTEN}", "$[1+1]"), "$\\{EXTEN},$\\[1+1\\]"),
        (("{}",), "\\{}"),
    ],
)
def test_options_are_escaped_only_where_needed(options: tuple[str, ...], written: str) -> None:
    assert join_options(*options) == written


def test_a_whole_variable_is_a_get_full_variable() -> None:
    opening = "(" * 32
    assert WholeVariable("CALLERID(name)").encode() == (
        f"GET FULL VARIABLE ${{BASE64_ENCODE({opening}<${{CALLERID(name):0:40001}}>~~)}}\n".encode()
    )
    assert WholeVariable("X", maximum=None).encode() == (
        f"GET FULL VARIABLE ${{BASE64_ENCODE({opening}<${{X}}>~~)}}\n".encode()
    )
    assert WholeVariable("X", "PJSIP/ann 1").argument_words()[1] == "PJSIP/ann 1"
    assert str(decode_command(WholeVariable("X").encode())) == "GET FULL VARIABLE"


@given(st.binary())
def test_any_value_comes_whole(data: bytes) -> None:
    command = WholeVariable("X")
    session = started(command=command)
    reply = command.reply_with(WholeValue("evaluated", data))
    (event,) = events(session, reply.encode())
    assert isinstance(event, ReplyReceived)
    result = event.answer_to(command).result()
    assert result == WholeValue("evaluated", data)
    assert result.text == data.decode("utf-8", "surrogateescape")


@given(st.binary(max_size=9), st.integers(1, 9))
def test_a_value_over_the_maximum_says_so(data: bytes, maximum: int) -> None:
    command = WholeVariable("X", maximum=maximum)
    expected = WholeValue("evaluated" if len(data) <= maximum else "too long", data[:maximum])
    encoded = b64encode(b"(" * 32 + b"<" + data[: maximum + 1] + b">~~").decode()
    assert command.interpret(RawReply(200, "1", text=encoded)) == expected
    assert command.interpret(command.reply_with(expected)) == expected
    assert expected.ok is (len(data) <= maximum)


def test_the_largest_whole_value_has_room_in_the_pipe_of_asyncagi() -> None:
    reply = WholeVariable("X").reply_with(WholeValue("too long", b"x" * MAX_WHOLE))
    assert len(reply.encode()) <= MAX_ASYNC_REPLY - 8000


@pytest.mark.parametrize("maximum", [0, -1, True, "5", 1.5])
def test_a_maximum_is_a_positive_integer(maximum: int) -> None:
    with pytest.raises(InvalidArgument, match="GET FULL VARIABLE: maximum"):
        WholeVariable("X", maximum=maximum)


@given(st.binary(), st.integers(0, 2))
def test_a_value_is_whole_where_base64_encode_loses_the_end(data: bytes, lost: int) -> None:
    encoded = b64encode(b"(" * 32 + b"<" + data + b">~~"[: 3 - lost]).decode()
    assert WholeVariable("X").interpret(RawReply(200, "1", text=encoded)).data == data


def test_no_such_channel_is_no_value() -> None:
    command = WholeVariable("X", "nosuch")
    result = command.interpret(RawReply(200, "0"))
    assert not result
    assert result.text is None
    assert command.reply_with(result) == RawReply(200, "0")


@pytest.mark.parametrize(
    "text",
    ["", "plain", "é", "====", b64encode(b"(" * 32 + b"<").decode(), b64encode(b"(" * 31 + b"<x>").decode()],
)
def test_what_is_not_whole_is_not_taken_for_a_value(text: str) -> None:
    with pytest.raises(UnexpectedResult):
        WholeVariable("X").interpret(RawReply(200, "1", text=text))


@pytest.mark.parametrize(
    "name", ["", "X}${SHELL(id)", "X${Y}", "${X}", "X:1", "F(x):1", "F(x", "X\n", "X\0", "A{", 5], ids=repr
)
def test_a_name_that_is_an_expression_is_refused(name: str) -> None:
    with pytest.raises(InvalidArgument, match="GET FULL VARIABLE: name"):
        WholeVariable(name)


def test_what_is_no_result_of_it_is_no_reply() -> None:
    with pytest.raises(LocalProtocolError, match="no reply says"):
        WholeVariable("X").reply_with(WholeValue("evaluated"))
    with pytest.raises(LocalProtocolError, match="no reply says"):
        WholeVariable("X", maximum=2).reply_with(WholeValue("evaluated", b"abc"))
    with pytest.raises(LocalProtocolError, match="no reply says"):
        WholeVariable("X", maximum=2).reply_with(WholeValue("too long", b"abc"))
    with pytest.raises(UnexpectedResult):
        WholeVariable("X").interpret(RawReply(200, "2"))
