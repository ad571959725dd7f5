"""The environment block as lines: finds lines that Asterisk did not write as such.

Nothing in the block is escaped, and some values come from the caller: a value that contains a line feed forges further
lines, or ends the block. The order of Asterisk's fields is known, so a line that is out of order is found and reported.

The order is that of setup_env in res/res_agi.c, with the lines in front of it that launch_netscript writes for FastAGI.
Each field is one `name: %s`, with the text as the channel has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from agicodec.errors import InvalidArgument, RemoteProtocolError, shown
from agicodec.values import Value, plain, read_only
from agicodec.wire.command_line import from_wire, to_integer, to_wire
from agicodec.wire.protocol import ENVIRONMENT_FIELDS
from agicodec.wire.versions import AsteriskVersion

__all__ = [
    "Block",
    "BlockReader",
    "Irregularity",
    "IrregularityKind",
    "encode_block",
    "fields_of",
    "strip_block",
]

IrregularityKind = Literal["repeated", "out of order", "unknown name", "no separator", "wrong value", "missing"]
"""What may be wrong with a line of the block.

- `repeated`: the field occurred before, and the first occurrence counts.
- `out of order`: Asterisk does not send the field in this place, so it may be part of another field's value. It counts
  only if every block contains the field and its own place does not.
- `unknown name`: no known Asterisk sends such a field.
- `no separator`: the line does not contain a name followed by `": "`. For an empty value, the name of the expected
  field or argument and a colon suffice, since editors and logs strip blanks at the end of a line.
- `wrong value`: the value is not of the field's type, and the attribute has its default.
- `missing`: the field does not occur in its own place.
"""

_SEPARATOR = ": "
_ARGUMENT = "agi_arg_"
_NAMES = tuple(name for name, _ in ENVIRONMENT_FIELDS)
_NAMES_AND_END = (*_NAMES, "\n")
"""The names, followed by a name that no line has."""
_OPTIONAL = frozenset(name for name, optional in ENVIRONMENT_FIELDS if optional)
_POSITIONS = {name: index for index, name in enumerate(_NAMES)}
_REQUIRED = [name for name, optional in ENVIRONMENT_FIELDS if not optional]
_NEXT_REQUIRED = {
    name: next((later for later in _NAMES[index:] if later in _REQUIRED), None) for index, name in enumerate(_NAMES)
}
"""For each field, the first field from it on that every block contains."""
_COMMON_VALUES = {
    "agi_network": ("yes",),
    "agi_language": ("en",),
    "agi_type": ("PJSIP", "SIP", "Local"),
    "agi_callerid": ("unknown",),
    "agi_calleridname": ("unknown",),
    "agi_callingpres": ("0",),
    "agi_callingani2": ("0",),
    "agi_callington": ("0",),
    "agi_callingtns": ("0",),
    "agi_dnid": ("unknown",),
    "agi_rdnis": ("unknown",),
    "agi_context": ("default",),
    "agi_extension": ("s",),
    "agi_priority": ("1", "2"),
    "agi_enhanced": ("0.0", "1.0"),
    "agi_accountcode": ("",),
}
_COMMON = {f"{name}{_SEPARATOR}{value}": (name, value) for name in _NAMES for value in _COMMON_VALUES.get(name, ())}
"""The name and the value of lines that most calls have. All calls share them, so an open call takes 1 KiB less."""


@read_only(eq=False, repr=False)
class Irregularity(Value):
    """Something in the block that Asterisk itself does not write: a forged line, or a line of another program."""

    kind: IrregularityKind
    name: str
    """The field's name; empty for a line without one."""
    value: str
    """The value, or the whole line when it has no separator; empty for a missing field."""

    def __str__(self) -> str:
        if self.kind == "missing":
            return f"{self.name} is missing from its place"
        return f"{self.kind}: {self.name or 'the line'} {shown(self.value)}"


