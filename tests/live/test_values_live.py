"""Arguments arrive unchanged; values that are refused would really have arrived changed."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agicodec import AsyncCommands, InvalidArgument, Raw
from agicodec.commands import SetVariable
from agicodec.wire import Limits
from tests.live.lab import PATIENCE, Lab, Laboratory, RecordedCall
from tests.live.server import ServerAddress, start
from tests.tables import texts

VALUES = 3000
"""How many values are written and read back in one call."""

SLOW_VALUES = 150
"""The same for AsyncAGI, which looks at its queue ten times a second."""

QUIET = 0.5
"""How many seconds without a reply count as none."""


def check_values(
    laboratory: Laboratory,
    call_of: Callable[[Lab], Awaitable[AsyncCommands]],
    check: Callable[[AsyncCommands, str], Coroutine[object, object, None]],
    values: st.SearchStrategy[str],
    count: int = VALUES,
) -> None:
    """Check many values in one call; Hypothesis, which awaits nothing, has a thread of its own."""

    async def work(lab: Lab) -> None:
        call, loop = await call_of(lab), asyncio.get_running_loop()

        @settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
        @given(values)
        def each(value: str) -> None:
            asyncio.run_coroutine_threadsafe(check(call, value), loop).result()

        await asyncio.to_thread(each)

    laboratory.run(work, record=False)


async def set_and_get(call: AsyncCommands, value: str) -> None:
    await call.set_variable("LIVE", value)
    assert (await call.get_full_variable("${LIVE}")).value == value


async def put_and_get(call: AsyncCommands, value: str) -> None:
    await call.database_put("live", value or "none", value)
    assert (await call.database_get("live", value or "none")).value == value


def test_variables_survive_over_fastagi(laboratory: Laboratory) -> None:
    check_values(laboratory, lambda lab: lab.call(), set_and_get, texts(max_size=300))


def test_the_database_survives_over_fastagi(laboratory: Laboratory) -> None:
    check_values(laboratory, lambda lab: lab.call(), put_and_get, texts(max_size=40))


def test_variables_survive_over_asyncagi(laboratory: Laboratory) -> None:
    values = texts(max_size=100).filter(lambda text: "\r" not in text)
    check_values(laboratory, lambda lab: lab.agi_call(), set_and_get, values, SLOW_VALUES)


async def write(call: RecordedCall, data: bytes, replies: int = 1) -> list[bytes]:
    """Write bytes that agicodec would not send; return the lines that come back, and whatever follows them at once."""
    await call.write(data)
    received = b""
    try:
        while True:
            is_due = received.count(b"\n") < replies
            received += await asyncio.wait_for(call.read(), PATIENCE if is_due else QUIET)
    except asyncio.TimeoutError:
        return received.splitlines()


def test_a_line_feed_would_run_another_command(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        assert await write(call, b"SET VARIABLE A x\nSET VARIABLE PWN yes\n") == [b"200 result=1"]
        assert await write(call, b"NOOP\n", 2) == [b"200 result=1", b"200 result=0"]
        assert (await call.get_variable("PWN")).value == "yes"

    laboratory.run(work, record=False)
    with pytest.raises(InvalidArgument, match="a line feed would end the command"):
        SetVariable("A", "x\nSET VARIABLE PWN yes").encode()


def test_a_nul_would_leave_the_line_without_a_reply(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        assert await write(call, b"SET VARIABLE A a\0b\n", 0) == []
        assert await write(call, b"NOOP\n") == [b"200 result=1"]
        assert (await call.get_variable("A")).value == "aNOOP"

    laboratory.run(work, record=False)
    with pytest.raises(InvalidArgument, match="a NUL would make Asterisk drop the line"):
        SetVariable("A", "a\0b").encode()


def test_a_line_is_taken_up_to_the_limit_and_not_a_byte_further(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        assert call.environment.version is not None
        limits = call.environment.version.limits
        longest = "x" * (limits.line - len(b"SET VARIABLE L \n"))
        await call.set_variable("L", longest)
        assert (await call.get_full_variable("${LEN(${L})}")).value == str(len(longest))
        with pytest.raises(InvalidArgument, match=f"this Asterisk takes {limits.line}"):
            await call.set_variable("L", longest + "x")
        await write(call, b"SET VARIABLE L " + longest.encode() + b"xSET VARIABLE PWN yes\n")
        await write(call, b"NOOP\n", 2)
        assert (await call.get_full_variable("${LEN(${L})}")).value == str(len(longest) + 1)
        assert (await call.get_variable("PWN")).value == "yes"

    laboratory.run(work, record=False)


def test_words_are_taken_up_to_the_limit(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        most = Limits().words
        assert (await call.execute(Raw("NOOP", *["x"] * (most - 1)))).result == "0"
        with pytest.raises(InvalidArgument, match=f"Asterisk reads {most}"):
            Raw("NOOP", *["x"] * most).encode()

    laboratory.run(work, record=False)


def test_more_quoted_words_would_end_the_server(server: ServerAddress) -> None:
    if not server.root:
        pytest.skip("a named server is not to be ended")
    spare = start(server.name, Path(server.root))

    async def run() -> None:
        async with Lab(spare.address) as lab:
            call = await lab.call()
            await call.write(b"NOOP" + b' "x"' * Limits().words + b"\n")
            assert await call.read() == b"200 result=0\n"
            await call.write(b"NOOP" + b' "x"' * (Limits().words + 1) + b"\n")
            await lab.until_gone()

    try:
        asyncio.run(run())
        assert spare.process.wait(PATIENCE) == -signal.SIGABRT
    finally:
        spare.stop()
