"""Writes the Python that reads how an application has ended from its variables, for the templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .model import ApplicationField, ApplicationOutcome, ApplicationResult
from .names import own
from .writing import literal

__all__ = [
    "conditional",
    "ending_cases",
    "ending_default",
    "ending_numbers",
    "ending_sets",
    "ending_table",
    "ending_text",
    "ending_value",
    "has_conditions",
    "key_field",
    "tested_variables",
]


_FAILURE = -1
"""What an application returns with the outcome that is for all numbers that have no other."""


def has_conditions(result: ApplicationResult) -> bool:
    """Return whether an outcome depends on more than the status."""
    return not all(outcome.is_plain for outcome in result.outcomes)


def ending_table(result: ApplicationResult) -> dict[str, str]:
    """Return the outcomes that depend on the status alone, by its words."""
    table: dict[str, str] = {}
    for outcome in result.outcomes:
        if outcome.is_plain and outcome.word is not None:
            table.setdefault(outcome.word, outcome.name)
    return table


def ending_cases(result: ApplicationResult) -> Iterator[tuple[str, str]]:
    """Return the tests for the outcomes that depend on more than the status, each with the outcome.

    Each comes before the outcome of its word alone, as the check of the spec has it.
    """
    for outcome in result.outcomes:
        if not outcome.is_plain:
            yield " and ".join(_tests(result, outcome)), outcome.name


def _tests(result: ApplicationResult, outcome: ApplicationOutcome) -> Iterator[str]:
    if outcome.word is not None:
        yield f"word == {literal(outcome.word)}"
    for variable, value in outcome.where.items():
        yield f"values[{result.variables.index(variable)}] == {literal(value)}"
    if outcome.returned == "key":
        yield f"{own('str')}(returned) in {own('KEY_CODES')}"
    elif outcome.returned is not None:
        yield f"returned == {outcome.returned}"


def ending_value(result: ApplicationResult, field: ApplicationField) -> str:
    """Return the expression for a field."""
    if field.type == "key":
        return f"{own('KEY_CODES')}.get({own('str')}(returned))"
    value = f"values[{result.variables.index(field.variable)}]"
    match field.type:
        case "integer":
            return f"{own('to_integer')}({value})"
        case "digits":
            return value
        case _:
            return f"{value} or None"


def ending_text(field: ApplicationField) -> str:
    """Return the expression for the value of the variable of a field."""
    name = f"self.{field.name}"
    match field.type:
        case "digits":
            return name
        case "text":
            return f'{name} or ""'
        case _:
            return f'"" if {name} is None else {own("str")}({name})'


def ending_default(field: ApplicationField) -> str:
    """Return the Python default of a field."""
    return '""' if field.type == "digits" else "None"


def ending_numbers(result: ApplicationResult) -> dict[str, int]:
    """Return what the application returns with its outcomes, where that matters."""
    found: dict[str, int] = {}
    for outcome in result.outcomes:
        if isinstance(outcome.returned, int):
            found.setdefault(outcome.name, outcome.returned)
        elif result.status is None and outcome.returned is None:
            found.setdefault(outcome.name, _FAILURE if outcome.word is None else int(outcome.word))
    return found


def conditional(outcomes: Mapping[str, ApplicationOutcome]) -> dict[str, ApplicationOutcome]:
    """Return the outcomes for which variables other than the status have certain values."""
    return {name: outcome for name, outcome in outcomes.items() if outcome.where}


def tested_variables(result: ApplicationResult) -> tuple[str, ...]:
    """Return the variables that only tell outcomes apart: neither the status nor that of a field."""
    others = {result.status, *(field.variable for field in result.fields)}
    return tuple(variable for variable in result.variables if variable not in others)


def key_field(result: ApplicationResult) -> str:
    """Return the name of the field for the key whose code was returned; empty if there is none."""
    return next((field.name for field in result.fields if field.type == "key"), "")


def ending_sets(result: ApplicationResult) -> dict[str, ApplicationOutcome]:
    """Return for each outcome how Asterisk sets the variables."""
    found: dict[str, ApplicationOutcome] = {}
    for outcome in result.outcomes:
        found.setdefault(outcome.name, outcome)
    return found
