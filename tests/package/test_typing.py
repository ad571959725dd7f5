"""mypy and pyright reject tests/typing/wrong.py line by line, and accept the Python in README and docs.

What else must, `make types` checks with the rest.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents import DOCUMENTS, ROOT, modules_of

VENV = Path(sys.prefix)
WRONG = ROOT / "tests" / "typing" / "wrong.py"
MARK = "  # error"
LINES = dict(enumerate(WRONG.read_text("utf-8").splitlines(), 1))
FOUND_BY_BOTH = {(WRONG, number) for number, line in LINES.items() if line.endswith(MARK)}
FOUND_BY_MYPY = {(WRONG, number) for number, line in LINES.items() if line.endswith(f"{MARK} for mypy")}


@pytest.fixture
def documents(tmp_path: Path) -> list[Path]:
    """Write the Python of each paper as a module, or as many."""
    paths: list[Path] = []
    for paper in DOCUMENTS:
        name = paper.relative_to(ROOT).as_posix().replace("/", "_").replace(".", "_")
        for number, module in enumerate(modules_of(paper)):
            if module.strip():
                paths.append(tmp_path / f"{name}_{number}.py")
                paths[-1].write_text(module, "utf-8")
    assert len(paths) > 6
    return paths


def run(*arguments: str, path: Path | None = None) -> str:
    environment = {**os.environ, "MYPYPATH": str(path)} if path else None
    process = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert process.returncode == 1, process.stdout + process.stderr
    return process.stdout


def test_mypy_finds_each_mistake_and_no_other(documents: list[Path], example: Path) -> None:
    output = run(
        "mypy", "--strict", "--no-error-summary", "--output=json", str(WRONG), *map(str, documents), path=example
    )
    found = [json.loads(line) for line in output.splitlines()]
    errors = [error for error in found if error["severity"] == "error"]
    assert {(ROOT / error["file"], error["line"]) for error in errors} == FOUND_BY_BOTH | FOUND_BY_MYPY, output


def test_pyright_finds_each_mistake_and_no_other(documents: list[Path], example: Path, tmp_path: Path) -> None:
    settings = {
        "include": [str(WRONG), *map(str, documents)],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.10",
        "venvPath": str(VENV.parent),
        "venv": VENV.name,
        "extraPaths": [str(ROOT), str(example)],
        "reportDuplicateImport": False,  # each block of a paper imports what it needs
        "reportUnusedExpression": False,  # or each comparison in a line of its own would be found for that
    }
    config = tmp_path / "pyrightconfig.json"
    config.write_text(json.dumps(settings))
    output = run("basedpyright", "--outputjson", "--project", str(config))
    errors = [error for error in json.loads(output)["generalDiagnostics"] if error["severity"] == "error"]
    assert {(Path(error["file"]), error["range"]["start"]["line"] + 1) for error in errors} == FOUND_BY_BOTH, output


def test_there_are_mistakes_of_every_kind() -> None:
    assert (len(FOUND_BY_BOTH), len(FOUND_BY_MYPY)) == (102, 3)
