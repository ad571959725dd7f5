"""The spec as objects, for the templates to render.

`commands`, `results` and `protocol` are the parts of the spec, and `spec` is the whole.
"""

from __future__ import annotations

from .commands import Argument, Command, Example, Family, Quirk, Reply, Value, Variable
from .protocol import AsyncAgiEvent, EnvironmentField, Limit, Older, Refusal, RunVariable, Status
from .results import Field, Outcome, Result, Test
from .spec import Spec

__all__ = [
    "Argument",
    "AsyncAgiEvent",
    "Command",
    "EnvironmentField",
    "Example",
    "Family",
    "Field",
    "Limit",
    "Older",
    "Outcome",
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
