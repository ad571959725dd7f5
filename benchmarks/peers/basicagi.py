"""The work, with basicagi, which hardly parses or quotes."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

from basicagi import BasicAGI

from benchmarks.material import (
    DIGITS,
    ENDPOS_REPLY,
    ENVIRONMENT,
    FILE,
    NAME,
    PROMPT,
    ROUNDS,
    TEXT_REPLY,
    TIMEOUT,
    TIMEOUT_REPLY,
    USAGE_REPLY,
    VALUE,
    VARIABLE,
    Work,
)
from benchmarks.peers.streams import WHOLE, Calls, Sink, T

__all__ = ["basicagi"]


def basicagi() -> Calls:
    """Read replies to the end of their lines, and return them unchanged."""
    sink = Sink()

    def start(data: bytes) -> BasicAGI:
        sys.stdin, sys.stdout = io.StringIO(data.decode()), sink
        return BasicAGI()

    def restored(call: Callable[[], T]) -> T:
        stdin, stdout = sys.stdin, sys.stdout
        try:
            return call()
        finally:
            sys.stdin, sys.stdout = stdin, stdout

    def session() -> int:
        agi = start(WHOLE)
        done = 0
        for _ in range(ROUNDS):
            agi.set_variable(NAME, VALUE)
            done += 1
            done += agi.get_variable(VARIABLE) == "some value"
            done += agi.stream_file(FILE) == "0"
            done += agi.get_data(PROMPT, TIMEOUT, DIGITS) == "200 result=1234"
        return done + (sys.stdin.readline() == "HANGUP\n")

    agi = restored(lambda: start(ENVIRONMENT))

    def answered(call: Callable[[], object], reply: bytes = b"200 result=0\n") -> Callable[[], object]:
        def work() -> object:
            sys.stdin, sys.stdout = io.StringIO(reply.decode()), sink
            return call()

        return lambda: restored(work)

    return {
        Work.ENVIRONMENT: lambda: restored(lambda: start(ENVIRONMENT).env),
        Work.SET_VARIABLE: answered(lambda: agi.set_variable(NAME, VALUE)),
        Work.STREAM_FILE: answered(lambda: agi.stream_file(FILE)),
        Work.TEXT_REPLY: answered(lambda: agi.get_variable(VARIABLE), TEXT_REPLY),
        Work.ENDPOS_REPLY: answered(lambda: agi.stream_file(FILE), ENDPOS_REPLY),
        Work.TIMEOUT_REPLY: answered(lambda: agi.get_data(PROMPT), TIMEOUT_REPLY),
        Work.USAGE_REPLY: answered(lambda: agi.stream_file(FILE), USAGE_REPLY),
        Work.SESSION: lambda: restored(session),
    }
