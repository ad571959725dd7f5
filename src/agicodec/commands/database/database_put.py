# Generated from spec/commands/database.toml by `make generate`: change the spec, not this file.

"""The command DATABASE PUT."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import DatabaseStored
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["DatabasePut"]


@frozen(init=False, eq=False, repr=False)
class DatabasePut(Command[DatabaseStored]):
    """Store a value in the Asterisk database.

    Replaces the previous value of the key.

    On the wire: `DATABASE PUT family key value`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=1`: stored. The value was stored.
        `200 result=0`: failed. The database failed, or family and key are too long.

    Beware:
        - Family and key together may have 253 bytes. (10 to 18.25, 20.10, 21.5 and 22.0; live on 16.28, and gone
          on 22.10)

    Examples:
        `DatabasePut("pin", "1001", "")` is sent as `DATABASE PUT pin 1001 ""`.
        `DatabasePut("greeting", "1001", "good day")` is sent as `DATABASE PUT greeting 1001 "good day"`.
    """

    words: ClassVar[tuple[str, ...]] = ("DATABASE", "PUT")
    synopsis = "DATABASE PUT family key value"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    family: str = field(validator=Text())
    """The family, which may be empty."""
    key: str = field(validator=Text())
    """The key in that family, which may be empty."""
    value: str = field(validator=Text())
    """The value, which may be empty."""

    def __init__(self, family: str, key: str, value: str) -> None:
        _set_family(self, family)
        _set_key(self, key)
        _set_value(self, value)
        if not (type(family) is str and type(key) is str and type(value) is str):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (self.family, self.key, self.value)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"DATABASE PUT {quote(self.family)} {quote(self.key)} {quote(self.value)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> DatabaseStored:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "1" and text is None and not tail:
            return DatabaseStored("stored")
        if result == "0" and text is None and not tail:
            return DatabaseStored("failed")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case DatabaseStored("stored"):
                return RawReply(200, "1")
            case DatabaseStored("failed"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> DatabasePut:
        given = cls.given_words(words, 3, 3)
        return cls(family=given.text(0), key=given.text(1), value=given.text(2))


_set_family, _set_key, _set_value = setters(DatabasePut)
