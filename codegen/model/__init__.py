"""The spec as objects, for the templates to render.

`commands`, `results`, `applications` and `protocol` are the parts of the spec, and `spec` is the whole.
"""

from __future__ import annotations

from .applications import (
    Application,
    ApplicationArgument,
    ApplicationExample,
    ApplicationFamily,
    ApplicationField,
    ApplicationOutcome,
    ApplicationResult,
    Compound,
    Function,
    Option,
    Piece,
)
from .commands import Argument, Command, Example, Family, Quirk, Reply, Value, Variable
from .protocol import AsyncAgiEvent, EnvironmentField, Limit, Older, Refusal, RunVariable, Status
from .results import Field, Outcome, Result, Test
from .spec import Spec

__all__ = [
    "Application",
    "ApplicationArgument",
    "ApplicationExample",
    "ApplicationFamily",
    "ApplicationField",
    "ApplicationOutcome",
    "ApplicationResult",
    "Argument",
    "AsyncAgiEvent",
    "Command",
    "Compound",
    "EnvironmentField",
    "Example",
    "Family",
    "Field",
    "Function",
    "Limit",
    "Older",
    "Option",
    "Outcome",
    "Piece",
    "Quirk",
    "Refusal",
    "Reply",
    "Result",
    "RunVariable",
    "Spec",
    "Status",
    "Test",
    "Value",
    "Variable",
]
