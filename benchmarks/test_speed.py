"""Measures how fast commands are encoded, streams are decoded and the package is imported.

The same amount of data in other chunks, or in lines of another length, should take about the same time; if it takes
much longer, some code is quadratic.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import ParamSpec, Protocol, TypeVar

import pytest

from agicodec import NEED_DATA, Command, Environment, RawReply, ReplyReceived, Session
from agicodec.asyncagi import AmiReader, Fragment
from agicodec.asyncagi.asked import Asked
from agicodec.asyncagi.reassembly import Reassembly
from agicodec.commands import GetData, GetFullVariable, Noop, SetVariable, StreamFile
from agicodec.wire import split

BLOCK = Environment(
    network=True, request="agi://127.0.0.1/x", channel="PJSIP/ann-00000001", arguments=("one", "two")
).encode()
MEGABYTE = 1024 * 1024

P = ParamSpec("P")
T = TypeVar("T")


class Benchmark(Protocol):
    """The fixture of pytest-benchmark, with the types that it lacks."""

    def __call__(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T: ...

    def pedantic(self, target: Callable[..., T], args: tuple[object, ...] = (), *, rounds: int) -> T: ...


def started(data: bytes = BLOCK) -> Session:
    session = Session(max_reply=4 * MEGABYTE)
    session.receive_data(data)
    session.next_event()
    return session


def answered(command: Command[object], reply: bytes, chunk: int) -> object:
    """Send a command and feed its reply in chunks."""
    session = started()
    session.send(command)
    for start in range(0, len(reply), chunk):
        session.receive_data(reply[start : start + chunk])
        event = session.next_event()
        if event is not NEED_DATA:
            assert isinstance(event, ReplyReceived)
            return event.reply
    raise AssertionError("the reply never ended")


@pytest.mark.parametrize(
    "command",
    [Noop(), GetData("enter-pin", timeout=5000, max_digits=4), SetVariable("GREETING", 'say "good day" \\ é')],
    ids=["bare", "plain", "quoted"],
)
def test_encode(benchmark: Benchmark, command: Command[object]) -> None:
    assert benchmark(command.encode).endswith(b"\n")


def test_make_a_command(benchmark: Benchmark) -> None:
    assert benchmark(GetData, "enter-pin", 5000, 4).max_digits == 4


def test_split_a_line(benchmark: Benchmark) -> None:
    line = SetVariable("GREETING", 'say "good day" \\ é').encode()[:-1]
    assert len(benchmark(split, line)) == 4


def test_decode_an_environment(benchmark: Benchmark) -> None:
    assert benchmark(Environment.decode, BLOCK).network


def test_decode_a_reply(benchmark: Benchmark) -> None:
    assert benchmark(RawReply.decode, b"200 result=50 endpos=18560\n", "word").endpos == 18560


def test_a_conversation_of_1000_commands(benchmark: Benchmark) -> None:
    command, reply = StreamFile("welcome"), b"200 result=0 endpos=1600\n"

    def converse() -> int:
        session = started()
        ok = 0
        for _ in range(1000):
            session.send(command)
            session.receive_data(reply)
            event = session.next_event()
            ok += isinstance(event, ReplyReceived) and event.answer_to(command).result().ok
        return ok

    assert benchmark(converse) == 1000


@pytest.mark.parametrize("chunk", [1, 1500, MEGABYTE], ids=["byte", "segment", "whole"])
@pytest.mark.parametrize("line", [1, 80, MEGABYTE], ids=["empty-lines", "lines", "one-line"])
def test_a_value_of_a_megabyte(benchmark: Benchmark, line: int, chunk: int) -> None:
    value = ("x" * (line - 1) + "\n") * (MEGABYTE // line)
    reply = RawReply(200, "1", value + "end").encode()
    result = benchmark.pedantic(answered, (GetFullVariable("${X}"), reply, chunk), rounds=1)
    assert result == GetFullVariable("${X}").interpret(RawReply(200, "1", value + "end"))


@pytest.mark.parametrize("size", [10_000, 100_000, 1_000_000])
def test_a_reply_in_pieces_of_async_agi(benchmark: Benchmark, size: int) -> None:
    reply = RawReply(200, "1", "x" * size).encode()
    pieces = [Fragment(reply[start : start + 1024], lossy=False) for start in range(0, len(reply), 1024)]

    def put_together() -> int:
        reassembly = Reassembly(Fragment(BLOCK, lossy=False), 4 * MEGABYTE)
        found = 0
        for piece in pieces:
            found += len(reassembly.feed(Asked(GetFullVariable("${X}"), "application", ""), piece))
        return found

    assert benchmark.pedantic(put_together, rounds=3) >= 1


def test_1000_messages_of_the_manager_interface(benchmark: Benchmark) -> None:
    data = b"Event: AGIExecStart\r\nChannel: PJSIP/ann-00000001\r\nUniqueid: 1795.1\r\nCommand: NOOP\r\n\r\n" * 1000

    def read() -> int:
        reader, found = AmiReader(), 0
        reader.receive_data(data)
        while reader.next_message() is not NEED_DATA:
            found += 1
        return found

    assert benchmark(read) == 1000


@pytest.mark.parametrize("module", ["agicodec", "agicodec.commands.media", "agicodec.calls.facade"])
def test_import(benchmark: Benchmark, module: str) -> None:
    def load() -> int:
        return subprocess.run([sys.executable, "-c", f"import {module}"], check=True).returncode

    assert benchmark.pedantic(load, rounds=5) == 0


def test_start_the_interpreter_for_comparison(benchmark: Benchmark) -> None:
    def load() -> int:
        return subprocess.run([sys.executable, "-c", "import attrs"], check=True).returncode

    assert benchmark.pedantic(load, rounds=5) == 0
