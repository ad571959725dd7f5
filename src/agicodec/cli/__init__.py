"""The `agicodec` command, with a subcommand for each thing that it does.

A subcommand is a module with a `main` function of its own, such as `agicodec.codegen.__main__` for `agicodec generate`
(`codegen/__main__.py` in a clone). It is imported only when it runs, since the subcommands have different dependencies.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec

from attrs import frozen

import agicodec

__all__ = ["SUBCOMMANDS", "Subcommand", "main"]

_WRONG_USE = 2

_GENERATOR = "agicodec.codegen" if find_spec("agicodec.codegen") else "codegen"
"""The generator's package: part of agicodec when installed, and next to it in a clone."""


@frozen
class Subcommand:
    """A subcommand of the `agicodec` command."""

    summary: str
    """What it does, for the list of subcommands."""
    module: str
    """The module of its `main`, which takes the arguments and the name for messages, and returns the exit status."""
    extra: str = ""
    """The extra of agicodec that installs the modules it needs."""
    needs: Sequence[str] = ()
    """The modules that come with that extra."""


SUBCOMMANDS: Mapping[str, Subcommand] = {
    "generate": Subcommand(
        "write typed commands, results and a facade from a spec",
        f"{_GENERATOR}.__main__",
        extra="codegen",
        needs=("cattrs", "jinja2", "jsonschema", "ruff", "tomli"),
    ),
    "schema": Subcommand("print the JSON Schema of the spec's files, for editors", f"{_GENERATOR}.schema"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand; return its exit status, or 2 if a module that it needs is not installed.

    Args:
        arguments: the subcommand and its own arguments; by default those of the process.

    Raises:
        SystemExit: there is no such subcommand, or help or the version was requested.
    """
    options = _parser().parse_args(arguments)
    name: str = options.subcommand
    rest: list[str] = options.arguments
    subcommand = SUBCOMMANDS[name]
    missing = [module for module in subcommand.needs if find_spec(module) is None]
    if missing:
        print(
            f"agicodec {name}: found no module {', '.join(missing)}, expected those of the extra {subcommand.extra!r}:"
            f" python -m pip install 'agicodec[{subcommand.extra}]'",
            file=sys.stderr,
        )
        return _WRONG_USE
    run: Callable[[Sequence[str], str], int] = import_module(subcommand.module).main
    return run(rest, f"agicodec {name}")


def _parser() -> argparse.ArgumentParser:
    width = max(map(len, SUBCOMMANDS))
    listed = "\n".join(f"  {name:{width}}  {subcommand.summary}" for name, subcommand in SUBCOMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="agicodec",
        usage="agicodec [-h] [--version] SUBCOMMAND ...",
        description=f"subcommands:\n{listed}\n\n`agicodec SUBCOMMAND --help` lists the options of one.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"agicodec {agicodec.__version__}")
    parser.add_argument("subcommand", choices=SUBCOMMANDS, metavar="SUBCOMMAND", help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, metavar="...", help=argparse.SUPPRESS)
    return parser
