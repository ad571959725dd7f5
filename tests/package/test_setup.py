"""How `make setup` creates .venv, with a Python that only records how it is called."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.places import ROOT

PYTHON = """\
#!/bin/sh
case "$*" in
  -c*base_prefix*) echo "{name}" ;;
  -c*version_info*) exit {too_old} ;;
  -c*) ;;
  --version) echo "Python {name}" ;;
  "-m venv --clear "*) rm -rf "$4"; mkdir -p "$4/bin"; cp "$0" "$4/bin/python"; echo "venv {name}" >> log ;;
  "-m pip install "*)
    [ ! -e offline ] || exit 1
    echo "install $(echo "$0" | grep -q bin/python && echo {name})" >> log ;;
esac
"""


class Clone:
    """A clone with nothing but what sets it up."""

    def __init__(self, place: Path) -> None:
        self.place = place
        (place / ".ci").mkdir(parents=True)
        shutil.copy(ROOT / ".ci" / "setup", place / ".ci" / "setup")
        (place / "pyproject.toml").touch()
        for name in ("3.10", "3.13"):
            self.python(name)

    def python(self, name: str, *, too_old: bool = False) -> str:
        path = self.place / f"python{name}"
        path.write_text(PYTHON.format(name=name, too_old=int(too_old)))
        path.chmod(0o755)
        return str(path)

    def setup(self, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if name not in ("PYTHON", "VENV")}
        return subprocess.run(
            [self.place / ".ci" / "setup"],
            cwd="/",
            env={**environment, **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    def log(self) -> list[str]:
        """Return the calls since this was last called."""
        path = self.place / "log"
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """Make a clone that was set up with Python 3.10."""
    clone = Clone(tmp_path / "a clone of José")
    run = clone.setup(PYTHON=clone.python("3.10"))
    assert (run.returncode, run.stdout, run.stderr) == (0, "Making .venv with Python 3.10\n", "")
    assert clone.log() == ["venv 3.10", "install 3.10", "install 3.10"]
    return clone


def test_a_second_time_nothing_is_done(clone: Clone) -> None:
    for variables in ({}, {"PYTHON": clone.python("3.10")}):
        run = clone.setup(**variables)
        assert (run.returncode, run.stdout, run.stderr, clone.log()) == (0, "", "", [])


def test_another_python_makes_it_anew(clone: Clone) -> None:
    assert clone.setup(PYTHON=clone.python("3.13")).stdout == "Making .venv with Python 3.13\n"
    assert clone.log() == ["venv 3.13", "install 3.13", "install 3.13"]
    assert clone.setup().stdout == ""


def test_another_pyproject_is_installed_into_what_is_there(clone: Clone) -> None:
    later = (clone.place / ".venv" / ".ready").stat().st_mtime + 1
    os.utime(clone.place / "pyproject.toml", (later, later))
    assert clone.setup().stdout == ""
    assert clone.log() == ["install 3.10", "install 3.10"]


def test_what_could_not_be_installed_is_so_the_next_time(clone: Clone) -> None:
    later = (clone.place / ".venv" / ".ready").stat().st_mtime + 1
    os.utime(clone.place / "pyproject.toml", (later, later))
    (clone.place / "offline").touch()
    for python, log in [("", []), ("", []), (clone.python("3.13"), ["venv 3.13"])]:
        run = clone.setup(PYTHON=python)
        assert (run.returncode, "Making" in run.stdout, clone.log()) == (1, bool(log), log)
    (clone.place / "offline").unlink()
    assert "Making .venv with" in clone.setup(PYTHON=clone.python("3.13")).stdout
    assert clone.log() == ["venv 3.13", "install 3.13", "install 3.13"]


def test_by_another_name_of_its_place_it_is_the_same(clone: Clone, tmp_path: Path) -> None:
    place = tmp_path / "link"
    place.symlink_to(clone.place)
    clone.place = place
    assert clone.setup().stdout == ""
    assert clone.log() == []


@pytest.mark.parametrize("put", [shutil.copytree, shutil.move])
def test_a_clone_in_another_place_is_set_up_there(clone: Clone, put: object, tmp_path: Path) -> None:
    assert callable(put)
    put(clone.place, tmp_path / "other")
    clone.place = tmp_path / "other"
    assert "Making .venv with" in clone.setup(PYTHON=clone.python("3.13")).stdout
    assert clone.log() == ["venv 3.13", "install 3.13", "install 3.13"]


def test_a_python_that_is_gone_makes_it_anew(clone: Clone) -> None:
    python = clone.place / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3.10")
    assert "Making .venv with" in clone.setup(PYTHON=clone.python("3.10")).stdout
    assert clone.log() == ["venv 3.10", "install 3.10", "install 3.10"]


def test_it_may_be_elsewhere(clone: Clone, tmp_path: Path) -> None:
    assert clone.setup(PYTHON=clone.python("3.13"), VENV=str(tmp_path / "venv")).returncode == 0
    assert (tmp_path / "venv" / ".ready").exists()
    assert clone.setup(PYTHON=clone.python("3.10")).stdout == ""


@pytest.mark.parametrize("name", ["3.9", "missing"])
def test_a_python_that_will_not_do_is_named_and_changes_nothing(clone: Clone, name: str) -> None:
    python = clone.python(name, too_old=True) if name == "3.9" else "/nowhere/python3"
    run = clone.setup(PYTHON=python)
    assert run.returncode == 1
    is_it = "missing" if name == "missing" else "Python 3.9"
    assert run.stderr.startswith(f"agicodec needs Python 3.10 or later, and '{python}' is {is_it}. Name another:")
    assert clone.setup().stdout == ""
