"""README and docs are correct: their Python runs, their links resolve, and their commands work."""

from __future__ import annotations

import asyncio
import inspect
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import agicodec
from agicodec import NEED_DATA, ConnectionClosed, ReplyReceived, Session, SessionStarted
from agicodec.cli import main
from agicodec.commands import DatabaseGet, GetData
from agicodec.io.asyncio import Flow, Server
from agicodec.testing import Asterisk, AsyncTestCall, Caller, call_fastagi, call_script, hang_up_everywhere
from tests.documents import COPIED, DOCUMENTS, ROOT, generator_lines, python_blocks, python_of
from tests.sessions import BLOCK

NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
TESTS = [(path, name) for path in DOCUMENTS for name in re.findall(r"^def (test_\w+)", python_of(path), re.M)]
LONG_LINED = {"applications.md", "functions.md", "reference.md", "performance.md", "CHANGELOG.md"}
"""Those that are written by programs, and the one that is appended to."""
LANGUAGES = {"python", "sh", "toml", "jinja", ""}


@pytest.fixture(autouse=True)
def _no_script_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Go on behind `run(flow)`, which ends the process."""

    def passed_over(_: object) -> None: ...

    monkeypatch.setattr(agicodec.io.script, "run", passed_over)


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_python_in_documents_is_python_and_runs(path: Path, example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(example), *sys.path])
    names: dict[str, object] = {"__name__": "documents"}
    for block in python_blocks(path):
        exec(compile(block, str(path), "exec"), names)
    assert names.keys() > {"__name__"} or "```python" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", COPIED, ids=lambda path: path.name)
def test_each_block_of_python_runs_by_itself(path: Path) -> None:
    blocks = python_blocks(path)
    assert blocks
    for block in blocks:
        exec(compile(block, str(path), "exec"), {"__name__": "documents"})


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_the_rows_of_tables_have_as_many_cells_as_their_heads(path: Path) -> None:
    for table in re.findall(r"(?:^\|.*\n)+", path.read_text("utf-8"), re.M):
        rows = re.sub(r"\\\|", "", table).splitlines()
        assert [row for row in rows if row.count("|") != rows[0].count("|")] == []


@pytest.mark.parametrize(
    "path", [path for path in DOCUMENTS if path.name not in LONG_LINED], ids=lambda path: path.name
)
def test_no_line_of_prose_is_too_long(path: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.M | re.S)
    lines = [line for line in prose.splitlines() if not line.startswith("|")]
    assert [line for line in lines if len(line) > 120] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_no_python_in_documents_goes_by_another_name(path: Path) -> None:
    fences = re.findall(r"^( *)(```+|~~~+)([^\n]*)\n(.*?)^\1\2$", path.read_text("utf-8"), re.M | re.S)
    for indent, fence, language, text in fences:
        assert (indent, fence) == ("", "```"), text
        assert language in LANGUAGES, text
        assert language in ("python", "jinja") or not re.search(r"^(from|import) \w+", text, re.M), text
    assert len(python_blocks(path)) == sum(language == "python" for _, _, language, _ in fences)


@pytest.mark.parametrize(("path", "name"), TESTS, ids=[name for _, name in TESTS])
def test_the_tests_in_documents_pass(path: Path, name: str, request: pytest.FixtureRequest) -> None:
    paper = ModuleType("paper")
    exec(compile(python_of(path), str(path), "exec"), vars(paper))
    test = getattr(paper, name)
    assert "assert" in inspect.getsource(test)
    given = {fixture: request.getfixturevalue(fixture) for fixture in inspect.signature(test).parameters}
    assert test(**given) is None  # a coroutine would have tested nothing


def test_contributing_names_each_module() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    source = ROOT / "src" / "agicodec"
    generated = ("applications", "commands", "functions", "results")
    packages = [path.parent for path in source.glob("*/__init__.py") if path.parent.name not in generated]
    found = [path for package in packages for path in package.iterdir() if not path.stem.startswith("_")]
    names = [f"{path.parent.name}/{path.stem}{'' if path.suffix else '/'}" for path in found]
    assert names
    assert [name for name in names if f"`{name}`" not in text] == []


def test_there_are_tests_in_documents() -> None:
    assert {path.name for path, _ in TESTS} == {"README.md", "testing.md"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_links_in_documents_lead_somewhere(path: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)]+)\)", prose):
        file, _, anchor = target.partition("#")
        if file.startswith("https://"):
            continue
        there = path.parent / file if file else path
        assert there.exists(), target
        assert not anchor or anchor in _anchors(there), target


def _anchors(path: Path) -> set[str]:
    """Return the anchors of the headings of a document."""
    headings = re.findall(r"^#+ (.*)$", path.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_the_two_minute_example_of_the_readme_serves_a_call(asterisk: Asterisk, caller: Caller) -> None:
    readme = ModuleType("readme")
    for block in python_blocks(ROOT / "README.md"):
        exec(block, vars(readme))
    welcome: Flow = readme.welcome

    async def serve() -> None:
        async with Server(welcome, port=0) as server:
            await asyncio.to_thread(call_fastagi, asterisk, *server.address, "welcome")

    caller.dials("12")
    asyncio.run(serve())
    assert asterisk.heard == ["agent-pass", "12", "vm-goodbye"]


@pytest.mark.parametrize("digits", ["", "12"])
def test_the_two_minute_example_of_the_readme_survives_silence_and_every_hangup(digits: str) -> None:
    readme = ModuleType("readme")
    for block in python_blocks(ROOT / "README.md"):
        exec(block, vars(readme))

    def make() -> Asterisk:
        asterisk = Asterisk()
        if digits:
            asterisk.caller.dials(digits)
        return asterisk

    runs = hang_up_everywhere(lambda asterisk: asyncio.run(readme.welcome(AsyncTestCall(asterisk))), make)
    assert runs == 4 * (4 if digits else 3) + 2


def test_the_test_of_the_readme_passes(async_agi: AsyncTestCall, asterisk: Asterisk, caller: Caller) -> None:
    readme = ModuleType("readme")
    for block in python_blocks(ROOT / "README.md"):
        exec(block, vars(readme))
    readme.test_the_digits_are_said(async_agi, caller, asterisk)
    assert asterisk.up


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "docs" / "scripts.md"], ids=lambda path: path.name)
def test_the_five_lines_of_a_script_serve_a_call(path: Path, tmp_path: Path, asterisk: Asterisk) -> None:
    lines = next(block for block in python_blocks(path) if "\nrun(" in block)
    assert sum(bool(line) for line in lines.splitlines()) == 5
    (tmp_path / "script.py").write_text(lines)
    assert call_script(asterisk, [sys.executable, str(tmp_path / "script.py")]) == 0
    assert asterisk.heard == ["hello-world"]
    assert asterisk.up


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_commands_of_the_generator_in_documents_work(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for line in generator_lines(path):
        assert "my/spec" in line or main([*shlex.split(line)[1:], "--check"]) == 0


def test_the_example_of_an_own_spec_can_be_copied(example: Path) -> None:
    assert (example / "my" / "agi" / "commands" / "callcenter" / "queue_position.py").exists()
    first = (example / "my" / "spec" / "callcenter.toml").read_text("utf-8").partition("\n")[0]
    assert (example / "my" / "spec" / first.removeprefix("#:schema ")).exists()
    subprocess.run([sys.executable, "use.py"], cwd=example, check=True)


def test_a_session_by_hand() -> None:
    session = Session()
    session.receive_data(BLOCK)
    assert isinstance(session.next_event(), SessionStarted)
    assert session.send(GetData("enter-pin", timeout=5000, max_digits=4)) == b"GET DATA enter-pin 5000 4\n"
    session.receive_data(b"200 result=1234\n")
    event = session.next_event()
    assert isinstance(event, ReplyReceived)
    assert session.next_event() is NEED_DATA
    session.send(DatabaseGet("pin", "1234"))
    session.receive_data(b"")
    assert session.next_event() == ConnectionClosed(DatabaseGet("pin", "1234"))
