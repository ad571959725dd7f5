"""Which modules an import loads, and what is public."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import pydoc
import subprocess
import sys
from importlib import metadata

import pytest

import agicodec
from tests.places import ROOT
from tests.tables import SPEC

MODULES = [
    name
    for _, name, _ in pkgutil.walk_packages(agicodec.__path__, "agicodec.")
    if not name.startswith("agicodec.codegen")  # where the wheel is installed, it has the generator
]
PACKAGES = [
    name
    for _, name, is_package in pkgutil.walk_packages(agicodec.__path__, "agicodec.")
    if is_package and "__dir__" in vars(importlib.import_module(name))
]
PUBLIC_MODULES = [name for name in MODULES if not name.rpartition(".")[2].startswith("_")]


def loaded(program: str) -> set[str]:
    """Run a program in a fresh interpreter; return the modules of agicodec that it loaded."""
    code = f"{program}\nimport sys; print(*(m for m in sys.modules if m.startswith('agicodec')))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def families(modules: set[str]) -> set[str]:
    return {name.split(".")[2] for name in modules if name.startswith("agicodec.commands.")}


def test_importing_agicodec_loads_no_commands() -> None:
    modules = loaded("import agicodec")
    assert not any(
        name.startswith(("agicodec.commands", "agicodec.results", "agicodec.calls.facade")) for name in modules
    )


def test_importing_agicodec_loads_neither_scripts_nor_servers() -> None:
    program = "from agicodec import AsyncAgiCall, AsyncCall, Call"
    assert not any(name.startswith(("agicodec.io", "agicodec.serving")) for name in loaded(program))


def test_a_command_loads_its_own_family_only() -> None:
    assert families(loaded("from agicodec.commands import GetData, StreamFile")) == {"media"}
    assert families(loaded("from agicodec import commands; commands.Noop()")) == {"control"}


def test_a_command_loads_itself_and_its_result_only() -> None:
    modules = loaded("from agicodec.commands import GetData")
    assert {name for name in modules if name.count(".") > 2} == {"agicodec.commands.media.get_data"}
    assert {name for name in modules if name.startswith("agicodec.results.")} == {"agicodec.results.digits_entered"}


def test_the_facade_loads_a_family_when_a_method_is_called() -> None:
    program = """
from agicodec import Commands
class Silent(Commands):
    def execute(self, command): return None
"""
    assert families(loaded(program)) == set()
    assert families(loaded(program + "Silent().get_variable('X')")) == {"variable"}


def test_the_plugin_of_pytest_loads_no_part_of_the_kit_before_a_test_wants_it() -> None:
    modules = loaded("import agicodec.testing.plugin")
    assert {name for name in modules if name.startswith("agicodec.testing.")} == {"agicodec.testing.plugin"}
    assert not families(modules)
    with pytest.raises(AttributeError, match=r"'agicodec.testing' has no attribute 'Phone'"):
        getattr(importlib.import_module("agicodec.testing"), "Phone")  # noqa: B009


def test_the_plugin_of_pytest_is_loaded_by_an_old_pytest_too() -> None:
    program = "import pluggy, pytest; del pytest.StashKey, pluggy.Result; import agicodec.testing.plugin"
    assert "agicodec.testing.plugin" in loaded(program)


def test_every_family_can_be_loaded_first() -> None:
    for family in SPEC.families:
        assert families(loaded(f"import agicodec.commands.{family.name}")) == {family.name}


@pytest.mark.parametrize("name", ["agicodec", *MODULES])
def test_all_that_is_public_is_there(name: str) -> None:
    module = importlib.import_module(name)
    public = getattr(module, "__all__")  # noqa: B009
    assert list(public) == sorted(public, key=lambda n: (not n.isupper(), not n[0].isupper(), n)) or name
    assert all(hasattr(module, item) for item in public)


ATTRIBUTES = """
import sys, agicodec
for name in sys.argv[1:]:
    place = agicodec
    for part in name.split(".")[1:]:
        place = getattr(place, part)
    print(place.__name__)
