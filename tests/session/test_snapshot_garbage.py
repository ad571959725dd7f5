"""Saved sessions that were damaged or changed: `restore` says what is wrong, or restores a session that works."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import (
    Raw,
    Session,
)
from agicodec.asyncagi import AsyncAgiSession, AsyncAgiState
from agicodec.commands import (
    GetVariable,
    StreamFile,
)
from agicodec.errors import SavedStateError
from agicodec.session import Json, State
from agicodec.session.snapshot import FORMAT, save_command
from tests.asyncagi.manager import sent
from tests.sessions import USAGE, again, started
from tests.tables import texts

GOOD = again(started(command=GetVariable("X"))).save()
GOOD_ASYNC = sent(GetVariable("X"), Raw("Y", "z")).save()


GARBAGE: list[tuple[dict[str, Json], str]] = [
    ({"format": 2}, "format: found 2, expected 1"),
    ({"format": "1"}, "format: found '1', expected an integer"),
    ({"kind": "async session"}, "kind: found 'async session', expected 'session'"),
    ({"state": "flying"}, "state: found 'flying', expected one of 'awaiting environment', 'ready', "),
    ({"state": "closed"}, "state: found 'closed', expected one of"),
    ({"state": "awaiting environment"}, "data: found '', expected data that leads to the state 'awaiting environment'"),
    ({"hung_up": 0}, "hung_up: found 0, expected true or false"),
    ({"block": 5}, "block: found 5, expected a string"),
    ({"block": "\u0100"}, "block: found 'Ā', expected a string of code points up to 255"),
    ({"block": "agi_x: y\n"}, "expected what save.. has returned"),
    ({"data": "HANGUP\n"}, "expected data that leads to the state 'awaiting reply' and to no event"),
    ({"max_reply": True}, "max_reply: found True, expected an integer"),
    ({"max_environment": 10}, "expected what save.. has returned .an environment has more than the 10 bytes"),
    ({"command": None}, "command: found None, expected a table"),
    ({"command": {"class": "Nosuch", "arguments": {}}}, "command.class: found 'Nosuch', expected the name of a"),
    ({"command": {"class": "GetData"}}, "command.arguments is missing"),
    ({"command": {"class": "GetData", "arguments": {}}}, "command: found .* expected a command .*missing 1 required"),
    (
        {"command": {"class": "GetData", "arguments": {"filename": 5}}},
        "a command .GET DATA: filename 5: expected a string",
    ),
    (
        {"command": {"class": "SayDate", "arguments": {"time": {"datetime": "x"}}}},
        "datetime: found 'x', expected a date and time in ISO 8601",
    ),
    ({"command": {"class": "SetCallerid", "arguments": {"caller_id": {"number": "1"}}}}, "_id.name is missing"),
    ({"command": {"raw": "X", "arguments": [5]}}, "command.arguments: found .5., expected a list of strings"),
    ({"command": {"raw": "X", "arguments": "abc"}}, "command.arguments: found 'abc', expected a list"),
    ({"command": {"raw": "", "arguments": []}}, "command: found .* expected a command .*single spaces"),
    ({"trailer": 5}, "trailer: found 5, expected a string"),
    ({"trailer": "odd\n"}, r"trailer: found 'odd\\n', expected the first lines of a 520 block$"),
    ({"trailer": USAGE.decode()}, "trailer: found .*, expected the first lines of a 520 block$"),
    ({"trailer": "520 result=1 (x\n"}, "trailer: found .*, expected the first lines of a 520 block$"),
    ({"marks_before": 1}, "marks_before: found 1, expected an integer from 0 to the number of marks, 0$"),
    (
        {"marks": ["x", "y"], "marks_before": 3},
        "marks_before: found 3, expected an integer from 0 to the number of marks, 2$",
    ),
    ({"marks_before": -1}, "marks_before: found -1, expected an integer from 0 to the number of marks, 0$"),
    (
        {"state": "ready", "data": "200 result=1 (x\n"},
        "data: found .* expected data that leads to the state 'ready' and to no event$",
    ),
    (
        {"command": save_command(StreamFile("x")), "data": "200 result=1 (x\n"},
        "data: found .* expected data that leads to the state 'awaiting reply' and to no event$",
    ),
]
GARBAGE_ASYNC: list[tuple[dict[str, Json], str]] = [
    ({"kind": "session"}, "kind: found 'session', expected 'async session'"),
    ({"asked": None}, "asked: found None, expected a list"),
    ({"asked": [5]}, r"asked\[0\]: found 5, expected a table"),
    ({"asked": [{}]}, r"asked\[0\].by is missing"),
    ({"pipe": None}, "pipe: found None, expected a table while the session runs"),
    ({"state": "ended"}, "pipe: found .* its state is 'ended'"),
    (
        {"pipe": {"data": "", "commands": [], "in_block": 1, "lost": False}},
        "pipe.in_block: found 1, expected true or",
    ),
]


@pytest.mark.parametrize(("change", "message"), GARBAGE)
def test_garbage_raises_a_clear_error(change: dict[str, object], message: str) -> None:
    with pytest.raises(SavedStateError, match=f"^saved state: .*{message}"):
        Session.restore({**GOOD, **change})


@pytest.mark.parametrize(("change", "message"), GARBAGE_ASYNC)
def test_garbage_raises_a_clear_error_in_async_sessions_too(change: dict[str, object], message: str) -> None:
    with pytest.raises(SavedStateError, match=f"^saved state: {message}"):
        AsyncAgiSession.restore({**GOOD_ASYNC, **change})


def test_two_commands_have_no_id_in_common() -> None:
    data = json.loads(json.dumps(GOOD_ASYNC))
    data["asked"].append(data["asked"][0])
    with pytest.raises(SavedStateError, match=r"asked\[2\].command_id: found 'p-1', expected an id that no other"):
        AsyncAgiSession.restore(data)


@pytest.mark.parametrize("data", [None, 5, "x", [], [GOOD]])
def test_what_is_no_table_is_no_session(data: object) -> None:
    for restore in (Session.restore, AsyncAgiSession.restore):
        with pytest.raises(SavedStateError, match=r"^saved state: the top level: found .*, expected a table"):
            restore(data)


def test_every_entry_is_needed() -> None:
    assert FORMAT == 1
    for good, restore in ((GOOD, Session.restore), (GOOD_ASYNC, AsyncAgiSession.restore)):
        for key in good:
            with pytest.raises(SavedStateError, match=f"^saved state: {key} is missing$") as caught:
                restore({name: value for name, value in good.items() if name != key})
            assert (caught.value.path, caught.value.found, caught.value.missing) == (key, None, True)
            assert copy.copy(caught.value).missing


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), texts(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts(max_size=5), inner, max_size=3)),
    max_leaves=5,
)


@given(st.sampled_from(sorted(GOOD)), st.sampled_from(sorted(GOOD_ASYNC)), json_values)
def test_any_change_is_restored_or_refused(key: str, key_async: str, value: Json) -> None:
    for good, name, restore in ((GOOD, key, Session.restore), (GOOD_ASYNC, key_async, AsyncAgiSession.restore)):
        changed = copy.deepcopy(dict(good))
        changed[name] = value
        try:
            session = restore(changed)
        except SavedStateError:
            continue
        assert session.state in (*State, *AsyncAgiState)
