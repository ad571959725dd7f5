"""What is loaded when, and what is public."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import pytest

import agicodec
from tests.tables import SPEC

MODULES = [name for _, name, _ in pkgutil.walk_packages(agicodec.__path__, "agicodec.")]


def loaded(program: str) -> set[str]:
    """Run a program in a fresh interpreter; give the modules of agicodec that it loaded."""
    code = f"{program}\nimport sys; print(*(m for m in sys.modules if m.startswith('agicodec')))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def families(modules: set[str]) -> set[str]:
    return {name.rpartition(".")[2] for name in modules if name.startswith("agicodec.commands.")}


def test_importing_agicodec_loads_no_commands() -> None:
    modules = loaded("import agicodec")
    assert not any(name.startswith(("agicodec.commands", "agicodec.results", "agicodec.facade")) for name in modules)


def test_a_command_loads_its_own_family_only() -> None:
    assert families(loaded("from agicodec.commands import GetData, StreamFile")) == {"media"}
    assert families(loaded("from agicodec import commands; commands.Noop()")) == {"control"}


def test_the_facade_loads_a_family_when_a_method_is_called() -> None:
    program = """
from agicodec import Commands
class Silent(Commands):
    def execute(self, command): return None
"""
    assert families(loaded(program)) == set()
    assert families(loaded(program + "Silent().get_variable('X')")) == {"variable"}


def test_every_family_can_be_loaded_first() -> None:
    for family in SPEC.families:
        assert families(loaded(f"import agicodec.commands.{family.name}")) == {family.name}


@pytest.mark.parametrize("name", ["agicodec", *MODULES])
def test_all_that_is_public_is_there(name: str) -> None:
    module = importlib.import_module(name)
    public = getattr(module, "__all__")  # noqa: B009
    assert list(public) == sorted(public, key=lambda n: (not n.isupper(), not n[0].isupper(), n)) or name
    assert all(hasattr(module, item) for item in public)


def test_what_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'agicodec' has no attribute 'Facade'"):
        getattr(agicodec, "Facade")  # noqa: B009
    assert agicodec.Commands is importlib.import_module("agicodec.facade").Commands
