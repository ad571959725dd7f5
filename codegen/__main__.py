"""Generates the typed commands, the results, the facade and the reference from the spec.

agicodec generate --spec my/spec --out src/my/agi --package my.agi   write what my/spec adds to the shipped spec
agicodec generate --templates my/templates --out src/my              render my/templates with the shipped spec
agicodec generate --check ...                                        only compare, and fail on a difference

In a clone, `python -m codegen` does the same, and without --out writes what the shipped spec says.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from .build import build
from .load import SpecError, load
from .places import PlaceError, Plan, plan, read, require_package, require_place, resolve, write
from .render import SHIPPED_TEMPLATES, RenderError, render, repeated_patterns
from .shipped import CLONE

__all__ = ["main"]

_NO_PLACE = "--out is required with --spec and --templates: their output is not part of agicodec."

OK, DRIFT, WRONG_USE = 0, 1, 2

AGICODEC = "agicodec"
"""The package that the shipped spec and templates make."""


def main(arguments: Sequence[str] | None = None, prog: str = "python -m codegen") -> int:
    """Run the generator; return the exit status: 0, 1 for drift, 2 for a wrong spec, template or option."""
    options = _parser(prog).parse_args(arguments)
    reconfigure: Callable[..., None] | None = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")  # what differs may be more than a terminal can show
    templates = resolve(options.templates)
    out: Path | None = options.out
    elsewhere: dict[str, Path] = {}
    if out is None:
        if options.spec or templates != SHIPPED_TEMPLATES or CLONE is None:
            print(_NO_PLACE, file=sys.stderr)
            return WRONG_USE
        out = CLONE / "src" / AGICODEC
        elsewhere |= {name: CLONE / "docs" / name for name in ("applications.md", "functions.md", "reference.md")}
    package: str = resolve(out).name if options.package is None else options.package
    try:
        documents = load(options.spec)
        spec = build(documents)
        if options.out is not None:
            require_place(out)
        if spec.overlaid or (templates == SHIPPED_TEMPLATES and package != AGICODEC):
            require_package(package)
        files = render(spec, documents, templates, package)
        planned = plan(files, out, elsewhere, repeated_patterns(templates))
        if options.check:
            return _check(planned)
        _report(planned, write(planned))
    except (SpecError, RenderError, PlaceError) as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except OSError as error:
        print(f"{error.filename}: cannot be used: {error.strerror}", file=sys.stderr)
        return WRONG_USE
    return OK


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=prog, description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; print the differences, and fail if there are any"
    )
    parser.add_argument(
        "--spec",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="a directory of spec files to add to the shipped ones (may be repeated)",
    )
    parser.add_argument(
        "--templates",
        type=Path,
        default=SHIPPED_TEMPLATES,
        metavar="DIR",
        help="a directory of templates to use instead of the shipped ones",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="the directory to write to",
    )
    parser.add_argument(
        "--package", metavar="NAME", help="the dotted name of the package in --out (default: the name of the directory)"
    )
    return parser


def _show(path: Path) -> str:
    return str(path.relative_to(CLONE)) if CLONE and path.is_relative_to(CLONE) else str(path)


def _check(planned: Plan) -> int:
    """Print how the files differ from what the spec says."""
    drift = False
    for path, text in [*planned.texts.items(), *((path, "") for path in planned.stale)]:
        found, name = read(path), _show(path)
        if found != text:
            drift = True
            lines = found.splitlines(keepends=True), text.splitlines(keepends=True)
            sys.stdout.writelines(difflib.unified_diff(*lines, f"{name} (as it is)", f"{name} (as the spec says)"))
    if drift:
        print("The generated files do not match the spec: generate them again, without --check.", file=sys.stderr)
        return DRIFT
    print(f"{len(planned.texts)} generated files are what the spec says.")
    return OK


def _report(planned: Plan, changed: Sequence[Path]) -> None:
    """Print what was done."""
    for path in planned.stale:
        print(f"removed    {_show(path)}")
    for path in changed:
        print(f"written    {_show(path)}")
    count = len(planned.texts)
    print(f"{count - len(changed)} of {count} generated files were what the spec says.")


if __name__ == "__main__":
    sys.exit(main())
