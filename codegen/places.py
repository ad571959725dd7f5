"""Where generated files go: all of them, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from keyword import iskeyword
from pathlib import Path

from attrs import frozen

import agicodec

__all__ = ["PlaceError", "Plan", "plan", "read", "require_place", "write"]

_HEADER = "Generated from "
"""Every generated file that a reader opens says so in its first line."""


class PlaceError(Exception):
    """Files cannot be written where they should be: the message says where, what was found and what was expected."""


@frozen
class Plan:
    """What is to be done."""

    texts: Mapping[Path, str]
    """The files, and what is to be in them."""
    stale: Sequence[Path]
    """The files that were generated once, and are no more."""


def require_place(out: Path, package: str, *, overlaid: bool) -> None:
    """Refuse a directory or a package that generated files cannot be in.

    Args:
        out: the directory.
        package: the name of the package in it.
        overlaid: whether the modules import one another by that name.

    Raises:
        PlaceError: it is one.
    """
    found = out.resolve()
    shipped = Path(agicodec.__file__).resolve().parent
    if found == shipped or shipped in found.parents:
        raise PlaceError(f"--out: found {str(out)!r}, which is agicodec itself, expected a directory of your own")
    if overlaid and not _is_package(package):
        raise PlaceError(
            f"--package: found {package!r}, expected the dotted name by which Python imports what is in --out, "
            "such as my.agi"
        )


def _is_package(name: str) -> bool:
    parts = name.split(".")
    return name != agicodec.__name__ and all(part.isidentifier() and not iskeyword(part) for part in parts)


def plan(files: Mapping[str, str], out: Path, elsewhere: Mapping[str, Path], patterns: Iterable[str]) -> Plan:
    """Say what is to be done.

    Args:
        files: the files by their names; an empty one is none.
        out: the directory that they go to.
        elsewhere: where those go that do not.
        patterns: the patterns of files that may have been generated once.

    Raises:
        PlaceError: something that is no file is in the way.
    """
    places = {elsewhere.get(name, out / name): text for name, text in files.items()}
    texts = {path: text for path, text in places.items() if text}
    for path in texts:
        _require_free(path)
    made = {*places, *(path for pattern in patterns for path in out.glob(pattern))}
    return Plan(texts, sorted(path for path in made if path not in texts and _HEADER in _first_line(path)))


def _require_free(path: Path) -> None:
    """Refuse a place that no file can be written to."""
    if path.is_dir():
        raise PlaceError(f"{path}: found a directory, expected a file or nothing")
    above = next(parent for parent in path.parents if parent.exists() or parent.is_symlink())
    if not above.is_dir():
        raise PlaceError(f"{above}: found a file, expected a directory or nothing")


def read(path: Path) -> str:
    """Read a file, whatever it holds; empty when there is none."""
    return path.read_text(encoding="utf-8", errors="backslashreplace") if path.is_file() else ""


def _first_line(path: Path) -> str:
    return read(path).partition("\n")[0]


def write(planned: Plan) -> list[Path]:
    """Write the files that change, and remove the stale ones; return those written.

    Raises:
        PlaceError: one cannot be written; then nothing has changed.
    """
    changed = {path: text for path, text in planned.texts.items() if read(path) != text}
    staged = {path: path.with_name(f".{path.name}.new") for path in changed}
    before: dict[Path, bytes | None] = {}
    made: list[Path] = []
    path = Path()
    try:
        for path, text in changed.items():
            made += _make_directory(path.parent)
            staged[path].write_text(text, encoding="utf-8", newline="\n")
        for path in (*changed, *planned.stale):
            before[path] = path.read_bytes() if path.exists() else None
            if path in staged:
                staged[path].replace(path)
            else:
                path.unlink()
    except OSError as error:
        _undo(before, [*staged.values()], made)
        raise PlaceError(f"{path}: cannot be written: {error.strerror}") from error
    return list(changed)


def _make_directory(path: Path) -> list[Path]:
    """Make a directory and those above it; return those that were not there, the outermost first."""
    missing = [one for one in (path, *path.parents) if not one.exists()][::-1]
    path.mkdir(parents=True, exist_ok=True)
    return missing


def _undo(before: Mapping[Path, bytes | None], staged: Iterable[Path], directories: Sequence[Path]) -> None:
    """Put back what was there, and remove what was made on the way to an error."""
    with suppress(OSError):
        for path, data in before.items():
            if data is not None:
                path.write_bytes(data)
            else:
                path.unlink(missing_ok=True)
    for path in staged:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    for directory in reversed(directories):
        with suppress(OSError):
            directory.rmdir()
