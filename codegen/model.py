"""The spec as objects, for the templates to render."""

from __future__ import annotations

from collections.abc import Mapping
from keyword import iskeyword

from attrs import Factory, field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, LONG_MAX, LONG_MIN

from .forms import Form, parse_form

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
    "Spec",
    "Status",
    "Test",
    "Value",
    "Variable",
]


_BOUNDS = {"samples": (LONG_MIN, LONG_MAX), "epoch": (LONG_MIN, LONG_MAX)}
"""The least and the greatest value of the types that Asterisk reads as 64 bits; it reads the others as 32 bits."""


_VALUES = frozenset({"field", "argument"})
"""The kinds of places that may contain a text from outside."""


@frozen
class Value:
    """A value of an enumeration."""

    value: str
    meaning: str
    wire: str = Factory(lambda self: self.value, takes_self=True)


@frozen(kw_only=True)
class Argument:
    """An argument of a command."""

    name: str
    type: str
    meaning: str
    documented_as: str = Factory(lambda self: self.name, takes_self=True)
    required: bool = True
    preset: str | int | float | bool | None = None
    absent: str | None = None
    placeholder: str | None = None
    floating: bool = False
    minimum: int | None = None
    maximum: int | None = None
    max_bytes: int | None = None
    nonempty: bool = False
    empty_is_absent: bool = False
    values: tuple[Value, ...] = ()
    word: str | None = None
    prefix: str = ""
    lenient: bool = False
    otherwise: str | None = None
    unchecked: bool = False
    last: bool = False
    rest: bool = False
    since: str | None = None

    @property
    def is_count(self) -> bool:
        """Whether it is always sent as a whole number."""
        return self.type in ("integer", "milliseconds", "seconds", "samples") and not self.prefix

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the greatest value that it accepts: the spec's own, or those of its type."""
        least, most = _BOUNDS.get(self.type, (INT_MIN, INT_MAX))
        return (
            least if self.minimum is None else self.minimum,
            most if self.maximum is None else self.maximum,
        )

    @property
    def shown(self) -> str:
        """Its form in a synopsis: its fixed word or its name, in brackets if it is optional."""
        word = self.word or f"{self.prefix}{self.name}"
        return word if self.required else f"[{word}]"


