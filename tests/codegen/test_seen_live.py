"""The replies that the spec marks as seen live were recorded; all others state a reason."""

from __future__ import annotations

import pytest

from codegen.model import Command
from tests.seen import DATA, SEEN, recorded_in, seen_in, write_seen
from tests.tables import COMMANDS, SPEC

RECORDED = recorded_in(DATA)


def test_the_spec_says_what_was_recorded() -> None:
    assert SEEN.read_text("utf-8") == write_seen(seen_in(RECORDED)), "run make record"


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_reply_was_seen_or_there_is_a_reason(command: Command) -> None:
    for reply in command.replies:
        if reply.until:
            continue  # the live tests have no release that sends it
        seen = SPEC.seen_live(command.title, reply.form)
        excused = reply.unseen is not None
        assert bool(seen) is not excused, (reply.form, seen, reply.unseen)


def test_a_status_was_seen_or_there_is_a_reason() -> None:
    for status in SPEC.statuses:
        assert bool(SPEC.seen_live("status", status.line)) is (status.unseen is None), status


def test_both_servers_were_seen_to_answer_every_command() -> None:
    for title, command in COMMANDS.items():
        releases = {release for reply in command.replies for release in SPEC.seen_live(title, reply.form)}
        assert {release.split(".")[0] for release in releases} == {"16", "22"}, title
