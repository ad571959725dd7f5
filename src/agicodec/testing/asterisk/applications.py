"""The rules that a test sets for dialplan applications: by an application as it is, or by its class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from agicodec.commands.dialplan import Exec
from agicodec.dialplan import Application
from agicodec.errors import LocalProtocolError, shown
from agicodec.model import Command
from agicodec.results import ApplicationResult
from agicodec.testing.asterisk.rules import Replies, Rule
from agicodec.wire import AsteriskVersion

__all__ = ["ApplicationLike", "ApplicationRule", "application_rule"]

ApplicationLike: TypeAlias = type[Application[object]] | Application[object]
"""An application with its arguments, or a class for all of that application."""


_NOTHING: Mapping[str, str] = {}


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

    def variables_when_gone(self, sent: Command[object]) -> Mapping[str, str]:
        return self.gone


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
        LocalProtocolError: it cannot end with it, neither with one of its own class nor with that of EXEC.
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
        return result.ran, {_named(application, name): value for name, value in result.sets().items()}
    if isinstance(result, ApplicationResult):
        return result, {}
    expected = f"expected a {ending.__name__}, or an ApplicationResult if it sets no variables"
    raise LocalProtocolError(f"{application.title}: {expected}, found {shown(result)}")


def _named(application: ApplicationLike, name: str) -> str:
    """Return the name of a variable, which an argument of the application may have."""
    return str(getattr(application, name[1:-1])) if name.startswith("<") else name
