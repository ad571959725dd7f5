"""Runs of applications over an Asterisk that sends anything: each ends with a result, or an error of agicodec."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agicodec import AgicodecError
from agicodec.applications import BackGround, Dial, Playback, Queue, Read, Record
from agicodec.dialplan import Application, ApplicationEnding
from tests.calls.test_cancellation import ScriptedCall

APPLICATIONS: list[Application[ApplicationEnding]] = [
    BackGround("beep"),
    Dial("PJSIP/ann"),
    Playback("beep"),
    Queue("sales"),
    Read(),
    Record("msg", "wav"),
]


def encode(data: bytes) -> str:
    return b64encode(b"(" * 32 + b"<" + data + b">~~").decode()


def with_text(number: str, text: str) -> bytes:
    return f"200 result={number} ({text})\n".encode("utf-8", "replace")


def without_text(number: str) -> bytes:
    return f"200 result={number}\n".encode()


numbers = st.sampled_from(["-2", "-1", "0", "1", "2", "35", "x", "", "9" * 30]) | st.integers().map(str)
inner = st.binary(max_size=40) | st.sampled_from([b"32,32,x", b"-1," * 9, b"99999999999999999," * 9, b"32," * 9])
lines = st.builds(with_text, numbers, st.text(max_size=30) | st.builds(encode, inner))
plain = st.builds(without_text, numbers)
others = st.sampled_from(
    [b"511 x\n", b"510 x\n", b"520 x\n", b"520-x\ny\n520 z\n", b"HANGUP\n", b"\n", b"200\n", b"600 x\n"]
)
replies = st.lists(plain | lines | others | st.binary(max_size=20), max_size=8)


@pytest.mark.parametrize("application", APPLICATIONS, ids=str)
@settings(max_examples=150)
@given(chunks=replies)
def test_a_run_ends_whatever_arrives(application: Application[ApplicationEnding], chunks: list[bytes]) -> None:
    call = ScriptedCall(*filter(None, chunks), *[b""] * 20)
    try:
        result = call.run(application)
    except AgicodecError:
        pass
    else:
        assert isinstance(result, application.ending())
