"""An Asterisk without telephones, servers or time: it runs the commands of one call as the spec has them."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Final, TypeAlias

from attrs import define, field, frozen

from agicodec.asterisk import MalformedCommand, refusal
from agicodec.command import Command
from agicodec.reply import RawReply
from agicodec.testing.behaviour import perform
from agicodec.testing.channel import Channel, NeverEnds

__all__ = ["Asterisk", "Ran"]

MOST_COMMANDS: Final = 10000
"""How many commands a flow may run; more are taken for a flow that never ends."""

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
        """Have a command give a result instead of what it would do.

        Args:
            command: the command, or the class of all that are meant.
            result: the result, such as `ApplicationResult("ran", value=0)`.
            times: how often; always unless given.

        Raises:
            LocalProtocolError: no reply to the command says that.
        """
        if isinstance(command, Command):
            command.reply_with(result)
        self._rules.append(_Rule(_fitting(command), lambda sent: sent.reply_with(result), times))

    def refuses(self, command: CommandLike, status: int = 510, *, times: float = inf) -> None:
        """Have a command refused.

        Args:
            command: the command, or the class of all that are meant.
            status: 503, 510, 511 or 520.
            times: how often; always unless given.
        """
        self._rules.append(_Rule(_fitting(command), lambda sent: refusal(status, type(sent)), times))

    def count(self) -> None:
        """Count a command of the call, run or refused.

        Raises:
            CallFlowError: there are too many.
        """
        self.number += 1
        if self.number > MOST_COMMANDS:
            raise self.caller.conversation.failure(f"The flow has run {MOST_COMMANDS} commands and does not end.")

    def hangs_up_now(self) -> bool:
        """Tell whether the caller hangs up now, between two commands."""
        leaves = not self.hung_up and self.caller.is_gone_before(self.number + 1)
        self.hung_up = self.hung_up or leaves
        return leaves

    def refuse(self) -> bool:
        """Tell whether the caller hangs up while a line is refused."""
        leaves = not self.hung_up and self.caller.is_gone_during(self.number)
        self.hung_up = self.hung_up or leaves
        return leaves

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
