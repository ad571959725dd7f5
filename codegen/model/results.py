"""Results as the spec has them: what replies of status 200 become."""

from __future__ import annotations

from keyword import iskeyword

from attrs import frozen

__all__ = [
    "Field",
    "Outcome",
    "Result",
    "Test",
]


@frozen
class Outcome:
    """How a command may end."""

    name: str
    ok: bool
    meaning: str


@frozen
class Field:
    """A value of a result besides its outcome."""

    name: str
    type: str
    meaning: str
    unit: str | None = None
    minimum: int | None = None
    maximum: int | None = None


@frozen
class Test:
    """A yes-or-no question about an outcome."""

    name: str
    outcomes: tuple[str, ...]
    meaning: str


@frozen(kw_only=True)
class Result:
    """The result that a 200 reply becomes."""

    name: str
    summary: str
    outcomes: tuple[Outcome, ...]
    description: str | None = None
    fields: tuple[Field, ...] = ()
    tests: tuple[Test, ...] = ()
    own: bool = True

    @property
    def module(self) -> str:
        """The name of its module: `digits_entered`."""
        name = "".join(f"_{char.lower()}" if char.isupper() else char for char in self.name).removeprefix("_")
        return f"{name}_" if iskeyword(name) else name

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its outcomes."""
        return tuple(outcome.name for outcome in self.outcomes)

    def field(self, name: str) -> Field:
        """Return a field by name."""
        return next(field for field in self.fields if field.name == name)
