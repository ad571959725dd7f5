# Generated from spec/commands/dialplan.toml by `make generate`: change the spec, not this file.

"""The command SET PRIORITY."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, Priority
from agicodec.model.command import Command, Interrupt
from agicodec.results import Acknowledged
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["SetPriority"]


@frozen(init=False, eq=False, repr=False)
class SetPriority(Command[Acknowledged]):
    """Set the priority at which the dialplan continues.

    Takes effect when the AGI session ends. A label is looked up at once, in the present context and extension of
    the channel; if it does not exist, Asterisk replies with 520, which is a `UsageError`.

    On the wire: `SET PRIORITY priority`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: done. The priority is set.

    Beware:
        - An unknown label is a usage error, not a result. (all; live on 22.10)
        - A label that begins with a digit is read as a number; agicodec refuses it. (all; live on 22.10 and
          16.28)
        - Afterwards the variable PRIORITY is one less, since the dialplan adds one when it continues. (1.2 and
          later; source: main/pbx.c, ast_explicit_goto)
        - For a negative number, the reply reports success, and the number is ignored. (all; live on 22.10 and
          16.28)

    Examples:
        `SetPriority(3)` is sent as `SET PRIORITY 3`.
        `SetPriority("again")` is sent as `SET PRIORITY again`.
    """

    words: ClassVar[tuple[str, ...]] = ("SET", "PRIORITY")
    synopsis = "SET PRIORITY priority"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    priority: int | str = field(validator=Priority(nonempty=True))
    """The priority, or a label; a negative number changes nothing."""

    def __init__(self, priority: int | str) -> None:
        _set_priority(self, priority)
        if not (type(priority) is int and INT_MIN <= priority <= INT_MAX):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return (str(self.priority),)

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SET PRIORITY {quote(str(self.priority))}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> Acknowledged:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "0" and text is None and not tail:
            return Acknowledged("done")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Acknowledged("done"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SetPriority:
        given = cls.given_words(words, 1, 1)
        return cls(priority=given.priority(0, nonempty=True))


(_set_priority,) = setters(SetPriority)
