# Generated from spec/commands/database.toml by `make generate`: change the spec, not this file.

"""Commands for the Asterisk database, which keeps values by family and key."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen, validate

from agicodec.arguments import Text
from agicodec.command import Command
from agicodec.given import Given
from agicodec.reply import RawReply
from agicodec.results import DatabaseDeleted, DatabaseStored, DatabaseTreeDeleted, DatabaseValue

__all__ = ["DatabaseDel", "DatabaseDeltree", "DatabaseGet", "DatabasePut"]


@frozen(init=False, eq=False, repr=False)
class DatabasePut(Command[DatabaseStored]):
    """Store a value in the Asterisk database.

    Replaces the value that the key had.

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

    words = ("DATABASE", "PUT")
    synopsis = "DATABASE PUT family key value"
    dead = True
    interrupt = "never"
    reply_text = "word"

    family: str = field(validator=Text(nonempty=True))
    """The family."""
    key: str = field(validator=Text(nonempty=True))
    """The key in that family."""
    value: str = field(validator=Text())
    """The value, which may be empty."""

    def __init__(self, family: str, key: str, value: str) -> None:
        put = object.__setattr__
        put(self, "family", family)
        put(self, "key", key)
        put(self, "value", value)
        if not (type(family) is str and family and type(key) is str and key and type(value) is str):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.family, self.key, self.value)

    def interpret_success(self, raw: RawReply) -> DatabaseStored:
        match raw.result:
            case "1":
                return DatabaseStored("stored")
            case "0":
                return DatabaseStored("failed")
            case _:
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
        given = Given(words, 3, 3)
        return cls(family=given.text(0), key=given.text(1), value=given.text(2))


@frozen(init=False, eq=False, repr=False)
class DatabaseGet(Command[DatabaseValue]):
    """Read a value from the Asterisk database.

    The value comes back unescaped: one that holds a line feed right after a closing parenthesis is cut there, and
    the rest arrives as lines that nothing asked for.

    On the wire: `DATABASE GET family key`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=1 ({value})`: found. The key has a value, which may be empty.
        `200 result=0`: not found. There is no such key, or the database failed.
        `200 result=-1`: out of memory. Asterisk had no memory for the value.

    Beware:
        - The value is cut after 255 bytes. (before 1.4.23 and 1.6.0.6; source)

    Examples:
        `DatabaseGet("pin", "1001")` is sent as `DATABASE GET pin 1001`.
    """

    words = ("DATABASE", "GET")
    synopsis = "DATABASE GET family key"
    dead = True
    interrupt = "never"
    reply_text = "value"

    family: str = field(validator=Text(nonempty=True))
    """The family."""
    key: str = field(validator=Text(nonempty=True))
    """The key in that family."""

    def __init__(self, family: str, key: str) -> None:
        put = object.__setattr__
        put(self, "family", family)
        put(self, "key", key)
        if not (type(family) is str and family and type(key) is str and key):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.family, self.key)

    def interpret_success(self, raw: RawReply) -> DatabaseValue:
        match raw.result, raw.text:
            case "1", str(value):
                return DatabaseValue("found", value=value)
            case "0", None:
                return DatabaseValue("not found")
            case "-1", None:
                return DatabaseValue("out of memory")
            case _:
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
        given = Given(words, 2, 2)
        return cls(family=given.text(0), key=given.text(1))


@frozen(init=False, eq=False, repr=False)
class DatabaseDel(Command[DatabaseDeleted]):
    """Delete a key from the Asterisk database.

    Since Asterisk 10 a key that was not there counts as deleted.

    On the wire: `DATABASE DEL family key`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=1`: deleted. The key is gone; since 10 also when there was none.
        `200 result=0`: failed. The database failed; before 10, there was no such key.

    Beware:
        - Deleting a key that does not exist answers 1, though documented as 0. (10 and later; live on 22.10)
        - Family and key together may have 253 bytes. (10 to 18.25, 20.10, 21.5 and 22.0; live on 16.28, and gone
          on 22.10)

    Examples:
        `DatabaseDel("pin", "1001")` is sent as `DATABASE DEL pin 1001`.
    """

    words = ("DATABASE", "DEL")
    synopsis = "DATABASE DEL family key"
    dead = True
    interrupt = "never"
    reply_text = "word"

    family: str = field(validator=Text(nonempty=True))
    """The family."""
    key: str = field(validator=Text(nonempty=True))
    """The key in that family."""

    def __init__(self, family: str, key: str) -> None:
        put = object.__setattr__
        put(self, "family", family)
        put(self, "key", key)
        if not (type(family) is str and family and type(key) is str and key):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.family, self.key)

    def interpret_success(self, raw: RawReply) -> DatabaseDeleted:
        match raw.result:
            case "1":
                return DatabaseDeleted("deleted")
            case "0":
                return DatabaseDeleted("failed")
            case _:
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
        given = Given(words, 2, 2)
        return cls(family=given.text(0), key=given.text(1))


@frozen(init=False, eq=False, repr=False)
class DatabaseDeltree(Command[DatabaseTreeDeleted]):
    """Delete a family, or a part of it, from the Asterisk database.

    An empty family, which would wipe the whole database, is refused. Asterisk's documentation has the two replies
    the wrong way round; the outcome here is the true one.

    On the wire: `DATABASE DELTREE family [keytree]`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=0`: deleted. At least one key was deleted.
        `200 result=1`: nothing deleted. No key matched, or the database failed.

    Beware:
        - The reply is 0 for success and 1 for none, the reverse of the documentation. (1.8.18, 10.10, 11 and
          later; live on 22.10 and 16.28)
        - The reply is 0 also when the database failed. (1.6.0 to 1.8.17 and 10.0 to 10.9; source)
        - The reply is 1 when the deletion ran, whatever it found; agicodec reads it as in later releases. (1.4;
          source)
        - An empty family with a keytree wipes the whole database too. (10 to 18.25, 20.10, 21.5 and 22.0; live on
          16.28, and gone on 22.10)
        - The signs % and _ in family and keytree match any text and any character, and case is ignored. (10 and
          later; live on 22.10 and 16.28)

    Examples:
        `DatabaseDeltree("pin")` is sent as `DATABASE DELTREE pin`.
        `DatabaseDeltree("pin", "10")` is sent as `DATABASE DELTREE pin 10`.
    """

    words = ("DATABASE", "DELTREE")
    synopsis = "DATABASE DELTREE family [keytree]"
    dead = True
    interrupt = "never"
    reply_text = "word"

    family: str = field(validator=Text(nonempty=True))
    """The family."""
    keytree: str | None = field(default=None, validator=Text(nonempty=True, optional=True))
    """The key whose subtree is deleted. When left out: the whole family."""

    def __init__(self, family: str, keytree: str | None = None) -> None:
        put = object.__setattr__
        put(self, "family", family)
        put(self, "keytree", keytree)
        if not (type(family) is str and family and (keytree is None or (type(keytree) is str and keytree))):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.family]
        if self.keytree is not None:
            words.append(self.keytree)
        return words

    def interpret_success(self, raw: RawReply) -> DatabaseTreeDeleted:
        match raw.result:
            case "0":
                return DatabaseTreeDeleted("deleted")
            case "1":
                return DatabaseTreeDeleted("nothing deleted")
            case _:
                raise self.unexpected(raw)

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
        given = Given(words, 1, 2)
        return cls(family=given.text(0), keytree=given.text_or_none(1))
