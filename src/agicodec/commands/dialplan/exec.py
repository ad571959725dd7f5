# Generated from spec/commands/dialplan.toml by `make generate`: change the spec, not this file.

"""The command EXEC."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import ApplicationResult
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote, to_integer
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["Exec"]


@frozen(init=False, eq=False, repr=False)
class Exec(Command[ApplicationResult]):
    """Run a dialplan application.

    The application gets the options unchanged, as one text; `${...}` in them is replaced only if the channel
    variable AGIEXECFULL is true (16.27, 18.13, 19.5, 20 and later). The number that an application returns says
    little about how it ended; read the variable that it sets, such as DIALSTATUS. Some variables may have the
    value of an earlier run: QUEUESTATUS, PLAYBACKSTATUS and RECORDED_FILE.

    On the wire: `EXEC application [options]`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=-2`: no such application. The application is unknown, or Asterisk had no memory.
        `200 result=-1`: failed. The application failed, the channel hung up, or the dialplan would end here, as
            after Dial or Queue has connected the caller.
        `200 result={value}`: ran. The application ran and returned this number.

    Beware:
        - If an application returns 1, the reply of status 200 is followed by a 520 block. (all; live on 22.10 and
          16.28)
        - If the command has no usage text, the 520 block after an application that returns 1 is the single line
          `520 Invalid command syntax.  Proper usage not available.`. (1.6.2.6, 1.8.0 and later; live on 22.10 and
          16.28)
        - An application that returns 2 counts as a failure, and ends an AsyncAGI session on a live channel. (all;
          live on 22.10 and 16.28)
        - An application that returns 3 ends an AsyncAGI session like ASYNCAGI BREAK. (1.8.5, 10 and later; live
          on 22.10 and 16.28)
        - Dial without its option g, and Queue, return -1 after the caller was connected; the session continues,
          DIALSTATUS is ANSWER, and QUEUESTATUS is not set. (all; live on 22.10 and 16.28)
        - Options are separated by `|`, and a comma is a character like any other. (1.4; source:
          include/asterisk/app.h, AST_STANDARD_APP_ARGS)
        - With `res_agi = 1.4` in the section `[compat]` of asterisk.conf each `|` in the options becomes a comma,
          and each comma becomes an escaped comma. (1.6.0 to 12; source: res/res_agi.c, handle_exec)
        - Background returns the ASCII code of the digit that was pressed, Incomplete returns 12. (all; live on
          22.10 and 16.28)
        - Options that are not quoted are cut at the first blank; agicodec quotes them. (all; live on 22.10)
        - The options may be omitted, although they are documented as required. (all; live on 22.10)

    Examples:
        `Exec("Echo")` is sent as `EXEC Echo`.
        `Exec("Dial", "PJSIP/alice,30,t")` is sent as `EXEC Dial PJSIP/alice,30,t`.
        `Exec("Set", "GREETING=good day")` is sent as `EXEC Set "GREETING=good day"`.
    """

    words: ClassVar[tuple[str, ...]] = ("EXEC",)
    synopsis = "EXEC application [options]"
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"
    result_is_status = True

    application: str = field(validator=Text())
    """The application's name (case-insensitive); it is not empty and contains no blank."""
    options: str | None = field(default=None, validator=Text(optional=True))
    """The text that would be in the parentheses in the dialplan, separated by commas. If omitted: no options."""

    def __init__(self, application: str, options: str | None = None) -> None:
        _set_application(self, application)
        _set_options(self, options)
        if not (type(application) is str and (options is None or (type(options) is str))):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.application]
        if self.options is not None:
            words.append(self.options)
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"EXEC {quote(self.application)}"
        if self.options is not None:
            line += f" {quote(self.options)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> ApplicationResult:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "-2" and text is None and not tail:
            return ApplicationResult("no such application")
        if result == "-1" and text is None and not tail:
            return ApplicationResult("failed")
        if result is not None and (value := to_integer(result)) is not None and text is None and not tail:
            return ApplicationResult("ran", value)
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case ApplicationResult("no such application", value=None):
                return RawReply(200, "-2")
            case ApplicationResult("failed", value=None):
                return RawReply(200, "-1")
            case ApplicationResult("ran", value=int(value)) if value not in (-2, -1):
                return RawReply(200, str(int(value)))
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> Exec:
        given = cls.given_words(words, 1)
        return cls(application=given.text(0), options=given.text_or_none(1))

    @classmethod
    def ignored_words(cls, words: Sequence[str]) -> Sequence[str]:
        return words[2:]


_set_application, _set_options = setters(Exec)
