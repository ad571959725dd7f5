"""Fuzz one target: `python -m tests.fuzz.run TARGET`, followed by options of libFuzzer."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["agicodec"]):
    from tests.fuzz.targets import TARGETS

if __name__ == "__main__":
    program, target, *options = sys.argv
    atheris.Setup([program, *options], TARGETS[target])
    atheris.Fuzz()
