"""Writes the generated files to their places: all of them, or none."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from keyword import iskeyword
from pathlib import Path

from attrs import frozen

import agicodec

__all__ = ["PlaceError", "Plan", "plan", "read", "require_package", "require_place", "resolve", "write"]

_HEADER = "Generated from "
"""The first line of every generated file that people read contains this."""


_IMPORTED = frozenset({"abc", "agicodec", "attrs", "builtins", "collections", "datetime", "typing"})
"""The packages that generated modules import besides one another."""


class PlaceError(Exception):
    """Files cannot be written to their places: the message says where, what was found and what was expected."""


@frozen
class Plan:
    """The planned changes."""

    texts: Mapping[Path, str]
    """The files and their new contents."""
    stale: Sequence[Path]
    """The files that were generated earlier, and are no longer."""


def resolve(path: Path) -> Path:
    """Return the absolute path without links, even if a link is broken or circular."""
    return Path(os.path.realpath(path))


def require_place(out: Path) -> None:
    """Refuse a directory that cannot hold generated files.

    Raises:
        PlaceError: it is one.
    """
    found = resolve(out)
    shipped = resolve(Path(agicodec.__file__)).parent
    if found == shipped or shipped in found.parents:
        raise PlaceError(f"--out: found {str(out)!r}, which is agicodec itself, expected a directory of your own")


def require_package(name: str) -> None:
    """Refuse a package name under which generated modules could not import one another.

    Raises:
        PlaceError: it is one.
    """
    parts = name.split(".")
    if parts[0] in _IMPORTED or not all(part.isidentifier() and not iskeyword(part) for part in parts):
        raise PlaceError(
            f"--package: found {name!r}, expected the dotted name by which Python imports what is in --out, "
            f"such as my.agi, and none that begins with {', '.join(sorted(_IMPORTED))}"
        )


def plan(files: Mapping[str, str], out: Path, elsewhere: Mapping[str, Path], patterns: Iterable[str]) -> Plan:
    """Plan the changes.

    Args:
        files: the contents of the files by their names; a file without contents is not written.
        out: the directory to write to.
        elsewhere: other places, for the files that do not go there.
        patterns: the patterns of files that may have been generated earlier.

    Raises:
        PlaceError: there is something else than a file in such a place.
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
        found = "a file" if above.exists() else "a link that leads nowhere"
        raise PlaceError(f"{above}: found {found}, expected a directory or nothing")


def read(path: Path) -> str:
    """Read a file, whatever it holds; empty when there is none."""
    return path.read_text(encoding="utf-8", errors="backslashreplace") if path.is_file() else ""


def _first_line(path: Path) -> str:
    return read(path).partition("\n")[0]


def write(planned: Plan) -> list[Path]:
    """Write the files that change, and remove the stale ones; return those written.

    Raises:
        PlaceError: one cannot be written; then nothing has changed, nor has it when something else is raised.
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
    except BaseException:  # such as an interrupt
        _undo(before, [*staged.values()], made)
        raise
    return list(changed)


def _make_directory(path: Path) -> list[Path]:
    """Make a directory and those above it; return those that were not there, the outermost first."""
    missing = [one for one in (path, *path.parents) if not one.exists()][::-1]
    path.mkdir(parents=True, exist_ok=True)
    return missing


def _undo(before: Mapping[Path, bytes | None], staged: Iterable[Path], directories: Sequence[Path]) -> None:
    """Restore what was there before an error, and remove what was made."""
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
