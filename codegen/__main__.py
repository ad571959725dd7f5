"""Generates the typed commands, the results, the facade and the reference from the spec.

python -m codegen                                     write what the shipped spec says
python -m codegen --check                             only compare, and fail on a difference
python -m codegen --spec my/spec --out src/my/agi     write what my/spec adds to the shipped spec
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from codegen.build import build
from codegen.load import SpecError, load
from codegen.render import SHIPPED_TEMPLATES, FormatError, render

__all__ = ["main"]

_ROOT = Path(__file__).parent.parent
_PACKAGE = _ROOT / "src" / "agicodec"
_ELSEWHERE = {"reference.md": _ROOT / "docs" / "reference.md"}
"""Where the files go that are not part of the package."""

_HEADER = "Generated from "
"""Every generated module says so in its first line."""

OK, DRIFT, WRONG_SPEC = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the generator; gives the exit status: 0, 1 for drift, 2 for a wrong spec or template."""
    options = _parser().parse_args(arguments)
    out: Path = options.out or _PACKAGE
    package: str = options.package or out.name
    try:
        documents = load(options.spec)
        files = render(build(documents), documents, options.templates.resolve(), package)
    except (SpecError, FormatError) as error:
        print(error, file=sys.stderr)
        return WRONG_SPEC
    elsewhere = {} if options.out else _ELSEWHERE
    texts = {elsewhere.get(name, out / name): text for name, text in files.items()}
    stale = _stale(out, texts)
    return _check(texts, stale) if options.check else _write(texts, stale)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m codegen", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; print what differs and fail if anything does"
    )
    parser.add_argument(
        "--spec",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="a directory of spec files to lay over the shipped ones (may be given again)",
    )
    parser.add_argument(
        "--templates",
        type=Path,
        default=SHIPPED_TEMPLATES,
        metavar="DIR",
        help="templates to use instead of the shipped",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write (default: src/agicodec and docs)")
    parser.add_argument(
        "--package", metavar="NAME", help="the dotted name of the package in --out (default: the directory's name)"
    )
    return parser


def _stale(out: Path, texts: Mapping[Path, str]) -> list[Path]:
    """Find generated modules that the spec has nothing to say of any more."""
    modules = [*out.glob("*.py"), *(out / "commands").glob("*.py")]
    return sorted(
        path for path in modules if path not in texts and _HEADER in path.read_text("utf-8").partition("\n")[0]
    )


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _show(path: Path) -> str:
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else str(path)


def _check(texts: Mapping[Path, str], stale: Sequence[Path]) -> int:
    """Print how the files differ from what the spec says."""
    drift = False
    for path, text in [*texts.items(), *((path, "") for path in stale)]:
        found, name = _read(path), _show(path)
        if found != text:
            drift = True
            lines = found.splitlines(keepends=True), text.splitlines(keepends=True)
            sys.stdout.writelines(difflib.unified_diff(*lines, f"{name} (as it is)", f"{name} (as the spec says)"))
    if drift:
        print("The generated files are not what the spec says: run `make generate`.", file=sys.stderr)
        return DRIFT
    print(f"{len(texts)} generated files are what the spec says.")
    return OK


def _write(texts: Mapping[Path, str], stale: Sequence[Path]) -> int:
    """Write the files that change, and remove those that the spec has nothing to say of any more."""
    for path in stale:
        path.unlink()
        print(f"removed    {_show(path)}")
    for path, text in texts.items():
        changed = _read(path) != text
        if changed:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        print(f"{'written' if changed else 'unchanged':10} {_show(path)}")
    return OK


if __name__ == "__main__":
    sys.exit(main())
