# Generated from spec/commands/dialplan.toml by `make generate`: change the spec, not this file.

"""Commands that run the dialplan or say where it goes on."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen, validate

from agicodec.arguments import INT_MAX, Priority, Text, Word
from agicodec.command import Command
from agicodec.given import Given
from agicodec.reply import TRYING, RawReply
from agicodec.results import Acknowledged, ApplicationResult, GosubResult
from agicodec.wire import to_integer

__all__ = ["Exec", "Gosub", "SetContext", "SetExtension", "SetPriority"]


@frozen(init=False, eq=False, repr=False)
class Exec(Command[ApplicationResult]):
    """Run a dialplan application.

    The options are handed to the application as they stand, in one piece; `${...}` in them is replaced only when
    the channel variable AGIEXECFULL is true (16.27, 18.13, 19.5, 20 and later).

    On the wire: `EXEC application [options]`. Since Asterisk 1.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=-2`: no such application. The application is unknown, or Asterisk had no memory.
        `200 result=-1`: failed. The application failed or the channel hung up.
        `200 result={value}`: ran. The application ran and returned this number.

    Beware:
        - An application that returns 1 is answered with 200 and then, unasked, with a 520 block. (all; source)
        - An application that returns 2 counts as a failure, and ends an AsyncAGI session on a live channel. (all;
          source)
        - An application that returns 3 ends an AsyncAGI session like ASYNCAGI BREAK. (1.8.5, 10 and later;
          source)
        - Background answers with the ASCII code of the digit that was pressed, Incomplete with 12. (all; live on
          22.10 and 16.28)
        - Options with a blank that are not quoted are cut there; agicodec quotes them. (all; live on 22.10)
        - The options may be left out, though documented as required. (all; live on 22.10)

    Examples:
        `Exec("Echo")` is sent as `EXEC Echo`.
        `Exec("Dial", "PJSIP/alice,30,t")` is sent as `EXEC Dial PJSIP/alice,30,t`.
        `Exec("Set", "GREETING=good day")` is sent as `EXEC Set "GREETING=good day"`.
    """

    words = ("EXEC",)
    synopsis = "EXEC application [options]"
    dead = True
    interrupt = "never"
    reply_text = "word"
    result_is_status = True

    application: str = field(validator=Word())
    """The application's name, without regard to case."""
    options: str | None = field(default=None, validator=Text(optional=True))
    """What stands between the parentheses in the dialplan, separated by commas. When left out: no options."""

    def __init__(self, application: str, options: str | None = None) -> None:
        put = object.__setattr__
        put(self, "application", application)
        put(self, "options", options)
        if not (type(application) is str and application.isalnum() and (options is None or (type(options) is str))):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.application]
        if self.options is not None:
            words.append(self.options)
        return words

    def interpret_success(self, raw: RawReply) -> ApplicationResult:
        match raw.result:
            case "-2":
                return ApplicationResult("no such application")
            case "-1":
                return ApplicationResult("failed")
            case str(value_text) if (value := to_integer(value_text)) is not None:
                return ApplicationResult("ran", value=value)
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case ApplicationResult("no such application", value=None):
                return RawReply(200, "-2")
            case ApplicationResult("failed", value=None):
                return RawReply(200, "-1")
            case ApplicationResult("ran", value=int(value)):
                return RawReply(200, str(value))
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> Exec:
        given = Given(words, 1)
        return cls(application=given.text(0), options=given.text_or_none(1))


@frozen(init=False, eq=False, repr=False)
class Gosub(Command[GosubResult]):
    """Run a dialplan subroutine and come back.

    Runs the routine at the given place until its Return. Asterisk answers 100 as it starts and the reply proper
    when it has ended.

    On the wire: `GOSUB context extension priority [arguments]`. Since Asterisk 1.6.0, in `app_stack`. Needs a
    live channel.

    Replies:
        `200 result=0 Gosub complete`: complete. The routine returned.
        `200 result=0 Gosub complete (abnormal exit)`: abnormal exit. The routine left without Return;
            GOSUB_RETVAL is empty.
        `200 result=-1 Gosub label not found`: label not found. There is no such place.
        `200 result={value} Gosub failed`: failed. The application Gosub failed; no 100 came before.

    Beware:
        - Two reply lines for one command, the first with status 100. (all; live on 22.10)
        - 503 with the text Gosub is not loaded stands for a missing app_stack. (1.6 to 1.8.29 and 10; source)

    Examples:
        `Gosub("greet", "s", 1)` is sent as `GOSUB greet s 1`.
        `Gosub("greet", "s", "again", "Ann,good day")` is sent as `GOSUB greet s again "Ann,good day"`.
    """

    words = ("GOSUB",)
    synopsis = "GOSUB context extension priority [arguments]"
    dead = False
    interrupt = "never"
    reply_text = "word"
    failures = frozenset({"label not found"})

    context: str = field(validator=Text(nonempty=True))
    """The routine's context."""
    extension: str = field(validator=Text(nonempty=True))
    """The extension in that context."""
    priority: int | str = field(validator=Priority())
    """The priority, 1 or more, or a label."""
    arguments: str | None = field(default=None, validator=Text(optional=True))
    """The arguments, separated by commas; the routine finds them in ARG1, ARG2 and so on. When left out: no
    arguments.
    """

    def __init__(self, context: str, extension: str, priority: int | str, arguments: str | None = None) -> None:
        put = object.__setattr__
        put(self, "context", context)
        put(self, "extension", extension)
        put(self, "priority", priority)
        put(self, "arguments", arguments)
        if not (
            type(context) is str
            and context
            and type(extension) is str
            and extension
            and type(priority) is int
            and 1 <= priority <= INT_MAX
            and (arguments is None or (type(arguments) is str))
        ):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.context, self.extension, str(self.priority)]
        if self.arguments is not None:
            words.append(self.arguments)
        return words

    def interpret_success(self, raw: RawReply) -> GosubResult:
        match raw.result, raw.tail:
            case "0", "Gosub complete":
                return GosubResult("complete")
            case "0", "Gosub complete (abnormal exit)":
                return GosubResult("abnormal exit")
            case "-1", "Gosub label not found":
                return GosubResult("label not found")
            case str(value_text), "Gosub failed" if (value := to_integer(value_text)) is not None:
                return GosubResult("failed", value=value)
            case _:
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
                return RawReply(200, str(value), tail="Gosub failed")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> Gosub:
        given = Given(words, 3, 4)
        return cls(
            context=given.text(0), extension=given.text(1), priority=given.priority(2), arguments=given.text_or_none(3)
        )


@frozen(init=False, eq=False, repr=False)
class SetContext(Command[Acknowledged]):
    """Set the context in which the dialplan goes on.

    Takes effect when the AGI session ends. Whether the context exists is not checked.

    On the wire: `SET CONTEXT context`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: done. Always.

    Beware:
        - A longer name is cut after 79 bytes; agicodec refuses it. (all; live on 22.10 and 16.28)

    Examples:
        `SetContext("sales")` is sent as `SET CONTEXT sales`.
    """

    words = ("SET", "CONTEXT")
    synopsis = "SET CONTEXT context"
    dead = False
    interrupt = "never"
    reply_text = "word"

    context: str = field(validator=Text(nonempty=True, max_bytes=79))
    """The context. At most 79 bytes."""

    def __init__(self, context: str) -> None:
        put = object.__setattr__
        put(self, "context", context)
        if not (type(context) is str and len(context) <= 19 and context):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.context,)

    def interpret_success(self, raw: RawReply) -> Acknowledged:
        match raw.result:
            case "0":
                return Acknowledged("done")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Acknowledged("done"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SetContext:
        given = Given(words, 1, 1)
        return cls(context=given.text(0))


@frozen(init=False, eq=False, repr=False)
class SetExtension(Command[Acknowledged]):
    """Set the extension at which the dialplan goes on.

    Takes effect when the AGI session ends. Whether the extension exists is not checked.

    On the wire: `SET EXTENSION extension`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: done. Always.

    Beware:
        - A longer name is cut after 79 bytes; agicodec refuses it. (all; live on 22.10 and 16.28)

    Examples:
        `SetExtension("100")` is sent as `SET EXTENSION 100`.
    """

    words = ("SET", "EXTENSION")
    synopsis = "SET EXTENSION extension"
    dead = False
    interrupt = "never"
    reply_text = "word"

    extension: str = field(validator=Text(nonempty=True, max_bytes=79))
    """The extension. At most 79 bytes."""

    def __init__(self, extension: str) -> None:
        put = object.__setattr__
        put(self, "extension", extension)
        if not (type(extension) is str and len(extension) <= 19 and extension):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.extension,)

    def interpret_success(self, raw: RawReply) -> Acknowledged:
        match raw.result:
            case "0":
                return Acknowledged("done")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Acknowledged("done"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SetExtension:
        given = Given(words, 1, 1)
        return cls(extension=given.text(0))


@frozen(init=False, eq=False, repr=False)
class SetPriority(Command[Acknowledged]):
    """Set the priority at which the dialplan goes on.

    Takes effect when the AGI session ends. A label is looked up at once, in the channel's context and extension
    as they are then; one that is not found is answered with 520, hence `UsageError`.

    On the wire: `SET PRIORITY priority`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: done. The priority is set.

    Beware:
        - An unknown label is a usage error, not a result. (all; live on 22.10)
        - A label that begins with a digit is taken for a number; agicodec refuses it. (all; live on 22.10 and
          16.28)
        - A negative number is answered with success and ignored; agicodec refuses it. (all; live on 22.10 and
          16.28)

    Examples:
        `SetPriority(3)` is sent as `SET PRIORITY 3`.
        `SetPriority("again")` is sent as `SET PRIORITY again`.
    """

    words = ("SET", "PRIORITY")
    synopsis = "SET PRIORITY priority"
    dead = False
    interrupt = "never"
    reply_text = "word"

    priority: int | str = field(validator=Priority())
    """The priority, 1 or more, or a label."""

    def __init__(self, priority: int | str) -> None:
        put = object.__setattr__
        put(self, "priority", priority)
        if not (type(priority) is int and 1 <= priority <= INT_MAX):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (str(self.priority),)

    def interpret_success(self, raw: RawReply) -> Acknowledged:
        match raw.result:
            case "0":
                return Acknowledged("done")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Acknowledged("done"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SetPriority:
        given = Given(words, 1, 1)
        return cls(priority=given.priority(0))
