"""Every key of a spec of applications and functions: a wrong value, a missing key and an unknown one are named."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import pytest
import tomli

from codegen.load import Json, SpecError, load
from tests.codegen.application_specs import RIGHT

Keys: TypeAlias = "tuple[str | int, ...]"

SPEC: Mapping[str, Json] = tomli.loads(RIGHT)


def paths(value: Json, path: Keys = ()) -> Iterator[Keys]:
    """Return the paths of all keys."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield (*path, key)
            yield from paths(inner, (*path, key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, inner in enumerate(value):
            yield from paths(inner, (*path, number))


def tables(value: Json, path: Keys = ()) -> Iterator[Keys]:
    """Return the paths of all tables."""
    if isinstance(value, Mapping):
        yield path
        for key, inner in value.items():
            yield from tables(inner, (*path, key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, inner in enumerate(value):
            yield from tables(inner, (*path, number))


def changed(value: Json, path: Keys, new: Json, *, remove: bool = False) -> Json:
    """Return a value with another one at a path, or without the key there."""
    if not path:
        return new
    first, rest = path[0], path[1:]
    if isinstance(value, Mapping):
        others = {key: inner for key, inner in value.items() if key != first or rest or not remove}
        if rest or not remove:
            others[str(first)] = changed(value.get(str(first)), rest, new, remove=remove)
        return others
    assert isinstance(value, Sequence)
    return [changed(one, rest, new, remove=remove) if number == first else one for number, one in enumerate(value)]


def toml(value: Json) -> str:
    """Write a value as TOML in one line."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {toml(inner)}' for key, inner in value.items())} }}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value)


def names_on(path: Keys) -> list[str]:
    """Return the names of the entries on a path, and its last key."""
    value: Json = SPEC
    found: list[str] = []
    for key in path[:-1]:
        if isinstance(value, Mapping):
            value = value[str(key)]
        elif isinstance(value, Sequence) and not isinstance(value, str):
            value = value[int(key)]
            if isinstance(value, Mapping) and isinstance(name := value.get("name", value.get("value")), str):
                found.append(name)
    return found


def problems(tmp_path: Path, value: Json) -> list[str]:
    """Return the problems of a spec; none if it is right."""
    assert isinstance(value, Mapping)
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "a.toml").write_text("".join(f"{key} = {toml(inner)}\n" for key, inner in value.items()))
    try:
        load([tmp_path / "spec"])
    except SpecError as error:
        return [*error.problems]
    return []


def shown(path: Keys) -> str:
    return ".".join(map(str, path))


def test_the_spec_is_right(tmp_path: Path) -> None:
    assert problems(tmp_path, SPEC) == []


@pytest.mark.parametrize("path", [*paths(SPEC)], ids=shown)
def test_a_wrong_value_is_named_with_its_file_entry_and_key(tmp_path: Path, path: Keys) -> None:
    found = problems(tmp_path, changed(SPEC, path, [[3.5]]))
    assert found
    key = str(path[-1])
    named = [one for one in found if key in one.removeprefix("spec/a.toml: ")]
    assert named, found
    assert all(one.startswith("spec/a.toml: ") for one in found)
    is_name = key in ("name", "value")  # an entry without a name is called by its number
    assert any(all(name in one for name in names_on(path)) or is_name for one in named), found
    assert all("expected" in one for one in found)


@pytest.mark.parametrize("path", [*tables(SPEC)], ids=shown)
def test_an_unknown_key_is_named_with_its_file_entry_and_those_that_there_are(tmp_path: Path, path: Keys) -> None:
    (found, *_) = problems(tmp_path, changed(SPEC, (*path, "nonsense"), "x"))
    assert found.startswith("spec/a.toml: ")
    assert "found the key 'nonsense', expected only " in found
    assert all(name in found for name in names_on((*path, "nonsense")))


@pytest.mark.parametrize("path", [path for path in paths(SPEC) if path[-1] not in ("since", "stale")], ids=shown)
def test_a_missing_key_is_named_if_it_is_needed(tmp_path: Path, path: Keys) -> None:
    found = problems(tmp_path, changed(SPEC, path, None, remove=True))
    for one in found:
        assert one.startswith("spec/a.toml: ")
        assert "expected" in one
        assert f"'{path[-1]}'" in one or "expected it only for" in one or "number " in one
