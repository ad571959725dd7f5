"""Python programs that tests run as processes of their own, whose coverage is measured if that of the tests is."""

from __future__ import annotations

import sys

from coverage import Coverage

from tests.places import ROOT

__all__ = ["python"]

_DATA, _CONFIG = str(ROOT / ".coverage"), str(ROOT / "pyproject.toml")
_MEASURE = f"""\
import atexit, coverage
measured = coverage.Coverage(data_file={_DATA!r}, data_suffix=True, config_file={_CONFIG!r})
atexit.register(measured.save)
atexit.register(measured.stop)
measured.start()
"""


def python(program: str) -> list[str]:
    """Return the command that runs a program, given as text, and fails at a warning."""
    measure = "" if Coverage.current() is None else _MEASURE
    return [sys.executable, "-W", "error", "-c", measure + program]
