"""The work, with pystrix."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import BinaryIO

from pystrix.agi import core
from pystrix.agi.agi_core import AGIHangup, AGIUsageError
from pystrix.agi.fastagi import FastAGI

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
from benchmarks.peers.streams import WHOLE, ByteSink, Calls, bytewise

__all__ = ["pystrix"]


def pystrix() -> Calls:
    def session(stdin: BinaryIO) -> int:
        agi = FastAGI(stdin, ByteSink())
        done = 0
        for _ in range(ROUNDS):
            done += agi.execute(core.SetVariable(NAME, VALUE)) is not None
            done += agi.execute(core.GetVariable(VARIABLE)) == "some value"
            done += agi.execute(core.StreamFile(FILE)) is None
            done += agi.execute(core.GetData(PROMPT, TIMEOUT, DIGITS)) == ("1234", False)
        with suppress(AGIHangup):
            agi._get_result()
            return done
        return done + 1

    agi = FastAGI(io.BytesIO(ENVIRONMENT), ByteSink())

    def environment() -> object:
        return FastAGI(io.BytesIO(ENVIRONMENT), ByteSink()).get_environment()

    def decode(action: core.GetVariable | core.StreamFile | core.GetData, data: bytes) -> object:
        agi._rfile = io.BytesIO(data)
        try:
            return action.process_response(agi._get_result(action.check_hangup))
        except AGIUsageError as error:
            return error

    get_variable, stream_file, get_data = core.GetVariable(VARIABLE), core.StreamFile(FILE), core.GetData(PROMPT)
    return {
        Work.ENVIRONMENT: environment,
        Work.SET_VARIABLE: lambda: agi._send_command(core.SetVariable(NAME, VALUE).command),
        Work.STREAM_FILE: lambda: agi._send_command(core.StreamFile(FILE).command),
        Work.TEXT_REPLY: lambda: decode(get_variable, TEXT_REPLY),
        Work.ENDPOS_REPLY: lambda: decode(stream_file, ENDPOS_REPLY),
        Work.TIMEOUT_REPLY: lambda: decode(get_data, TIMEOUT_REPLY),
        Work.USAGE_REPLY: lambda: decode(stream_file, USAGE_REPLY),
        Work.SESSION: lambda: session(io.BytesIO(WHOLE)),
        Work.SESSION_BY_BYTE: lambda: session(bytewise()),
    }
