# Generated from spec/commands/control.toml by `make generate`: change the spec, not this file.

"""The command VERBOSE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, Integer, Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import Acknowledged
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["Verbose"]


@frozen(init=False, eq=False, repr=False)
class Verbose(Command[Acknowledged]):
    """Write a message to Asterisk's console.

    The message appears on consoles whose verbosity is at least the level.

    On the wire: `VERBOSE message [level]`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=1`: done. Always.

    Beware:
        - The level is optional, although it is documented as required. (all; live on 22.10)

    Examples:
        `Verbose("caller hung up")` is sent as `VERBOSE "caller hung up"`.
        `Verbose("caller hung up", 3)` is sent as `VERBOSE "caller hung up" 3`.
    """

    words: ClassVar[tuple[str, ...]] = ("VERBOSE",)
    synopsis = "VERBOSE message [level]"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    message: str = field(validator=Text())
    """The message."""
    level: int | None = field(default=None, validator=Integer(optional=True))
    """The verbosity; any number is accepted, although 1 to 4 are documented. If omitted: level 0, which every
    console shows.
    """

    def __init__(self, message: str, level: int | None = None) -> None:
        _set_message(self, message)
        _set_level(self, level)
        if not (type(message) is str and (level is None or (type(level) is int and INT_MIN <= level <= INT_MAX))):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.message]
        if self.level is not None:
            words.append(str(self.level))
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"VERBOSE {quote(self.message)}"
        if self.level is not None:
            line += f" {self.level}"
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
    def from_words(cls, words: Sequence[str]) -> Verbose:
        given = cls.given_words(words, 1)
        return cls(message=given.text(0), level=given.lenient_integer_or_none(1))

    @classmethod
    def ignored_words(cls, words: Sequence[str]) -> Sequence[str]:
        return words[2:]


_set_message, _set_level = setters(Verbose)