class Block:
    """The fields, arguments and irregularities of a block.

    The fields are expected in Asterisk's order. A line with another name is out of order if the expected field follows
    later: a genuine field is never late, so the lines before it were inserted. A field that a block may omit is no
    longer expected once the next field that every block contains has arrived.

    Args:
        data: the block, without the empty line at its end, and without the line feed before that.
        closely: examine every line even if all are in order; this must not change the result.
    """

    def __init__(self, data: bytes, *, closely: bool = False) -> None:
        self.raw: tuple[tuple[str, str], ...] = ()
        """All names and values in the order of the lines; a line without a separator has the name `""`."""
        self.texts: dict[str, str] = {}
        """The fields by their names."""
        self.unknown: dict[str, str] = {}
        """The fields that no known Asterisk sends, by their names; of repeated ones, the first."""
        self.arguments: list[str] = []
        self.irregularities: list[Irregularity] = []
        lines = from_wire(data).split("\n") if data else []
        if closely or not self._take_in_order(lines):
            self._sort_out(lines)

    def _take_in_order(self, lines: Sequence[str]) -> bool:
        """Read a block that is as Asterisk writes it, and return whether it is one. The names are shared."""
        # To look at every line closely takes 2.2 times as long.
        raw: list[tuple[str, str]] = []
        texts: dict[str, str] = {}
        arguments: list[str] = []
        expected = 0
        for line in lines:
            shared = _COMMON.get(line)
            if shared is None:
                name, separator, value = line.partition(_SEPARATOR)
                if not separator:
                    return False
            else:
                name, value = shared
            while name != _NAMES_AND_END[expected] and _NAMES_AND_END[expected] in _OPTIONAL:
                expected += 1
            field = _NAMES_AND_END[expected]
            if name == field:
                texts[field] = value
                raw.append((field, value) if shared is None else shared)
                expected += 1
            elif expected == len(_NAMES) and name == f"{_ARGUMENT}{len(arguments) + 1}":
                arguments.append(value)
                raw.append((name, value))
            else:
                return False
        if not _OPTIONAL.issuperset(_NAMES[expected:]):
            return False
        self.raw, self.texts, self.arguments = tuple(raw), texts, arguments
        return True

    def _sort_out(self, lines: Sequence[str]) -> None:
        """Read the lines of any block, and report the irregularities."""
        self.raw = tuple(map(_parse_line, lines))
        self._displaced: dict[str, str] = {}
        self._expected = 0
        stripped = ["" if name else _name_without_value(line) for name, line in self.raw]
        last = {name or stripped[index]: index for index, (name, _) in enumerate(self.raw)}
        for index, (name, value) in enumerate(self.raw):
            self._skip_absent(name or stripped[index], index, last)
            if self._is_due(stripped[index]):
                self._take(stripped[index], "")
            else:
                self._take(name, value)
        for name in _REQUIRED:
            if name not in self.texts:
                self._report("missing", name, "")
                if name in self._displaced:
                    self.texts[name] = self._displaced[name]

    @property
    def fields(self) -> Mapping[str, str]:
        """The fields, known and unknown, and the arguments by their names."""
        arguments = {f"{_ARGUMENT}{number}": value for number, value in enumerate(self.arguments, 1)}
        return {**self.texts, **self.unknown, **arguments}

    def text_or_none(self, name: str, unknown: str | None = None) -> str | None:
        """Return the value of a field; None when it is missing or `unknown`."""
        value = self.texts.get(name)
        return None if value == unknown else value

    def integer(self, name: str) -> int:
        """Return the number in a field; 0 if the field is missing or is not a number."""
        value = self.texts.get(name, "0")
        return 0 if value == "0" else self._to_integer(name, value) or 0

    def integer_or_none(self, name: str) -> int | None:
        """Return the number in a field; None if the field is missing or is not a number."""
        value = self.texts.get(name)
        return None if value is None else self._to_integer(name, value)

    def _to_integer(self, name: str, value: str) -> int | None:
        number = to_integer(value)
        if number is None:
            self._report("wrong value", name, value)
        return number

    def flag(self, name: str, true: str, false: str) -> bool:
        """Return whether a field says yes."""
        value = self.texts.get(name, false)
        if value not in (true, false):
            self._report("wrong value", name, value)
        return value == true

    def version(self, name: str) -> AsteriskVersion | None:
        """Return the version in a field; None when it is missing."""
        value = self.texts.get(name)
        return None if value is None else AsteriskVersion.parse(value)

    def _skip_absent(self, name: str, index: int, last: dict[str, int]) -> None:
        """Skip the expected fields that will not follow, up to the one that has arrived."""
        while self._expected < len(_NAMES):
            expected = _NAMES[self._expected]
            if expected == name or (last.get(expected, -1) > index and name != _NEXT_REQUIRED[expected]):
                return
            self._expected += 1

    def _is_due(self, name: str) -> bool:
        """Return whether a field or an argument is the next one in order."""
        if self._expected < len(_NAMES):
            return name == _NAMES[self._expected] and name not in self.texts
        return name == f"{_ARGUMENT}{len(self.arguments) + 1}"

    def _take(self, name: str, value: str) -> None:
        if not name:
            self._report("no separator", name, value)
        elif name.startswith(_ARGUMENT):
            self._take_argument(name, value)
        elif name not in _POSITIONS:
            self.unknown.setdefault(name, value)
            self._report("unknown name", name, value)
        elif name in self.texts:
            self._report("repeated", name, value)
        elif _POSITIONS[name] == self._expected:
            self.texts[name] = value
            self._expected += 1
        else:
            self._displaced.setdefault(name, value)
            self._report("out of order", name, value)

    def _take_argument(self, name: str, value: str) -> None:
        if self._is_due(name):
            self.arguments.append(value)
        elif 1 <= (to_integer(name.removeprefix(_ARGUMENT)) or 0) <= len(self.arguments):
            self._report("repeated", name, value)
        else:
            self._report("out of order", name, value)

    def _report(self, kind: IrregularityKind, name: str, value: str) -> None:
        self.irregularities.append(Irregularity(kind, name, value))


