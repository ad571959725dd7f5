"""The log of a call agrees with Asterisk's own after `agi set debug on`, line by line.

Its differences are those of docs/observing.md: Asterisk writes several lines at once, and characters that cannot be
printed; it names no channel in the first lines of FastAGI, and logs a HANGUP at the end of it; it logs neither the
commands of AsyncAGI nor a hangup that no line reports; and in AsyncAGI only Asterisk logs the reply to what the session
asks by itself.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

import pytest

from agicodec.io.manager import Manager, ManagerCall
from tests.live.asking import PATIENCE, Asked, Asking, Ended, serve
from tests.live.flows import LOGGED, logs, reported
from tests.live.lab import Lab, Laboratory
from tests.live.scripts import Scripts
from tests.live.served import KINDS, take_on_asyncio
from tests.live.server import ServerAddress

OURS = re.compile(r"^DEBUG +agicodec(?::\S+)? (<[^>]*>AGI .*)$", re.MULTILINE)
"""A line of a call in our log, as `basicConfig` or pytest writes it."""

THEIRS = re.compile(
    r"^\[[^]]*\] VERBOSE\S+ res_agi\.c: ((?:<[^>]*>)?AGI [RT]x (?:<<|>>).*(?:\n(?!\[).*)*)\n", re.MULTILINE
)
"""A message about a line, or about lines that Asterisk has sent in one piece."""

ESCAPES = {"\t": r"\x09", "\udcff": r"\xff"}
"""What our log has instead of characters that cannot be printed, of those that the flow asks for."""


@pytest.fixture(autouse=True)
def _needs_its_log(server: ServerAddress) -> None:
    if not server.home:
        pytest.skip("the log of a named server is elsewhere")


@asynccontextmanager
async def debugged(lab: Lab) -> AsyncGenerator[None]:
    """Have Asterisk log the lines of calls."""
    await lab.command("agi set debug on")
    try:
        yield
    finally:
        await lab.command("agi set debug off")


def read_until(path: Path, start: int, end: str) -> str:
    """Wait until a log that is written behind contains something, and return what was written from a position on."""
    until = time.monotonic() + PATIENCE
    while end not in (text := path.read_bytes()[start:].decode("utf-8", "surrogateescape")):
        assert time.monotonic() < until, text
        time.sleep(0.05)
    return text


def log_of_asterisk(laboratory: Laboratory, asking: Asking, manager: Manager | None = None) -> list[str]:
    """Have a caller ask for the flow whose lines are compared, and return Asterisk's lines, written as in our log."""
    full = Path(laboratory.server.home, "log", "full")
    seen = full.stat().st_size

    async def work(lab: Lab) -> list[Ended]:
        async with debugged(lab), manager or nullcontext():
            return await asking.ask(lab, [Asked("logs")])

    (ended,) = laboratory.run(work, record=False)
    assert ended.status == "HANGUP"
    text = read_until(full, seen, "Ended,Number: ")
    channel = re.findall(r"agi_channel: (.*)", text)[0]
    lines: list[str] = []
    for message in THEIRS.findall(text):
        for character, escape in ESCAPES.items():
            message = message.replace(character, escape)  # noqa: PLW2901
        first, *others = message.removeprefix(f"<{channel}>").split("\n")
        lines += f"<{channel}>{first}", *(f"<{channel}>AGI Tx >> {line}" for line in others)
    assert len(lines) > len(LOGGED) * 2
    return lines


@pytest.mark.parametrize("kind", KINDS)
def test_fastagi_is_logged_as_asterisk_logs_it(laboratory: Laboratory, tmp_path: Path, kind: str) -> None:
    with serve(kind, tmp_path / "log", "DEBUG") as server:
        *theirs, last = log_of_asterisk(laboratory, Asking(server.url))
    assert OURS.findall("\n".join(server.lines())) == theirs
    assert last.endswith(">AGI Tx >> HANGUP")  # after the end of the call


@pytest.mark.parametrize("application", ["AGI", "EAGI"])
def test_a_script_is_logged_as_asterisk_logs_it(laboratory: Laboratory, scripts: Scripts, application: str) -> None:
    console = Path(scripts.server.home, "log", "console")
    seen = console.stat().st_size
    theirs = log_of_asterisk(laboratory, Asking(scripts.path("tests.live.flows"), application))
    ours = OURS.findall(read_until(console, seen, ": ended, after the channel had hung up"))
    (hangup,) = (line for line in ours if line.endswith(">AGI hung up"))  # the signal, which Asterisk does not log
    assert ours.index(hangup) < len(ours) - 2
    ours.remove(hangup)
    assert ours == theirs


def test_asyncagi_is_logged_as_asterisk_logs_it(laboratory: Laboratory, caplog: pytest.LogCaptureFixture) -> None:
    async def flow(call: ManagerCall) -> None:
        await take_on_asyncio(call, reported(call, logs(call)))

    caplog.set_level(logging.DEBUG, "agicodec")
    server = laboratory.server
    manager = Manager(flow, port=server.port, username=server.user, secret=server.secret)
    theirs = log_of_asterisk(laboratory, Asking("agi:async"), manager)
    ours = OURS.findall(caplog.text)
    assert [line for line in ours if ">AGI Tx >> " in line] == theirs
    assert not [line for line in theirs if ">AGI Rx << " in line]
