"""Reads the values of several variables with one command, each as it is, whatever it contains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.dialplan.encoding import OPENING, decode, encode, encoded
from agicodec.dialplan.texts import MAX_WHOLE
from agicodec.model.arguments import Check
from agicodec.model.command import Command, Interrupt
from agicodec.values import is_tuple
from agicodec.wire.command_line import from_wire, to_wire
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["WholeVariables"]


class _VariableNames(Check):
    """The names of variables, without functions."""

    __slots__ = ()

    @property
    def expected(self) -> str:
        return "one or more names of variables, of letters, digits and underscores"

    def accepts(self, value: object) -> bool:
        if not is_tuple(value) or not value:
            return False
        return all(isinstance(name, str) and name.isascii() and name.replace("_", "A").isalnum() for name in value)


@frozen(eq=False)
class WholeVariables(Command[tuple[str, ...]]):
    """Read several variables at once; the result is a tuple of their values. A variable that is not set is empty.

    This is a GET FULL VARIABLE whose expression has the lengths of the values and then the values, in BASE64: no value
    can be taken for a part of another, or end the reply. It also works after the channel has hung up. In AsyncAGI, the
    pipe has room for all of them together: each value is cut after `MAX_WHOLE` bytes, divided by the number of values.

    The server needs the modules `func_base64` and `func_strings`. Without them, the reply is an `UnexpectedResult`, and
    so it is if a value has 33 more closing than opening parentheses before a colon.

    Raises:
        InvalidArgument: there is no name, or one is not that of a variable.
    """

    words: ClassVar[tuple[str, ...]] = ("GET", "FULL", "VARIABLE")
    synopsis = "GET FULL VARIABLE expression [channel]"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "value"

    names: tuple[str, ...] = field(validator=_VariableNames())
    """The names of the variables, such as `DIALSTATUS`."""

    @property
    def maximum(self) -> int:
        """The most bytes of each value."""
        return MAX_WHOLE // len(self.names)

    def argument_words(self) -> Sequence[str]:
        values = [f"${{{name}:0:{self.maximum}}}" for name in self.names]
        lengths = "".join(f"${{LEN({OPENING}{value})}}," for value in values)
        return (encoded(lengths + "".join(values)),)

    def interpret_success(self, raw: RawReply) -> tuple[str, ...]:
        data = decode(raw.text) if raw.result == "1" and raw.text is not None and not raw.tail else None
        values = None if data is None else self._separate(data)
        if values is None:
            raise self.unexpected(raw)
        return values

    def reply_with(self, result: object) -> RawReply:
        if not is_tuple(result) or len(result) != len(self.names):
            raise self.inexpressible(result)
        values = [to_wire(value) for value in result if isinstance(value, str)]
        if len(values) != len(result) or any(len(value) > self.maximum for value in values):
            raise self.inexpressible(result)
        lengths = b"".join(b"%d," % (len(value) + len(OPENING)) for value in values)
        return RawReply(200, "1", text=encode(lengths + b"".join(values)))

    def _separate(self, data: bytes) -> tuple[str, ...] | None:
        """Separate the values by the lengths before them; return None if these are not the lengths of the rest."""
        *lengths, rest = data.split(b",", len(self.names))
        if len(lengths) < len(self.names) or not all(map(_is_length, lengths)):
            return None
        values: list[str] = []
        for size in (int(length) - len(OPENING) for length in lengths):
            if not 0 <= size <= len(rest):
                return None
            values.append(from_wire(rest[:size]))
            rest = rest[size:]
        return None if rest else tuple(values)


def _is_length(text: bytes) -> bool:
    return text.isdigit() and len(text) <= len(str(MAX_WHOLE))
