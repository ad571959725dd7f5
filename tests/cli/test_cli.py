"""The `agicodec` command: its options, and its messages when it fails."""

from __future__ import annotations

import ast
import json
import subprocess
import sys

import pytest

import agicodec
from agicodec.cli import SUBCOMMANDS, main
from codegen.load import SHIPPED_SPEC
from tests.places import ROOT


def test_the_generator_is_a_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    example = ROOT / "examples" / "own_commands"
    options = ["--spec", str(example / "spec"), "--out", str(example / "agi"), "--package", "examples.own_commands.agi"]
    assert main(["generate", *options, "--check"]) == 0
    assert capsys.readouterr().out.endswith("generated files are what the spec says.\n")
    assert main(["generate", "--spec", "nowhere", "--out", "nowhere"]) == 2
    assert "nowhere: found no directory, expected" in capsys.readouterr().err


def test_the_schema_is_printed_as_it_is(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["schema"]) == 0
    assert capfdbinary.readouterr().out == (SHIPPED_SPEC / "schema.json").read_bytes()


def test_the_help_lists_all_subcommands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    shown = capsys.readouterr().out
    assert all(f"\n  {name} " in shown and subcommand.summary in shown for name, subcommand in SUBCOMMANDS.items())


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_a_subcommand_has_help_of_its_own(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([name, "--help"])
    assert capsys.readouterr().out.startswith(f"usage: agicodec {name} [-h]")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [([], "the following arguments are required: SUBCOMMAND"), (["nope"], "invalid choice: 'nope'")],
)
def test_what_is_no_subcommand_is_refused(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert message in capsys.readouterr().err


def test_the_version_is_that_of_agicodec(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"agicodec {agicodec.__version__}\n"


@pytest.mark.parametrize("name", [name for name, subcommand in SUBCOMMANDS.items() if subcommand.needs])
def test_a_subcommand_without_its_extra_says_how_to_install_it(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in SUBCOMMANDS[name].needs:
        with monkeypatch.context() as context:
            context.setitem(sys.modules, module, None)
            assert main([name, "--check"]) == 2
        error = capsys.readouterr().err
        assert f"agicodec {name}: found no module {module}," in error
        assert f"python -m pip install 'agicodec[{SUBCOMMANDS[name].extra}]'" in error


def test_the_command_loads_nothing_of_what_its_subcommands_need() -> None:
    needed = sorted({module for subcommand in SUBCOMMANDS.values() for module in subcommand.needs})
    program = f"import agicodec.cli, json, sys; print(json.dumps([m for m in {needed!r} if m in sys.modules]))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == []


def test_the_generator_imports_itself_by_no_name_since_it_has_two() -> None:
    for path in sorted((ROOT / "codegen").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            assert not (
                isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").startswith("codegen")
            )
            assert not (isinstance(node, ast.Import) and any(name.name.startswith("codegen") for name in node.names))
