"""Hostile work for every decoder, in any size: run under valgrind, its instructions are counted.

    python -m tests.hostile.growth GROUP

Each piece of work is done at two sizes, each between two calls of `getppid`, at which callgrind writes down its count.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from itertools import chain, repeat

from agicodec import NEED_DATA, AsteriskSession, AsyncAgiSession, Command, Environment, RawReply, Session
from agicodec.asterisk import decode_command
from agicodec.asyncagi import AmiReader, Fragment, quote_uri, unquote_uri
from agicodec.asyncagi.asked import Asked
from agicodec.asyncagi.reassembly import Reassembly, ReplyRead
from agicodec.commands import DatabaseGet, Exec, Noop, StreamFile
from agicodec.wire import Limits, TextKind, encode_line
from tests.sessions import BLOCK, asterisk_started

STEP = 4
"""How much larger the second size of each work is."""

Work = Callable[[int], object]


def _pieces(data: bytes, size: int) -> Iterable[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def _session(data: bytes, command: Command[object] | None = None, *, size: int = 4096, interrupt: bool = False) -> None:
    session = Session(max_environment=2**30, max_reply=2**30)
    pieces = _pieces(data, size)
    if command is not None:
        session.receive_data(BLOCK)
        session.next_event()
        session.send(command)
        if interrupt:
            session.interrupt()
    for piece in pieces:
        session.receive_data(piece)
        while session.next_event() is not NEED_DATA:
            pass


def _reply(data: bytes, kind: TextKind = "unknown") -> None:
    raw = RawReply.decode(data, kind)
    assert raw.fields is not None
    assert raw.matches is not None


def _asterisk(data: bytes, *, size: int = 64, running: bool = False) -> None:
    session = asterisk_started()
    if running:
        session.receive_data(b"NOOP\n")
        session.next_event()
    for piece in _pieces(data, size):
        session.receive_data(piece)
        if running:
            continue
        _serve(session)


def _serve(session: AsteriskSession) -> None:
    while (event := session.next_event()) is not NEED_DATA:
        if session.command is not None:
            session.reply(RawReply(200, "0"))
        elif session.next_event() is event:
            return


def _ami(data: bytes, *, size: int = 4096) -> None:
    reader = AmiReader(max_line=2**30, max_message=2**30)
    for piece in _pieces(data, size):
        reader.receive_data(piece)
        while reader.next_message() is not NEED_DATA:
            pass


def _pipe(data: bytes, command: Command[object], *, lossy: bool = False) -> None:
    reassembly = Reassembly(Fragment(b"a: b\n\n", lossy=False), 2**30)
    count = 0
    for piece in chain(_pieces(data, 1024), [b""]):
        items = reassembly.feed(Asked(command, "application", ""), Fragment(piece, lossy))
        count += sum(isinstance(item, ReplyRead) for item in items)
    assert count == len(data) // 1024 + 1 + bool(len(data) % 1024)


def _async(messages: Iterable[Mapping[str, str]]) -> None:
    session = AsyncAgiSession("c")
    for message in messages:
        session.receive(message)
        while session.next_event() is not NEED_DATA:
            pass


START = {"Event": "AsyncAGIStart", "Channel": "c", "Env": quote_uri(BLOCK)}
EXECUTED = {"Event": "AsyncAGIExec", "Channel": "c", "CommandID": "x"}

GROUPS: Mapping[str, Mapping[str, tuple[int, Work]]] = {
    "environment": {
        "one line, byte by byte": (4000, lambda n: _session(b"x" * n, size=1)),
        "empty names": (2000, lambda n: _session(b": x\n" * n + b"\n")),
        "arguments": (1000, lambda n: _session(b"agi_arg_1: x\n" * n + b"\n")),
        "the same field": (1000, lambda n: _session(b"agi_priority: 1\n" * n + b"\n")),
        "blocks": (100, lambda n: _session(BLOCK * n)),
        "whole": (1000, lambda n: Environment.decode(b"agi_threadid: 1\nagi_network: yes\n" * n)),
    },
    "replies": {
        "one line, byte by byte": (4000, lambda n: _session(b"200 result=" + b"x" * n, Noop(), size=1)),
        "a value's lines": (8000, lambda n: _session(b"200 result=1 (\n" + b"\n" * n, DatabaseGet("a", "b"))),
        "a value of parentheses": (100_000, lambda n: _reply(b"200 result=1 (" + b") " * n)),
        "a value of half fields": (20_000, lambda n: _reply(b"200 result=1 (" + b") =" * n)),
        "a value of equals signs": (20_000, lambda n: _reply(b"200 result=1 (" + b") a" * n + b"=" * n)),
        "provisional replies": (8000, lambda n: _session(b"100 \n" * n, Noop())),
        "provisional replies at once": (8000, lambda n: _reply(b"100 \n" * n + b"200 result=0\n")),
        "usage": (8000, lambda n: _session(b"520-\n" + b"x\n" * n, Noop())),
        "usage after a reply": (4000, lambda n: _session(b"200 result=1\n520-\n" + b"x\n" * n, Exec("X"))),
        "fields": (8000, lambda n: _reply(b"200 result=0 " + b"a=b " * n)),
        "quoted fields": (8000, lambda n: _reply(b"200 result=0 " + b'a="b" ' * n)),
        "open quotes": (100_000, lambda n: _reply(b'200 result=0 a="' + b'"b=' * n)),
        "matches": (
            2000,
            lambda n: _reply(b"200 result=1 (speech) endpos=0 results=9 " + b"".join(map(_match, range(n)))),
        ),
    },
    "lines": {
        "hangups": (4000, lambda n: _session(b"HANGUP\n" * n, Noop())),
        "glued hangups": (4000, lambda n: _session(b"HANGUP200 result=0\n" * n, Noop())),
        "hangups in one line": (100_000, lambda n: _session(b"HANGUP" * n + b"\n", Noop())),
        "empty lines": (4000, lambda n: _session(b"\n" * n, Noop())),
        "replies while interrupting": (
            2000,
            lambda n: _session(b"200 result=0\n" * n, StreamFile("x"), interrupt=True),
        ),
        "one line, many chunks": (4000, lambda n: _session(b"x" * n, Noop(), size=1)),
    },
    "asterisk": {
        "no line end": (40_000, lambda n: _asterisk(b"x" * n)),
        "empty lines": (2000, lambda n: _asterisk(b" \n" * n)),
        "commands": (1000, lambda n: _asterisk(b"NOOP\n" * n)),
        "commands, byte by byte": (500, lambda n: _asterisk(b"NOOP\n" * n, size=1)),
        "NULs": (40_000, lambda n: _asterisk(b"\0" * n)),
        "NULs and line ends": (4000, lambda n: _asterisk(b"a\0\n" * n)),
        "written ahead": (8000, lambda n: _asterisk(b"NOOP\n" * n, size=1, running=True)),
        "quotes": (8000, lambda n: decode_command(b'SET VARIABLE "' + b'\\"a" "' * n)),
        "words": (8000, lambda n: decode_command(b"a " * n)),
        "a long name": (8000, lambda n: decode_command(b"a" * n)),
        "a long number": (8000, lambda n: decode_command(b"SAY NUMBER " + b"1" * n)),
        "encoding": (40_000, lambda n: encode_line(["X", '"\\ ' * n], Limits(line=2**30))),
        "encoding words": (4000, lambda n: encode_line(["a b"] * n, Limits(line=2**30, words=2**30))),
    },
    "manager": {
        "one line, byte by byte": (4000, lambda n: _ami(b"x" * n, size=1)),
        "headers": (4000, lambda n: _ami(b"a: b\r\n" * n + b"\r\n")),
        "no headers": (4000, lambda n: _ami(b"a\n" * n + b"\n")),
        "empty messages": (4000, lambda n: _ami(b"a: b\n\n" * n)),
        "nothing": (8000, lambda n: _ami(b"\r\n" * n)),
        "output": (4000, lambda n: _ami(b"Response: Follows\n" + b"x\n" * n)),
    },
    "asyncagi": {
        "escapes": (8000, lambda n: unquote_uri("%41" * n)),
        "cut escapes": (8000, lambda n: unquote_uri("%" * n)),
        "signs": (8000, lambda n: unquote_uri("%FFFFFF" * n, sign_extended=True)),
        "signed bytes": (8000, lambda n: unquote_uri("%FFFFFFC3" * n, sign_extended=True)),
        "starts": (20, lambda n: _async([START] * n)),
        "replies of others": (500, lambda n: _async([START, *repeat({**EXECUTED, "Result": "200%20result=0%0A"}, n)])),
        "what is no reply": (500, lambda n: _async([START, *repeat({**EXECUTED, "Result": "x%0A"}, n)])),
        "full pieces": (131_072, lambda n: _pipe(b"x" * n, Noop())),
        "provisional replies": (16_384, lambda n: _pipe(b"100 \n" * (n // 5), Noop())),
        "replies": (16_384, lambda n: _pipe(b"200 \n" * (n // 5), Noop())),
        "open values": (16_380, lambda n: _pipe(b"200 result=1 (\n" * (n // 15), DatabaseGet("a", "b"))),
        "closed values": (16_384, lambda n: _pipe(b"200 result=1 ()\n" * (n // 16), DatabaseGet("a", "b"))),
        "usage": (16_384, lambda n: _pipe(b"520-\n" * (n // 5), Exec("X"))),
        "pieces whose ends are lost": (16_384, lambda n: _pipe(b"200 \n" * (n // 5), Noop(), lossy=True)),
    },
}
"""What is done, at the smaller of its two sizes; `n` counts bytes, lines or words."""


def _match(number: int) -> bytes:
    return b'score%d=9 text%d="x" grammar%d=g ' % (number, number, number)


def main(group: str) -> None:
    """Do all work of a group."""
    for size, work in GROUPS[group].values():
        work(1)
        for count in (size, size * STEP):
            os.getppid()
            work(count)
            os.getppid()


if __name__ == "__main__":
    main(sys.argv[1])
