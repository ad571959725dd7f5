# Generated from spec/commands/database.toml by `make generate`: change the spec, not this file.

"""The command DATABASE DELTREE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import DatabaseTreeDeleted
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind
from agicodec.wire.versions import AsteriskVersion

__all__ = ["DatabaseDeltree"]


@frozen(init=False, eq=False, repr=False)
class DatabaseDeltree(Command[DatabaseTreeDeleted]):
    """Delete a family, or a part of it, from the Asterisk database.

    An empty family, which would delete the whole database, is refused. Since 1.6.0, Asterisk's documentation
    describes the two replies the wrong way round; the outcome of the result is correct in every version.

    On the wire: `DATABASE DELTREE family [keytree]`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=0`: deleted. At least one key was deleted; up to 1.8.17 and 10.9 also if the database failed.
            Since 1.6.0.
        `200 result=1`: nothing deleted. No key matched, or the database failed. Since 1.6.0.
        `200 result=1`: deleted. The deletion ran, whether or not any key matched. Until 1.6.0.
        `200 result=0`: nothing deleted. The database failed. Until 1.6.0.

    Beware:
        - The reply is 0 if something was deleted and 1 if nothing was, the reverse of the documentation. (1.6.0
          and later; live on 22.10 and 16.28)
        - The reply is 0 also when the database failed. (1.6.0 to 1.8.17 and 10.0 to 10.9; source: res/res_agi.c,
          handle_dbdeltree)
        - The reply is 1 if the deletion ran, whether or not any key matched, and 0 if the database failed, as
          documented. (1.0 to 1.4; source: res/res_agi.c, handle_dbdeltree)
        - An empty family with a keytree deletes the whole database too. (10 to 18.25, 20.10, 21.5 and 22.0; live
          on 16.28, and gone on 22.10)
        - In the family and the keytree, % matches any text and _ any character, and case is ignored. (10 and
          later; live on 22.10 and 16.28)

    Examples:
        `DatabaseDeltree("pin")` is sent as `DATABASE DELTREE pin`.
        `DatabaseDeltree("pin", "10")` is sent as `DATABASE DELTREE pin 10`.
    """

    words: ClassVar[tuple[str, ...]] = ("DATABASE", "DELTREE")
    synopsis = "DATABASE DELTREE family [keytree]"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"
    depends_on_release = True

    family: str = field(validator=Text(nonempty=True))
    """The family."""
    keytree: str | None = field(default=None, validator=Text(optional=True))
    """The key whose subtree is deleted. If omitted or empty: the whole family."""

    def __init__(self, family: str, keytree: str | None = None) -> None:
        _set_family(self, family)
        _set_keytree(self, keytree)
        if not (type(family) is str and family and (keytree is None or (type(keytree) is str))):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.family]
        if self.keytree is not None:
            words.append(self.keytree)
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"DATABASE DELTREE {quote(self.family)}"
        if self.keytree is not None:
            line += f" {quote(self.keytree)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply, version: AsteriskVersion | None = None) -> DatabaseTreeDeleted:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "0" and text is None and not tail and (version is None or not version.lacks((1, 6, 0))):
            return DatabaseTreeDeleted("deleted")
        if result == "1" and text is None and not tail and (version is None or not version.lacks((1, 6, 0))):
            return DatabaseTreeDeleted("nothing deleted")
        if result == "1" and text is None and not tail and version is not None and version.lacks((1, 6, 0)):
            return DatabaseTreeDeleted("deleted")
        if result == "0" and text is None and not tail and version is not None and version.lacks((1, 6, 0)):
            return DatabaseTreeDeleted("nothing deleted")
        raise self.unexpected(raw)

    def interpret_release(self, raw: RawReply, version: AsteriskVersion) -> DatabaseTreeDeleted:
        return self.interpret_success(raw, version)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case DatabaseTreeDeleted("deleted"):
                return RawReply(200, "0")
            case DatabaseTreeDeleted("nothing deleted"):
                return RawReply(200, "1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> DatabaseDeltree:
        given = cls.given_words(words, 1, 2)
        return cls(family=given.text(0), keytree=given.text_or_none(1))


_set_family, _set_keytree = setters(DatabaseDeltree)
