# Generated from spec/commands/dialplan.toml by `make generate`: change the spec, not this file.

"""The command GOSUB."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, Priority, Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import GosubResult
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote, to_integer
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import TRYING, RawReply, TextKind

__all__ = ["Gosub"]


@frozen(init=False, eq=False, repr=False)
class Gosub(Command[GosubResult]):
    """Run a dialplan subroutine until it returns.

    Asterisk sends a provisional reply of status 100 when the subroutine starts, and the final reply when it has
    ended.

    On the wire: `GOSUB context extension priority [arguments]`. Since Asterisk 1.6.0, in `app_stack`. Needs a
    live channel.

    Replies:
        `200 result=0 Gosub complete`: complete. The subroutine returned.
        `200 result=0 Gosub complete (abnormal exit)`: abnormal exit. The subroutine ended without Return;
            GOSUB_RETVAL is empty. Since 1.8.30, 11.0.
        `200 result=-1 Gosub label not found`: label not found. There is no such context, extension or priority.
        `200 result={value} Gosub failed`: failed. The application Gosub failed; there was no provisional reply.

    Beware:
        - There are two reply lines for one command, the first with status 100. (all; live on 22.10)
        - The reply has status 503 and the text Gosub is not loaded if the module app_stack is missing. (1.6 to
          1.8.29 and 10; source: apps/app_stack.c, handle_gosub)

    Examples:
        `Gosub("greet", "s", 1)` is sent as `GOSUB greet s 1`.
        `Gosub("greet", "s", "again", "Ann,good day")` is sent as `GOSUB greet s again "Ann,good day"`.
    """

    words: ClassVar[tuple[str, ...]] = ("GOSUB",)
    synopsis = "GOSUB context extension priority [arguments]"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"
    failures: ClassVar[frozenset[str]] = frozenset({"label not found"})

    context: str = field(validator=Text())
    """The subroutine's context."""
    extension: str = field(validator=Text())
    """The extension in that context."""
    priority: int | str = field(validator=Priority())
    """The priority, or a label; a number below 1 is looked up as a label."""
    arguments: str | None = field(default=None, validator=Text(optional=True))
    """The arguments, separated by commas; the subroutine reads them as ARG1, ARG2 and so on. If omitted: no
    arguments.
    """

    def __init__(self, context: str, extension: str, priority: int | str, arguments: str | None = None) -> None:
        _set_context(self, context)
        _set_extension(self, extension)
        _set_priority(self, priority)
        _set_arguments(self, arguments)
        if not (
            type(context) is str
            and type(extension) is str
            and type(priority) is int
            and INT_MIN <= priority <= INT_MAX
            and (arguments is None or (type(arguments) is str))
        ):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.context, self.extension, str(self.priority)]
        if self.arguments is not None:
            words.append(self.arguments)
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"GOSUB {quote(self.context)} {quote(self.extension)} {quote(str(self.priority))}"
        if self.arguments is not None:
            line += f" {quote(self.arguments)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> GosubResult:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "0" and text is None and tail == "Gosub complete":
            return GosubResult("complete")
        if result == "0" and text is None and tail == "Gosub complete (abnormal exit)":
            return GosubResult("abnormal exit")
        if result == "-1" and text is None and tail == "Gosub label not found":
            return GosubResult("label not found")
        if result is not None and (value := to_integer(result)) is not None and text is None and tail == "Gosub failed":
            return GosubResult("failed", value)
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case GosubResult("complete", value=None):
                return RawReply(200, "0", tail="Gosub complete", provisional=(TRYING,))
            case GosubResult("abnormal exit", value=None):
                return RawReply(200, "0", tail="Gosub complete (abnormal exit)", provisional=(TRYING,))
            case GosubResult("label not found", value=None):
                return RawReply(200, "-1", tail="Gosub label not found")
            case GosubResult("failed", value=int(value)):
                return RawReply(200, str(int(value)), tail="Gosub failed")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> Gosub:
        given = cls.given_words(words, 3, 4)
        return cls(
            context=given.text(0), extension=given.text(1), priority=given.priority(2), arguments=given.text_or_none(3)
        )


_set_context, _set_extension, _set_priority, _set_arguments = setters(Gosub)
