"""The whole spec."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from .applications import Application, ApplicationFamily, ApplicationOutcome, ApplicationResult, Compound, Function
from .commands import Command, Family, Quirk
from .protocol import AsyncAgiEvent, EnvironmentField, Limit, Refusal, RunVariable, Status
from .results import Result

__all__ = [
    "Spec",
]


@frozen(kw_only=True)
class Spec:
    """The whole spec of AGI."""

    families: tuple[Family, ...]
    results: tuple[Result, ...]
    application_families: tuple[ApplicationFamily, ...]
    application_results: tuple[ApplicationResult, ...]
    compounds: tuple[Compound, ...]
    functions: tuple[Function, ...]
    environment: tuple[EnvironmentField, ...]
    environment_quirks: tuple[Quirk, ...]
    limits: tuple[Limit, ...]
    statuses: tuple[Status, ...]
    run_variables: tuple[RunVariable, ...]
    protocol_quirks: tuple[Quirk, ...]
    async_events: tuple[AsyncAgiEvent, ...]
    refusals: tuple[Refusal, ...]
    async_quirks: tuple[Quirk, ...]
    seen: Mapping[str, Mapping[str, tuple[str, ...]]]
    """For each command, and for `status`, the forms of replies that live tests have seen, with the releases.

    For each application, likewise, the forms of its outcomes.
    """
    overlaid: bool = field(default=False)
    """Whether another spec overlays the shipped one; code is then generated only for what it adds."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """All commands, by family."""
        return tuple(command for family in self.families for command in family.commands)

    def seen_live(self, owner: str, form: str) -> tuple[str, ...]:
        """Return the releases that were seen to send a reply of a command, or a `status`."""
        return self.seen.get(owner, {}).get(form, ())

    def ending_seen_live(self, result: ApplicationResult, outcome: ApplicationOutcome) -> tuple[str, ...]:
        """Return the releases whose applications were seen to end so."""
        form = result.form(outcome)
        names = [application.name for application in self.applications if application.result == result.name]
        found = {release for name in names for release in self.seen_live(name, form)}
        return tuple(sorted(found, key=lambda release: [int(part) for part in release.split(".")]))

    def result(self, name: str) -> Result:
        """Return a result by name."""
        return next(result for result in self.results if result.name == name)

    @property
    def applications(self) -> tuple[Application, ...]:
        """All applications, by family."""
        return tuple(application for family in self.application_families for application in family.applications)

    def application_result(self, name: str) -> ApplicationResult:
        """Return a result of applications by name."""
        return next(result for result in self.application_results if result.name == name)

    def compound(self, name: str) -> Compound:
        """Return a compound by name."""
        return next(compound for compound in self.compounds if compound.name == name)

    @property
    def own_application_families(self) -> tuple[ApplicationFamily, ...]:
        """The families of applications to generate a package for."""
        return tuple(family for family in self.application_families if family.own_applications)

    @property
    def own_application_results(self) -> tuple[ApplicationResult, ...]:
        """The results of applications to generate code for."""
        return tuple(result for result in self.application_results if result.own)

    @property
    def own_compounds(self) -> tuple[Compound, ...]:
        """The compounds to generate code for."""
        return tuple(compound for compound in self.compounds if compound.own)

    @property
    def own_functions(self) -> tuple[Function, ...]:
        """The functions to generate code for."""
        return tuple(function for function in self.functions if function.own)

    @property
    def own_families(self) -> tuple[Family, ...]:
        """The families to generate a module for."""
        return tuple(family for family in self.families if family.own_commands)

    @property
    def own_results(self) -> tuple[Result, ...]:
        """The results to generate code for."""
        return tuple(result for result in self.results if result.own)
