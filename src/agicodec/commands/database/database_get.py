# Generated from spec/commands/database.toml by `make generate`: change the spec, not this file.

"""The command DATABASE GET."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import DatabaseValue
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["DatabaseGet"]


@frozen(init=False, eq=False, repr=False)
class DatabaseGet(Command[DatabaseValue]):
    """Read a value from the Asterisk database.

    The value is not escaped: if it contains a line feed right after a closing parenthesis, it is cut there, and
    the rest arrives as unexpected lines.

    On the wire: `DATABASE GET family key`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=1 ({value})`: found. The key has a value, which may be empty.
        `200 result=0`: not found. There is no such key, or the database failed.
        `200 result=-1`: out of memory. Asterisk had no memory for the value. Since 1.4.23, 1.6.0.6.

    Beware:
        - In AsyncAGI, a reply of more than 65,536 bytes stops the channel for good, and after one of more than
          61,414 bytes other replies are lost. (1.6.0.6 and later; source: res/res_agi.c, handle_dbget and
          launch_asyncagi)
        - The value is cut after 255 bytes. (before 1.4.23 and 1.6.0.6; source: res/res_agi.c, handle_dbget)

    Examples:
        `DatabaseGet("pin", "1001")` is sent as `DATABASE GET pin 1001`.
    """

    words: ClassVar[tuple[str, ...]] = ("DATABASE", "GET")
    synopsis = "DATABASE GET family key"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "value"

    family: str = field(validator=Text())
    """The family, which may be empty."""
    key: str = field(validator=Text())
    """The key in that family, which may be empty."""

    def __init__(self, family: str, key: str) -> None:
        _set_family(self, family)
        _set_key(self, key)
        if not (type(family) is str and type(key) is str):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (self.family, self.key)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"DATABASE GET {quote(self.family)} {quote(self.key)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> DatabaseValue:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "1" and text is not None and not tail:
            return DatabaseValue("found", text)
        if result == "0" and text is None and not tail:
            return DatabaseValue("not found")
        if result == "-1" and text is None and not tail:
            return DatabaseValue("out of memory")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case DatabaseValue("found", value=str(value)):
                return RawReply(200, "1", text=value)
            case DatabaseValue("not found", value=None):
                return RawReply(200, "0")
            case DatabaseValue("out of memory", value=None):
                return RawReply(200, "-1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> DatabaseGet:
        given = cls.given_words(words, 2, 2)
        return cls(family=given.text(0), key=given.text(1))


_set_family, _set_key = setters(DatabaseGet)
