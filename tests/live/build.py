"""Folders with a real Asterisk each, made of Debian's packages."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

__all__ = ["SUITES", "Missing", "cache", "folder"]

SUITES: Final = ("sid", "bullseye")
"""The suites of Debian that have an Asterisk: 22.x and 16.x."""

READY: Final = "agicodec-ready"
"""A file in a folder that is complete, with the packages that were put there."""

_APT: Final = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
_PACKAGES: Final = ("asterisk", "asterisk-dev", "gcc", "libc6-dev", "python3", "python3-venv")
"""The servers, what a module for them is compiled with, and a Python for AGI processes and the ordinary tests."""


class Missing(Exception):
    """This machine cannot have the folders; the text says what it lacks."""


def cache() -> Path:
    """Return where the folders are kept: outside the work tree, so that they are made once."""
    named = os.environ.get("AGICODEC_LIVE_CACHE")
    return Path(named) if named else Path.home() / ".cache" / "agicodec" / "live"


def folder(suite: str) -> Path:
    """Return the folder of a suite, and make it when it is not there yet.

    Raises:
        Missing: this machine cannot make it.
    """
    root = cache() / suite
    ready = root / READY
    packages = " ".join(_PACKAGES)
    if os.geteuid() != 0:
        raise Missing("root, to make folders with debootstrap and to enter them")
    if ready.exists() and ready.read_text("utf-8") == packages:
        return root
    _require_debootstrap()
    ready.unlink(missing_ok=True)
    shutil.rmtree(root, ignore_errors=True)
    root.parent.mkdir(parents=True, exist_ok=True)
    print(f"making {root}, once: up to 1 GB", flush=True)
    log = root.with_suffix(".log")
    with log.open("wb") as output:
        for command in _commands(suite, root):
            run = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, check=False)
            if run.returncode:
                raise Missing(f"a folder with Debian {suite}: {' '.join(command[:3])} failed, see {log}")
            if command[0] == "debootstrap":
                _take_over_apt(root)
    ready.write_text(packages, "utf-8")
    return root


def _require_debootstrap() -> None:
    if not Path("/etc/debian_version").exists():
        raise Missing("Debian, whose packages have the Asterisks")
    if shutil.which("debootstrap") is None:
        subprocess.run([*_APT, "update"], check=False)
        subprocess.run([*_APT, "install", "-y", "debootstrap"], check=False)
    if shutil.which("debootstrap") is None:
        raise Missing("debootstrap (apt-get install debootstrap)")


def _commands(suite: str, root: Path) -> Iterator[list[str]]:
    yield ["debootstrap", "--variant=minbase", suite, str(root), _mirror()]
    inside = ["chroot", str(root), *_APT]
    yield [*inside, "update"]
    yield [*inside, "install", "-y", "--no-install-recommends", *_PACKAGES]
    yield [*inside, "clean"]


def _mirror() -> str:
    """Return the mirror that the machine itself takes its packages from."""
    for path in sorted(Path("/etc/apt/sources.list.d").glob("*.sources")):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("URIs:") and "security" not in line:
                return line.split()[1]
    for path in (Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*.list")):
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            if line.startswith("deb "):
                return next(word for word in line.split() if "://" in word)
    raise Missing("a mirror in the machine's apt sources")


def _take_over_apt(root: Path) -> None:
    """Copy the machine's own settings of apt and of name resolution into the folder."""
    for path in Path("/etc/apt/apt.conf.d").iterdir():
        shutil.copy(path, root / "etc" / "apt" / "apt.conf.d" / path.name)
    if Path("/etc/resolv.conf").exists():
        shutil.copy("/etc/resolv.conf", root / "etc" / "resolv.conf")
