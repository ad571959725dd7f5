"""The simulated Asterisk: runs the commands of one call as the spec describes them, in simulated time."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from math import inf
from typing import Final

from attrs import define, field, frozen

from agicodec.asterisk import Decoded, MalformedCommand, UnknownCommand, refusal, to_command
from agicodec.dialplan import Application
from agicodec.errors import InvalidArgument, LocalProtocolError
from agicodec.model import Command, Raw, Unchecked
from agicodec.results import ApplicationResult
from agicodec.testing.asterisk.applications import ApplicationLike, application_rule
from agicodec.testing.asterisk.rules import LASTING, CommandLike, Rule, choose, replies, require_command_like
from agicodec.testing.caller.steps import count_of, milliseconds_of
from agicodec.testing.channel.behaviour import perform
from agicodec.testing.channel.channel import VERSION, Channel, NeverEnds, Unsaid
from agicodec.testing.checked import Variables
from agicodec.wire import AsteriskVersion, RawReply

__all__ = ["Asterisk", "Ran", "unknown"]

_NONE_SUCH: Final = ApplicationResult("no such application")


def unknown(received: Decoded) -> Command[object] | None:
    """Return the command of a line that Asterisk does not know; None for other lines, and lines without words."""
    if isinstance(received, UnknownCommand):
        with suppress(InvalidArgument):
            return to_command(received)
    return None


@frozen
class Ran:
    """The end of a command."""

    raw: RawReply | None
    """The reply; None while the command runs on, until a further line stops it."""
    hung_up: bool = False
    """Whether the caller hung up while it ran."""


@define
class Asterisk(Channel):
    """The simulated Asterisk of one call. A test sets its attributes before the call, and reads them afterwards.

    Commands change the attributes as they change Asterisk: a later command, and the test, can read a variable that a
    command set, or a value that it stored in the database.
    """

    _rules: list[Rule] = field(factory=list[Rule], init=False)
    _rule: Rule | None = field(default=None, init=False)

    def answers(
        self,
        command: CommandLike | ApplicationLike,
        result: object,
        *,
        times: float = inf,
        takes: float = 0,
        variables: Mapping[str, str] | None = None,
        hangup: object = None,
    ) -> None:
        """Set the result that a command returns, instead of simulating the command; or that an application ends with.

        For an application, such as `Dial("PJSIP/ann")` or the class `Dial`, the result determines what EXEC returns and
        which variables are set, so that flows which read these see them too.

        A command class of your own is known from then on. Answers and refusals with `times` are used first, in the
        order in which they were set. When they are used up, the last one without `times` is used.

        Args:
            command: the command or the application, or a class for all of that class.
            result: the result, such as `ApplicationResult("ran", value=0)`, or a function that returns it. The function
                is called with the command when the time `takes` has passed; it may call `passes` and change attributes.
                The result of an application, such as `Dialled("busy")`, cannot be a function.
            times: how many commands use this answer; without a limit by default.
            takes: how many seconds pass before the reply; `math.inf` for a command that only a hangup ends. Keys and
                words during that time are lost; a hangup ends the command.
            variables: the channel variables that the command sets, such as DIALSTATUS, unless the caller hangs up.
            hangup: the result if the caller hangs up during the command, or hung up before. By default, EXEC then
                returns -1, except for Set, MSet, NoOp, Log, Verbose, UserEvent and an application that does not exist;
                GOSUB ends with an abnormal exit; commands that play, listen or wait behave as usual on a hangup; all
                other commands return `result`.

        Raises:
            LocalProtocolError: no reply to the command can carry the result. For a class, only the type and the outcome
                of the result are checked here; otherwise, the flow fails at the command.
            TypeError: `command` is neither a command nor a class of commands, or another argument has a wrong type.
            ValueError: a number is out of range.
        """
        times = count_of(times, "times")
        lasts = inf if takes == inf else milliseconds_of(takes, "takes")
        found = Variables(variables or {})
        if isinstance(command, Application) or (isinstance(command, type) and issubclass(command, Application)):
            version = AsteriskVersion.parse(VERSION)
            self._add(application_rule(command, result, hangup, version, times, lasts, found))
            return
        require_command_like(command)
        if hangup is None and result == _NONE_SUCH:  # Asterisk looks up the application before it looks at the channel
            hangup = result
        gone = None if hangup is None else replies(command, hangup)
        self._add(Rule(command, replies(command, result), times, gone, lasts, found))

    def refuses(self, command: CommandLike, status: int = 510, *, times: float = inf) -> None:
        """Have Asterisk refuse a command with a status. A command class of your own is known from then on.

        When `call_fastagi` or `call_script` reads a line that is not a command, such as `MYCMD a`, it reports a mistake
        of the server or the script, unless the test names the line here, as `Raw("MYCMD", "a")`. The class `Raw` stands
        for all such lines.

        Args:
            command: the command, or a class for all commands of that class.
            status: 503, 510, 511 or 520.
            times: how many commands are refused; without a limit by default. See `answers` for the order of several
                rules.

        Raises:
            LocalProtocolError: the status is not that of a refusal.
            TypeError: `command` is neither a command nor a class of commands, or `times` is not an integer.
            ValueError: `times` is less than 1.
        """
        require_command_like(command)
        times = count_of(times, "times")
        refusal(status)

        def refused(sent: Command[object]) -> RawReply:
            return refusal(status, type(sent))

        self._add(Rule(command, refused, times, hangup=refused, optional=True))

    def check(self) -> None:
        """Check that the caller performed all steps, and that each answer was used at least once.

        Raises:
            CallFlowError: a step or an answer is left.
        """
        self.caller.check()
        unused = ", ".join(rule.title for rule in self._rules if not (rule.used or rule.optional))
        if unused:
            problem = f"The flow has ended, but it never ran commands that the test set answers for: {unused}."
            raise self.caller.conversation.failure(problem)

    def named(self, received: Decoded) -> Command[object] | None:
        """Return the command of a line that Asterisk does not know, if a rule of the test names it; otherwise None."""
        command = unknown(received)
        return command if command is not None and any(rule.fits(command) for rule in self._rules) else None

    def run(self, command: Command[object] | MalformedCommand, *, may_last: bool = False) -> Ran:
        """Run a command.

        Args:
            command: the command.
            may_last: whether a command that never ends and cannot be interrupted may run on, until `hang_up_during`.

        Raises:
            CallFlowError: the command needs an answer that the test did not set, or it would never end.
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
        """Hang up the channel while a command runs that never ends, and return the reply to the command."""
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
        """Return the reply to a command, by its rule if there is one."""
        if rule is None:
            return command.reply_with(self._perform(command))
        raw = None
        if self.wait(rule.takes) is None:
            raw = self._reply_of(rule, command)  # may call a function of the test, in which time passes
            if not self.hung_up:
                self.variables.update(rule.variables_for(command))
                return raw
        gone = rule.reply_when_gone(command)
        if gone is not None:
            self.variables.update(rule.variables_when_gone(command))
            return gone
        if isinstance(command, LASTING):
            return command.reply_with(perform(command, self))
        self.variables.update(rule.variables_for(command))
        return self._reply_of(rule, command) if raw is None else raw

    def _reply_of(self, rule: Rule, command: Command[object]) -> RawReply:
        """Return the reply of a rule. A wrong result is a mistake of the test: it fails, so that no flow hides it."""
        try:
            return rule.reply(command)
        except LocalProtocolError as error:
            problem = f"The test set an answer to {command!r} that is not a result of it: {error}."
            raise self.caller.conversation.failure(problem) from error

    def _unsaid(self, command: Command[object]) -> str:
        """Return the problem of a command without an answer, and name the commands of its class that have one."""
        problem = f"What {command!r} does is for the test to say: asterisk.answers(command, result)."
        said = [
            rule.title if rule.times > 0 else f"{rule.title}, used up"
            for rule in self._rules
            if rule.kind is type(command)
        ]
        return f"{problem} There are answers to {'; '.join(said)}." if said else problem

    def _perform(self, command: Command[object]) -> object:
        """Simulate a command. The caller may hang up during any command, even one that takes no time."""
        if not isinstance(command, LASTING):
            self.wait(0)
            return perform(command, self)
        result = perform(command, self)
        self.wait(0)
        return result
