"""The wheel: its contents, and that it works with attrs alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import attr
import attrs
import pytest

import agicodec
from tests.package.copies import copy_tree
from tests.places import ROOT

PROGRAM = """
import agicodec, importlib.resources, json, sys
from agicodec.commands import GetData
session = agicodec.Session()
session.receive_data(agicodec.Environment(channel="x").encode())
session.next_event()
line = session.send(GetData("pin", max_digits=4))
session.receive_data(b"200 result=1234\\n")
spec = json.loads(importlib.resources.files("agicodec").joinpath("spec.json").read_text("utf-8"))
third = sorted({name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names) - {"__main__"})
print(json.dumps([agicodec.__file__, line.decode(), session.next_event().result().digits, len(spec), third]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    run = subprocess.run(build, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    (path,) = out.glob("*.whl")
    return path


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    sources = {
        f"{target}{path.relative_to(ROOT / source).as_posix()}"
        for source, target, pattern in (
            ("src", "", "*.py"),
            ("codegen", "agicodec/codegen/", "*.py"),
            ("codegen", "agicodec/codegen/", "*.j2"),
            ("spec", "agicodec/codegen/spec/", "*.toml"),
        )
        for path in (ROOT / source).rglob(pattern)
    }
    packed = {name for name in names if ".dist-info/" not in name}
    assert packed == sources | {"agicodec/py.typed", "agicodec/spec.json", "agicodec/codegen/spec/schema.json"}
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_needs_attrs_alone(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    metadata = message_from_bytes(archive.read(name))
    required = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert [line.partition(">")[0] for line in required] == ["attrs"]
    assert metadata["Version"] == agicodec.__version__
    assert metadata["Requires-Python"] == ">=3.10"
    assert metadata["License-Expression"] == "MIT"
    assert "Typing :: Typed" in metadata.get_all("Classifier", [])


def test_the_wheel_works_with_attrs_alone(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    for module in (attr, attrs):
        assert module.__file__ is not None
        (tmp_path / module.__name__).symlink_to(Path(module.__file__).parent)
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{PROGRAM}"
    run = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    file, line, digits, files, third = json.loads(run.stdout)
    assert Path(file).is_relative_to(tmp_path)
    assert (line, digits, files) == ("GET DATA pin 0 4\n", "1234", len(list((ROOT / "spec").rglob("*.toml"))))
    assert third == ["agicodec", "attr", "attrs"]


def test_the_generator_of_the_wheel_writes_what_that_of_the_clone_does(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    example = ROOT / "examples" / "own_commands"
    copy_tree(example / "agi", tmp_path / "agi")
    program = "import sys; from agicodec.cli import main; sys.exit(main())"
    agicodec = [sys.executable, "-c", program, "generate"]
    options = ["--spec", str(example / "spec"), "--package", "examples.own_commands.agi"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}

    def generate(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*agicodec, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    run = generate(*options, "--out", "agi", "--check")
    assert (run.returncode, run.stderr) == (0, "")
    (tmp_path / "agi" / "facade.py").unlink()
    assert generate(*options, "--out", "agi", "--check").returncode == 1
    assert "written    agi/facade.py\n" in generate(*options, "--out", "agi").stdout
    assert generate(*options, "--out", "agi", "--check").returncode == 0
    for arguments in ([], ["--check"], options):
        run = generate(*arguments)
        assert (run.returncode, run.stdout) == (2, "")
        assert "--out is required with --spec" in run.stderr


STRAY = [
    "notes.md",
    ".env",
    "docs/draft.txt",
    "src/agicodec/session/session.py.orig",
    "src/other/stray.py",
    "codegen/templates/facade.py.j2~",
    "spec/commands/say.toml.bak",
    "tests/data/secret.txt",
    "examples/own_commands/notes.txt",
    "examples/src/agicodec/copy.txt",
]


def test_what_lies_about_is_not_packed(tmp_path: Path) -> None:
    copy, out = tmp_path / "copy", tmp_path / "out"
    copy_tree(ROOT, copy, without={".git", ".venv", ".mypy_cache", ".hypothesis", "dist", "mutants"})
    for name in STRAY:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text("stray")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(copy)]
    subprocess.run(build, capture_output=True, check=True)
    (sdist,), (wheel,) = out.glob("*.tar.gz"), out.glob("*.whl")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()} | set(zipfile.ZipFile(wheel).namelist())
    assert not {Path(name).name for name in names} & {Path(name).name for name in STRAY}


@pytest.mark.skipif(shutil.which("git") is None, reason="git says what belongs to the project")
def test_the_source_archive_holds_all_of_the_project(tmp_path: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode or "pyproject.toml" not in listed.stdout:
        pytest.skip("this is no clone")
    build = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, capture_output=True, check=True)
    (path,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    tracked = {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}
    assert tracked <= names
    assert {".ci/run", ".pre-commit-config.yaml", ".gitignore"} <= names


def test_what_is_built_is_the_same_to_the_byte(tmp_path: Path) -> None:
    built: list[dict[str, bytes]] = []
    for number in (1, 2):
        copy, out = tmp_path / f"copy-{number}", tmp_path / f"out-{number}"
        for name in ("src", "codegen", "spec", "README.md", "LICENSE", "pyproject.toml", "hatch_build.py"):
            source = ROOT / name
            if source.is_dir():
                copy_tree(source, copy / name)
            else:
                shutil.copyfile(source, copy / name)
        for path in copy.rglob("*"):
            os.utime(path, (number * 10**9, number * 10**9))
        build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(copy)]
        subprocess.run(build, capture_output=True, check=True)
        built.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert len(built[0]) == 2
    assert built[0] == built[1]