@frozen(kw_only=True)
class Reply:
    """A form of a command's 200 reply."""

    form: str
    outcome: str
    meaning: str
    failure: bool = False
    number: int | None = None
    provisional: bool = False
    since: tuple[str, ...] = ()
    """The first release of each branch that sends it; none when all do."""
    until: tuple[str, ...] = ()
    """The first release of each branch that no longer sends it; none when all still do."""
    unseen: str | None = None

    @property
    def parsed(self) -> Form:
        """The parsed form."""
        return parse_form(self.form)

    @property
    def written(self) -> Form:
        """The form with the number that Asterisk usually writes in place of `*` or `-*`."""
        return self.parsed.with_number(str(self.number))

    @property
    def dates(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """When it is sent."""
        return self.since, self.until

    @property
    def status(self) -> int:
        """Its status."""
        return int(self.form.partition(" ")[0])


@frozen
class Variable:
    """A channel variable that a command sets."""

    name: str
    meaning: str
    since: str | None = None


@frozen
class Quirk:
    """A behaviour of Asterisk that contradicts its documentation or is surprising."""

    what: str
    versions: str
    shown: str


@frozen
class Example:
    """An example: a command as Python and as a line."""

    python: str
    line: str


@frozen(kw_only=True)
class Command:
    """A command."""

    words: tuple[str, ...]
    summary: str
    description: str
    since: str
    module: str
    dead: bool
    interrupt: str
    result: str
    extra_words: str = "refused"
    result_is_status: bool = False
    arguments: tuple[Argument, ...] = ()
    replies: tuple[Reply, ...] = ()
    variables: tuple[Variable, ...] = ()
    quirks: tuple[Quirk, ...] = ()
    examples: tuple[Example, ...] = ()
    own: bool = True
    """Whether code is generated for it; false for a shipped command if there is an overlay."""
    source: str = ""
    """The file that defines it."""
    replaces: bool = False
    """Whether it belongs to an overlay and replaces a shipped command."""

    @property
    def title(self) -> str:
        """Its name in AGI: `GET DATA`."""
        return " ".join(self.words)

    @property
    def rest(self) -> Argument | None:
        """The argument that consists of all words from its own place on; None if there is none."""
        return next((argument for argument in self.arguments if argument.rest), None)

    @property
    def class_name(self) -> str:
        """Its name as a class: `GetData`."""
        return "".join(word.title() for word in self.words)

    @property
    def method_name(self) -> str:
        """Its name as a method: `get_data`."""
        return "_".join(self.words).lower()

    @property
    def synopsis(self) -> str:
        """Its words and arguments in the order in which they are sent, optional ones in brackets."""
        return " ".join([*self.words, *(argument.shown for argument in self.arguments)])

    @property
    def reply_text(self) -> str:
        """What the parentheses in its replies contain; see `agicodec.wire.TextKind`."""
        forms = [form for form in (reply.parsed for reply in self.replies) if form.word and form.word.kind in _VALUES]
        if not forms:
            return "word"
        return "unknown" if any(form.pairs or form.tail for form in forms) else "value"

    @property
    def failures(self) -> tuple[str, ...]:
        """The outcomes that Asterisk counts as a failure of the run."""
        return tuple(sorted({reply.outcome for reply in self.replies if reply.failure}))

    @property
    def unfailing(self) -> tuple[str, ...]:
        """The results that Asterisk does not count as a failure, although others of the same outcome are."""
        spared = (reply for reply in self.replies if reply.outcome in self.failures and not reply.failure)
        return tuple(sorted({reply.parsed.result.value for reply in spared}))

    def argument(self, name: str) -> Argument:
        """Return an argument by name."""
        return next(argument for argument in self.arguments if argument.name == name)


@frozen(kw_only=True)
class Family:
    """The commands of one package."""

    name: str
    summary: str
    source: str = ""
    """The file that defines it."""
    commands: tuple[Command, ...] = ()

    @property
    def own_commands(self) -> tuple[Command, ...]:
        """The commands to generate code for."""
        return tuple(command for command in self.commands if command.own)


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


@frozen
class EnvironmentField:
    """A field of the environment."""

    name: str
    attribute: str
    type: str
    meaning: str
    optional: bool = False
    since: str | None = None


@frozen
class Limit:
    """A limit of the line protocol."""

    name: str
    value: int
    meaning: str
    source: str
    since: tuple[str, ...] = ()

    @property
    def constants(self) -> tuple[str, ...]:
        """The names of its constants."""
        return (self.name, f"{self.name}_SINCE") if self.since else (self.name,)


@frozen
class Status:
    """A status of replies."""

    code: int
    line: str
    meaning: str
    error: str | None = None
    unseen: str | None = None


@frozen
class RunVariable:
    """A channel variable that controls a run of AGI, or that a run sets."""

    name: str
    set_by: str
    meaning: str
    shown: str
    since: tuple[str, ...] = ()


@frozen
class Older:
    """The name of an event up to Asterisk 11."""

    event: str
    subevent: str


@frozen
class AsyncAgiEvent:
    """An event of AsyncAGI."""

    class_name: str
    event: str
    older: Older
    headers: tuple[str, ...]
    meaning: str


@frozen
class Refusal:
    """An error response to the action of AsyncAGI."""

    begins: str
    contains: str
    error: str
    example: str
    meaning: str


@frozen(kw_only=True)
class Spec:
    """The whole spec of AGI."""

    families: tuple[Family, ...]
    results: tuple[Result, ...]
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
    """For each command, and for `status`, the forms of replies that live tests have seen, with the releases."""
    overlaid: bool = field(default=False)
    """Whether another spec overlays the shipped one; code is then generated only for what it adds."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """All commands, by family."""
        return tuple(command for family in self.families for command in family.commands)

    def seen_live(self, owner: str, form: str) -> tuple[str, ...]:
        """Return the releases that were seen to send a reply of a command, or a `status`."""
        return self.seen.get(owner, {}).get(form, ())

    def result(self, name: str) -> Result:
        """Return a result by name."""
        return next(result for result in self.results if result.name == name)

    @property
    def own_families(self) -> tuple[Family, ...]:
        """The families to generate a module for."""
        return tuple(family for family in self.families if family.own_commands)

    @property
    def own_results(self) -> tuple[Result, ...]:
        """The results to generate code for."""
        return tuple(result for result in self.results if result.own)
