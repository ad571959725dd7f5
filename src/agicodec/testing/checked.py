"""Mappings and sets that a test fills, which check each entry when it is stored rather than when the flow uses it."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, MutableSet
from math import isnan
from typing import Final, Protocol, TypeVar

from agicodec.commands.channel import ChannelStatus
from agicodec.errors import shown
from agicodec.results import ChannelState
from agicodec.values import Attribute, plain
from agicodec.wire import to_wire

__all__ = [
    "Channels",
    "CheckedDict",
    "Names",
    "Sounds",
    "SupportsKeys",
    "Variables",
    "is_name",
    "is_text",
    "is_text_or_none",
    "text_of",
]

K = TypeVar("K")
V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


def is_text(_made: object, attribute: Attribute[str], value: str) -> None:
    """Check that an attribute is a string that Asterisk can store."""
    text_of(value, attribute.name)


def is_text_or_none(_made: object, attribute: Attribute[str | None], value: str | None) -> None:
    """Check that an attribute is None, or a string that Asterisk can store."""
    if value is not None:
        text_of(value, attribute.name)


def is_name(_made: object, attribute: Attribute[str], value: str) -> None:
    """Check that an attribute is a name: a string that is not empty."""
    if not text_of(value, attribute.name):
        raise ValueError(f"{attribute.name}: expected a name, found {value!r}")


class SupportsKeys(Protocol[K, V_co]):
    """The part of a mapping that `dict()` needs: keys and values."""

    def keys(self) -> Iterable[K]:
        """Return the keys."""
        ...

    def __getitem__(self, key: K, /) -> V_co: ...


def text_of(value: object, place: str) -> str:
    """Return a text that Asterisk can store, as a plain string.

    Args:
        value: the text.
        place: where it was found, for the message.

    Raises:
        TypeError: it is not a string.
        ValueError: Asterisk cannot store it: it contains NUL, or a surrogate that represents no byte.
    """
    if not isinstance(value, str):
        raise TypeError(f"{place}: expected a string, found {shown(value)}")
    if "\0" in value:
        raise ValueError(f"{place}: expected a text without NUL, which ends a text in Asterisk, found {shown(value)}")
    to_wire(value)
    return plain(value)


class CheckedDict(MutableMapping[str, V]):
    """A dict of names and values that checks each of them.

    Raises:
        TypeError: a name or a value has a wrong type.
        ValueError: a name or a value has the right type but is not accepted. Nothing has changed.
    """

    def __init__(self, entries: SupportsKeys[str, V] | Iterable[tuple[str, V]] = ()) -> None:
        self._entries: dict[str, V] = {}
        self.update(entries)

    @abstractmethod
    def checked(self, name: str, value: object) -> V:
        """Check a name and a value, and return the value to store."""

    def update(self, entries: SupportsKeys[str, V] | Iterable[tuple[str, V]] = (), /, **named: V) -> None:
        """Store all entries, or none if one of them is refused."""
        self._entries.update({name: self.checked(name, value) for name, value in dict(entries, **named).items()})

    def __getitem__(self, name: str) -> V:
        return self._entries[name]

    def __setitem__(self, name: str, value: V) -> None:
        self._entries[name] = self.checked(name, value)

    def __delitem__(self, name: str) -> None:
        del self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other)  # here since type checkers compare nothing with a dict otherwise

    def __hash__(self) -> int:
        raise TypeError(f"unhashable type: {type(self).__name__}")

    def __repr__(self) -> str:
        return repr(self._entries)


_ATTRIBUTES: Final = {"CHANNEL": "channel", "UNIQUEID": "unique_id"}
"""The variables that are attributes of `Asterisk`."""


_CALLER: Final = re.compile(r"CALLERID\((num)[^-,]*\)|CALLERID\((name|all)\)", re.ASCII | re.IGNORECASE)
"""All spellings of the functions for the number and the name of the caller."""


_REFERENCE: Final = re.compile(r"\$\{([^${}]+)\}")
"""The reference to a variable or a function in an expression, perhaps with the part that is cut out, as in `X:1:2`."""


class Variables(CheckedDict[str]):
    """The variables of a channel, and the values of dialplan functions under their whole names.

    Setting CALLERID(all) removes CALLERID(num) and CALLERID(name).
    """

    def __getitem__(self, name: str) -> str:
        if name not in self._entries and "${" in name:
            raise KeyError(_without_reference(name))
        return super().__getitem__(name)

    def put(self, name: str, value: str) -> None:
        """Set a variable as SET VARIABLE does, which evaluates no expressions in the name."""
        if "${" in name:
            self._entries[name] = value
        else:
            self[name] = value

    def update(self, entries: SupportsKeys[str, str] | Iterable[tuple[str, str]] = (), /, **named: str) -> None:
        """Store all entries, or none if one of them is refused."""
        checked = {name: self.checked(name, value) for name, value in dict(entries, **named).items()}
        if "CALLERID(all)" in checked:
            self._entries.pop("CALLERID(num)", None)
            self._entries.pop("CALLERID(name)", None)
        self._entries.update(checked)

    def __setitem__(self, name: str, value: str) -> None:
        self.update({name: value})

    def __ior__(self, entries: Mapping[str, str]) -> Variables:
        self.update(entries)
        return self

    def checked(self, name: str, value: object) -> str:
        """Check the name of a variable, and return the value, a string."""
        name = text_of(name, "the name of a variable")
        if "${" in name:
            raise ValueError(_without_reference(name))
        if name.startswith("DB(") and name.endswith(")"):
            family, _, key = name[3:-1].partition("/")
            raise ValueError(f"variables[{name!r}]: write asterisk.database[{family!r}, {key!r}] instead")
        caller = _CALLER.fullmatch(name)
        if caller and name != (right := f"CALLERID({caller[caller.lastindex or 0].lower()})"):
            raise ValueError(f"variables[{name!r}]: write variables[{right!r}] instead")
        if name in _ATTRIBUTES:
            raise ValueError(f"variables[{name!r}]: write asterisk.{_ATTRIBUTES[name]} instead")
        return text_of(value, f"variables[{name!r}]")


def _without_reference(name: str) -> str:
    """Return the message for a name that is written as in an expression."""
    found = _REFERENCE.fullmatch(name)
    right = f"write variables[{_without_cut(found[1])!r}] instead" if found else "expected a name without ${...}"
    return f"variables[{name!r}]: {right}"


def _without_cut(reference: str) -> str:
    """Return the name in a reference such as `X:1:2`, in one pass however long it is."""
    cut = reference.find(":", max(1, len(reference.rstrip("0123456789:-"))))
    return reference if cut < 0 else reference[:cut]


class Sounds(CheckedDict[float]):
    """The lengths of sounds, in seconds."""

    def __ior__(self, entries: Mapping[str, float]) -> Sounds:
        self.update(entries)
        return self

    def checked(self, name: str, value: object) -> float:
        """Check the name of a sound, and return its length: zero or more seconds."""
        name = text_of(name, "the name of a sound")
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise TypeError(f"sounds[{name!r}]: expected a number of seconds, found {shown(value)}")
        if isnan(value) or value < 0:
            raise ValueError(f"sounds[{name!r}]: expected a number of seconds, zero or more, found {shown(value)}")
        return value


class Channels(CheckedDict[ChannelState]):
    """The states of the other channels, by their names."""

    def __ior__(self, entries: Mapping[str, ChannelState]) -> Channels:
        self.update(entries)
        return self

    def checked(self, name: str, value: object) -> ChannelState:
        """Check the name of a channel, and return its state."""
        place = f"channels[{text_of(name, 'the name of a channel')!r}]"
        if not isinstance(value, ChannelState):
            raise TypeError(f"{place}: expected a ChannelState, such as ChannelState('up'), found {shown(value)}")
        ChannelStatus().reply_with(value)
        if not value or not name:
            raise ValueError(f"{place}: expected the state of a channel with a name, found {shown(value)}")
        return value

    def named(self, name: str) -> str | None:
        """Return the name of a channel as it was stored, ignoring case; None if there is none."""
        return next((found for found in self if found.lower() == name.lower()), None)


class Names(MutableSet[str]):
    """A set of names that checks each of them.

    Raises:
        TypeError: a name is not a string, or a single string was passed instead of several.
        ValueError: Asterisk cannot store a name.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names: set[str] = set()
        self.update(names)

    def add(self, value: str) -> None:
        """Add a name."""
        self._names.add(text_of(value, "a name in a set"))

    def discard(self, value: str) -> None:
        """Remove a name if it is there."""
        self._names.discard(value)

    def update(self, names: Iterable[str]) -> None:
        """Store all entries, or none if one of them is refused."""
        if isinstance(names, str):
            raise TypeError(f"expected a set of names, found {shown(names)}; write {{{names!r}}} for one")
        self._names.update([text_of(name, "a name in a set") for name in names])

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other)  # here since type checkers compare nothing with a set otherwise

    def __hash__(self) -> int:
        raise TypeError(f"unhashable type: {type(self).__name__}")

    def __repr__(self) -> str:
        return repr(self._names)