"""


def test_every_module_and_what_it_has_is_an_attribute_of_agicodec() -> None:
    wanted = ["agicodec.commands.GetData", "agicodec.results.Playback", "agicodec.testing.Caller"]
    wanted += [f"agicodec.commands.{family.name}.{family.own_commands[0].class_name}" for family in SPEC.families]
    program = [sys.executable, "-c", ATTRIBUTES, *wanted, *PUBLIC_MODULES]
    run = subprocess.run(program, capture_output=True, text=True, check=True)
    assert run.stdout.split() == [name.rpartition(".")[2] for name in wanted] + PUBLIC_MODULES


def test_a_package_lists_its_modules() -> None:
    assert {name.partition(".")[2] for name in PUBLIC_MODULES if name.count(".") == 1} <= set(dir(agicodec))
    assert {"media", "GetData"} <= set(dir(importlib.import_module("agicodec.commands")))


@pytest.mark.parametrize("name", ["agicodec", *PACKAGES])
def test_a_package_lists_what_is_for_users_and_nothing_else(name: str) -> None:
    package = importlib.import_module(name)
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
    public = {*getattr(package, "__all__"), *modules}  # noqa: B009
    assert {item for item in dir(package) if not item.startswith("__")} <= public
    assert not {"__getattr__", "__dir__"} & set(dir(package))


def test_help_shows_no_function_that_is_not_for_users() -> None:
    assert "\nFUNCTIONS" not in pydoc.plain(pydoc.render_doc(agicodec))


def test_errors_that_a_program_may_catch_are_imported_from_agicodec() -> None:
    of_the_wire = {"LineError", "Unencodable"}
    assert set(agicodec.errors.__all__) - of_the_wire <= set(agicodec.__all__)


def test_type_checkers_see_every_module_of_agicodec() -> None:
    tree = ast.parse((ROOT / "src" / "agicodec" / "__init__.py").read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "agicodec"]
    seen = {alias.name for node in imports for alias in node.names if alias.name == alias.asname}
    assert seen == {name.partition(".")[2] for name in PUBLIC_MODULES if name.count(".") == 1}


@pytest.mark.parametrize("name", ["Facade", "_private", "__wrapped__", "no_module", "two words", "commands.GetData"])
def test_an_attribute_that_is_neither_a_name_nor_a_module_is_refused(name: str) -> None:
    with pytest.raises(AttributeError, match=f"module 'agicodec' has no attribute '{name}'"):
        getattr(agicodec, name)


def test_a_module_that_lacks_another_says_which() -> None:
    program = """
import sys
sys.modules["pytest"] = None
import inspect
import agicodec
try:
    agicodec.testing.plugin
except AttributeError as error:
    assert "has no attribute 'plugin': " in str(error)
    assert "pytest" in str(error)
else:
    raise AssertionError
assert not hasattr(agicodec.testing, "plugin")
assert "Caller" in dict(inspect.getmembers(agicodec.testing))
try:
    from agicodec.testing import plugin
except ModuleNotFoundError as error:
    assert error.name == "pytest"
else:
    raise AssertionError
"""
    assert "agicodec.testing" in loaded(program)


def test_the_version_is_that_of_the_distribution() -> None:
    assert agicodec.__version__ == metadata.version("agicodec")


def test_the_version_needs_neither_an_installation_nor_what_reads_one() -> None:
    program = "import sys; sys.path.insert(0, sys.argv[1]); import agicodec; print(agicodec.__version__, *sys.modules)"
    run = subprocess.run(
        [sys.executable, "-S", "-c", program, str(ROOT / "src")], capture_output=True, text=True, check=True
    )
    version, *modules = run.stdout.split()
    assert version == agicodec.__version__
    assert not {name for name in modules if name.startswith(("importlib.metadata", "attr"))}


ROOMS = ("asterisk", "asyncagi", "calls", "dialplan", "io", "model", "serving", "session", "wire")


@pytest.mark.parametrize("room", ROOMS)
def test_type_checkers_see_in_a_room_what_is_there(room: str) -> None:
    tree = ast.parse((ROOT / "src" / "agicodec" / room / "__init__.py").read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    seen = {alias.name: node.module for node in imports for alias in node.names if alias.name == alias.asname}
    assert seen == {
        name.rpartition(".")[2]: f"agicodec.{room}" for name in MODULES if name.startswith(f"agicodec.{room}.")
    }
    package = importlib.import_module(f"agicodec.{room}")
    named = {alias.name: node.module for node in imports for alias in node.names if alias.asname is None}
    for name in package.__all__:
        assert getattr(package, name) is getattr(importlib.import_module(named[name] or ""), name)


def test_what_is_there_is_that_of_its_module() -> None:
    assert agicodec.Commands is importlib.import_module("agicodec.calls.facade").Commands
