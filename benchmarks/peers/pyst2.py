"""The work, with pyst2."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import BinaryIO

import asterisk.agi

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
from benchmarks.peers.streams import WHOLE, Calls, Sink, bytewise

__all__ = ["pyst2"]


def pyst2() -> Calls:
    def session(stdin: BinaryIO) -> int:
        agi = asterisk.agi.AGI(stdin, Sink(), Sink())
        done = 0
        for _ in range(ROUNDS):
            agi.set_variable(NAME, VALUE)
            done += 1
            done += agi.get_variable(VARIABLE) == "some value"
            done += agi.stream_file(FILE) == ""
            done += agi.get_data(PROMPT, TIMEOUT, DIGITS) == "1234"
        with suppress(ValueError):  # which is what a hangup becomes
            agi.get_result()
            return done
        return done + 1

    agi = asterisk.agi.AGI(io.BytesIO(ENVIRONMENT), Sink(), Sink())

    def environment() -> object:
        agi.stdin = io.BytesIO(ENVIRONMENT)
        agi._get_agi_env()
        return agi.env

    def decode(data: bytes) -> object:
        agi.stdin = io.BytesIO(data)
        try:
            return agi.get_result()
        except Exception as error:
            return error

    return {
        Work.ENVIRONMENT: environment,
        Work.SET_VARIABLE: lambda: agi.send_command("SET VARIABLE", agi._quote(NAME), agi._quote(VALUE)),
        Work.STREAM_FILE: lambda: agi.send_command("STREAM FILE", FILE, agi._quote(""), 0),
        Work.TEXT_REPLY: lambda: decode(TEXT_REPLY),
        Work.ENDPOS_REPLY: lambda: decode(ENDPOS_REPLY),
        Work.TIMEOUT_REPLY: lambda: decode(TIMEOUT_REPLY),
        Work.USAGE_REPLY: lambda: decode(USAGE_REPLY),
        Work.SESSION: lambda: session(io.BytesIO(WHOLE)),
        Work.SESSION_BY_BYTE: lambda: session(bytewise()),
    }
