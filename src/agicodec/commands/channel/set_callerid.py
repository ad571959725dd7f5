# Generated from spec/commands/channel.toml by `make generate`: change the spec, not this file.

"""The command SET CALLERID."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.caller_id import CallerId, CallerIdText
from agicodec.model.command import Command, Interrupt
from agicodec.results import Acknowledged
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["SetCallerid"]


@frozen(init=False, eq=False, repr=False)
class SetCallerid(Command[Acknowledged]):
    r"""Set the caller's number and name.

    Takes a `CallerId`, which is quoted so that any name arrives unchanged, or a string in Asterisk's own
    notation, which is sent as it is: `"Name" <number>`, a number, or a name. ANI does not change.

    On the wire: `SET CALLERID caller_id`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1`: done. Always.

    Beware:
        - A number alone empties the name, and a name alone empties the number. (all; live on 22.10 and 16.28)
        - Blanks, parentheses, hyphens and all dots except a trailing one are removed from the number. (all; live
          on 22.10 and 16.28)
        - Without an argument, the reply reports success and nothing changes, though the argument is documented as
          required. (all; live on 22.10 and 16.28)

    Examples:
        `SetCallerid(CallerId(number="1234", name="Bob X"))` is sent as `SET CALLERID "\"Bob X\" <1234>"`.
        `SetCallerid("1234")` is sent as `SET CALLERID 1234`.
    """

    words: ClassVar[tuple[str, ...]] = ("SET", "CALLERID")
    synopsis = "SET CALLERID caller_id"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    caller_id: CallerId | str = field(validator=CallerIdText(max_bytes=255))
    """The caller's number and name; an empty text removes both. At most 255 bytes."""

    def __init__(self, caller_id: CallerId | str) -> None:
        _set_caller_id(self, caller_id)
        if not (type(caller_id) is str and len(caller_id) <= 63):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (str(self.caller_id),)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SET CALLERID {quote(str(self.caller_id))}"
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
    def from_words(cls, words: Sequence[str]) -> SetCallerid:
        given = cls.given_words(words)
        return cls(caller_id=given.unchecked_text(0))

    @classmethod
    def ignored_words(cls, words: Sequence[str]) -> Sequence[str]:
        return words[1:]


(_set_caller_id,) = setters(SetCallerid)