class BlockReader:
    """Assembles a block from its lines."""

    __slots__ = ("_limit", "_lines", "_size")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lines: list[bytes] = []
        self._size = 0

    @property
    def rest(self) -> bytes:
        """The lines of a block whose end has not arrived."""
        return b"".join(line + b"\n" for line in self._lines)

    def feed(self, line: bytes) -> bytes | None:
        """Add a line; return the block, without its last two line feeds, if the line is the empty one.

        Raises:
            RemoteProtocolError: the block has more bytes than the limit.
        """
        if not line:
            data, self._lines = b"\n".join(self._lines), []
            return data
        self._lines.append(line)
        self._size += len(line) + 1
        if self._size > self._limit:
            problem = f"an environment has more than the {self._limit} bytes allowed"
            raise RemoteProtocolError(problem, self.rest[: self._limit])
        return None


def strip_block(data: bytes) -> bytes:
    """Return a whole block without the empty line at its end, which may be missing, and the line feed before that.

    Raises:
        RemoteProtocolError: something follows the empty line.
    """
    block, _, after = data.partition(b"\n\n")
    if data[:1] == b"\n":
        block, after = b"", data[1:]
    if after:
        raise RemoteProtocolError("an empty line ends the environment, but more follows it", after)
    return block.removesuffix(b"\n")


def fields_of(raw: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Return the fields and arguments of a block by their names, without forged lines and lines without a name."""
    return Block(encode_block(raw).removesuffix(b"\n").removesuffix(b"\n")).fields


def encode_block(fields: Sequence[tuple[str, str]]) -> bytes:
    """Write names and values as a block. Nothing is escaped, as Asterisk escapes nothing.

    Raises:
        InvalidArgument: a name or a value is not a string.
    """
    return b"".join([_encode_line(name, value) for name, value in fields]) + b"\n"


def _encode_line(name: object, value: object) -> bytes:
    if not isinstance(name, str) or not isinstance(value, str):
        wrong = value if isinstance(name, str) else name
        raise InvalidArgument("environment", str(name), wrong, "expected a string")
    return to_wire(f"{plain(name)}{_SEPARATOR}{plain(value)}\n" if name else f"{plain(value)}\n")


def _parse_line(line: str) -> tuple[str, str]:
    name, separator, value = line.partition(_SEPARATOR)
    return (name, value) if separator and name else ("", line)


def _name_without_value(line: str) -> str:
    """Return the name of a field or an argument on a line that contains only the name and a colon; otherwise `""`."""
    name = line.removesuffix(":")
    return name if name != line and (name in _POSITIONS or name.startswith(_ARGUMENT)) else ""
