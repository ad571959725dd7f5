"""Each kind of server serves its flows, and hears of hangups before, during and after each command."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

import pytest

from tests.live.asking import PATIENCE, Asked, Asking, Ended, Served, serve
from tests.live.hangups import AROUND, DEAD, DURING, check_around, check_during
from tests.live.lab import Lab, Laboratory
from tests.live.served import KINDS

LINES = {"hung up", "ended", "ended, after the channel had hung up"}
"""How calls end without a failure, as the log says."""


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Return the name of each kind of server."""
    return str(request.param)


@pytest.fixture(scope="module")
def served(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Start a server of each kind for all tests of this module."""
    with serve(kind, tmp_path_factory.mktemp(kind) / "log") as server:
        yield server


def ask(laboratory: Laboratory, served: Served, asked: list[Asked], *, dead: bool = False) -> list[Ended]:
    """Ask a server for flows, which it serves without failure and without leaving anything behind."""
    before, seen = served.used(), len(served.lines())

    async def work(lab: Lab) -> list[Ended]:
        await lab.command("database put balance 1234 42")
        return await Asking(served.url, dead=dead).ask(lab, asked)

    ended = laboratory.run(work, record=False)
    assert comes_about(lambda: served.used() <= before)
    assert comes_about(lambda: len(endings_in(served.lines()[seen:])) >= len(asked))
    lines = served.lines()[seen:]
    assert [line for line in lines if not line.startswith("INFO ")] == []
    endings = endings_in(lines)
    assert set(endings) <= LINES
    assert len(endings) == len(asked)
    return ended


def endings_in(lines: list[str]) -> list[str]:
    """Return how calls have ended, as the log says."""
    ends = [line for line in lines if line.startswith("INFO agicodec ") and ": calls agi://" not in line]
    return [line.partition(": ")[2].rpartition(" (")[0] for line in ends]


def comes_about(condition: Callable[[], bool]) -> bool:
    """Wait until something is so, and return whether it is."""
    until = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < until:
        time.sleep(0.05)
    return condition()


def test_a_hangup_between_commands_is_known_at_once(laboratory: Laboratory, served: Served) -> None:
    check_around(ask(laboratory, served, AROUND))


def test_a_hangup_during_a_command_ends_it(laboratory: Laboratory, served: Served) -> None:
    check_during(ask(laboratory, served, DURING))


def test_each_command_runs_or_not_on_a_channel_that_was_dead_before(laboratory: Laboratory, served: Served) -> None:
    assert ask(laboratory, served, [Asked("dead")], dead=True) == [DEAD]


def test_the_flow_of_the_examples_ends_at_a_hangup_at_any_time(laboratory: Laboratory, served: Served) -> None:
    stays = [*(tenths / 10 for tenths in range(24)), 60]
    doings = [{"DELAY": "2", "KEYS": "1234", "STAYS": str(seconds)} for seconds in stays]
    asked = [Asked("balance", "dials-and-leaves", variables) for variables in doings]
    statuses = [one.status for one in ask(laboratory, served, asked)]
    assert set(statuses) == {"HANGUP", "SUCCESS"}
    assert statuses[0] == "HANGUP"
    assert statuses[-1] == "SUCCESS"
    if laboratory.server.home:
        assert "Playing 'digits/2.slin'" in Path(laboratory.server.home, "log", "full").read_text("utf-8", "replace")


def test_no_reply_of_300_calls_is_mixed_up_and_nothing_is_left(laboratory: Laboratory, served: Served) -> None:
    kinds = {"talks": 100, "hurries": 60, "enters": 60, "idles": 40, "leaves": 40}
    seen, asked, expected = len(served.lines()), list[Asked](), list[Ended]()
    for index, kind in enumerate(kind for kind, count in kinds.items() for _ in range(count)):
        keys = str(1000 + index)
        caller = "goes-and-dials" if kind == "enters" else "waits"
        asked.append(Asked(f"mixed/{kind}/{keys}", caller, {"DELAY": "1", "KEYS": keys}))
        found = {"talks": "talked", "hurries": "hurried", "enters": keys, "idles": "idled", "leaves": "left"}[kind]
        expected.append(Ended("HANGUP" if kind in ("idles", "leaves") else "SUCCESS", found))
    assert ask(laboratory, served, asked) == expected
    steps = [1 if ": calls agi://" in line else -1 for line in served.lines()[seen:]]
    assert max(accumulate(steps)) == len(asked), "not all ran at once"


def test_the_dialplan_goes_on_after_a_flow_that_fails_or_is_missing(laboratory: Laboratory, served: Served) -> None:
    async def work(lab: Lab) -> list[Ended]:
        return await Asking(served.url).ask(lab, [Asked("fails"), Asked("nothing/of/that"), Asked("talks/..")])

    seen = len(served.lines())
    failed, *refused = laboratory.run(work, record=False)
    assert failed == Ended("SUCCESS", "")
    assert refused == [Ended("SUCCESS", "refused")] * 2

    def counted(level: str, text: str) -> int:
        return sum(line.startswith(level) and text in line for line in served.lines()[seen:])

    assert comes_about(lambda: counted("ERROR", "ZeroDivisionError") == 1)
    assert comes_about(lambda: counted("WARNING", "no flow is registered") == 2)


def test_calls_end_before_a_server_that_is_told_to_stop(laboratory: Laboratory, kind: str, tmp_path: Path) -> None:
    async def work(lab: Lab) -> list[Ended]:
        with serve(kind, tmp_path / "log") as server:
            lab_calls = [Asked(f"mixed/talks/{keys}") for keys in range(1040, 1050)]
            asking = asyncio.ensure_future(Asking(server.url).ask(lab, lab_calls))
            while sum(": calls agi://" in line for line in server.lines()) < len(lab_calls):
                await asyncio.sleep(0.05)
            server.process.send_signal(signal.SIGTERM)
            ended = await asking
            server.process.wait(PATIENCE)
            (late,) = await Asking(server.url).ask(lab, [Asked("mixed/talks/1000")])
            return [*ended, late]

    *ended, late = laboratory.run(work, record=False)
    assert ended == [Ended("SUCCESS", "talked")] * len(ended)
    assert late == Ended("FAILURE")
