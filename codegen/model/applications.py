"""Dialplan applications and functions as the spec has them: their arguments, options, results and families."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from keyword import iskeyword

from attrs import Factory, evolve, field, frozen

from .commands import Argument, Quirk, Value
from .results import Field, Outcome, Test

__all__ = [
    "Application",
    "ApplicationArgument",
    "ApplicationExample",
    "ApplicationFamily",
    "ApplicationField",
    "ApplicationOutcome",
    "ApplicationResult",
    "Compound",
    "Function",
    "Option",
    "Piece",
]


@frozen(kw_only=True)
class Piece:
    """A value: of an argument or an option of an application, of a part of a compound, or of a function's argument."""

    type: str
    name: str = ""
    """Its name in Python; that of the value of an option is the name of the option."""
    meaning: str = ""
    documented_as: str = Factory(lambda self: self.name, takes_self=True)
    required: bool = True
    preset: str | int | float | bool | None = None
    absent: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    max_bytes: int | None = None
    nonempty: bool = False
    values: tuple[Value, ...] = ()
    refuses: tuple[str, ...] = ()
    trimmed: bool = False
    separator: str | None = None
    of: str = "name"
    compound: str | None = None
    since: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    fraction_since: tuple[str, ...] = ()
    value_since: tuple[str, ...] = ()
    """When Asterisk began to read the value of an option that may also stand without it."""
    alone: bool = False
    """Whether it is the value of an option that may also stand without it."""

    @property
    def keyword(self) -> bool:
        """Whether Python takes it only by its name."""
        return not self.required or self.preset is not None

    @property
    def argument(self) -> Argument:
        """It as an argument of a command, for the types that both have."""
        return Argument(
            name=self.name,
            type=self.type,
            meaning=self.meaning,
            required=self.required,
            preset=self.preset,
            absent=self.absent,
            minimum=self.minimum,
            maximum=self.maximum,
            max_bytes=self.max_bytes,
            nonempty=self.nonempty,
            values=self.values,
        )


@frozen(kw_only=True)
class Option:
    """An option of an application."""

    letter: str
    name: str
    meaning: str
    value: Piece | None = None
    """Its value; none for one that is only there or not."""
    since: tuple[str, ...] = ()
    until: tuple[str, ...] = ()

    @property
    def piece(self) -> Piece:
        """Its value, or a flag, under the name of the option."""
        if self.value is None:
            return Piece(
                name=self.name, type="flag", meaning=self.meaning, required=False, since=self.since, until=self.until
            )
        return evolve(
            self.value,
            name=self.name,
            meaning=self.meaning,
            since=self.since,
            until=self.until,
            value_since=self.value.since,
            required=self.value.preset is not None,
            alone=not self.value.required,
        )


@frozen(kw_only=True)
class ApplicationArgument(Piece):
    """An argument of an application."""

    raw: bool | None = None
    """Whether Asterisk reads it as it is, since it is the last one that the application declares."""
    joined: str | None = None
    """The separator behind the argument before it, in whose place it is; none for a place of its own."""
    options: tuple[Option, ...] = ()
    always: bool = False
    """Whether options are written even if there are none, since Asterisk would read what is before them otherwise."""
    last: bool = False
    """Whether it counts only if no other argument follows."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What it is in Python."""
        if self.type in ("letters", "words", "settings"):
            return tuple(option.piece for option in self.options)
        return () if self.type in ("removed", "unused") else (self,)


@frozen(kw_only=True)
class Compound:
    """A value of several parts."""

    name: str
    summary: str
    separator: str
    parts: tuple[Piece, ...]
    own: bool = True
    source: str = ""

    @property
    def module(self) -> str:
        """The name of its module: `call_limit`."""
        return _module(self.name)


