"""The rules that a test sets for commands: the results that they return, and refusals."""

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
"""A command, or a class for all commands of that class."""

Replies: TypeAlias = Callable[[Command[object]], RawReply]
"""A function that returns the reply to a command."""

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
"""The dialplan applications that never look at the channel, so that they return the same after a hangup."""


class Limited(Protocol):
    """A rule that may be limited to a number of uses."""

    times: float
    """How many uses are left; `math.inf` for a rule without a limit."""


L = TypeVar("L", bound=Limited)


@define(eq=False)
class Rule:
    """The reply to a command, instead of the simulated one."""

    command: CommandLike
    reply: Replies
    times: float
    """How many uses are left."""
    hangup: Replies | None = None
    """The reply after a hangup, if the test set one."""
    takes: float = 0
    """How many milliseconds pass before the reply."""
    variables: Mapping[str, str] = field(factory=dict[str, str])
    """The channel variables that the command sets."""
    optional: bool = False
    """Whether the flow need not run such a command."""
    used: bool = field(default=False, init=False)
    """Whether a command has used the rule."""

    @property
    def kind(self) -> type[Command[object]]:
        """The class of the commands to which the rule applies."""
        return self.command if isinstance(self.command, type) else type(self.command)

    @property
    def title(self) -> str:
        """The command or the class to which the rule applies, as text."""
        return self.command.__name__ if isinstance(self.command, type) else repr(self.command)

    def fits(self, sent: Command[object]) -> bool:
        """Return whether the rule applies to a command and has uses left."""
        if self.times <= 0:
            return False
        return isinstance(sent, self.command) if isinstance(self.command, type) else sent == self.command

    def use(self) -> None:
        """Count a use."""
        self.used = True
        self.times -= 1

    def variables_for(self, sent: Command[object]) -> Mapping[str, str]:
        """Return the channel variables that a command sets."""
        return self.variables

    def reply_when_gone(self, sent: Command[object]) -> RawReply | None:
        """Return the reply to a command after a hangup; None if it is the same as without one, or simulated."""
        if self.hangup is not None:
            return self.hangup(sent)
        if isinstance(sent, Exec) and sent.application.lower() not in UNAWARE:
            return sent.reply_with(ApplicationResult("failed"))
        if isinstance(sent, Gosub):
            return sent.reply_with(GosubResult("abnormal exit"))
        return None

    def variables_when_gone(self, sent: Command[object]) -> Mapping[str, str]:
        """Return the channel variables that a command sets after a hangup."""
        return {"GOSUB_RETVAL": ""} if isinstance(sent, Gosub) and self.hangup is None else {}


def choose(rules: Iterable[L]) -> L | None:
    """Return the rule that is used of several: the first one with a limit, otherwise the last one."""
    chosen = None
    for rule in rules:
        if rule.times < inf:
            return rule
        chosen = rule
    return chosen


def replies(command: CommandLike, result: object) -> Replies:
    """Return a function that returns the reply for a result, or for the result that a function of the test returns.

    Raises:
        LocalProtocolError: no reply to the command can carry the result; for a class, by its type or outcome.
    """
    if callable(result) and not isinstance(result, type):
        return lambda sent: reply_to(sent, result(sent))
    if isinstance(command, Command):
        reply_to(command, result)
    else:
        require_result_of(command, result)
    return lambda sent: reply_to(sent, result)


def require_command_like(command: object) -> None:
    """Check that a value is a command or a class of commands.

    Raises:
        TypeError: it is something else, such as a string.
    """
    if isinstance(command, Command) or (isinstance(command, type) and issubclass(command, Command)):
        return
    right = "a command, such as Exec('Dial', 'PJSIP/ann,30'), or the class of all that are meant, such as Exec"
    raise TypeError(f"expected {right}, not {command!r}")
