"""What becomes of each command when the caller leaves: the same on every server and in every script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tests.live.asking import Asked, Ended
from tests.live.cases import LEAVING_CALLER, QUIET_CALLER
from tests.tables import COMMANDS

__all__ = ["AROUND", "DEAD", "DURING", "check_around", "check_during"]

AROUND: Final = [Asked(f"around/{title}") for title in COMMANDS]
"""Calls whose callers leave between a command and the same command again."""

DURING: Final = [Asked(f"during/{title}") for title in COMMANDS]
"""Calls whose callers leave while a command runs."""

DEAD: Final = Ended("SUCCESS", ", ".join(sorted(title for title, command in COMMANDS.items() if command.dead)))
"""What becomes of a call that is dead from the beginning: the commands that run."""


def check_around(ended: Sequence[Ended]) -> None:
    """Check that each command ran, that the hangup was known at once, and that only what may was sent after it."""
    for (title, command), one in zip(COMMANDS.items(), ended, strict=True):
        assert one.found is not None, title
        before, after = one.found.split(", ")
        assert before in {case.outcome for case in QUIET_CALLER if str(case.command) == title}, title
        assert (after != "not sent") is command.dead, title
        assert one.status in ("HANGUP", "FAILURE"), title  # what fails before the hangup counts


def check_during(ended: Sequence[Ended]) -> None:
    """Check that each call went on after the hangup, and that it ended the commands that take long."""
    found = dict(zip(COMMANDS, (one.found for one in ended), strict=True))
    assert None not in found.values()
    last = {str(case.command): case.outcome for case in LEAVING_CALLER}
    assert {title: found[title] for title in last} == last
    assert {one.status for one in ended} == {"HANGUP"}
