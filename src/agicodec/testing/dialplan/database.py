"""The simulated Asterisk database: a mapping in Python, a flat list of keys in Asterisk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import TypeAlias

from agicodec.errors import shown
from agicodec.testing.checked import SupportsKeys, text_of

__all__ = ["Database"]

_Entry: TypeAlias = tuple[tuple[str, str], str]
"""An entry: the pair under which it was stored, and its value."""

_Entries: TypeAlias = SupportsKeys[tuple[str, str], str] | Iterable[_Entry]


class Database(MutableMapping[tuple[str, str], str]):
    """Values by family and key.

    Asterisk joins the two with a slash: a value that was stored under `("a/b", "c")` is also found under
    `("a", "b/c")`. Iterating over the database returns the pair under which a value was stored last.

    Raises:
        TypeError: a key is not a pair of strings, or a value is not a string.
        ValueError: Asterisk cannot store the text. Nothing has changed.
    """

    def __init__(self, entries: _Entries = ()) -> None:
        self._entries: dict[str, tuple[tuple[str, str], str]] = {}
        self.update(entries)

    def update(self, entries: _Entries = (), /, **named: str) -> None:
        """Store all entries, or none if one of them is refused."""
        if named:
            raise TypeError(f"expected pairs of family and key, found {shown(next(iter(named)))}")
        for path, entry in [_checked(pair, value) for pair, value in dict(entries).items()]:
            self._put(path, entry)

    def delete_tree(self, family: str, tree: str | None = None) -> int:
        """Delete a family, or the part of it below a key, as DATABASE DELTREE does; return how many keys were deleted.

        Case is ignored, `%` stands for any text and `_` for any character, as in the SQL of Asterisk.
        """
        parts = [_like(part) for part in f"/{family}{f'/{tree}' if tree else ''}/".split("%")]
        found = [path for path in self._entries if _begins_like(f"{path}/", parts)]
        for path in found:
            del self._entries[path]
        return len(found)

    def __getitem__(self, pair: tuple[str, str]) -> str:
        path = _path(pair)
        if path not in self._entries:
            raise KeyError(pair)
        return self._entries[path][1]

    def __setitem__(self, pair: tuple[str, str], value: str) -> None:
        self._put(*_checked(pair, value))

    def __delitem__(self, pair: tuple[str, str]) -> None:
        del self._entries[_path(pair)]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter([pair for pair, _ in self._entries.values()])

    def __len__(self) -> int:
        return len(self._entries)

    def __ior__(self, entries: Mapping[tuple[str, str], str]) -> Database:
        self.update(entries)
        return self

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Database):
            return self._values() == other._values()
        return super().__eq__(other)

    def __hash__(self) -> int:
        raise TypeError(f"unhashable type: {type(self).__name__}")

    def __repr__(self) -> str:
        return repr(dict(self.items()))

    def _put(self, path: str, entry: _Entry) -> None:
        self._entries.pop(path, None)
        self._entries[path] = entry

    def _values(self) -> dict[str, str]:
        return {path: value for path, (_, value) in self._entries.items()}


def _checked(pair: object, value: object) -> tuple[str, _Entry]:
    """Return Asterisk's key of an entry, and the entry."""
    family, key = _pair(pair)
    return f"/{family}/{key}", ((family, key), text_of(value, f"database[{family!r}, {key!r}]"))


def _path(pair: object) -> str:
    """Return Asterisk's key for a family and a key."""
    return "/{}/{}".format(*_pair(pair))


def _pair(pair: object) -> tuple[str, str]:
    match pair:
        case (str(family), str(key)):
            place = f"database[{shown(pair)}]"
            return text_of(family, place), text_of(key, place)
        case _:
            raise TypeError(f"database[{shown(pair)}]: expected a family and a key, such as database['pin', '1001']")


def _like(part: str) -> re.Pattern[str]:
    """Compile the part of an SQL pattern between two `%`."""
    return re.compile(
        "".join("." if char == "_" else re.escape(char) for char in part), re.ASCII | re.DOTALL | re.IGNORECASE
    )


def _begins_like(text: str, parts: list[re.Pattern[str]]) -> bool:
    """Return whether a text begins with the parts, with any text between them."""
    found = parts[0].match(text)
    for part in parts[1:]:
        found = found and part.search(text, found.end())
    return found is not None
