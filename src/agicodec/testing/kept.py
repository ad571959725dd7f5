"""What a test puts into its Asterisk, checked when it is put there and not when a command of the flow comes to it."""

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
    "Kept",
    "Keyed",
    "Names",
    "Sounds",
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
    """Check an attribute that is a text."""
    text_of(value, attribute.name)


def is_text_or_none(_made: object, attribute: Attribute[str | None], value: str | None) -> None:
    """Check an attribute that is a text or None."""
    if value is not None:
        text_of(value, attribute.name)


def is_name(_made: object, attribute: Attribute[str], value: str) -> None:
    """Check an attribute that is a name, which is not empty."""
    if not text_of(value, attribute.name):
        raise ValueError(f"{attribute.name}: expected a name, found {value!r}")


class Keyed(Protocol[K, V_co]):
    """What has keys and values, as a mapping has."""

    def keys(self) -> Iterable[K]:
        """Return the keys."""
        ...

    def __getitem__(self, key: K, /) -> V_co: ...


def text_of(value: object, place: str) -> str:
    """Return a text that Asterisk can hold.

    Raises:
        TypeError: it is no string.
        ValueError: Asterisk cannot hold it.
    """
    if not isinstance(value, str):
        raise TypeError(f"{place}: expected a string, found {shown(value)}")
    if "\0" in value:
        raise ValueError(f"{place}: expected a text without NUL, which ends a text in Asterisk, found {shown(value)}")
    to_wire(value)
    return plain(value)


class Kept(MutableMapping[str, V]):
    """Values by name, as in a dict, that refuses what has no place there.

    Raises:
        TypeError: a name or a value is of another type.
        ValueError: it is of the type, though no such name or value; nothing has changed.
    """

    def __init__(self, entries: Keyed[str, V] | Iterable[tuple[str, V]] = ()) -> None:
        self._entries: dict[str, V] = {}
        self.update(entries)

    @abstractmethod
    def checked(self, name: str, value: object) -> V:
        """Return the value that is kept under a name."""

    def update(self, entries: Keyed[str, V] | Iterable[tuple[str, V]] = (), /, **named: V) -> None:
        """Put all of these in, or none when one is refused."""
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
"""Variables that are attributes of the Asterisk of a test."""


_CALLER: Final = re.compile(r"CALLERID\((num)[^-,]*\)|CALLERID\((name|all)\)", re.ASCII | re.IGNORECASE)
"""The number and the name of the caller, in all spellings."""


_REFERENCE: Final = re.compile(r"\$\{([^${}]+?)(?::-?[0-9:-]*)?\}")
"""What stands in an expression for the value of a variable or a function."""


class Variables(Kept[str]):
    """The variables of a channel and what dialplan functions return, under their whole names.

    Whoever sets CALLERID(all) sets the number and the name.
    """

    def __getitem__(self, name: str) -> str:
        if name not in self._entries and "${" in name:
            raise KeyError(_without_reference(name))
        return super().__getitem__(name)

    def put(self, name: str, value: str) -> None:
        """Set a variable as the flow does: Asterisk replaces nothing in the names that it is sent."""
        if "${" in name:
            self._entries[name] = value
        else:
            self[name] = value

    def update(self, entries: Keyed[str, str] | Iterable[tuple[str, str]] = (), /, **named: str) -> None:
        """Put all of these in, or none when one is refused."""
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
        """Return the value, a text."""
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
    """Say what is right where a name is written as in an expression."""
    found = _REFERENCE.fullmatch(name)
    right = f"write variables[{found[1]!r}] instead" if found else "expected a name in which nothing is to be replaced"
    return f"variables[{name!r}]: {right}"


class Sounds(Kept[float]):
    """How many seconds sounds take."""

    def __ior__(self, entries: Mapping[str, float]) -> Sounds:
        self.update(entries)
        return self

    def checked(self, name: str, value: object) -> float:
        """Return the seconds, zero or more."""
        name = text_of(name, "the name of a sound")
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise TypeError(f"sounds[{name!r}]: expected a number of seconds, found {shown(value)}")
        if isnan(value) or value < 0:
            raise ValueError(f"sounds[{name!r}]: expected a number of seconds, zero or more, found {shown(value)}")
        return value


class Channels(Kept[ChannelState]):
    """The other channels of the Asterisk, with their states."""

    def __ior__(self, entries: Mapping[str, ChannelState]) -> Channels:
        self.update(entries)
        return self

    def checked(self, name: str, value: object) -> ChannelState:
        """Return the state of a channel that there is."""
        place = f"channels[{text_of(name, 'the name of a channel')!r}]"
        if not isinstance(value, ChannelState):
            raise TypeError(f"{place}: expected a ChannelState, such as ChannelState('up'), found {shown(value)}")
        ChannelStatus().reply_with(value)
        if not value or not name:
            raise ValueError(f"{place}: expected the state of a channel with a name, found {shown(value)}")
        return value

    def named(self, name: str) -> str | None:
        """Return the name of a channel as it was put in, found without regard to case; None when there is none."""
        return next((found for found in self if found.lower() == name.lower()), None)


class Names(MutableSet[str]):
    """Names, as in a set, that refuses what is no name.

    Raises:
        TypeError: it is no string, or one string where several are expected.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names: set[str] = set()
        self.update(names)

    def add(self, value: str) -> None:
        """Put a name in."""
        self._names.add(text_of(value, "a name in a set"))

    def discard(self, value: str) -> None:
        """Take a name out, if it is there."""
        self._names.discard(value)

    def update(self, names: Iterable[str]) -> None:
        """Put all of these in, or none when one is refused."""
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
