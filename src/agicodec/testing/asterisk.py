"""An Asterisk without telephones, servers or time: it runs the commands of one call as the spec has them."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TypeAlias

from attrs import define, field, frozen

from agicodec.asterisk import MalformedCommand, refusal
from agicodec.command import Command
from agicodec.raw import Raw, Unchecked
from agicodec.reply import RawReply
from agicodec.testing.behaviour import perform
from agicodec.testing.channel import Channel, NeverEnds

__all__ = ["Asterisk", "Ran"]

CommandLike: TypeAlias = type[Command[object]] | Command[object]
"""A command, or the class of all that are meant."""


@frozen
class Ran:
    """How a command ended."""

    raw: RawReply | None
    """Its reply; None while it runs on, and stops only for a further line."""
    hung_up: bool = False
    """Whether the caller hung up while it ran."""


@define
class _Rule:
    """What is to happen to a command, instead of what it would do."""

    fits: Callable[[Command[object]], bool]
    reply: Callable[[Command[object]], RawReply]
    times: float


@define
class Asterisk(Channel):
    """What one call meets, and what runs its commands; all of it may be set before, and read after.

    Whatever a command leaves behind is there for the next ones: a variable that was set can be read, and so can what
    was put into the database.
    """

    _rules: list[_Rule] = field(factory=list[_Rule], init=False)

    def answers(self, command: CommandLike, result: object, *, times: float = inf) -> None:
        """Have a command give a result instead of what it would do. A command of your own is known from then on.

        Args:
            command: the command, or the class of all that are meant.
            result: the result, such as `ApplicationResult("ran", value=0)`.
            times: how often; always unless given.

        Raises:
            LocalProtocolError: no reply to the command says that.
        """
        if isinstance(command, Command):
            command.reply_with(result)
        self._add_rule(command, lambda sent: sent.reply_with(result), times)

    def refuses(self, command: CommandLike, status: int = 510, *, times: float = inf) -> None:
        """Have a command refused. A command of your own is known from then on.

        Args:
            command: the command, or the class of all that are meant.
            status: 503, 510, 511 or 520.
            times: how often; always unless given.
        """
        self._add_rule(command, lambda sent: refusal(status, type(sent)), times)

    def run(self, command: Command[object] | MalformedCommand) -> Ran:
        """Run a command.

        Raises:
            CallFlowError: nothing says what it does, or it would never end.
        """
        if isinstance(command, MalformedCommand):
            line = " ".join((*command.command.words, *command.words))
            problem = f"Asterisk would run this line, though not as it was meant: {line}: {command.problem}."
            raise self.caller.conversation.failure(problem)
        before = self.hung_up
        raw = self._reply(command)
        return Ran(raw, self.hung_up and not before)

    def _add_rule(self, command: CommandLike, reply: Callable[[Command[object]], RawReply], times: float) -> None:
        named = type(command) if isinstance(command, Command) else command
        if not issubclass(named, (Raw, Unchecked)) and named not in self.classes:
            self.classes = (*self.classes, named)
        self._rules.append(_Rule(_fitting(command), reply, times))

    def _reply(self, command: Command[object]) -> RawReply | None:
        rule = next((rule for rule in reversed(self._rules) if rule.times > 0 and rule.fits(command)), None)
        self.wait(0)
        if rule is not None:
            rule.times -= 1
            return rule.reply(command)
        try:
            return command.reply_with(perform(command, self))
        except NeverEnds:
            if command.is_interruptible(enhanced=False):
                return None
            problem = f"{command} would never end: nothing in the script of the test ends it."
            raise self.caller.conversation.failure(problem) from None


def _fitting(command: CommandLike) -> Callable[[Command[object]], bool]:
    if isinstance(command, Command):
        return lambda sent: sent == command
    return lambda sent: isinstance(sent, command)
