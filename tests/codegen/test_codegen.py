"""The generator: what it writes, where, and how its examples work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import pytest

from agicodec import Command, Commands, RawReply, ReplyError, Session
from agicodec.results import DigitsEntered
from codegen.__main__ import DRIFT, OK, WRONG_USE, main
from examples.own_commands.agi.commands import QueueAnnounce, QueuePosition
from examples.own_commands.agi.facade import Commands as OwnCommands
from examples.own_commands.agi.results import QueuePlace
from examples.own_templates.pool import PooledCommands
from tests.package.copies import copy_tree
from tests.places import ROOT
from tests.sessions import BLOCK, events

R = TypeVar("R")

OWN_SPEC = ROOT / "examples" / "own_commands" / "spec"
OWN_COMMANDS = ROOT / "examples" / "own_commands" / "agi"
OWN_APPLICATIONS = ROOT / "examples" / "own_applications"
OWN_TEMPLATES = ROOT / "examples" / "own_templates" / "templates"

MENU = """
[family]
name = "menu"
summary = "Commands of a test."

[[command]]
words = ["MENU", "SHOW"]
summary = "Show a menu."
description = "It is shown."
since = "20.0"
module = "res_menu"
dead = false
interrupt = "never"
result = "Acknowledged"
reply = [{ form = "200 result=0", outcome = "done", meaning = "Always." }]
example = [{ python = "MenuShow()", line = "MENU SHOW" }]
"""

NOOP = (
    MENU.replace('"MENU", "SHOW"', '"NOOP"')
    .replace("MenuShow", "Noop")
    .replace("MENU SHOW", "NOOP")
    .replace('"menu"', '"control"')
)
"""What takes the place of a shipped command."""


def generate(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def names(directory: Path) -> list[str]:
    return sorted(path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file())


class Scripted(Commands):
    """Answers every command with the next of a few replies."""

    def __init__(self, *replies: bytes) -> None:
        self.replies = list(replies)
        self.lines: list[bytes] = []

    def execute(self, command: Command[R]) -> R:
        self.lines.append(command.encode())
        return command.interpret(RawReply.decode(self.replies.pop(0), command.reply_text))


class OwnScripted(Scripted, OwnCommands):
    """The same with the commands of the example."""


# What is committed


def test_the_committed_files_are_what_the_spec_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert generate("--check") == OK
    assert capsys.readouterr().out.endswith("generated files are what the spec says.\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--spec", OWN_SPEC, "--out", OWN_COMMANDS, "--package", "examples.own_commands.agi"],
        [
            "--spec",
            OWN_APPLICATIONS / "spec",
            "--out",
            OWN_APPLICATIONS / "agi",
            "--package",
            "examples.own_applications.agi",
        ],
        ["--templates", OWN_TEMPLATES, "--out", OWN_TEMPLATES.parent],
    ],
    ids=["own commands", "own applications", "own templates"],
)
def test_the_examples_are_what_their_spec_and_templates_say(arguments: Sequence[object]) -> None:
    assert generate("--check", *arguments) == OK


def test_generating_twice_writes_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "agi"
    assert generate("--spec", OWN_SPEC, "--out", out) == OK
    assert "written    " in capsys.readouterr().out
    first = {name: (out / name).read_bytes() for name in names(out)}
    assert generate("--spec", OWN_SPEC, "--out", out) == OK
    assert "written" not in capsys.readouterr().out
    assert {name: (out / name).read_bytes() for name in names(out)} == first


# Drift


def test_a_changed_file_is_drift_and_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generate("--spec", OWN_SPEC, "--out", tmp_path)
    results = tmp_path / "results" / "queue_place.py"
    results.write_text(results.read_text("utf-8").replace("position: int", "position: str"), "utf-8")
    capsys.readouterr()
    assert generate("--check", "--spec", OWN_SPEC, "--out", tmp_path) == DRIFT
    shown = capsys.readouterr()
    assert "-    position: str | None = None\n+    position: int | None = None\n" in shown.out
    assert "generate them again, without --check" in shown.err
    assert generate("--spec", OWN_SPEC, "--out", tmp_path) == OK
    assert generate("--check", "--spec", OWN_SPEC, "--out", tmp_path) == OK


def test_a_missing_file_is_drift(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate("--check", "--spec", OWN_SPEC, "--out", tmp_path) == DRIFT
    assert "+class QueuePlace(Result):" in capsys.readouterr().out
    assert names(tmp_path) == []


def test_what_the_spec_says_no_more_is_removed_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec, out = tmp_path / "spec", tmp_path / "agi"
    copy_tree(OWN_SPEC, spec)
    generate("--spec", spec, "--out", out)
    (out / "commands" / "by_hand.py").write_text('"""Not ours."""\n')
    (out / "other.py").write_text("# Generated from something else\n")
    (spec / "callcenter.toml").unlink()
    (spec / "menu.toml").write_text(MENU)
    capsys.readouterr()
    assert generate("--check", "--spec", spec, "--out", out) == DRIFT
    assert "-class QueuePosition(" in capsys.readouterr().out
    assert generate("--spec", spec, "--out", out) == OK
    assert sorted(line for line in capsys.readouterr().out.splitlines() if line.startswith("removed")) == [
        f"removed    {out}/commands/callcenter/__init__.py",
        f"removed    {out}/commands/callcenter/queue_announce.py",
        f"removed    {out}/commands/callcenter/queue_position.py",
        f"removed    {out}/results/__init__.py",
        f"removed    {out}/results/queue_place.py",
    ]
    assert names(out) == [
        "commands/__init__.py",
        "commands/by_hand.py",
        "commands/menu/__init__.py",
        "commands/menu/menu_show.py",
        "facade.py",
        "other.py",
        "reference.md",
        "spec.json",
    ]


def test_own_spec_and_templates_never_overwrite_agicodec(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--spec", OWN_SPEC], ["--templates", OWN_TEMPLATES]):
        assert generate(*arguments) == WRONG_USE
        assert "--out is required with --spec" in capsys.readouterr().err


def test_the_help_says_what_can_be_done(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        generate("--help")
    shown = capsys.readouterr().out
    assert all(
        option in shown for option in ("--check", "--spec DIR", "--templates DIR", "--out DIR", "--package NAME")
    )


# A spec of one's own


def test_an_own_command_is_as_typed_as_the_others() -> None:
    calls = OwnScripted(
        b"200 result=3 (sales (EU)) wait=40\n", b"200 result=2 (sales)\n", b"200 result=0\n", b"200 result=12\n"
    )
    assert calls.queue_position("sales (EU)") == QueuePlace("waiting", 3, "sales (EU)", 40)
    assert calls.queue_position("sales", "PJSIP/ann") == QueuePlace("waiting", 2, "sales")
    assert calls.queue_announce("sales", "closing", urgency="high").outcome == "done"
    assert calls.get_data("pin", max_digits=2) == DigitsEntered("entered", "12")
    assert calls.lines == [
        b'QUEUE POSITION "sales (EU)"\n',
        b"QUEUE POSITION sales PJSIP/ann\n",
        b"QUEUE ANNOUNCE sales closing 9\n",
        b"GET DATA pin 0 2\n",
    ]


def test_a_session_takes_an_own_command_and_knows_where_its_reply_ends() -> None:
    session = Session()
    events(session, BLOCK)
    command = QueuePosition("sales")
    session.send(command)
    first, *rest = events(session, b"200 result=3 (sales) wait=40\nHANGUP\n")
    assert getattr(first, "reply") == QueuePlace("waiting", 3, "sales", 40)  # noqa: B009
    assert len(rest) == 1
    with pytest.raises(ReplyError, match="QUEUE POSITION: not sent: the channel has hung up"):
        session.send(command)
    assert session.send(QueueAnnounce("sales", "closing")) == b"QUEUE ANNOUNCE sales closing\n"


def test_a_family_may_grow_in_a_second_directory(tmp_path: Path) -> None:
    spec, out = tmp_path / "spec", tmp_path / "agi"
    spec.mkdir()
    (spec / "menu.toml").write_text(MENU)
    assert generate("--spec", OWN_SPEC, "--spec", spec, "--out", out) == OK
    assert {"commands/callcenter/queue_position.py", "commands/menu/menu_show.py"} <= set(names(out))
    assert '"MenuShow": "menu.menu_show"' in (out / "commands" / "__init__.py").read_text()


def test_a_shipped_command_may_be_laid_over(tmp_path: Path) -> None:
    spec, out = tmp_path / "spec", tmp_path / "agi"
    spec.mkdir()
    (spec / "control.toml").write_text(NOOP)
    assert generate("--spec", spec, "--out", out) == OK
    assert "class Noop(Command[Acknowledged]):" in (out / "commands" / "control" / "noop.py").read_text()
    assert not (out / "commands" / "control" / "verbose.py").exists()


# Templates of one's own


def test_own_templates_write_another_facade() -> None:
    calls = PooledCommands(Scripted(b"200 result=12 (timeout)\n", b"510 Invalid or unknown command\n"))
    digits: Future[DigitsEntered] = calls.get_data("pin", timeout=3000)
    refused = calls.answer()
    calls.close()
    assert digits.result() == DigitsEntered("timeout", "12")
    assert isinstance(refused.exception(), ReplyError)


def test_own_templates_may_use_the_shipped_macros_and_one_file_for_each_family(tmp_path: Path) -> None:
    templates, out = tmp_path / "templates", tmp_path / "out"
    (templates / "sub").mkdir(parents=True)
    (templates / "sub" / "{family}.txt.j2").write_text(
        '{% import "_macros.j2" as macros %}{{ macros.header("x") }}{{ family.summary }}\n\n\n'
    )
    (templates / "_private.txt.j2").write_text("never a file")
    (templates / "empty.txt.j2").write_text("  \n")
    assert generate("--templates", templates, "--out", out) == OK
    assert len(names(out)) == 9
    assert (out / "sub" / "say.txt").read_text().endswith("the channel's language.\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{% for %}", r"x\.py\.j2, line 1: Expected an expression"),
        ("{{ spec.nonsense }}", r"x\.py\.j2: .*has no attribute 'nonsense'"),
        ("def broken(:\n", r"x\.py: .*"),
        ("\n{{ 1 // 0 }}", r"x\.py\.j2: line 2: ZeroDivisionError: "),
        ("{% include 'y.py.j2' %}", r"x\.py\.j2: line 1: found no template 'y.py.j2', expected one of"),
        ("{{ '\\ud800' }}", r"x\.py\.j2: UnicodeEncodeError: "),
        ("{% include 'x.py.j2' %}", r"x\.py\.j2: line 1: RecursionError: "),
        ("\udcff", r"x\.py\.j2: UnicodeDecodeError: "),
    ],
)
def test_a_wrong_template_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str) -> None:
    (tmp_path / "x.py.j2").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert generate("--templates", tmp_path, "--out", tmp_path / "out") == WRONG_USE
    assert re.search(message, capsys.readouterr().err)


def test_a_directory_without_templates_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate("--templates", tmp_path, "--out", tmp_path / "out") == WRONG_USE
    assert "found no .j2 file, expected a directory of templates" in capsys.readouterr().err


def test_words_that_make_one_text_are_not_said_to_be_ignored() -> None:
    reference = (ROOT / "docs/reference.md").read_text("utf-8")
    section = reference.partition("### NOOP\n")[2].partition("\n### ")[0]
    assert "further words: part of `text`" in section
    assert "ignored" not in section
