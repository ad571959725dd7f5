"""How a server reads lines that are cut, joined, written ahead, too long or wrong, compared with `AsteriskSession`."""

from __future__ import annotations

import asyncio
import json

from agicodec.wire.protocol import MAX_LINE, MAX_LINE_LARGE
from tests.live.lab import PATIENCE, Lab, Laboratory, RecordedCall
from tests.sessions import asterisk_started, statuses

QUIET = 1.0
"""How many seconds without a reply count as none."""

NOOP = b"NOOP\n"

CALLS: list[list[bytes]] = [
    [b"NOOP\nGET VARIABLE A\nGET VARIABLE B\n", b"ANSWER\n"],
    [b"SET VARIABLE A a\0b\n", NOOP, b"GET VARIABLE ANOOP\n"],
    [b'SET VARIABLE A "x y\\"z"\r\n', b"GET VARIABLE A\n"],
    [b"SET VARIABLE L1 " + b"a" * 9000 + b"\n", NOOP, NOOP],
    [b"SET VARIABLE L2 ".ljust(MAX_LINE, b"a") + b"SET VARIABLE PWN yes\n", b"GET VARIABLE PWN\n"],
    [b"SET VARIABLE L2 ".ljust(MAX_LINE_LARGE, b"a") + b"SET VARIABLE PWN yes\n", b"GET VARIABLE PWN\n"],
    [b"NOOP\nSET VARIABLE M " + b"m" * 4100 + b"\n", b"GET VARIABLE M\n"],
    [NOOP * 1001, NOOP],
    [b"\n", b"NOOP\r\n", b'"GET" VARIABLE A\n', b"NOOP" + b" x" * 200 + b"\n"],
    [b"get variable A", b"BC\n"],
    [b"SET MUSIC maybe\n", b"SET PRIORITY -1\n", b"TDD MODE x\n", b"WAIT FOR DIGIT x\n", b"GET OPTION\n"],
    [b'SAY DIGITS *1 ""\n', b"VERBOSE a loud\n", b"SET CALLERID\n", b"SET AUTOHANGUP x\n", b"SET AUTOHANGUP -3\n"],
    [b"SET VARIABLE A\n", b"NOOP\n\nNOOP\n", NOOP, NOOP],
]
"""Calls, and the pieces that are written in each."""


async def received(call: RecordedCall, replies: int) -> list[int]:
    """Return the statuses of so many replies, and of all that follow before it is quiet."""
    data, found = b"", list[int]()
    try:
        while piece := await asyncio.wait_for(call.read(), PATIENCE if len(found) < replies else QUIET):
            data += piece
            lines = (line for line in data.split(b"\n")[:-1] if line[:3].isdigit() and line[3:4] == b" ")
            found = [int(line[:3]) for line in lines]
    except asyncio.TimeoutError:
        pass
    return found


def test_lines_are_read_as_the_server_reads_them(laboratory: Laboratory) -> None:
    async def converse(lab: Lab, pieces: list[bytes]) -> tuple[str, list[tuple[bytes, list[int]]]]:
        call = await lab.call()
        ours = asterisk_started(call.environment)
        steps: list[tuple[bytes, list[int]]] = []
        for piece in pieces:
            await call.write(piece)
            ours.receive_data(piece)
            expected = list(statuses(ours))
            theirs = await received(call, len(expected))
            assert expected == theirs, piece[:60]
            steps.append((piece, theirs))
        assert call.environment.version is not None
        return call.environment.version.raw, steps

    async def work(lab: Lab) -> tuple[int, list[tuple[str, list[tuple[bytes, list[int]]]]]]:
        return await lab.release(), await asyncio.gather(*(converse(lab, pieces) for pieces in CALLS))

    release, calls = laboratory.run(work, record=False)
    for version, steps in calls:
        said = [{"sent": sent.decode("latin-1"), "statuses": found} for sent, found in steps]
        laboratory.record(f"lines-{release}.jsonl", json.dumps({"asterisk": version, "steps": said}).encode() + b"\n")
