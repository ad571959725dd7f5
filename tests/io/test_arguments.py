"""All servers, clients and scripts take the same arguments, by the same names and with the same defaults."""

from __future__ import annotations

import inspect
import re
import sys
from ast import literal_eval
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

import pytest
from typing_extensions import get_overloads

from agicodec.io import asyncio, manager, script, threads, trio
from tests.places import ROOT

ENTRIES: Final[dict[str, Callable[..., object]]] = {
    "asyncio.Server": asyncio.Server.__init__,
    "asyncio.serve": asyncio.serve,
    "threads.Server": threads.Server.__init__,
    "threads.serve": threads.serve,
    "trio.Server": trio.Server.__init__,
    "trio.serve": trio.serve,
    "manager.Manager": manager.Manager.__init__,
    "manager.serve": manager.serve,
    "script.run": script.run,
}

ORDER: Final = (
    "call_class",
    "host",
    "port",
    "username",
    "secret",
    "authentication",
    "ssl",
    "max_calls",
    "environment_timeout",
    "call_timeout",
    "command_timeout",
    "admit",
    "allow_remote",
    "refused",
    "waiting",
    "report",
    "audio_format",
    "is_secret",
    "ping_interval",
    "connect_timeout",
    "max_delay",
    "grace",
    "task_status",
)
"""The keyword arguments of all of them, in the order in which each has those that it takes."""

SERVER: Final = {
    "call_class",
    "host",
    "port",
    "max_calls",
    "environment_timeout",
    "call_timeout",
    "command_timeout",
    "admit",
    "allow_remote",
    "is_secret",
}
CLIENT: Final = (SERVER - {"environment_timeout", "allow_remote"}) | {
    "username",
    "secret",
    "authentication",
    "ssl",
    "refused",
    "waiting",
    "ping_interval",
    "connect_timeout",
    "max_delay",
}
TAKES: Final[dict[str, set[str]]] = {
    "asyncio.Server": SERVER,
    "asyncio.serve": SERVER | {"grace"},
    "threads.Server": SERVER,
    "threads.serve": SERVER | {"grace"},
    "trio.Server": SERVER,
    "trio.serve": SERVER | {"grace", "task_status"},
    "manager.Manager": CLIENT,
    "manager.serve": CLIENT | {"grace"},
    "script.run": {"call_class", "report", "audio_format", "is_secret"},
}

OWN: Final = {"call_class", "port"}
"""What has a default of each kind's own: its class of calls, and the port of FastAGI or of the manager interface."""


def keywords(entry: Callable[..., object]) -> Mapping[str, inspect.Parameter]:
    """Return the arguments that are passed by their names."""
    parameters = inspect.signature(entry).parameters.values()
    return {one.name: one for one in parameters if one.kind is inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("name", ENTRIES)
def test_each_takes_what_the_table_says_in_its_order(name: str) -> None:
    assert list(keywords(ENTRIES[name])) == [argument for argument in ORDER if argument in TAKES[name]]


@pytest.mark.parametrize("argument", sorted(set(ORDER) - OWN))
def test_an_argument_has_the_same_default_everywhere(argument: str) -> None:
    found = [keywords(entry)[argument].default for entry in ENTRIES.values() if argument in keywords(entry)]
    assert found
    assert all(default == found[0] for default in found)


@pytest.mark.parametrize("argument", sorted({*OWN, "admit"}))
def test_servers_of_one_kind_have_the_same_default_and_type(argument: str) -> None:
    for kind in ("asyncio", "threads", "trio", "manager"):
        entries = [keywords(entry) for name, entry in ENTRIES.items() if name.startswith(kind)]
        assert len(entries) == 2
        assert len({(entry[argument].default, entry[argument].annotation) for entry in entries}) == 1


def defaults_in(document: str) -> dict[str, object]:
    """Return the defaults of the arguments in the tables of a document, but not of those that have none."""
    found: dict[str, object] = {}
    for names, values in re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| ([^|]+) \|", document, re.M):
        texts = re.sub(r"`([^`]+)`", r"\1", values).strip().split(", ")
        for name, text in zip(re.findall(r"\w+", names), texts, strict=False):
            with suppress(ValueError, SyntaxError):
                found[name] = None if text == "none" else literal_eval(text)
    return found


@pytest.mark.parametrize(("page", "entry"), [("servers", asyncio.serve), ("asyncagi", manager.serve)])
def test_the_documents_name_the_defaults(page: str, entry: Callable[..., object]) -> None:
    named = defaults_in((ROOT / "docs" / f"{page}.md").read_text("utf-8"))
    taken = {name: one.default for name, one in keywords(entry).items()}
    assert len(named) >= 6
    assert named == {name: taken.get(name) for name in named}


@pytest.mark.skipif(sys.version_info < (3, 11), reason="typing keeps no overloads before Python 3.11")
@pytest.mark.parametrize("name", ENTRIES)
def test_each_declared_form_has_the_same_arguments_and_defaults(name: str) -> None:
    entry = ENTRIES[name]
    expected = {argument: one.default for argument, one in keywords(entry).items()}
    plain, with_class = (keywords(form) for form in get_overloads(entry))
    assert {argument: one.default for argument, one in plain.items()} == {
        argument: default for argument, default in expected.items() if argument != "call_class"
    }
    assert with_class["call_class"].default is inspect.Parameter.empty
    assert {argument: one.default for argument, one in with_class.items() if argument != "call_class"} == {
        argument: default for argument, default in expected.items() if argument != "call_class"
    }
