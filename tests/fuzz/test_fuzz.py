"""The fuzz targets, with the corpus and with random bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agicodec import Command, Environment, NoSuchChannel
from agicodec.commands import Noop
from tests.fuzz import calls, corpus, targets
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("target", TARGETS)
def test_what_the_fuzzer_has_found_holds(target: str) -> None:
    inputs = corpus.read(target)
    assert inputs
    for data in inputs:
        TARGETS[target](data)


def lose_the_last_byte(data: bytes, size: int | None) -> Iterator[bytes]:
    step = size or len(data) or 1
    return (data[at : at + step] for at in range(0, len(data) - (size is not None), step))


def take_it_for_noop(_: bytes) -> Command[object]:
    return Noop()


class Forgetful:
    """Reads an environment, and loses its last field."""

    @staticmethod
    def decode(data: bytes, *, strict: bool = False) -> Environment:
        lines = data.rstrip(b"\n").split(b"\n")
        return Environment.decode(b"".join(line + b"\n" for line in lines[:-1]) + b"\n", strict=strict)


FAULTS: Mapping[str, tuple[ModuleType, str, object]] = {
    "environment": (targets, "Environment", Forgetful),
    "line_protocol": (targets, "_pieces", lose_the_last_byte),
    "asterisk": (targets, "decode_command", take_it_for_noop),
    "manager": (targets, "_pieces", lose_the_last_byte),
    "async_agi": (targets, "CommandLost", NoSuchChannel),
    "async_calls": (calls, "REPLIES", dict.fromkeys(calls.REPLIES)),
}
"""For each target, what makes it take a decoder for one that has a fault."""


@pytest.mark.parametrize("target", TARGETS)
def test_the_fuzzer_finds_a_fault(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*FAULTS[target])

    def run_all() -> None:
        for data in corpus.read(target):
            TARGETS[target](data)

    with pytest.raises(AssertionError):
        run_all()


WORDS = [
    b"200 result=",
    b"1 (a)",
    b"(",
    b")",
    b"520-",
    b"520 End of proper usage.",
    b"100 x",
    b"HANGUP",
    b"\n",
    b"\r\n",
    b"\0",
    b"\x01",
    b" ",
    b"=",
    b'"',
    b"\\",
    b"%0a",
    b"%00",
    b"%2",
    b"%250A",
    b"agi_channel: c\n",
    b"agi_arg_1: x\n",
    b"agi_threadid: 1\n",
    b": ",
    b"Event: AsyncAGIExec\n",
    b"Response: Follows\n",
    b"--END COMMAND--",
    b"SET VARIABLE",
    b"\x8aSET VARIABLE X ",
    b'"\\"',
    b"failure",
    b":  a\r\n\r\n",
    b"a:b: c\r\n\r\n",
    b"\0\x15",
    b"\0\x11200 result=0",
    b"\0\x06",
]


def _part(data: bytes, start: int, size: int) -> bytes:
    return data[start : start + size]


def parts(target: str) -> st.SearchStrategy[bytes]:
    """Return what inputs are made of: bytes, words of the protocol, and parts of what the fuzzer has found."""
    found, places = st.sampled_from(corpus.read(target)), st.integers(0, 300)
    found_parts = st.builds(_part, found, places, places)
    return st.one_of(st.binary(max_size=3), st.sampled_from(WORDS), found, found_parts)


INPUTS = {target: st.one_of(st.binary(), st.lists(parts(target)).map(b"".join)) for target in TARGETS}


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=200)
@given(data=st.data())
def test_any_bytes_are_taken(target: str, data: st.DataObject) -> None:
    TARGETS[target](data.draw(INPUTS[target]))
