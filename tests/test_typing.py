"""What must not type-check does not, with mypy and with pyright. What must, `make types` checks with the rest."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
VENV = Path(sys.prefix)
WRONG = ROOT / "tests" / "typing" / "wrong.py"
MARKED = {number for number, line in enumerate(WRONG.read_text("utf-8").splitlines(), 1) if line.endswith("  # error")}


def run(*arguments: str) -> str:
    process = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 1, process.stdout + process.stderr
    return process.stdout


def test_mypy_finds_each_mistake_and_no_other() -> None:
    output = run("mypy", "--strict", "--no-error-summary", "--output=json", str(WRONG))
    found = [json.loads(line) for line in output.splitlines()]
    assert {error["line"] for error in found if error["severity"] == "error"} == MARKED


def test_pyright_finds_each_mistake_and_no_other(tmp_path: Path) -> None:
    settings = {"include": [str(WRONG)], "typeCheckingMode": "strict", "pythonVersion": "3.10"}
    settings |= {"venvPath": str(VENV.parent), "venv": VENV.name, "extraPaths": [str(ROOT)]}
    config = tmp_path / "pyrightconfig.json"
    config.write_text(json.dumps(settings))
    found = json.loads(run("basedpyright", "--outputjson", "--project", str(config)))["generalDiagnostics"]
    assert {error["range"]["start"]["line"] + 1 for error in found if error["severity"] == "error"} == MARKED


def test_there_are_mistakes_of_every_kind() -> None:
    assert len(MARKED) == 57
