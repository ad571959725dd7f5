"""Writable copies of files from the tree, which itself may be read-only."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

__all__ = ["copy_tree"]


def copy_tree(source: Path, target: Path, *, without: Collection[str] = ()) -> None:
    """Copy the files below a directory; leave out what has such a name, and what Python has compiled."""
    target.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        if path.name in without or path.name == "__pycache__":
            continue
        if path.is_dir():
            copy_tree(path, target / path.name, without=without)
        else:
            shutil.copyfile(path, target / path.name)
