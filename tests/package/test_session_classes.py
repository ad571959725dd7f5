"""The three session classes read alike, and change their states in one place each, by their tables."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import agicodec
from agicodec.asyncagi import ASYNCAGI_TRANSITIONS, AsyncAgiState
from agicodec.asyncagi.states import ASYNCAGI_WAYS
from agicodec.session import TRANSITIONS, State
from agicodec.session.states import AWAITING_REPLY, READY, WAYS, Trigger

SOURCES = Path(agicodec.__file__).parent
CLASSES = {
    "session/session.py": "Session",
    "asyncagi/session.py": "AsyncAgiSession",
    "asterisk/session.py": "AsteriskSession",
}
ORDER = [
    "state",
    "hung_up",
    "environment",
    "command",
    "commands",
    "register",
    "receive_data",
    "receive_hangup",
    "receive",
    "take",
    "next_event",
    "start",
    "send",
    "reply",
    "interrupt",
    "abandon",
    "close",
    "end",
    "save",
    "restore",
]
"""The members that more than one of the classes may have, in the order in which they come."""


def methods(path: str) -> list[ast.FunctionDef]:
    tree = ast.parse((SOURCES / path).read_text("utf-8"))
    (found,) = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == CLASSES[path])
    return [node for node in found.body if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("path", CLASSES)
def test_the_members_come_in_the_common_order(path: str) -> None:
    names = [method.name for method in methods(path)]
    common = [name for name in names if name in ORDER]
    assert common == [name for name in ORDER if name in common]
    kinds = [2 if name.startswith("_") else 1 for name in names[1:]]
    assert names[:2] == ["__init__", "state"]
    assert kinds == sorted(kinds)


@pytest.mark.parametrize("path", CLASSES)
def test_the_properties_come_first(path: str) -> None:
    public = [method for method in methods(path) if not method.name.startswith("_")]
    kinds = ["property" in [ast.unparse(decorator) for decorator in method.decorator_list] for method in public]
    assert kinds == sorted(kinds, reverse=True)


def assignments_to_state(path: Path) -> list[str]:
    """Return what is assigned to an attribute that is named as a state is, apart from where an object is made."""
    found: list[str] = []
    for function in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(function, ast.FunctionDef) or function.name == "__init__":
            continue
        for node in ast.walk(function):
            targets = node.targets if isinstance(node, ast.Assign) else []
            names = [target.attr for one in targets for target in ast.walk(one) if isinstance(target, ast.Attribute)]
            if {"state", "_state"} & set(names):
                found.append(function.name)
    return found


def test_only_the_tables_change_a_state() -> None:
    found = {
        path.relative_to(SOURCES).as_posix(): names
        for room in ("session", "asyncagi", "asterisk")
        for path in sorted((SOURCES / room).glob("*.py"))
        if (names := assignments_to_state(path))
    }
    assert found == {
        "asterisk/session.py": ["_move"],
        "asyncagi/session.py": ["_move"],
        "session/progress.py": ["send", "answer", "_move"],
    }
    assert TRANSITIONS[State.READY][Trigger.SEND] is AWAITING_REPLY
    assert TRANSITIONS[State.AWAITING_REPLY][Trigger.REPLY] is TRANSITIONS[State.INTERRUPTING][Trigger.REPLY] is READY


@pytest.mark.parametrize("state", State)
def test_the_way_to_a_state_leads_there(state: State) -> None:
    at = State.READY
    for trigger in WAYS.get(state, ()):
        at = TRANSITIONS[at][trigger]
    assert at is state or state not in WAYS


@pytest.mark.parametrize("state", AsyncAgiState)
def test_the_way_to_a_state_of_asyncagi_leads_there(state: AsyncAgiState) -> None:
    at = AsyncAgiState.WAITING
    for trigger in ASYNCAGI_WAYS[state]:
        at = ASYNCAGI_TRANSITIONS[at][trigger]
    assert at is state
