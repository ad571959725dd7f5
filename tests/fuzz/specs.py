"""Runs the generator with random specs, for a time: `python -m tests.fuzz.specs [--seconds N] [--seed N]`.

Each spec is refused with its place, or becomes a package that matches; all packages are type-checked at the end.
"""

from __future__ import annotations

import argparse
import tempfile
from itertools import count
from pathlib import Path
from time import monotonic

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from codegen.__main__ import OK
from tests.codegen.generated import PATIENT, check_types, hold, make
from tests.codegen.specs import layers

__all__ = ["SpecFuzzer", "main"]

_AT_A_TIME = 20
"""How many specs are drawn between two looks at the clock."""


class SpecFuzzer:
    """Gives the generator any specs.

    Args:
        directory: where the packages are made.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._numbers = count()
        self.tried = 0
        self.made: list[Path] = []

    def run(self, examples: int, start: int) -> None:
        """Try a few specs.

        Raises:
            AssertionError: the generator is wrong about one.
        """

        @seed(start)
        @settings(max_examples=examples, database=None, deadline=None, suppress_health_check=PATIENT)
        @given(st.data())
        def try_one(data: st.DataObject) -> None:
            self._try(data.draw(layers()))

        try_one()

    def _try(self, texts: list[str]) -> None:
        self.tried += 1
        made = make(self._directory, f"drawn{next(self._numbers)}", *texts)
        if made.status == OK:
            hold(made)
            self.made.append(made.out)
        else:
            assert made.said
            assert all(line.startswith(("spec/a.toml: ", "spec1/a.toml: ")) for line in made.said.splitlines()), (
                made.said
            )

    def check(self) -> None:
        """Hold what was made to the type checkers and the linter."""
        if self.made:
            check_types(*self.made)


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60, help="how long specs are drawn")
    parser.add_argument("--seed", type=int, default=0, help="where chance starts")
    options = parser.parse_args()
    end = monotonic() + options.seconds
    with tempfile.TemporaryDirectory() as directory:
        fuzzer = SpecFuzzer(Path(directory))
        for start in count(options.seed):
            fuzzer.run(_AT_A_TIME, start)
            if monotonic() > end:
                break
        fuzzer.check()
    print(f"specs: {fuzzer.tried} tried, {len(fuzzer.made)} of them became code that holds")


if __name__ == "__main__":
    main()
