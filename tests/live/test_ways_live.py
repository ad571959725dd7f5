"""All the ways in: FastAGI, a process, EAGI, AsyncAGI, and the environment that each gives."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from agicodec import Environment
from tests.live.lab import Lab
from tests.live.server import ServerAddress

ROOT = Path(__file__).parent.parent.parent

SCRIPT = """#!/bin/sh
cd /agicodec-source
exec python3 -m examples.{module}
"""


def checked(environment: Environment) -> Environment:
    """Check that an environment is as Asterisk writes it: read, written, and read again."""
    assert environment.irregularities == ()
    assert Environment.decode(environment.encode(), strict=True) == environment
    assert environment.version is not None
    return environment


def test_fastagi_gives_its_environment(server: ServerAddress) -> None:
    async def run() -> Environment:
        async with Lab(server) as lab:
            return (await lab.call(script="a/path?with=query")).environment

    environment = checked(asyncio.run(run()))
    assert environment.network
    assert environment.network_script == "a/path?with=query"
    assert environment.arguments == ("one", "", "three")
    assert environment.type == "Local"


def test_asyncagi_gives_its_environment(server: ServerAddress) -> None:
    async def run() -> Environment:
        async with Lab(server) as lab:
            return (await lab.agi_call()).environment

    environment = checked(asyncio.run(run()))
    assert environment.request == "async"
    assert environment.arguments == ("one", "", "three")
    assert not environment.network


@pytest.mark.parametrize(("exten", "module"), [("script", "agi_process"), ("eagi", "eagi_process")])
def test_a_process_serves_a_call(server: ServerAddress, exten: str, module: str) -> None:
    """The examples, run by Asterisk itself where its folder has a Python that agicodec takes."""
    root = Path(server.root)
    if not server.root or server.name == "bullseye":
        pytest.skip("no Python 3.10 or later beside this Asterisk")
    source = root / "agicodec-source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(ROOT / "src" / "agicodec", source / "agicodec")
    shutil.copytree(ROOT / "examples", source / "examples")
    script = source / f"{module}.sh"
    script.write_text(SCRIPT.format(module=module), "utf-8")
    script.chmod(0o755)

    def completed() -> str | None:
        """Find what the server says at the end of the script."""
        log = next(root.glob("agicodec-*/log/full")).read_text("utf-8", "replace")
        return next((line for line in log.splitlines() if f"{module}.sh completed, returning" in line), None)

    async def run() -> str | None:
        async with Lab(server) as lab:
            await lab.command("database put balance 1234 42")
            await lab.originate(exten, "dials", AGI_SCRIPT=f"/agicodec-source/{module}.sh", DELAY="2.5", KEYS="1234")
            for _ in range(100):
                await asyncio.sleep(0.2)
                if completed() is not None:
                    break
            return completed()

    assert (asyncio.run(run()) or "").endswith("returning 0")
