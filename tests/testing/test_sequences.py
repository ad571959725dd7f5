"""Random calls on the testing kit: they end soon, and in the same way each time."""

from __future__ import annotations

import re
import time
from functools import cache
from typing import Final

import pytest

from tests.places import ROOT
from tests.tables import COMMANDS
from tests.testing.differences import DIFFERENCES, differs
from tests.testing.pools import MAKERS
from tests.testing.random_expressions import make_evaluations
from tests.testing.sequences import TOLERANCE, Exchange, Sequence, make_sequence, play, without

SEEDS: Final = range(1, 41)

sequence_of = cache(make_sequence)

TABLE: Final = re.compile(r"^\| ([^|`]+) \| (.+) \|$", re.MULTILINE)

DOCUMENT: Final = ROOT / "docs" / "testing.md"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_call_goes_the_same_way_each_time(seed: int) -> None:
    sequence = sequence_of(seed)
    assert sequence == make_sequence(seed)
    played = play(sequence)
    assert played.failure == ""
    assert len(played.exchanges) == len(sequence.all_lines)
    assert played == play(sequence)


@pytest.mark.parametrize("seed", range(1, 11))
def test_random_expressions_come_to_a_value_or_a_clear_failure(seed: int) -> None:
    sequence = make_evaluations(seed)
    assert play(sequence) == play(sequence)
    assert all(problem for _, problem in sequence.left_out)


def test_the_calls_have_all_commands() -> None:
    assert set(MAKERS) == set(COMMANDS)


def test_the_kit_knows_nearly_all_of_the_commands_that_are_made() -> None:
    sequences = [sequence_of(seed) for seed in SEEDS]
    left_out = [line for sequence in sequences for line, _ in sequence.left_out]
    assert len(left_out) < 0.1 * sum(len(sequence.lines) for sequence in sequences), left_out


def test_a_command_takes_less_than_a_millisecond_of_true_time() -> None:
    sequences = [sequence_of(seed) for seed in SEEDS]
    start = time.process_time()
    commands = sum(len(play(sequence).exchanges) for sequence in sequences)
    assert time.process_time() - start < 0.001 * commands


def test_shrinking_takes_away_one_thing_at_a_time() -> None:
    sequence = next(s for s in map(sequence_of, SEEDS) if len(s.actions) > 1)
    smaller = list(without(sequence))
    assert len(smaller) == len(sequence.lines) + len(sequence.actions)
    assert all(len(s.lines) + len(s.actions) < len(sequence.lines) + len(sequence.actions) for s in smaller)


def test_the_table_of_the_documentation_has_the_differences_that_are_allowed() -> None:
    section = DOCUMENT.read_text("utf-8").partition("## Where the kit differs\n")[2].partition("\n## ")[0]
    rows = [row for row in TABLE.findall(section) if row[0] != "name"]
    assert rows == [(difference.name, difference.sentence) for difference in DIFFERENCES]


@pytest.mark.parametrize(
    ("kit", "live", "name"),
    [
        ("200 result=49 endpos=8000\n", "200 result=49 endpos=8160\n", ""),
        ("200 result=49 endpos=8000\n", f"200 result=49 endpos={8001 + TOLERANCE * 8}\n", "!"),
        ("200 result=49 endpos=8000\n", "200 result=50 endpos=8000\n", "!"),
        ("520-Invalid\nUsage\n520 End\n", "520-Invalid\nOther\n520 End\n", "usage"),
        ("200 result=0\n", "520-Invalid\nOther\n520 End\n", "!"),
    ],
)
def test_only_what_is_documented_may_differ(kit: str, live: str, name: str) -> None:
    line = 'STREAM FILE "half" "12"'
    on_the_kit, on_the_server = (Exchange(line, reply, 0, 0, 0) for reply in (kit, live))
    assert differs(Sequence(1, (line,)), on_the_kit, on_the_server, 22) == name


def test_a_hangup_that_is_reported_at_another_command_is_a_difference() -> None:
    earlier, later = (Exchange("NOOP", "200 result=0\n", hangups, 0, 0) for hangups in (0, 1))
    assert differs(Sequence(1, ("NOOP",)), earlier, later, 22) == "!"
