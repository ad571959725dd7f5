"""Scripts that Asterisk runs serve their flows, and hear of hangups before, during and after each command."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.asking import PATIENCE, Asked, Asking, Ended
from tests.live.hangups import AROUND, DEAD, DURING, check_around, check_during
from tests.live.lab import Lab, Laboratory
from tests.live.scripts import Scripts, install
from tests.live.server import ServerAddress, start

FLOWS = "tests.live.flows"

AT_ONCE = 16
"""How many scripts are started at once."""

FAILS_AND_IS_REAPED = """\
(for _ in $(seq 30); do kill -0 $$ || exit; sleep 0.1; done) 2>/dev/null &
exit 1
"""
"""A script that fails, and whose output ends once its exit status was taken, or 3 seconds later."""


@pytest.fixture
def fresh(server: ServerAddress) -> Iterator[Scripts]:
    """Start another server, on which nothing has run yet."""
    if not server.root:
        pytest.skip("a named server has no folder to start another one in")
    running = start(server.name, Path(server.root))
    try:
        yield install(running.address)
    finally:
        running.stop(patience=1)


def ask(
    laboratory: Laboratory, scripts: Scripts, asked: list[Asked], application: str = "AGI", module: str = FLOWS
) -> list[Ended]:
    """Ask a script for flows; none of its processes is left, and none failed unless it was to."""
    console = Path(scripts.server.home, "log", "console")
    seen = console.stat().st_size
    asking = Asking(scripts.path(module), application, dead=application == "DeadAGI")

    async def work(lab: Lab) -> list[Ended]:
        await lab.command("database put balance 1234 42")
        return await asking.ask(lab, asked, AT_ONCE)

    ended = laboratory.run(work, record=False)
    until = time.monotonic() + PATIENCE
    while scripts.running() and time.monotonic() < until:
        time.sleep(0.05)
    assert scripts.running() == 0
    written = console.read_bytes()[seen:].decode("utf-8", "replace")
    assert ("Traceback" in written) is any(one.path == "fails" for one in asked), written
    return ended


def test_a_hangup_between_commands_is_known_at_once(laboratory: Laboratory, scripts: Scripts) -> None:
    check_around(ask(laboratory, scripts, AROUND))


@pytest.mark.parametrize("application", ["AGI", "EAGI"])
def test_a_hangup_during_a_command_ends_it(laboratory: Laboratory, scripts: Scripts, application: str) -> None:
    check_during(ask(laboratory, scripts, DURING, application))


def test_each_command_runs_or_not_under_deadagi(laboratory: Laboratory, scripts: Scripts) -> None:
    assert ask(laboratory, scripts, [Asked("dead")], "DeadAGI") == [DEAD]


@pytest.mark.parametrize(("application", "module"), [("AGI", "agi_process"), ("EAGI", "eagi_process")])
def test_the_examples_end_at_a_hangup_at_any_time(
    laboratory: Laboratory, scripts: Scripts, application: str, module: str
) -> None:
    log = Path(scripts.server.home, "log", "full")
    seen = log.stat().st_size
    stays, *leaves = [
        Asked("", "dials-and-leaves", {"DELAY": "3", "KEYS": "1234", "STAYS": str(tenths / 10)})
        for tenths in (200, *range(0, 20, 2))
    ]
    (ended,) = ask(laboratory, scripts, [stays], application, f"examples.{module}")
    assert ended.status == "SUCCESS"
    assert b"Playing 'digits/2.slin'" in log.read_bytes()[seen:]
    statuses = {one.status for one in ask(laboratory, scripts, leaves, application, f"examples.{module}")}
    assert statuses in ({"HANGUP"}, {"HANGUP", "SUCCESS"})


def test_no_reply_of_many_scripts_is_mixed_up(laboratory: Laboratory, scripts: Scripts) -> None:
    kinds = {"talks": "talked", "hurries": "hurried", "idles": "idled", "leaves": "left"}
    asked = [Asked(f"mixed/{kind}/{1000 + index}") for index in range(AT_ONCE // 4) for kind in kinds]
    ended = ask(laboratory, scripts, asked)
    assert [one.found for one in ended] == [*kinds.values()] * (AT_ONCE // 4)


def test_what_a_script_prints_is_no_part_of_the_protocol(laboratory: Laboratory, scripts: Scripts) -> None:
    assert ask(laboratory, scripts, [Asked("prints")]) == [Ended("SUCCESS", "printed")]


def test_the_dialplan_goes_on_after_a_flow_that_fails_or_is_missing(fresh: Scripts) -> None:
    asked = [Asked("fails"), Asked("nothing/of/that")]
    assert ask(Laboratory(fresh.server, {}), fresh, asked) == [Ended("FAILURE", ""), Ended("FAILURE", "refused")]
    assert "ZeroDivisionError: of a flow" in Path(fresh.server.home, "log", "full").read_text("utf-8", "replace")


def test_older_servers_may_lose_the_exit_status_once_anything_but_scripts_has_run(fresh: Scripts) -> None:
    fails = Asking(fresh.write("fails", FAILS_AND_IS_REAPED))

    async def work(lab: Lab) -> tuple[int, list[Ended], list[Ended]]:
        before = await fails.ask(lab, [Asked("")])
        await Asking("agi://127.0.0.1:1/").ask(lab, [Asked("")])
        return await lab.release(), before, await fails.ask(lab, [Asked("")])

    release, before, after = Laboratory(fresh.server, {}).run(work, record=False)
    assert before == [Ended("FAILURE")]
    assert after == [Ended("SUCCESS" if release == 16 else "FAILURE")]


@pytest.mark.parametrize(("name", "rate"), [("slin", 8000), ("slin16", 16000)])
def test_eagi_brings_the_audio_in_its_format(laboratory: Laboratory, scripts: Scripts, name: str, rate: int) -> None:
    asked = Asked(f"hears/{name}", "hums", {"EAGI_AUDIO_FORMAT": name})
    (ended,) = ask(laboratory, scripts, [asked], "EAGI")
    assert ended == Ended("SUCCESS", f"{name}, {rate} samples of a tone")


def test_a_hangup_is_known_without_sighup_by_the_refusal(laboratory: Laboratory, scripts: Scripts) -> None:
    asked = Asked("during/ANSWER", variables={"AGISIGHUP": "no"})
    assert ask(laboratory, scripts, [asked]) == [Ended("HANGUP", "answered")]


def test_a_script_ends_when_asterisk_ends_the_run_at_the_hangup(laboratory: Laboratory, scripts: Scripts) -> None:
    asked = [Asked(path, variables={"AGIEXITONHANGUP": "yes"}) for path in ("during/STREAM FILE", "around/ANSWER")]
    assert ask(laboratory, scripts, asked) == [Ended("HANGUP"), Ended("HANGUP")]
