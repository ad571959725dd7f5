"""The rules that a test sets for dialplan applications: by an application as it is, or by its class."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from agicodec.commands.dialplan import Exec
from agicodec.dialplan import Application
from agicodec.dialplan.places import Options, Removed
from agicodec.errors import LocalProtocolError, shown
from agicodec.model import Command
from agicodec.results import ApplicationResult
from agicodec.testing.asterisk.expected import require_ending
from agicodec.testing.asterisk.rules import Replies, Rule
from agicodec.wire import AsteriskVersion

__all__ = ["ApplicationLike", "ApplicationRule", "application_rule"]

ApplicationLike: TypeAlias = type[Application[object]] | Application[object]
"""An application with its arguments, or a class for all of that application."""


_NOTHING: Mapping[str, str] = {}

_SPLIT: Final = re.compile(r"(?:\\.|[^\\,])+|(?<=,)(?=,|$)|^(?=,)")
"""The arguments of an application, as agicodec writes them."""


class ApplicationRule(Rule):
    """How an application ends: what EXEC returns, and the variables that are set."""

    def __init__(
        self, rule: Rule, application: ApplicationLike, version: AsteriskVersion, gone: Mapping[str, str]
    ) -> None:
        super().__init__(rule.command, rule.reply, rule.times, rule.hangup, rule.takes, rule.variables)
        self.application: ApplicationLike = application
        self.version: AsteriskVersion = version
        """The version for which the call writes the options of the application."""
        self.gone: Mapping[str, str] = gone
        """The variables that are set if the caller hangs up."""

    @property
    def title(self) -> str:
        return self.application.__name__ if isinstance(self.application, type) else repr(self.application)

    def fits(self, sent: Command[object]) -> bool:
        if self.times <= 0 or not isinstance(sent, Exec) or sent.application.lower() != self.application.title.lower():
            return False
        return isinstance(self.application, type) or sent.options == self.application.options_text(self.version)

    def variables_for(self, sent: Command[object]) -> Mapping[str, str]:
        return self._named(self.variables, sent)

    def variables_when_gone(self, sent: Command[object]) -> Mapping[str, str]:
        return self._named(self.gone, sent)

    def _named(self, variables: Mapping[str, str], sent: Command[object]) -> Mapping[str, str]:
        """Return variables by their names, some of which are arguments of the application that was sent."""
        arguments = _SPLIT.findall(sent.options or "") if isinstance(sent, Exec) else []
        return {self._name(name, arguments): value for name, value in variables.items()}

    def _name(self, name: str, arguments: Sequence[str]) -> str:
        if not name.startswith("<"):
            return name
        argument = name[1:-1]
        places = [
            place for place in self.application.places if not isinstance(place, Removed) or place.exists(self.version)
        ]
        number = next(n for n, place in enumerate(places) if any(piece.name == argument for piece in place.pieces))
        sent = arguments[number] if number < len(arguments) else ""
        if isinstance(place := places[number], Options):
            found = re.search(rf"{re.escape(place.by_name[argument].letter)}\((\w+)\)", sent)
            sent = found[1] if found else ""
        return sent or str(getattr(self.application, argument))


def application_rule(
    application: ApplicationLike,
    result: object,
    hangup: object,
    version: AsteriskVersion,
    times: float,
    takes: float,
    variables: Mapping[str, str],
) -> ApplicationRule:
    """Return the rule for an application that ends with a result.

    Args:
        application: the application, or its class.
        result: its result, or that of EXEC.
        hangup: the same if the caller hangs up; None for what EXEC then returns.
        version: the version for which the call writes the options of the application.
        times: how many runs use the rule.
        takes: how many milliseconds a run takes.
        variables: variables that are set besides those of the result.

    Raises:
        LocalProtocolError: it cannot end with it: the class is neither its own nor that of EXEC, or no run has it.
    """
    ran, found = _effects(application, result)
    gone, left = _effects(application, hangup) if hangup is not None else (None, _NOTHING)
    hung_up = None if gone is None else _returning(gone)
    rule = Rule(Exec, _returning(ran), times, hung_up, takes, {**found, **variables})
    return ApplicationRule(rule, application, version, left)


def _returning(ran: ApplicationResult) -> Replies:
    return lambda sent: sent.reply_with(ran)


def _effects(application: ApplicationLike, result: object) -> tuple[ApplicationResult, Mapping[str, str]]:
    """Return what EXEC returns with a result, and the variables that are set."""
    ending = application.ending()
    if isinstance(result, ending):
        require_ending(application.title, result)
        return result.ran, result.sets()
    if isinstance(result, ApplicationResult):
        return result, {}
    expected = f"expected a {ending.__name__}, or an ApplicationResult if it sets no variables"
    raise LocalProtocolError(f"{application.title}: {expected}, found {shown(result)}")
