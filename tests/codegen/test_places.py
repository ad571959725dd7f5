"""Where the generator writes: all files or none, and never over files that it did not write."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import agicodec
from codegen.__main__ import DRIFT, OK, WRONG_USE
from tests.codegen.generated import check_types
from tests.codegen.test_codegen import MENU, NOOP, OWN_SPEC, generate, names
from tests.places import ROOT


def overlay(directory: Path, text: str = MENU, name: str = "menu.toml") -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    (directory / name).write_text(text)
    return directory


def test_directories_of_one_name_are_distinguished(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = overlay(tmp_path / "one" / "spec")
    two = overlay(tmp_path / "two" / "spec", MENU.replace("SHOW", "HIDE").replace("MenuShow", "MenuHide"))
    out = tmp_path / "agi"
    assert generate("--spec", one, "--spec", two, "--out", out) == OK
    assert sorted(json.loads((out / "spec.json").read_text())) == ["one/spec/menu.toml", "two/spec/menu.toml"]
    overlay(two, MENU.replace("since", "sinc"))
    capsys.readouterr()
    assert generate("--spec", one, "--spec", two, "--out", out) == WRONG_USE
    lines = capsys.readouterr().err.splitlines()
    assert lines
    assert all(line.startswith("two/spec/menu.toml: ") for line in lines)


def test_a_directory_that_is_named_twice_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = overlay(tmp_path / "spec")
    assert generate("--spec", spec, "--spec", spec / ".." / "spec", "--out", tmp_path / "agi") == WRONG_USE
    assert "spec: found the directory a second time, expected it once" in capsys.readouterr().err


@pytest.mark.parametrize("inside", ["", "commands"])
def test_the_shipped_package_is_never_written_over(inside: str, capsys: pytest.CaptureFixture[str]) -> None:
    package = Path(agicodec.__file__).parent
    before = names(package)
    assert generate("--spec", OWN_SPEC, "--out", package / inside, "--package", "agi") == WRONG_USE
    assert "which is agicodec itself, expected a directory of your own" in capsys.readouterr().err
    assert names(package) == before


@pytest.mark.parametrize(
    ("out", "package", "shown"),
    [
        ("agi", "", "''"),
        ("my-agi", None, "'my-agi'"),
        ("my agi", None, "'my agi'"),
        ("agi", "my.class", "'my.class'"),
        ("agi", "my..agi", "'my..agi'"),
        ("agi", 'my"\nagi', "'my\"\\nagi'"),
        ("agi", "agicodec", "'agicodec'"),
        ("agi", "agicodec.own", "'agicodec.own'"),
        ("typing", None, "'typing'"),
        ("agi", "abc.agi", "'abc.agi'"),
    ],
)
def test_what_is_no_package_is_refused(
    tmp_path: Path, out: str, package: str | None, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    named = [] if package is None else [f"--package={package}"]
    assert generate("--spec", OWN_SPEC, "--out", tmp_path / out, *named) == WRONG_USE
    assert f"--package: found {shown}, expected the dotted name" in capsys.readouterr().err
    assert names(tmp_path) == []
    if package != "agicodec":
        assert generate("--out", tmp_path / out, *named) == WRONG_USE
        assert f"--package: found {shown}, expected the dotted name" in capsys.readouterr().err


def test_a_path_with_blanks_is_a_place_like_another(tmp_path: Path) -> None:
    out = tmp_path / "my \u00e4gi"
    assert generate("--spec", OWN_SPEC, "--out", out, "--package", "agi") == OK
    assert generate("--check", "--spec", OWN_SPEC, "--out", out, "--package", "agi") == OK


def test_what_is_in_the_way_is_named_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "agi"
    out.write_text("mine")
    assert generate("--spec", OWN_SPEC, "--out", out) == WRONG_USE
    assert f"{out}: found a file, expected a directory or nothing" in capsys.readouterr().err
    out.unlink()
    (out / "spec.json").mkdir(parents=True)
    assert generate("--spec", OWN_SPEC, "--out", out) == WRONG_USE
    assert f"{out / 'spec.json'}: found a directory, expected a file or nothing" in capsys.readouterr().err
    assert names(tmp_path) == []


def test_a_file_that_cannot_be_written_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec, out = overlay(tmp_path / "spec"), tmp_path / "agi"
    generate("--spec", spec, "--out", out)
    before = {name: (out / name).read_bytes() for name in names(out)}
    overlay(spec, MENU.replace("SHOW", "HIDE").replace("MenuShow", "MenuHide").replace('"menu"', '"other"'))
    replace, calls = Path.replace, iter([False, False, True])

    def fail_later(self: Path, target: Path) -> Path:
        if next(calls, False):
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_later)
    capsys.readouterr()
    assert generate("--spec", spec, "--out", out) == WRONG_USE
    assert "cannot be written: No space left on device" in capsys.readouterr().err
    assert {name: (out / name).read_bytes() for name in names(out)} == before
    assert not (out / "commands" / "other").exists()


def test_a_file_that_is_no_text_is_drift(tmp_path: Path) -> None:
    out = tmp_path / "agi"
    generate("--spec", OWN_SPEC, "--out", out)
    (out / "facade.py").write_bytes(b"\xff")
    assert generate("--check", "--spec", OWN_SPEC, "--out", out) == DRIFT
    assert generate("--spec", OWN_SPEC, "--out", out) == OK


def test_what_is_no_file_of_a_spec_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = overlay(tmp_path / "spec")
    (spec / "a.toml").symlink_to("nowhere")
    (spec / "b.toml").mkdir()
    assert generate("--spec", spec, "--out", tmp_path / "agi") == WRONG_USE
    assert capsys.readouterr().err.splitlines() == [
        "spec/a.toml: found invalid TOML: No such file or directory",
        "spec/b.toml: found invalid TOML: Is a directory",
    ]
    assert not (tmp_path / "agi").exists()


def test_a_laid_over_command_may_have_other_arguments_for_the_checkers_too(tmp_path: Path) -> None:
    spec = overlay(tmp_path / "spec", NOOP)
    assert generate("--spec", spec, "--out", tmp_path / "laid_over") == OK
    check_types(tmp_path / "laid_over")


def test_paths_that_lead_nowhere_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    circle, long = tmp_path / "circle", tmp_path / ("x" * 300)
    circle.symlink_to(circle)
    for arguments, said in [
        (("--spec", circle, "--out", tmp_path / "agi"), "circle: found no directory, expected a directory"),
        (("--templates", circle, "--out", tmp_path / "agi"), "circle: found no .j2 file, expected a directory"),
        (("--spec", OWN_SPEC, "--out", circle, "--package", "agi"), "circle: found a link that leads nowhere, exp"),
        (("--spec", long, "--out", tmp_path / "agi"), "xxx: "),
        (("--spec", OWN_SPEC, "--out", long), "xxx"),
    ]:
        assert generate(*arguments) == WRONG_USE
        assert said in capsys.readouterr().err
    assert names(tmp_path) == []


def test_an_interrupt_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "agi"
    replace, calls = Path.replace, iter([False, True])

    def stop_later(self: Path, target: Path) -> Path:
        if next(calls, False):
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stop_later)
    with pytest.raises(KeyboardInterrupt):
        generate("--spec", OWN_SPEC, "--out", out)
    assert not out.exists()


def test_what_differs_is_shown_on_any_terminal(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "codegen", "--check", f"--spec={OWN_SPEC}", f"--out={tmp_path / 'agi'}"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (
        DRIFT,
        "The generated files do not match the spec: generate them again, without --check.\n",
    )


def test_the_generator_may_be_reached_by_a_link(tmp_path: Path) -> None:
    linked, out = tmp_path / "linked", tmp_path / "agi"
    linked.mkdir()
    (linked / "codegen").symlink_to(ROOT / "codegen")
    generate("--spec", OWN_SPEC, "--out", out)
    command = [sys.executable, "-m", "codegen", "--check", f"--spec={OWN_SPEC}", f"--out={out}"]
    environment = {**os.environ, "PYTHONPATH": str(linked)}
    run = subprocess.run(command, cwd=linked, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (OK, "")


def test_a_mark_of_the_byte_order_is_passed_over(tmp_path: Path) -> None:
    spec = tmp_path / "spec"
    spec.mkdir()
    (spec / "menu.toml").write_text(MENU, encoding="utf-8-sig")
    assert generate("--spec", spec, "--out", tmp_path / "agi") == OK


def test_a_command_names_the_file_that_has_it(tmp_path: Path) -> None:
    one = overlay(tmp_path / "one", name="menu.toml")
    two = overlay(tmp_path / "two", MENU.replace("SHOW", "HIDE").replace("MenuShow", "MenuHide"), "more.toml")
    out = tmp_path / "agi"
    assert generate("--spec", one, "--spec", two, "--out", out) == OK
    for name, source in (("show", "one/menu"), ("hide", "two/more")):
        assert f"from {source}.toml by" in (out / "commands" / "menu" / f"menu_{name}.py").read_text("utf-8")


def test_two_templates_never_make_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "say.txt.j2").write_text("x")
    (templates / "{family}.txt.j2").write_text("y")
    assert generate("--templates", templates, "--out", tmp_path / "out") == WRONG_USE
    assert "{family}.txt.j2: found say.txt, which another template generates too, expected" in capsys.readouterr().err


def test_tables_of_the_reference_have_each_text_on_one_line(tmp_path: Path) -> None:
    text = MENU + '\n[[command.argument]]\nname = "a"\ntype = "text"\nmeaning = "One.\\nTwo."\n'
    text = text.replace("MenuShow()", "MenuShow('x')").replace('"MENU SHOW" }', '"MENU SHOW x" }')
    assert generate("--spec", overlay(tmp_path / "spec", text), "--out", tmp_path / "agi") == OK
    assert "| `a` | text | required | One. Two. |\n" in (tmp_path / "agi" / "reference.md").read_text("utf-8")
