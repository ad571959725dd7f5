"""Texts that the dialplan reads: reads values completely, and writes options so that they arrive unchanged.

The line protocol can carry any text, but the dialplan has a grammar of its own for it: `${...}` is replaced, commas
separate the options of an application, and parentheses and quotation marks group text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final, Literal

from attrs import field, frozen

from agicodec.dialplan.encoding import decode, encode, encoded
from agicodec.dialplan.escaping import in_argument
from agicodec.errors import InvalidArgument
from agicodec.model.arguments import Check, Integer, Text
from agicodec.model.command import Command, Interrupt
from agicodec.model.functions import ReadOnly
from agicodec.results import Result
from agicodec.values import plain, settle
from agicodec.wire.command_line import from_wire
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["MAX_WHOLE", "WholeValue", "WholeVariable", "join_options"]

MAX_WHOLE: Final = 40000
"""The most bytes of a value that `WholeVariable` reads by default.

In BASE64, with its marks, it has 53,384 bytes. A reply without room in the pipe of AsyncAGI stops the channel for good
(`protocol.MAX_ASYNC_REPLY`); the rest of that room is for what an environment has left there.
"""

_MORE = b"."
"""A byte in the place of those after the maximum, in the reply that expresses a value that is too long."""


class _VariableName(Check):
    """The content of `${...}`, without an offset."""

    __slots__ = ()

    @property
    def expected(self) -> str:
        return "the name of a variable, or of a function with its arguments, without ${} and without an offset"

    def accepts(self, value: object) -> bool:
        if not isinstance(value, str) or not value or not value.isprintable() or any(char in "${}" for char in value):
            return False
        name, parenthesis, arguments = value.partition("(")
        return ":" not in name and (not parenthesis or arguments.endswith(")"))


@frozen
class WholeValue(Result):
    """The value of a variable or function, with every byte as it is.

    Outcomes:
        `evaluated`: `data` is the value; nothing when it is not set.
        `too long`: The value has more bytes than the command's `maximum`, which `data` has.
        `no such channel`: There is no such channel.

    It is `ok`, and so true, when the outcome is `evaluated`.
    """

    outcome: Literal["evaluated", "too long", "no such channel"]
    """How the command ended."""
    data: bytes | None = None
    """The value, or its beginning; None when there is no such channel."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "evaluated"

    @property
    def text(self) -> str | None:
        """The value as text; bytes that are no UTF-8 become surrogates, as everywhere in agicodec."""
        return None if self.data is None else from_wire(self.data)


@frozen(eq=False)
class WholeVariable(Command[WholeValue]):
    """Read a variable or a function completely, even if it contains line feeds, parentheses or what looks like a reply.

    GET VARIABLE and GET FULL VARIABLE return a value as it is, so that a line feed in it may end the reply early;
    GET VARIABLE cuts it after 1023 bytes, too. This is a GET FULL VARIABLE whose expression has the value in BASE64.
    A value that is not set and one that is empty are the same.

    The server needs the module `func_base64`. A value in which a colon follows 33 more closing than opening parentheses
    cannot be read, since Asterisk then reads the expression as one with an offset. In that case, and without the
    module, the reply is an `UnexpectedResult`.

    Raises:
        InvalidArgument: the name is not that of a variable or function, or the maximum is not positive.
    """

    words: ClassVar[tuple[str, ...]] = ("GET", "FULL", "VARIABLE")
    synopsis = "GET FULL VARIABLE expression [channel]"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "value"

    name: str | ReadOnly = field(validator=_VariableName())
    """The variable's name, such as `CALLERID(name)`."""
    channel: str | None = field(default=None, validator=Text(nonempty=True, optional=True))
    """The channel of the variable: its name, or since 1.8 its unique id. If omitted: the session's own channel."""
    maximum: int | None = field(default=MAX_WHOLE, validator=Integer(1, optional=True))
    """How many bytes of the value to read, so that no value can fill the pipe of AsyncAGI. None for all, where there is
    no such pipe: over FastAGI and in scripts."""

    def __attrs_post_init__(self) -> None:
        settle(self)

    def argument_words(self) -> Sequence[str]:
        range_read = "" if self.maximum is None else f":0:{self.maximum + 1}"  # one more shows that there is more
        expression = encoded(f"${{{self.name}{range_read}}}")
        return (expression,) if self.channel is None else (expression, self.channel)

    def interpret_success(self, raw: RawReply) -> WholeValue:
        match raw.result, raw.text, raw.tail:
            case "1", str(text), "":
                data = self._decode(raw, text)
                if self.maximum is not None and len(data) > self.maximum:
                    return WholeValue("too long", data[: self.maximum])
                return WholeValue("evaluated", data)
            case "0", None, "":
                return WholeValue("no such channel")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case WholeValue("evaluated", bytes(data)) if self.maximum is None or len(data) <= self.maximum:
                return RawReply(200, "1", text=encode(data))
            case WholeValue("too long", bytes(data)) if len(data) == self.maximum:
                return RawReply(200, "1", text=encode(data + _MORE))
            case WholeValue("no such channel", None):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    def _decode(self, raw: RawReply, text: str) -> bytes:
        data = decode(text)
        if data is None:
            raise self.unexpected(raw)
        return data


def join_options(*options: str) -> str:
    """Write the options of an application for EXEC, so that each arrives unchanged.

    `Exec("UserEvent", join_options("Called", "Name: Smith, Ann (home)"))`. Commas, parentheses, brackets, opening
    braces, quotation marks and backslashes in an option are escaped. Applications that split their options by
    Asterisk's own rule, as nearly all do, remove the escapes. Set and the arguments of GOSUB keep them.

    `${...}` and `$[...]` arrive as they are too: with its brace escaped, an expression is not replaced, whether the
    channel has set AGIEXECFULL or not. To have one replaced, write the options without this function.

    Asterisk 1.4 separates options with `|`, which a backslash escapes: join there what this function returns for each
    option alone. Asterisk 1.6.0 to 12 do so where asterisk.conf has `res_agi = 1.4` in its section `[compat]`, but
    escape each comma themselves and have no escape for `|`: write the options without this function there.

    Raises:
        InvalidArgument: an option is not a string.
    """
    return ",".join(_escape(number, option) for number, option in enumerate(options, 1))


def _escape(number: int, option: object) -> str:
    if not isinstance(option, str):
        raise InvalidArgument("join_options", f"option {number}", option, "expected a string")
    return in_argument(plain(option))
