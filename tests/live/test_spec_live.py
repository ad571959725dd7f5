"""The spec matches what the server reports: the commands, which may run on a dead channel, and their arguments."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.live.lab import Lab, Laboratory
from tests.live.server import DOCUMENTATION, ServerAddress
from tests.tables import COMMANDS


def commands_of(laboratory: Laboratory) -> dict[str, bool]:
    """Ask a server for its commands, and for each whether it may run on a dead channel."""

    async def work(lab: Lab) -> str:
        return await lab.command("agi show commands")

    found = re.findall(r"^\s*(Yes|No)\s+(\S+(?: \S+)*?)\s{2,}", laboratory.run(work), re.M)
    return {name.upper(): dead == "Yes" for dead, name in found}


def test_the_spec_has_the_commands_of_the_server_and_no_others(laboratory: Laboratory) -> None:
    found = commands_of(laboratory)
    added = sorted(set(found) - set(COMMANDS))
    assert not added, f"add to spec/commands: {', '.join(added)} (see CONTRIBUTING.md)"
    missing = sorted(set(COMMANDS) - set(found))
    assert not missing, f"{laboratory.server.name} does not have {', '.join(missing)}: say so in the spec"
    assert len(found) == 47


def test_the_spec_knows_what_may_run_on_a_dead_channel(laboratory: Laboratory) -> None:
    found = commands_of(laboratory)
    assert {name: command.dead for name, command in COMMANDS.items()} == found


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_spec_has_the_documented_arguments(server: ServerAddress, name: str) -> None:
    if not server.root:
        pytest.skip("the files of a named server cannot be read")
    tree = ElementTree.parse(Path(server.root, DOCUMENTATION, "core-en_US.xml"))
    entry = next((agi for agi in tree.iter("agi") if agi.get("name", "").upper() == name), None)
    assert entry is not None, f"{name} is not documented: say so in the spec"
    syntax = entry.find("syntax")
    documented = [] if syntax is None else [(p.get("name"), p.get("required") == "true") for p in syntax]
    command = COMMANDS[name]
    ours = [(argument.documented_as, argument.required) for argument in command.arguments]
    if documented != ours:
        reasons = [quirk.what for quirk in command.quirks if "document" in quirk.what]
        assert reasons, f"documented as {documented}, the spec has {ours}: add the argument, or a quirk with the reason"
