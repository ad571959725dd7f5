"""The simulated database behaves as Asterisk's: a flat list of keys, and SQL patterns."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec.testing import Asterisk, TestCall
from agicodec.testing.dialplan.database import Database


def test_family_and_key_are_joined(agi: TestCall, asterisk: Asterisk) -> None:
    agi.database_put("a/b", "c", "1")
    assert agi.database_get("a", "b/c").value == "1"
    assert asterisk.database["a", "b/c"] == "1"
    agi.database_put("a", "b/c", "2")
    assert asterisk.database == {("a", "b/c"): "2"}
    assert agi.database_get("a/b", "c").value == "2"
    assert agi.get_variable("DB(a/b/c)").value == "2"
    agi.set_variable("DB(x/y/z)", "3")
    assert asterisk.database["x/y", "z"] == "3"
    agi.database_del("x/y", "z")
    assert list(asterisk.database) == [("a", "b/c")]


def test_the_slash_alone_parts_nothing_else(agi: TestCall) -> None:
    agi.database_put("", "a", "1")
    assert not agi.database_get("a", "")
    assert agi.database_get("", "a")


@pytest.mark.parametrize(
    ("family", "tree", "left"),
    [
        ("pin", None, ["pins/1", "p1n/2"]),
        ("PIN", None, ["pins/1", "p1n/2"]),
        ("p_n", None, ["pins/1"]),
        ("p%", None, []),
        ("%", None, []),
        ("pin", "10", ["pin/1", "pin/Ö/1", "pin/100", "pins/1", "p1n/2"]),
        ("pin", "10%", ["pin/1", "pin/Ö/1", "pins/1", "p1n/2"]),
        ("pin", "ö", ["pin/1", "pin/10", "pin/10/a", "pin/100", "pin/Ö/1", "pins/1", "p1n/2"]),
        ("pin", "Ö", ["pin/1", "pin/10", "pin/10/a", "pin/100", "pins/1", "p1n/2"]),
        ("pi", None, ["pin/1", "pin/10", "pin/10/a", "pin/100", "pin/Ö/1", "pins/1", "p1n/2"]),
        ("pin/10", None, ["pin/1", "pin/Ö/1", "pin/100", "pins/1", "p1n/2"]),
        ("pin", "_", ["pin/10", "pin/10/a", "pin/100", "pins/1", "p1n/2"]),
        ("pin.", None, ["pin/1", "pin/10", "pin/10/a", "pin/100", "pin/Ö/1", "pins/1", "p1n/2"]),
    ],
)
def test_a_tree_is_deleted_by_a_pattern(family: str, tree: str | None, left: list[str]) -> None:
    paths = ["pin/1", "pin/10", "pin/10/a", "pin/100", "pin/Ö/1", "pins/1", "p1n/2"]
    asterisk = Asterisk(database={(path[: path.index("/")], path[path.index("/") + 1 :]): "x" for path in paths})
    agi = TestCall(asterisk)
    outcome = agi.database_deltree(family, tree).outcome
    assert outcome == ("nothing deleted" if len(left) == len(paths) else "deleted")
    assert sorted("/".join(pair) for pair in asterisk.database) == sorted(left)


texts = st.text("ab/%_", max_size=6)


@given(st.dictionaries(st.tuples(texts, texts), st.text("xy"), max_size=8))
def test_the_database_is_a_mapping(entries: dict[tuple[str, str], str]) -> None:
    database = Database(entries)
    flat = {f"{family}/{key}": value for (family, key), value in entries.items()}
    assert len(database) == len(flat)
    assert {f"{family}/{key}": value for (family, key), value in database.items()} == flat
    assert all(database["", f"{path}"[1:]] == value for path, value in flat.items() if path.startswith("/"))
    assert copy.deepcopy(database) == database == pickle.loads(pickle.dumps(database))
    if len(flat) == len(entries):
        assert database == entries


def test_many_signs_take_no_longer() -> None:
    database = Database({("a" * 1000, "b"): "1"})
    assert database.delete_tree("%a" * 500 + "%c") == 0
    assert database.delete_tree("%_" * 500) == 1


@pytest.mark.parametrize("pair", ["pin", ("pin",), ("pin", 1), ("a", "b", "c"), None])
def test_what_is_no_pair_is_refused(pair: tuple[str, str]) -> None:
    database = Database({("pin", "1"): "Ann"})
    with pytest.raises(TypeError, match="expected a"):
        database[pair] = "x"
    with pytest.raises(TypeError, match="expected a"):
        database.update({("pin", "2"): "Bob", pair: "x"})
    with pytest.raises(TypeError, match=r"database\['pin', '2'\]: expected a string, found 5"):
        database["pin", "2"] = 5  # type: ignore[assignment]
    with pytest.raises(ValueError, match="without NUL"):
        database["pin", "2"] = "a\0"
    assert database == {("pin", "1"): "Ann"}
