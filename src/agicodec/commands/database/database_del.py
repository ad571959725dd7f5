# Generated from spec/commands/database.toml by `make generate`: change the spec, not this file.

"""The command DATABASE DEL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import DatabaseDeleted
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["DatabaseDel"]


@frozen(init=False, eq=False, repr=False)
class DatabaseDel(Command[DatabaseDeleted]):
    """Delete a key from the Asterisk database.

    Since Asterisk 10, a key that does not exist counts as deleted.

    On the wire: `DATABASE DEL family key`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=1`: deleted. The key was deleted; since 10 also if it did not exist.
        `200 result=0`: failed. The database failed; before 10 also if the key did not exist.

    Beware:
        - The reply for a key that does not exist is 1, although 0 is documented. (10 and later; live on 22.10)
        - Family and key together may have 253 bytes. (10 to 18.25, 20.10, 21.5 and 22.0; live on 16.28, and gone
          on 22.10)

    Examples:
        `DatabaseDel("pin", "1001")` is sent as `DATABASE DEL pin 1001`.
    """

    words: ClassVar[tuple[str, ...]] = ("DATABASE", "DEL")
    synopsis = "DATABASE DEL family key"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

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
        line = f"DATABASE DEL {quote(self.family)} {quote(self.key)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> DatabaseDeleted:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "1" and text is None and not tail:
            return DatabaseDeleted("deleted")
        if result == "0" and text is None and not tail:
            return DatabaseDeleted("failed")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case DatabaseDeleted("deleted"):
                return RawReply(200, "1")
            case DatabaseDeleted("failed"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> DatabaseDel:
        given = cls.given_words(words, 2, 2)
        return cls(family=given.text(0), key=given.text(1))


_set_family, _set_key = setters(DatabaseDel)
