# Generated from spec/commands/variable.toml by `make generate`: change the spec, not this file.

"""The command SET VARIABLE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.model.functions import WriteOnly, written_name
from agicodec.results import Acknowledged
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["SetVariable"]


@frozen(init=False, eq=False, repr=False)
class SetVariable(Command[Acknowledged]):
    r"""Set a channel variable or write a dialplan function.

    Channels that this channel creates inherit a variable whose name starts with `_`; if it starts with `__`, the
    channels that those create inherit it as well. A name that ends in `)` is a function.

    On the wire: `SET VARIABLE name value`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=1`: done. Always, even when writing the function failed.

    Beware:
        - A variable that Asterisk itself defines, such as EXTEN or UNIQUEID, keeps its value, and the reply
          reports success. (all; source: main/pbx_variables.c, ast_str_retrieve_variable)
        - If a function cannot be written, the reply still reports success. (all; live on 22.10 and 16.28)
        - Extra words are ignored silently. If the value is missing, nothing changes and the reply reports
          success. (before 13.17 and 14.6; source: res/res_agi.c, handle_setvariable)
        - An empty name makes Asterisk read memory before the string; agicodec refuses it. (all; source:
          main/pbx_variables.c, pbx_builtin_setvar_helper)

    Examples:
        `SetVariable("MOOD", "very good")` is sent as `SET VARIABLE MOOD "very good"`.
        `SetVariable("CALLERID(num)", "")` is sent as `SET VARIABLE CALLERID(num) ""`.
        `SetVariable("FOO", 'a "q" \\ b')` is sent as `SET VARIABLE FOO "a \"q\" \\ b"`.
    """

    words: ClassVar[tuple[str, ...]] = ("SET", "VARIABLE")
    synopsis = "SET VARIABLE name value"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    name: str = field(validator=Text(nonempty=True))
    """The variable's name, or the function with its arguments."""
    value: str = field(validator=Text())
    """The value, which may be empty."""

    def __init__(self, name: str | WriteOnly, value: str) -> None:
        _set_name(self, name)
        _set_value(self, value)
        if not (type(name) is str and name and type(value) is str):
            _set_name(self, written_name(name))
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (self.name, self.value)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SET VARIABLE {quote(self.name)} {quote(self.value)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> Acknowledged:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "1" and text is None and not tail:
            return Acknowledged("done")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Acknowledged("done"):
                return RawReply(200, "1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SetVariable:
        given = cls.given_words(words, 2, 2)
        return cls(name=given.text(0), value=given.text(1))


_set_name, _set_value = setters(SetVariable)
