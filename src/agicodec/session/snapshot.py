"""Saved sessions, as plain data that JSON can hold: the parts that all kinds of session share.

Which entries a session has is in the `save` methods of the session and of its parts.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeAlias, TypeGuard, TypeVar

from attrs import fields, has

from agicodec.errors import InvalidArgument, LocalProtocolError, RemoteProtocolError, SavedStateError, shown
from agicodec.model.caller_id import CallerId
from agicodec.model.command import Command
from agicodec.model.raw import Raw, Unchecked

__all__ = ["FORMAT", "CommandClasses", "Json", "Saved", "bytes_to_text", "save_command", "shipped_class"]

S = TypeVar("S", bound=str)

FORMAT: Final = 1
"""The version of the format; it changes when state that an earlier version saved can no longer be restored."""

if TYPE_CHECKING:
    Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
    """What JSON can represent."""
else:
    # This alias does not name itself, since Python 3.14 looks the name up in the module that asks for the hints.
    Json = str | int | float | bool | Sequence[object] | Mapping[str, object] | None

CommandClasses: TypeAlias = Iterable[type[Command[object]]]
"""Command classes besides those of agicodec that saved state may contain."""


def bytes_to_text(data: bytes) -> str:
    """Return bytes as text, each byte as the code point of the same number."""
    return data.decode("latin-1")


def save_command(command: Command[object]) -> Json:
    """Return a command as plain data.

    Raises:
        LocalProtocolError: the command's class is not an attrs class, or an argument cannot be written as JSON.
    """
    if isinstance(command, Raw):
        return {"raw": command.command, "arguments": list(command.arguments)}
    if isinstance(command, Unchecked):
        return {"unchecked": command.named.__name__, "arguments": list(command.arguments)}
    cls = type(command)
    if not has(cls):
        raise LocalProtocolError(f"cannot save {command!r}: its class is not an attrs class")
    accepted = (attribute for attribute in fields(cls) if attribute.init)
    arguments = {one.alias: _save_value(command, getattr(command, one.name)) for one in accepted}
    return {"class": cls.__name__, "arguments": arguments}


def _save_value(command: Command[object], value: object) -> Json:
    match value:
        case None | str() | int() | float():
            return value
        case datetime():
            return {"datetime": value.isoformat()}
        case CallerId(number, name):
            return {"number": number, "name": name}
        case _:
            raise LocalProtocolError(f"cannot save {command!r}: {shown(value)} cannot be written as JSON")


class Saved:
    """A table of saved state. Its methods check an entry before they return it, and raise `SavedStateError`.

    Args:
        data: the table, as JSON was read.
        path: where the table is in the whole state, for messages.
    """

    def __init__(self, data: object, path: str = "") -> None:
        if not isinstance(data, Mapping):
            raise SavedStateError(path or "the top level", data, "a table")
        self._data: Mapping[object, object] = data
        self._path = path

    @classmethod
    def of_kind(cls, data: object, kind: str) -> Saved:
        """Return the table of a saved session of some kind.

        Raises:
            SavedStateError: the data is not a saved session of that kind, or its format has another version.
        """
        saved = cls(data)
        if (version := saved.integer("format")) != FORMAT:
            raise SavedStateError("format", version, f"{FORMAT}")
        if (found := saved.text("kind")) != kind:
            raise SavedStateError("kind", found, repr(kind))
        return saved

    def text(self, key: str) -> str:
        """Return a string."""
        value = self._get(key)
        if not isinstance(value, str):
            raise self.wrong(key, "a string")
        return value

    def text_or_none(self, key: str) -> str | None:
        """Return a string, or None."""
        return None if self._get(key) is None else self.text(key)

    def data(self, key: str) -> bytes:
        """Return bytes, which were saved as a string; see `bytes_to_text`."""
        try:
            return self.text(key).encode("latin-1")
        except UnicodeEncodeError:
            raise self.wrong(key, "a string of code points up to 255") from None

    def data_list(self, key: str) -> list[bytes]:
        """Return a list of bytes objects, which were saved as strings."""
        try:
            return [text.encode("latin-1") for text in self._texts(key)]
        except UnicodeEncodeError:
            raise self.wrong(key, "a list of strings of code points up to 255") from None

    def integer(self, key: str) -> int:
        """Return an integer."""
        value = self._get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(key, "an integer")
        return value

    def flag(self, key: str) -> bool:
        """Return True or False."""
        value = self._get(key)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def choice(self, key: str, *choices: S) -> S:
        """Return a string that is one of the choices."""
        value = self.text(key)
        for choice in choices:
            if choice == value:
                return choice
        raise self.wrong(key, f"one of {', '.join(map(repr, choices))}")

    def table(self, key: str) -> Saved:
        """Return a table."""
        return Saved(self._get(key), self._at(key))

    def table_or_none(self, key: str) -> Saved | None:
        """Return a table, or None."""
        return None if self._get(key) is None else self.table(key)

    def tables(self, key: str) -> list[Saved]:
        """Return a list of tables."""
        return [Saved(entry, f"{self._at(key)}[{index}]") for index, entry in enumerate(self._list(key))]

    def command(self, key: str, classes: CommandClasses) -> Command[object]:
        """Return a command.

        Args:
            key: the key of the entry.
            classes: the command classes besides those of agicodec.
        """
        saved = self.table(key)
        try:
            if "raw" in saved._data:
                return Raw(saved.text("raw"), *saved._texts("arguments"))
            if "unchecked" in saved._data:
                return Unchecked(saved._class("unchecked", classes), *saved._texts("arguments"))
            cls = saved._class("class", classes)
            arguments = saved.table("arguments")
            return cls(**{str(name): arguments._argument(str(name)) for name in arguments._data})
        except (InvalidArgument, TypeError) as error:
            raise SavedStateError(self._at(key), saved._data, f"a command ({error})") from error

    @contextmanager
    def blamed(self) -> Generator[None, None, None]:
        """Convert protocol errors that the data causes, in a `with` block.

        Raises:
            SavedStateError: the block has raised a protocol error.
        """
        try:
            yield
        except SavedStateError:
            raise
        except (RemoteProtocolError, LocalProtocolError) as error:
            expected = f"what save() has returned ({error})"
            raise SavedStateError(self._path or "the top level", self._data, expected) from error

    def wrong(self, key: str, expected: str) -> SavedStateError:
        """Return the error for an entry that is not as expected."""
        return SavedStateError(self._at(key), self._data.get(key), expected)

    def _get(self, key: str) -> object:
        if key not in self._data:
            raise SavedStateError(self._at(key), None, "an entry of that name", missing=True)
        return self._data[key]

    def _at(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _class(self, key: str, classes: CommandClasses) -> type[Command[object]]:
        name = self.text(key)
        found = {cls.__name__: cls for cls in classes}.get(name) or shipped_class(name)
        if found is None:
            raise self.wrong(key, "the name of a command class of agicodec or of one in `classes`")
        return found

    def _texts(self, key: str) -> list[str]:
        entries = self._list(key)
        texts = [entry for entry in entries if isinstance(entry, str)]
        if len(texts) != len(entries):
            raise self.wrong(key, "a list of strings")
        return texts

    def _list(self, key: str) -> Sequence[object]:
        value = self._get(key)
        if not _is_list(value):
            raise self.wrong(key, "a list")
        return value

    def _argument(self, name: str) -> object:
        value = self._get(name)
        if not isinstance(value, Mapping):
            return value
        saved = self.table(name)
        if "datetime" not in saved._data:
            return CallerId(saved.text("number"), saved.text("name"))
        try:
            return datetime.fromisoformat(saved.text("datetime"))
        except ValueError:
            raise saved.wrong("datetime", "a date and time in ISO 8601") from None


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, (list, tuple))


def shipped_class(name: str) -> type[Command[object]] | None:
    """Return the command class of agicodec with that name, importing its family; None if there is none."""
    if name == "WholeVariable":
        return _attribute("agicodec.dialplan.texts", name)
    shipped = import_module("agicodec.commands")
    return _attribute("agicodec.commands", name) if name in shipped.__all__ else None


def _attribute(module: str, name: str) -> type[Command[object]] | None:
    found: type[Command[object]] | None = getattr(import_module(module), name)
    return found
