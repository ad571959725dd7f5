"""Specs of applications and functions of one's own: what is wrong in them is said, and what is right becomes code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from codegen.__main__ import main
from codegen.build import read_spec
from codegen.load import SpecError
from tests.codegen.application_specs import RIGHT
from tests.codegen.wrong_application_specs import WRONG
from tests.places import ROOT


def write(directory: Path, text: str) -> Path:
    spec = directory / "spec"
    spec.mkdir()
    (spec / "a.toml").write_text(text, "utf-8")
    return spec


@pytest.mark.parametrize(("old", "new", "message"), WRONG, ids=[f"{number}" for number in range(len(WRONG))])
def test_what_is_wrong_is_named_with_file_entry_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in RIGHT
    spec = write(tmp_path, RIGHT.replace(old, new, 1))
    with pytest.raises(SpecError) as caught:
        read_spec([spec])
    assert all(problem.startswith("spec/a.toml: ") for problem in caught.value.problems)
    assert message in str(caught.value)


def test_an_entry_may_be_there_once(tmp_path: Path) -> None:
    entries = RIGHT[RIGHT.index("[[function]]") :]
    with pytest.raises(
        SpecError, match=r"function SPEECH_SCORE: found it a second time, expected it in spec/a\.toml only"
    ):
        read_spec([write(tmp_path, RIGHT + entries)])


def test_an_overlay_becomes_a_package(tmp_path: Path) -> None:
    spec = write(tmp_path, RIGHT)
    assert main(["--spec", str(spec), "--out", str(tmp_path / "ours"), "--package", "ours"]) == 0
    assert not (tmp_path / "ours" / "commands").exists()
    program = """
from agicodec.results import ApplicationResult
from agicodec.testing import Asterisk, TestCall
from ours.applications import Recognise, Recognised, Tuning
from ours.functions import SPEECH_SCORE

recognise = Recognise("digits", timeout=5, tuned=Tuning(1, high=2), note="a,b")
assert recognise.command().encode() == b"EXEC Recognise digits,5,t(1:2),SPEECH,a,b\\n", recognise.command().encode()
asterisk = Asterisk()
asterisk.answers(recognise, Recognised("recognised", text="42"))
assert TestCall(asterisk).run(recognise) == Recognised("recognised", text="42")
assert SPEECH_SCORE("best") == "SPEECH_SCORE(best)"
"""
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True)
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "-p", "ours"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    page = (tmp_path / "ours" / "applications.md").read_text("utf-8")
    assert "| `tuned` | `t` | `Tuning` | It is tuned. |" in page
    assert "## SPEECH_SCORE" in (tmp_path / "ours" / "functions.md").read_text("utf-8")


def test_the_pages_name_every_application_and_function() -> None:
    spec = read_spec()
    applications, functions = (
        (ROOT / "docs" / f"{name}.md").read_text("utf-8") for name in ("applications", "functions")
    )
    for application in spec.applications:
        assert f"### {application.name}\n" in applications
        assert all(f"| `{option.name}` | `{option.letter}` |" in applications for option in application.options)
    assert all(f"## {function.name}\n" in functions for function in spec.functions)


def test_the_page_says_what_is_unseen_and_which_releases_have_what() -> None:
    spec = read_spec()
    page = (ROOT / "docs" / "applications.md").read_text("utf-8")
    reasons = {one.unseen for result in spec.application_results for one in result.outcomes if one.unseen}
    assert reasons
    assert all(f"The live tests cannot see it: {reason[0].lower()}{reason[1:]} |" in page for reason in reasons)
    for option in (option for application in spec.applications for option in application.options):
        rows = [row for row in page.splitlines() if row.startswith(f"| `{option.name}` | `{option.letter}` |")]
        assert any(not option.since or f"Since Asterisk {', '.join(option.since)}." in row for row in rows)
        assert any(not option.until or f"Until Asterisk {', '.join(option.until)}." in row for row in rows)
