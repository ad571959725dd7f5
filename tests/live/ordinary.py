"""The ordinary tests, on the Python that a folder carries."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from tests.places import ROOT

__all__ = ["run_ordinary_tests"]

PROJECT: Final = ROOT

CERTIFICATES: Final = Path("/etc/ssl/certs/ca-certificates.crt")

TEST: Final = """\
set -e
cd /{home}/project
env -u PYTHON VENV=../venv .ci/setup
../venv/bin/python --version
exec ../venv/bin/python -m pytest -q -n auto
"""
"""What is run inside the folder."""


def run_ordinary_tests(root: Path) -> int:
    """Copy the project into a folder, and test it there; gives pytest's status."""
    home = root / f"agicodec-tests-{os.getpid()}"
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        check=True,
    ).stdout.split(b"\0")
    try:
        for name in filter(None, map(os.fsdecode, files)):
            if (PROJECT / name).exists():
                (home / "project" / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(PROJECT / name, home / "project" / name)
        if CERTIFICATES.exists():
            (root / CERTIFICATES.relative_to("/")).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CERTIFICATES, root / CERTIFICATES.relative_to("/"))
        return subprocess.run(["chroot", str(root), "sh", "-c", TEST.format(home=home.name)], check=False).returncode
    finally:
        shutil.rmtree(home, ignore_errors=True)
