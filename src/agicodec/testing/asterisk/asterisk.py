"""An Asterisk without telephones, servers or time: it runs the commands of one call as the spec has them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from math import inf
from typing import Final

from attrs import define, field, frozen

from agicodec.asterisk import Decoded, MalformedCommand, UnknownCommand, refusal, to_command
from agicodec.errors import InvalidArgument, LocalProtocolError
from agicodec.model import Command, Raw, Unchecked
from agicodec.results import ApplicationResult
from agicodec.testing.asterisk.rules import LASTING, CommandLike, Rule, choose, replies, require_command_like
from agicodec.testing.caller.steps import count_of, milliseconds_of
from agicodec.testing.channel.behaviour import perform
from agicodec.testing.channel.channel import Channel, NeverEnds, Unsaid
from agicodec.testing.kept import Variables
from agicodec.wire import RawReply

__all__ = ["Asterisk", "Ran", "unknown"]

_NONE_SUCH: Final = ApplicationResult("no such application")


def unknown(received: Decoded) -> Command[object] | None:
    """Return the command of a line that is none of Asterisk; None for other lines, and those that no flow can mean."""
    if isinstance(received, UnknownCommand):
        with suppress(InvalidArgument):
            return to_command(received)
    return None


@frozen
class Ran:
    """How a command ended."""

    raw: RawReply | None
    """Its reply; None while it runs on, and stops only for a further line."""
    hung_up: bool = False
    """Whether the caller hung up while it ran."""


@define
class Asterisk(Channel):
    """What one call meets, and what runs its commands; all of it may be set before, and read after.

    Whatever a command leaves behind is there for the next ones: a variable that was set can be read, and so can what
    was put into the database.
    """

    _rules: list[Rule] = field(factory=list[Rule], init=False)
    _rule: Rule | None = field(default=None, init=False)

    def answers(
        self,
        command: CommandLike,
        result: object,
        *,
        times: float = inf,
        takes: float = 0,
        variables: Mapping[str, str] | None = None,
        hangup: object = None,
    ) -> None:
        """Have a command give a result instead of what it would do. A command of your own is known from then on.

        Of the answers and refusals for so many `times` the first one that is left is used. The others come after those,
        and the last one given is used.

        Args:
            command: the command, or the class of all that are meant.
            result: the result, such as `ApplicationResult("ran", value=0)`, or a function that is called with the
                command when `takes` is over, and returns the result; it may call `passes`, and change what there is.
            times: how often; always unless given.
            takes: how many seconds pass before the reply, `math.inf` for a command that only a hangup ends. What the
                caller does meanwhile is lost, but for a hangup, which ends it.
            variables: the channel variables that it sets, such as DIALSTATUS, unless the caller hangs up.
            hangup: the result when the caller hangs up meanwhile, or has done so before. Unless it is given, EXEC
                returns -1 then, except for Set, MSet, NoOp, Log, Verbose, UserEvent and where there is no such
                application; GOSUB ends with an abnormal exit; commands that play, listen or wait do what they do on a
                hangup; all others return `result`.

        Raises:
            LocalProtocolError: no reply to the command says that. What is said of a class is refused when its type or
                its outcome shows it; else the flow fails when such a command comes.
            TypeError: the command is none, such as a text, or something else is of another type.
            ValueError: a number is none that there can be.
        """
        require_command_like(command)
        times = count_of(times, "times")
        lasts = inf if takes == inf else milliseconds_of(takes, "takes")
        found = Variables(variables or {})
        if hangup is None and result == _NONE_SUCH:  # Asterisk looks for the application first
            hangup = result
        gone = None if hangup is None else replies(command, hangup)
        self._add(Rule(command, replies(command, result), times, gone, lasts, found))

    def refuses(self, command: CommandLike, status: int = 510, *, times: float = inf) -> None:
        """Have a command refused. A command of your own is known from then on.

        A line that is no command, such as `Raw("MYCMD", "a")`, is taken for a mistake of the server or the script that
        `call_fastagi` or `call_script` calls, unless it is named here. `Raw` stands for all such lines.

        Args:
            command: the command, or the class of all that are meant.
            status: 503, 510, 511 or 520.
            times: how often; always unless given. `answers` says which of several rules is used.

        Raises:
            LocalProtocolError: the status is no refusal.
            TypeError: the command is none, such as a text, or `times` is no number.
            ValueError: `times` is less than 1.
        """
        require_command_like(command)
        times = count_of(times, "times")
        refusal(status)

        def refused(sent: Command[object]) -> RawReply:
            return refusal(status, type(sent))

        self._add(Rule(command, refused, times, hangup=refused, optional=True))

    def check(self) -> None:
        """Check that the caller has taken all steps, and that each answer was used at least once.

        Raises:
            CallFlowError: the flow ended before.
        """
        self.caller.check()
        unused = ", ".join(rule.title for rule in self._rules if not (rule.used or rule.optional))
        if unused:
            problem = f"The flow has ended, but it never ran what the test answers: {unused}."
            raise self.caller.conversation.failure(problem)

    def named(self, received: Decoded) -> Command[object] | None:
        """Return the command of a line that is none of Asterisk, where an answer or a refusal is about it."""
        command = unknown(received)
        return command if command is not None and any(rule.fits(command) for rule in self._rules) else None

    def run(self, command: Command[object] | MalformedCommand, *, may_last: bool = False) -> Ran:
        """Run a command.

        Args:
            command: the command.
            may_last: whether one that never ends may run on though nothing interrupts it, until `hang_up_during`.

        Raises:
            CallFlowError: nothing says what it does, or it would never end.
        """
        if isinstance(command, MalformedCommand):
            line = " ".join((*command.command.words, *command.words))
            problem = f"Asterisk would run this line, though not as it was meant: {line}: {command.problem}."
            raise self.caller.conversation.failure(problem)
        before = self.hung_up
        try:
            raw = self._reply(command)
        except NeverEnds:
            if not may_last and not command.is_interruptible(enhanced=False):
                problem = f"{command} would never end: nothing in the script of the test ends it."
                raise self.caller.conversation.failure(problem) from None
            raw = None
        except Unsaid:
            raise self.caller.conversation.failure(self._unsaid(command)) from None
        self._leaves = False
        return Ran(raw, self.hung_up and not before)

    def hang_up_during(self, command: Command[object]) -> RawReply:
        """Have the channel hang up while a command runs on that never ends, and return the reply to it."""
        heard = tuple(self.heard)
        self.hung_up = True
        raw = self._reply_by(self._rule, command)
        self.heard[:] = heard
        return raw

    def _add(self, rule: Rule) -> None:
        if not issubclass(rule.kind, (Raw, Unchecked)):
            self.know(rule.kind)
        self._rules.append(rule)

    def _reply(self, command: Command[object]) -> RawReply:
        self._rule = choose(rule for rule in self._rules if rule.fits(command))
        if self._rule is not None:
            self._rule.use()
        return self._reply_by(self._rule, command)

    def _reply_by(self, rule: Rule | None, command: Command[object]) -> RawReply:
        """Return the reply to a command, by the rule that is about it, if any."""
        if rule is None:
            return command.reply_with(self._perform(command))
        raw = None
        if self.wait(rule.takes) is None:
            raw = self._reply_of(rule, command)  # A function makes it, which may let time pass.
            if not self.hung_up:
                self.variables.update(rule.variables)
                return raw
        gone = rule.reply_when_gone(command)
        if gone is not None:
            self.variables.update(rule.variables_when_gone(command))
            return gone
        if isinstance(command, LASTING):
            return command.reply_with(perform(command, self))
        self.variables.update(rule.variables)
        return self._reply_of(rule, command) if raw is None else raw

    def _reply_of(self, rule: Rule, command: Command[object]) -> RawReply:
        """Make the reply of a rule; a result that is none is a fault of the test, which no flow may catch."""
        try:
            return rule.reply(command)
        except LocalProtocolError as error:
            problem = f"What the test answers to {command!r} is no result of it: {error}."
            raise self.caller.conversation.failure(problem) from error

    def _unsaid(self, command: Command[object]) -> str:
        """Say that the test has not said what a command does, and of which ones like it the test has."""
        problem = f"What {command!r} does is for the test to say: asterisk.answers(command, result)."
        said = [
            rule.title if rule.times > 0 else f"{rule.title}, whose times are over"
            for rule in self._rules
            if rule.kind is type(command)
        ]
        return f"{problem} It has been said of {'; '.join(said)}." if said else problem

    def _perform(self, command: Command[object]) -> object:
        """Do what a command does, in which the caller may hang up even where nothing is waited for."""
        if not isinstance(command, LASTING):
            self.wait(0)
            return perform(command, self)
        result = perform(command, self)
        self.wait(0)
        return result
