"""The replies and outcomes that the spec marks as seen live were recorded; all others state a reason."""

from __future__ import annotations

import pytest

from agicodec import applications
from agicodec.dialplan import Application
from agicodec.dialplan.application import returning
from codegen.model import Command
from tests.seen import APPLICATIONS, DATA, SEEN, Ending, endings_in, recorded_in, seen_in, which_outcome, write_seen
from tests.tables import COMMANDS, SPEC

RECORDED = recorded_in(DATA)
ENDINGS = endings_in(DATA)


def test_the_spec_says_what_was_recorded() -> None:
    assert SEEN.read_text("utf-8") == write_seen(seen_in(RECORDED, ENDINGS)), "run make record"


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


@pytest.mark.parametrize("name", APPLICATIONS)
def test_an_outcome_was_seen_or_there_is_a_reason(name: str) -> None:
    result = SPEC.application_result(APPLICATIONS[name].result)
    for outcome in result.outcomes:
        seen = SPEC.ending_seen_live(result, outcome)
        assert bool(seen) is not (outcome.unseen is not None), (result.form(outcome), seen, outcome.unseen)


def test_servers_were_seen_to_run_every_application() -> None:
    packages = {"VoiceMail": {"22"}, "VoiceMailMain": {"22"}, "AudioSocket": {"22"}}
    for name in APPLICATIONS:
        releases = {release.split(".")[0] for found in SPEC.seen[name].values() for release in found}
        assert releases == packages.get(name, {"16", "22"}), name


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: f"{ending.application}-{ending.asterisk.split('~')[0]}")
def test_a_recorded_ending_is_read_as_the_spec_says(ending: Ending) -> None:
    application = getattr(applications, ending.application)
    assert issubclass(application, Application)
    result = SPEC.application_result(APPLICATIONS[ending.application].result)
    values = [ending.variables.get(name, "") for name in result.variables]
    ended = application.ending().read(returning(ending.returned), values)
    assert getattr(ended, "outcome", None) == which_outcome(result, ending).name
    assert ended.ok is which_outcome(result, ending).ok