@frozen(kw_only=True)
class ApplicationOutcome(Outcome):
    """How an application may end."""

    word: str | None = None
    """The value of the status variable, or what the application returned if the result has none."""
    where: Mapping[str, str] = field(factory=dict[str, str], hash=False)
    """Values of other variables."""
    returned: int | str | None = None
    unseen: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the word alone decides."""
        return not self.where and self.returned is None


@frozen(kw_only=True)
class ApplicationField(Field):
    """A value of a result besides its outcome."""

    variable: str = ""
    """The variable, or `<argument>` for the one that an argument names; none for the key that was returned."""
    since: str | None = None


@frozen(kw_only=True)
class ApplicationResult:
    """The result of an application."""

    name: str
    summary: str
    outcomes: tuple[ApplicationOutcome, ...]
    description: str | None = None
    status: str | None = None
    fields: tuple[ApplicationField, ...] = ()
    tests: tuple[Test, ...] = ()
    own: bool = True
    source: str = ""

    @property
    def module(self) -> str:
        """The name of its module: `dialled`."""
        return _module(self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its outcomes, each once."""
        return tuple(dict.fromkeys(outcome.name for outcome in self.outcomes))

    def form(self, outcome: ApplicationOutcome) -> str:
        """Return what stands for an outcome in seen.toml: `DIALSTATUS=ANSWER`, `returned=0`, or `other`."""
        found = [] if outcome.word is None else [f"{self.status or 'returned'}={outcome.word}"]
        found += [f"{name}={value}" for name, value in outcome.where.items()]
        found += [] if outcome.returned is None else [f"returned={outcome.returned}"]
        return " ".join(found) or "other"

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that it is read from, each once."""
        found = [self.status] if self.status else []
        found += [field.variable for field in self.fields if field.variable]
        found += [variable for outcome in self.outcomes for variable in outcome.where]
        return tuple(dict.fromkeys(found))


@frozen(kw_only=True)
class ApplicationExample:
    """An example: an application as Python and as a line, for a release."""

    python: str
    line: str
    version: str | None = None


@frozen(kw_only=True)
class Application:
    """A dialplan application."""

    name: str
    summary: str
    description: str
    since: str
    module: str
    result: str
    hangup: str
    """What a hangup does to it."""
    arguments: tuple[ApplicationArgument, ...] = ()
    stale: tuple[str, ...] = ()
    quirks: tuple[Quirk, ...] = ()
    examples: tuple[ApplicationExample, ...] = ()
    own: bool = True
    source: str = ""

    @property
    def file(self) -> str:
        """The name of its module: `conf_bridge`, `send_dtmf`."""
        return _module(self.name)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All its arguments and options in Python: first those that may be passed by their places."""
        found = [piece for argument in self.arguments for piece in argument.pieces]
        return (*(piece for piece in found if not piece.keyword), *(piece for piece in found if piece.keyword))

    @property
    def options(self) -> Iterator[Option]:
        """All its options."""
        for argument in self.arguments:
            yield from argument.options

    @property
    def synopsis(self) -> str:
        """Its name and arguments as in the dialplan, optional ones in brackets."""
        texts: list[str] = []
        for argument in self.arguments:
            name = argument.documented_as
            if argument.type == "removed":
                continue
            if argument.type == "unused":
                texts.append(f"[{name}]")
                continue
            if argument.joined is not None:
                texts[-1] += f"{argument.joined}{name}" if argument.required else f"[{argument.joined}{name}]"
            else:
                is_required = argument.required and not argument.options
                texts.append(name if is_required else f"[{name}]")
        return f"{self.name}({','.join(texts)})"


@frozen(kw_only=True)
class ApplicationFamily:
    """The applications of one package."""

    name: str
    summary: str
    source: str = ""
    applications: tuple[Application, ...] = ()

    @property
    def own_applications(self) -> tuple[Application, ...]:
        """The applications to generate code for."""
        return tuple(application for application in self.applications if application.own)


@frozen(kw_only=True)
class Function:
    """A dialplan function."""

    name: str
    summary: str
    description: str
    since: str
    module: str
    reads: bool
    writes: bool
    arguments: tuple[ApplicationArgument, ...] = ()
    quirks: tuple[Quirk, ...] = ()
    examples: tuple[ApplicationExample, ...] = ()
    own: bool = True
    source: str = ""

    @property
    def file(self) -> str:
        """The name of its module: `callerid`."""
        return _safe(self.name.lower())

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Its arguments in Python."""
        return tuple(piece for argument in self.arguments for piece in argument.pieces)

    @property
    def synopsis(self) -> str:
        """Its name and arguments as in the dialplan, optional ones in brackets."""
        text = ""
        for argument in self.arguments:
            before = (argument.joined or ",") if text else ""
            name = argument.documented_as
            text += f"{before}{name}" if argument.required else f"[{before}{name}]"
        return f"{self.name}({text})"


_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""The places between the words of a name: `CELGenUserEvent` has four."""


def _module(name: str) -> str:
    return _safe(_WORDS.sub("_", name).lower())


def _safe(name: str) -> str:
    return f"{name}_" if iskeyword(name) else name
