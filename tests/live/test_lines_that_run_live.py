"""Lines that few programs would write are run by the servers, and answered as the commands that they are read as."""

from __future__ import annotations

import asyncio
from typing import Final

from agicodec import RawReply, UnexpectedResult
from agicodec.asterisk import read_command
from tests.lines_that_run import LINES_THAT_RUN, LineThatRuns
from tests.live.lab import PATIENCE, Lab, Laboratory, RecordedCall

AT_ONCE: Final = 20
"""How many lines are tried at a time, each on a call of its own."""

A_WHILE: Final = 0.7
"""After how many seconds a channel hangs up whose command waits for the caller."""


async def reply_to(call: RecordedCall, line: bytes) -> RawReply:
    """Send a line, and return the reply."""
    await call.write(line + b"\n")
    received = b""
    while not received.endswith(b"\n") or (received.startswith(b"100") and received.count(b"\n") < 2):
        data = await asyncio.wait_for(call.read(), PATIENCE)
        assert data, (line, received)
        received += data.removeprefix(b"HANGUP\n")
    return RawReply.decode(received.splitlines()[-1])


async def check(lab: Lab, case: LineThatRuns) -> str | None:
    """Send a line, and return what is wrong."""
    call = await lab.call()
    if case.waits:
        asyncio.get_running_loop().call_later(A_WHILE, asyncio.ensure_future, hangup(lab, call))
    reply = await reply_to(call, case.line)
    command = read_command(case.line)
    if reply.status != 200:
        return f"{case.line!r}, read as {command!r}: {reply}"
    try:
        command.interpret(reply)
    except UnexpectedResult as error:
        return f"{case.line!r}, read as {command!r}: {error}"
    return None


async def hangup(lab: Lab, call: RecordedCall) -> None:
    """Hang a call up."""
    await lab.action(Action="Hangup", Channel=call.environment.channel)


def test_lines_are_answered_as_what_they_are_read_as(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> str:
        release = await lab.release()
        cases = [case for case in LINES_THAT_RUN if case.since <= release]
        found: list[str | None] = []
        for start in range(0, len(cases), AT_ONCE):
            found += await asyncio.gather(*(check(lab, case) for case in cases[start : start + AT_ONCE]))
        assert len(found) > 50
        return "\n".join(filter(None, found))

    assert not laboratory.run(work, record=False)
