"""Parsing of the usage text of a 520 reply."""

from __future__ import annotations

import copy

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agicodec import RawReply, UsageError
from agicodec.asterisk import refusal
from agicodec.commands import GetData, RecordFile, StreamFile

FORMS = [
    (
        " Usage: GET DATA <file to be streamed> [timeout] [max digits]\n"
        "\tStream the given file, and recieve DTMF data. Returns the digits received\n"
        "from the channel at the other end.\n",
        "GET DATA <file to be streamed> [timeout] [max digits]",
        "Stream the given file, and recieve DTMF data. Returns the digits received\nfrom the channel at the other end.",
    ),
    (
        " Usage: RECORD FILE <filename> <format> <escape digits> <timeout> \\\n"
        "                                          [offset samples] [BEEP] [s=silence]\n"
        "\tRecord to a file until a given dtmf digit in the sequence is received\n",
        "RECORD FILE <filename> <format> <escape digits> <timeout> [offset samples] [BEEP] [s=silence]",
        "Record to a file until a given dtmf digit in the sequence is received",
    ),
    (" Usage: SET VARIABLE <variablename> <value>\n", "SET VARIABLE <variablename> <value>", ""),
    ("Usage: NoOp\n       Does nothing.\n", "NoOp", "Does nothing."),
    ("usage: mycmd", "mycmd", ""),
    (
        "Sets <variable>STATUS</variable>:\n    <value>SUCCESS</value>\n",
        None,
        "Sets <variable>STATUS</variable>:\n    <value>SUCCESS</value>",
    ),
    ("Usage of the word is no synopsis.", None, "Usage of the word is no synopsis."),
    ("", None, ""),
    ("Invalid command syntax.  Proper usage not available.", None, ""),
]
"""Texts of Asterisk 1.4 and 1.6.2 with a synopsis, of 1.8 and later without one, and other ones."""


@pytest.mark.parametrize(("text", "synopsis", "description"), FORMS)
def test_a_usage_is_a_synopsis_and_a_description(text: str, synopsis: str | None, description: str) -> None:
    error = UsageError("CMD", text)
    assert (error.synopsis, error.description) == (synopsis, description)
    assert copy.copy(error).synopsis == synopsis


def test_a_usage_is_taken_apart_from_a_reply_that_nothing_was_sent_for() -> None:
    data = f"520-Invalid command syntax.  Proper usage follows:\n{FORMS[1][0]}520 End of proper usage.\n".encode()
    error = RecordFile("x", "wav").answer(RawReply.decode(data))
    assert isinstance(error, UsageError)
    assert (error.synopsis, error.description) == FORMS[1][1:]


@pytest.mark.parametrize("command", [GetData, RecordFile, StreamFile])
def test_the_usage_of_asterisk_in_memory_has_the_synopsis_of_the_command(command: type[GetData]) -> None:
    error = UsageError("", refusal(520, command).text or "")
    assert error.synopsis == command.synopsis


def test_a_refusal_without_a_usage_has_none() -> None:
    error = GetData("x").answer(RawReply.decode(b"520 Invalid command syntax.  Proper usage not available.\n"))
    assert isinstance(error, UsageError)
    assert (error.text, error.synopsis, error.description) == (refusal(520).tail, None, "")


@given(st.text(alphabet="aU \t\\\n:<>", max_size=30).map("Usage:".__add__) | st.text(max_size=30))
@example("Usage:\\")
@example("Usage: a\\\n\\\nb")
def test_nothing_of_a_usage_is_lost(text: str) -> None:
    error = UsageError("CMD", text)
    kept = (error.synopsis or "") + error.description
    body = text if error.synopsis is None else text.lstrip()[len("Usage:") :]
    assert "".join(kept.split()).replace("\\", "") == "".join(body.split()).replace("\\", "")
