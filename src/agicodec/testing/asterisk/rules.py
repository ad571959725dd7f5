"""What a test says about commands: what they return or that they are refused, instead of what they would do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import inf
from typing import Final, Protocol, TypeAlias, TypeVar

from attrs import define, field

from agicodec.commands.dialplan import Exec, Gosub
from agicodec.commands.media import ControlStreamFile, GetData, GetOption, RecordFile, StreamFile, WaitForDigit
from agicodec.commands.say import SayAlpha, SayDate, SayDatetime, SayDigits, SayNumber, SayPhonetic, SayTime
from agicodec.commands.speech import SpeechRecognize
from agicodec.commands.text import ReceiveChar, ReceiveText
from agicodec.model import Command
from agicodec.results import ApplicationResult, GosubResult
from agicodec.testing.asterisk.expected import reply_to, require_result_of
from agicodec.wire import RawReply

__all__ = ["LASTING", "CommandLike", "Replies", "Rule", "choose", "replies", "require_command_like"]

CommandLike: TypeAlias = type[Command[object]] | Command[object]
"""A command, or the class of all that are meant."""

Replies: TypeAlias = Callable[[Command[object]], RawReply]
"""Makes the reply to a command."""

LASTING: Final = (
    ControlStreamFile,
    GetData,
    GetOption,
    ReceiveChar,
    ReceiveText,
    RecordFile,
    SayAlpha,
    SayDate,
    SayDatetime,
    SayDigits,
    SayNumber,
    SayPhonetic,
    SayTime,
    SpeechRecognize,
    StreamFile,
    WaitForDigit,
)
"""The commands that play, listen, wait or record, and so take time."""

UNAWARE: Final = frozenset({"log", "mset", "noop", "set", "userevent", "verbose"})
"""The dialplan applications that never look at the channel, so that a hangup changes nothing."""


class Limited(Protocol):
    """A rule that may be good for a number of times only."""

    times: float
    """How often it is still good; endless for one without a limit."""


L = TypeVar("L", bound=Limited)


@define(eq=False)
class Rule:
    """What is to happen to a command, instead of what it would do."""

    command: CommandLike
    reply: Replies
    times: float
    """For how many commands it is still good."""
    hangup: Replies | None = None
    """The reply where the caller has hung up, unless it is the command's usual one."""
    takes: float = 0
    """How many milliseconds pass before the reply."""
    variables: Mapping[str, str] = field(factory=dict[str, str])
    """The channel variables that the command sets."""
    optional: bool = False
    """Whether the flow need not run such a command."""
    used: bool = field(default=False, init=False)
    """Whether a command came that it is about."""

    @property
    def kind(self) -> type[Command[object]]:
        """The class of the commands that it is about."""
        return self.command if isinstance(self.command, type) else type(self.command)

    @property
    def title(self) -> str:
        """The command, or the class of commands, that it is about."""
        return self.command.__name__ if isinstance(self.command, type) else repr(self.command)

    def fits(self, sent: Command[object]) -> bool:
        """Return whether the rule is about a command, and still good."""
        if self.times <= 0:
            return False
        return isinstance(sent, self.command) if isinstance(self.command, type) else sent == self.command

    def use(self) -> None:
        """Count a command that the rule is used for."""
        self.used = True
        self.times -= 1

    def reply_when_gone(self, sent: Command[object]) -> RawReply | None:
        """Return the reply where the caller has hung up; None where a hangup changes nothing that is known here."""
        if self.hangup is not None:
            return self.hangup(sent)
        if isinstance(sent, Exec) and sent.application.lower() not in UNAWARE:
            return sent.reply_with(ApplicationResult("failed"))
        if isinstance(sent, Gosub):
            return sent.reply_with(GosubResult("abnormal exit"))
        return None

    def variables_when_gone(self, sent: Command[object]) -> Mapping[str, str]:
        """Return the channel variables that a command sets where the caller has hung up."""
        return {"GOSUB_RETVAL": ""} if isinstance(sent, Gosub) and self.hangup is None else {}


def choose(rules: Iterable[L]) -> L | None:
    """Return the rule that is used of several: the first one that has a limit, else the last one."""
    chosen = None
    for rule in rules:
        if rule.times < inf:
            return rule
        chosen = rule
    return chosen


def replies(command: CommandLike, result: object) -> Replies:
    """Return what makes the reply of a result, or of what a function returns for a command.

    Raises:
        LocalProtocolError: no reply to the command says that; of a class, the type or the outcome shows it.
    """
    if callable(result) and not isinstance(result, type):
        return lambda sent: reply_to(sent, result(sent))
    if isinstance(command, Command):
        reply_to(command, result)
    else:
        require_result_of(command, result)
    return lambda sent: reply_to(sent, result)


def require_command_like(command: object) -> None:
    """Check that something is a command or the class of one.

    Raises:
        TypeError: it is something else, such as a line.
    """
    if isinstance(command, Command) or (isinstance(command, type) and issubclass(command, Command)):
        return
    right = "a command, such as Exec('Dial', 'PJSIP/ann,30'), or the class of all that are meant, such as Exec"
    raise TypeError(f"expected {right}, not {command!r}")
