"""The variables and functions of a channel, as GET VARIABLE, GET FULL VARIABLE and SET VARIABLE access them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Final

from attrs import frozen

from agicodec.testing.channel import caller_id
from agicodec.testing.channel.channel import CONTEXT, EXTENSION, LANGUAGE, PRIORITY, Channel
from agicodec.testing.dialplan.expressions import cut_out, evaluate, name_and_cut
from agicodec.testing.dialplan.functions import BLANKS, FUNCTIONS, Unknown, separate
from agicodec.wire import from_wire, to_wire

__all__ = ["evaluated", "go_on_at", "set_callerid", "value_of", "write"]

SHORT: Final = 1024
"""The size of the buffer for the value of GET VARIABLE, including the final NUL."""

UNLIMITED: Final = sys.maxsize
"""The size of a buffer that grows."""

MOST: Final = 100
"""The maximal number of variables that ARRAY sets."""

LONGEST: Final = 246
"""The maximal length of the names of a hash and a key together, in bytes."""

DELETED: Final = 126
"""The maximal length of DB_RESULT after DB_DELETE is written to, in bytes."""


def value_of(name: str, channel: Channel) -> str | None:
    """Return what GET VARIABLE reads: the value of a variable or a function; None if it is not set.

    Raises:
        Unknown: the value is for the test to say.
    """
    values, wire = _Values(channel), to_wire(name)
    if wire.endswith(b")"):
        value = values.function(wire, SHORT)
    else:
        value = values.variable(wire)
        cut = name_and_cut(wire)[1]
        value = value if value is None or not cut else cut_out(value, cut)
    return None if value is None else from_wire(value[: SHORT - 1])


def evaluated(expression: str, channel: Channel) -> str:
    """Return the text to which GET FULL VARIABLE evaluates an expression.

    Raises:
        Unknown: a value in it is for the test to say.
    """
    return from_wire(evaluate(to_wire(expression), _Values(channel)))


def write(name: str, value: str, channel: Channel) -> None:
    """Set a variable, or write to a function, as SET VARIABLE does.

    Raises:
        Unknown: the effect is not known here.
    """
    _Values(channel).write(to_wire(name), to_wire(value))


def set_callerid(text: str, channel: Channel) -> None:
    """Set the number and the name of the caller, as SET CALLERID does."""
    caller_id.put(channel.variables, *caller_id.split(to_wire(text)))


def go_on_at(name: str, place: str | int, channel: Channel) -> None:
    """Have the dialplan continue elsewhere, as SET CONTEXT, SET EXTENSION and SET PRIORITY do.

    Args:
        name: the variable of the place: CONTEXT, EXTEN or PRIORITY. A value that the test has set is replaced.
        place: the context, the extension, the priority or its label.
        channel: the channel.
    """
    label = name == "PRIORITY" and isinstance(place, str)
    if label and isinstance(channel.goes_on_at.get(_PLACES[name]), int):
        channel.variables.pop(name, None)
    elif name in channel.variables and not label:
        channel.variables[name] = str(_present(place) if isinstance(place, int) else place)
    channel.goes_on_at[_PLACES[name]] = place


@frozen
class _Values:
    """The variables and functions of a channel by their names, as bytes."""

    channel: Channel

    def stored(self, name: str) -> bytes | None:
        """Return the value that `variables` contains under a name; None if there is none."""
        found = self.channel.variables.get(name)
        return None if found is None else to_wire(found)

    def keep(self, name: str, value: bytes) -> None:
        """Store a value in `variables`."""
        self.channel.variables.put(name, from_wire(value))

    def variable(self, name: bytes) -> bytes | None:
        """Return the value of a variable; None if it is not set."""
        text = from_wire(name)
        found = self.stored(text)
        if found is None:
            found = _moved(self.channel, text)
        if found is not None:
            return found
        if text in _OWN:
            return _OWN[text](self.channel)
        if text in _SERVER or text.startswith("~HASH~"):
            raise Unknown(f"The value of {text} is for the test to say: asterisk.variables[{text!r}] = ...")
        return self.stored(f"GLOBAL({text})")

    def function(self, call: bytes, room: int) -> bytes | None:
        """Return the value of a function, for a buffer of a size; None if the function fails."""
        text = from_wire(call)
        name, arguments = _parted(call)
        stored = None if name in _COMPUTED else self.stored(text)
        if stored is not None:
            return stored
        if name in FUNCTIONS:
            whole = FUNCTIONS[name].grows and room > SHORT
            return FUNCTIONS[name].read(arguments, UNLIMITED if whole else room)
        if name in _READ:
            value = _READ[name](self, arguments, room)
            return None if value is None else value[: room - 1]
        if _is_known(name):
            return None
        raise Unknown(f"What {text} returns is for the test to say: asterisk.variables[{text!r}] = ...")

    def write(self, name: bytes, value: bytes) -> None:
        """Set a variable, or write to a function."""
        if name.endswith(b")"):
            self._call(name, value)
            return
        text = from_wire(_bare(name))
        if not name or text.startswith("~HASH~"):
            raise Unknown(f"What setting a variable of the name {from_wire(name)!r} changes is not known.")
        if text not in _HIDDEN:
            self.keep(text, value)

    def _call(self, call: bytes, value: bytes) -> None:
        text = from_wire(call)
        name, arguments = _parted(call)
        if name in _WRITE:
            _WRITE[name](self, arguments, value)
        elif text in self.channel.variables:
            self.keep(text, value)
        elif not _is_known(name):
            raise Unknown(
                f"What writing to {text} changes is not known; to store the value: asterisk.variables[{text!r}] = ''."
            )


def _bare(name: bytes) -> bytes:
    """Return a name without the underscores that have other channels inherit the variable."""
    return name[2:] if name.startswith(b"__") else name.removeprefix(b"_")


def _parted(call: bytes) -> tuple[bytes, bytes]:
    """Return the name of a function and its arguments."""
    name, _, rest = call.partition(b"(")
    return name, rest.rpartition(b")")[0] if b")" in rest else rest


def _is_known(name: bytes) -> bool:
    """Return whether a function is known, ignoring case. Asterisk finds functions only in capitals."""
    return any(name.upper() in names for names in (FUNCTIONS, _READ, _WRITE))


def _moved(channel: Channel, name: str) -> bytes | None:
    """Return the value that SET CONTEXT, SET EXTENSION or SET PRIORITY has set for a variable; None if it has none."""
    found = channel.goes_on_at.get(_PLACES.get(name, ""))
    if name != "PRIORITY" or found is None:
        return None if found is None else to_wire(str(found))
    if isinstance(found, int):
        return b"%d" % _present(found)
    raise Unknown(
        f"Which priority the label {found} stands for is for the test to say: asterisk.variables['PRIORITY']."
    )


def _present(priority: int) -> int:
    """Return the present priority if the dialplan continues at another: it adds one when it continues."""
    return priority - 1


def _hangup_cause(channel: Channel) -> bytes:
    if channel.hung_up:
        raise Unknown("Why the channel was hung up is for the test to say: asterisk.variables['HANGUPCAUSE'] = '16'.")
    return b"0"


_PLACES: Final = {"CONTEXT": "context", "EXTEN": "extension", "PRIORITY": "priority"}

_OWN: Mapping[str, Callable[[Channel], bytes]] = {
    "CALLINGANI2": lambda channel: b"0",
    "CALLINGPRES": lambda channel: b"0",
    "CALLINGTNS": lambda channel: b"0",
    "CALLINGTON": lambda channel: b"0",
    "CHANNEL": lambda channel: to_wire(channel.channel),
    "CONTEXT": lambda channel: to_wire(CONTEXT),
    "EXTEN": lambda channel: to_wire(EXTENSION),
    "HANGUPCAUSE": _hangup_cause,
    "PRIORITY": lambda channel: b"%d" % PRIORITY,
    "UNIQUEID": lambda channel: to_wire(channel.unique_id),
}
"""The variables that Asterisk computes itself, even if a variable of the name is set."""

_SERVER: Final = frozenset(
    {"ENTITYID", "EPOCH", "HINT", "HINTNAME", "SYSTEMNAME"}
    | {
        f"AST{name}DIR"
        for name in ("AGI", "CACHE", "DATA", "DB", "ETC", "KEY", "LOG", "MOD", "RUN", "SBIN", "SPOOL", "VARLIB")
    }
)
"""The variables that depend on the server and its clock."""

_HIDDEN: Final = frozenset({*_OWN, *_SERVER})


def _read_channel(values: _Values, arguments: bytes, room: int) -> bytes:
    item = from_wire(arguments).lower()
    found = values.stored(f"CHANNEL({item})")
    if found is None:
        found = _ITEMS[item](values) if item in _ITEMS else None
    if found is None:
        raise Unknown(f"CHANNEL({item}) is for the test to say: asterisk.variables['CHANNEL({item})'] = ...")
    return found


def _write_channel(values: _Values, arguments: bytes, value: bytes) -> None:
    item = from_wire(arguments).lower()
    if item in _WRITABLE:
        values.keep(f"CHANNEL({item})", value)
    elif item not in _ITEMS:
        raise Unknown(f"What writing to CHANNEL({item}) changes is not known.")


_WRITABLE: Final = frozenset({"accountcode", "language", "musicclass", "parkinglot", "peeraccount", "userfield"})

_ITEMS: Mapping[str, Callable[[_Values], bytes | None]] = {
    "accountcode": lambda values: b"",
    "channeltype": lambda values: to_wire(values.channel.channel.partition("/")[0]),
    "channame": lambda values: to_wire(values.channel.channel),
    "checkhangup": lambda values: b"1" if values.channel.hung_up else b"0",
    "context": lambda values: values.variable(b"CONTEXT"),
    "exten": lambda values: values.variable(b"EXTEN"),
    "language": lambda values: to_wire(LANGUAGE),
    "linkedid": lambda values: to_wire(values.channel.unique_id),
    "name": lambda values: to_wire(values.channel.channel),
    "state": lambda values: b"Up" if values.channel.up else b"Ring",
    "uniqueid": lambda values: to_wire(values.channel.unique_id),
    "userfield": lambda values: b"",
}


def _entry(values: _Values, arguments: bytes) -> tuple[str, str] | None:
    """Return the family and the key that the arguments of DB name; None if they name none."""
    found = separate(arguments, b"/", 2)
    return (from_wire(found[0]), from_wire(found[1])) if len(found) == 2 else None


def _read_db(values: _Values, arguments: bytes, room: int) -> bytes | None:
    entry = _entry(values, arguments)
    if entry is None:
        return None
    found = values.channel.database.get(entry)
    if found is None:
        return b""
    value = to_wire(found)[: room - 2]
    values.keep("DB_RESULT", value)
    return value


def _write_db(values: _Values, arguments: bytes, value: bytes) -> None:
    entry = _entry(values, arguments)
    if entry is not None:
        values.channel.database[entry] = from_wire(value)


def _db_exists(values: _Values, arguments: bytes, room: int) -> bytes | None:
    entry = _entry(values, arguments)
    if entry is None:
        return None
    found = values.channel.database.get(entry)
    if found is not None:
        # Within an expression, the buffer of Asterisk has room for the result alone, and DB_RESULT is empty.
        values.keep("DB_RESULT", to_wire(found)[: room - 2] if room == SHORT else b"")
    return b"0" if found is None else b"1"


def _db_delete(values: _Values, arguments: bytes, room: int) -> bytes | None:
    entry = _entry(values, arguments)
    if entry is None:
        return None
    value = to_wire(values.channel.database.pop(entry, ""))[: room - 2]
    values.keep("DB_RESULT", value)
    return value


def _write_db_delete(values: _Values, arguments: bytes, value: bytes) -> None:
    _db_delete(values, arguments, DELETED + 2)


def _hash_name(arguments: bytes, *, written: bool = False) -> str:
    """Return the name under which `variables` contains a key of a hash."""
    found = separate(arguments, b",", 2)
    if len(found) != 2 or len(b"".join(found)) > LONGEST:
        raise Unknown(f"What HASH({from_wire(arguments)}) means is not known: expected a name and a key.")
    name = _bare(found[0]) if written else found[0]
    return f"HASH({from_wire(name)},{from_wire(found[1])})"


def _read_hash(values: _Values, arguments: bytes, room: int) -> bytes | None:
    found = separate(arguments, b",", 2)
    if len(found) == 2:
        return values.stored(_hash_name(arguments)) or b""
    if found and any(name.startswith(f"HASH({from_wire(found[0])},") for name in values.channel.variables):
        raise Unknown(f"In which order HASH({from_wire(arguments)}) has its values is not known.")
    return b""


def _write_hash(values: _Values, arguments: bytes, value: bytes) -> None:
    if b"," in arguments or "~ODBCFIELDS~" in values.channel.variables:
        values.keep(_hash_name(arguments, written=True), value)


def _write_array(values: _Values, arguments: bytes, value: bytes) -> None:
    names, found = separate(arguments, b",", MOST), separate(value, b",", MOST)
    for index, name in enumerate(names):
        values.write(name, found[index] if index < len(found) else b"")


def _read_set(values: _Values, arguments: bytes, room: int) -> bytes | None:
    name, equals, value = arguments.partition(b"=")
    if not name or not equals:
        return None
    value = value.strip(BLANKS)
    values.write(name.strip(BLANKS), value)
    return value


def _write_global(values: _Values, arguments: bytes, value: bytes) -> None:
    if arguments.endswith(b")") or not arguments:
        raise Unknown(f"What writing to GLOBAL({from_wire(arguments)}) changes is not known.")
    values.keep(f"GLOBAL({from_wire(_bare(arguments))})", value)


def _read_callerid(values: _Values, arguments: bytes, room: int) -> bytes | None:
    return caller_id.read(values.channel.caller, values.channel.variables, arguments)


_COMPUTED: Final = frozenset({b"CALLERID", b"DB"})
"""The functions whose values depend on each other or on the database, so that they are computed, not stored."""

_READ: Mapping[bytes, Callable[[_Values, bytes, int], bytes | None]] = {
    b"CALLERID": _read_callerid,
    b"CHANNEL": _read_channel,
    b"DB": _read_db,
    b"DB_DELETE": _db_delete,
    b"DB_EXISTS": _db_exists,
    b"GLOBAL": lambda values, arguments, room: b"",
    b"HASH": _read_hash,
    b"SET": _read_set,
}
"""The functions that read something of the channel."""

_WRITE: Mapping[bytes, Callable[[_Values, bytes, bytes], None]] = {
    b"ARRAY": _write_array,
    b"CALLERID": lambda values, arguments, value: caller_id.write(
        values.channel.caller, values.channel.variables, arguments, value
    ),
    b"CHANNEL": _write_channel,
    b"DB": _write_db,
    b"DB_DELETE": _write_db_delete,
    b"GLOBAL": _write_global,
    b"HASH": _write_hash,
}
"""The functions that can be written to."""
