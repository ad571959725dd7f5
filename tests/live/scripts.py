"""Scripts in the folder of a server, on a Python that agicodec takes."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from inspect import getfile
from pathlib import Path

import attr
import attrs
from attrs import frozen

from tests.live.build import SUITES, folder
from tests.live.server import ServerAddress
from tests.places import ROOT

__all__ = ["Scripts", "install"]

_NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 10))"
_LIBRARIES = "usr/lib/x86_64-linux-gnu"


@frozen
class Scripts:
    """Modules that a server can run as scripts.

    Args:
        server: the server.
        python: the folder with the Python, as the server sees it; "/" for its own.
    """

    server: ServerAddress
    python: str

    def path(self, module: str) -> str:
        """Write a script that runs a module, and return its path, as the server sees it."""
        enter = "" if self.python == "/" else f"chroot {self.python} "
        source = f"/{Path(self.server.home).name}/source" if self.python == "/" else "/source"
        return self.write(module, f"exec env PYTHONPATH={source} {enter}/usr/bin/python3 -m {module} $@\n")

    def write(self, name: str, commands: str) -> str:
        """Write a script of shell commands, and return its path, as the server sees it."""
        script = Path(self.server.home, f"{name}.sh")
        script.write_text(f"#!/bin/sh\n{commands}", "utf-8")
        script.chmod(0o755)
        return f"/{script.parent.name}/{script.name}"

    def running(self) -> int:
        """Return how many scripts run, also those that the server no longer knows."""
        count = 0
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                inside = os.readlink(process / "root").startswith(self.server.root)
                count += inside and b"python3\0-m" in (process / "cmdline").read_bytes()
        return count


def install(server: ServerAddress) -> Scripts:
    """Copy agicodec and what its scripts need into the folder of a server."""
    home = Path(server.home)
    own = subprocess.run(["chroot", server.root, "python3", "-c", _NEW_ENOUGH], check=False).returncode == 0
    if not own:
        _link_python(folder(SUITES[0]), home / "python")
    source = home / "source" if own else home / "python" / "source"
    for package in (attr, attrs):
        found = Path(getfile(package)).parent
        _copy(found, source / found.name)
    _copy(ROOT / "src" / "agicodec", source / "agicodec")
    _copy(ROOT / "examples", source / "examples")
    for name in ("__init__.py", "live/__init__.py", "live/cases.py", "live/flows.py", "live/steps.py"):
        (source / "tests" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "tests" / name, source / "tests" / name)
    scripts = Scripts(server, "/" if own else f"/{home.name}/python")
    inside = source.parent if not own else Path(server.root)
    compile_it = ["python3", "-m", "compileall", "-q", f"/{source.relative_to(inside)}"]
    subprocess.run(["chroot", str(inside), *compile_it], check=True)
    return scripts


def _link_python(root: Path, target: Path) -> None:
    """Make a folder with the Python of another folder, which takes no room of its own."""
    target.mkdir()
    for link in ("bin", "lib", "lib64"):
        shutil.copy(root / link, target / link, follow_symlinks=False)
    (target / _LIBRARIES).mkdir(parents=True)
    for library in (root / _LIBRARIES).glob("*.so*"):
        os.link(library, target / _LIBRARIES / library.name, follow_symlinks=False)
    (target / "usr" / "bin").mkdir()
    for program in (root / "usr" / "bin").glob("python3*"):
        os.link(program, target / "usr" / "bin" / program.name, follow_symlinks=False)
    folders = ["dev", "usr/lib64", *(f"usr/lib/{path.name}" for path in (root / "usr" / "lib").glob("python3*"))]
    for name in folders:
        shutil.copytree(root / name, target / name, symlinks=True, copy_function=os.link)


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
