# Generated from spec/commands/variable.toml by `make generate`: change the spec, not this file.

"""The command GET VARIABLE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.model.functions import ReadOnly
from agicodec.results import VariableValue
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["GetVariable"]


@frozen(init=False, eq=False, repr=False)
class GetVariable(Command[VariableValue]):
    """Read a channel variable or a dialplan function.

    Takes the name without `${}`, or a function call such as `CALLERID(num)`. Nothing in them is replaced, and
    `NAME:offset:length` does not work, only in GET FULL VARIABLE. The value is not escaped: if it contains a line
    feed right after a closing parenthesis, it is cut there, and the rest arrives as unexpected lines.

    On the wire: `GET VARIABLE name`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=1 ({value})`: set. It is set, perhaps to an empty text.
        `200 result=0`: not set. It is not set, or the function failed.

    Beware:
        - The value is cut after 1023 bytes, possibly in the middle of a character. (all; live on 22.10 and 16.28)
        - Of a value of the Asterisk database that is read by DB(family/key), 1022 bytes are returned; if there is
          no value, the text is empty. (1.2 and later; source: funcs/func_db.c, function_db_read)
        - Names are case-insensitive. (before 12; source: main/pbx.c, pbx_retrieve_variable)

    Examples:
        `GetVariable("UNIQUEID")` is sent as `GET VARIABLE UNIQUEID`.
        `GetVariable("DB(pin/1001)")` is sent as `GET VARIABLE DB(pin/1001)`.
    """

    words: ClassVar[tuple[str, ...]] = ("GET", "VARIABLE")
    synopsis = "GET VARIABLE name"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "value"

    name: str = field(validator=Text())
    """The variable's name, or the function with its arguments; it is never empty."""

    def __init__(self, name: str | ReadOnly) -> None:
        _set_name(self, name)
        if type(name) is not str:
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (self.name,)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"GET VARIABLE {quote(self.name)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> VariableValue:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "1" and text is not None and not tail:
            return VariableValue("set", text)
        if result == "0" and text is None and not tail:
            return VariableValue("not set")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case VariableValue("set", value=str(value)):
                return RawReply(200, "1", text=value)
            case VariableValue("not set", value=None):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> GetVariable:
        given = cls.given_words(words, 1, 1)
        return cls(name=given.text(0))


(_set_name,) = setters(GetVariable)
